// The files of the index (generator/render/search/{index,shards}.py): fetched when first asked for, unpacked, kept.

const BASE36 = "0123456789abcdefghijklmnopqrstuvwxyz";
const utf8 = new TextDecoder();

const VERSION = 2;
const BLOCK = 8;

async function unpack(response) {
  if (typeof DecompressionStream === "undefined") {
    const { inflate } = await import("./inflate.js");
    return inflate(new Uint8Array(await response.arrayBuffer()));
  }
  return new Uint8Array(await new Response(response.body.pipeThrough(new DecompressionStream("deflate"))).arrayBuffer());
}

/** Words of lines that name how many letters each shares with the one before. */
function whole(lines, each) {
  let last = "";
  for (const line of lines) each((last = last.slice(0, BASE36.indexOf(line[0])) + line.slice(1)));
}

/** A shard: key → its commonest word, the documents that have it and two bytes for each. */
function shard(bytes) {
  let at = 0;
  const varint = () => {
    let number = 0, shift = 0, byte;
    do {
      byte = bytes[at++];
      number += (byte & 127) << shift;
      shift += 7;
    } while (byte > 127);
    return number;
  };
  const size = varint();
  const lines = utf8.decode(bytes.subarray(at, (at += size))).split("\n");
  const entries = new Map();
  let last = "";
  for (const line of lines) {
    const cut = line.indexOf("~");
    const name = last.slice(0, BASE36.indexOf(line[0])) + line.slice(1, cut);
    const ending = line.slice(cut + 1);
    const docs = new Uint32Array(varint());
    for (let number = 0, doc = 0; number < docs.length; number += 1) docs[number] = doc += varint();
    const codes = bytes.subarray(at, (at += docs.length));
    const eighths = bytes.subarray(at, (at += docs.length));
    entries.set((last = name), { name, word: ending[0] === "=" ? ending.slice(1) : name + ending, docs, codes, eighths });
  }
  return entries;
}

/** The index at `base`. Every method gives a promise; what was fetched once is not fetched again. */
export async function open(base) {
  const folder = new URL(`${base}`.replace(/\/?$/, "/"), globalThis.location?.href);
  const manifest = await (await fetch(new URL("index.json", folder), { cache: "no-cache" })).json();
  if (manifest.version !== VERSION) throw new Error(`index ${manifest.version}`);
  const firsts = [];
  if (manifest.firsts) whole(manifest.firsts.split("\n"), (name) => firsts.push(name));
  const kept = new Map();
  const file = (name, read) => {
    if (!kept.has(name)) {
      const promise = fetch(new URL(`${name}.bin`, folder)).then((response) => {
        if (!response.ok) throw new Error(`${name}: ${response.status}`);
        return unpack(response);
      }).then(read);
      promise.catch(() => kept.delete(name));
      kept.set(name, promise);
    }
    return kept.get(name);
  };
  const json = (bytes) => JSON.parse(utf8.decode(bytes));
  const named = (kind, hashes, number) => `${kind}${number}-${hashes.slice(number * 5, number * 5 + 5)}`;

  /** The number of the shard a key belongs to. */
  function place(name) {
    let low = 0, high = firsts.length;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (firsts[middle] <= name) low = middle;
      else high = middle;
    }
    return low;
  }
  const words = (number) => file(named("w", manifest.words, number), shard);
  const block = (number) => file(named("c", manifest.cards, number), json);

  let size = 0;
  const kinds = manifest.kinds.map(([id, count, prior]) => ({ id, count, prior, from: (size += count) - count }));

  return {
    kinds, size, engine: manifest.engine, places: manifest.places, sorts: Object.keys(manifest.orders),

    async key(name) {
      return firsts.length ? (await words(place(name))).get(name) : undefined;
    },

    /** Keys that begin alike, from at most `most` shards. */
    async range(start, most = 3) {
      if (!firsts.length) return [];
      const first = place(start);
      const last = Math.min(place(`${start}\uffff`), first + most - 1);
      const found = [];
      for (const entries of await Promise.all(Array.from({ length: last - first + 1 }, (_, step) => words(first + step)))) {
        for (const entry of entries.values()) if (entry.name.startsWith(start)) found.push(entry);
      }
      return found;
    },

    async row(doc) {
      const { rows } = await block(Math.floor(doc / BLOCK));
      return rows[doc % BLOCK];
    },

    async text(doc) {
      const number = Math.floor(doc / BLOCK);
      const { rows, texts } = await block(number);
      const at = rows[doc % BLOCK][5];
      return at < 0 ? "" : (await file(`t${number}-${Math.floor(at / 10)}-${texts[Math.floor(at / 10)]}`, json))[at % 10];
    },

    facets: () => file(`facets-${manifest.facets}`, (bytes) => bytes),
    order: (name) => file(`order-${name}-${manifest.orders[name]}`, json),
    more: () => file(`more-${manifest.more}`, json),

    /** Every key with how common it is, from 0 to 25. */
    lexicon: () => file(`lexicon-${manifest.lexicon}`, (bytes) => {
      const found = [];
      whole(utf8.decode(bytes).split("\n"), (line) => found.push(line));
      return found;
    }),
  };
}
