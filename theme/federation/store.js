// The index of many regions (generator/federate/) as the engine's store: it lies in the catalogue as assets/js/search/store.js,
// in place of a site's own. Of a frequent key it has each region's best documents, and knows how many there are; of the regions that
// the address names after «#» (…/search/#a,b) it fetches the rest too, from the shards as the regions published them.
import { rank } from "./rank.js";

const BASE36 = "0123456789abcdefghijklmnopqrstuvwxyz";
const VERSION = 1;
const SIGNS = 10;
const utf8 = new TextDecoder();

async function unpack(response) {
  if (typeof DecompressionStream === "undefined") {
    const { inflate } = await import("./inflate.js");
    return inflate(new Uint8Array(await response.arrayBuffer()));
  }
  return new Uint8Array(await new Response(response.body.pipeThrough(new DecompressionStream("deflate"))).arrayBuffer());
}

/** Words of lines that name how many letters each shares with the one before. */
function spelt(text) {
  let last = "";
  return text ? text.split("\n").map((line) => (last = last.slice(0, BASE36.indexOf(line[0])) + line.slice(1))) : [];
}

/** The last of the sorted `firsts` that is not behind `name`. */
function seat(firsts, name) {
  let low = 0, high = firsts.length;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (firsts[middle] <= name) low = middle;
    else high = middle;
  }
  return low;
}

/** Reads a file of keys: `each(name, endings, varint, bytes)` reads what is said of one. */
function keys(data, each) {
  let at = 0;
  const varint = () => {
    let number = 0, shift = 0, byte;
    do {
      byte = data[at++];
      number += (byte & 127) << shift;
      shift += 7;
    } while (byte > 127);
    return number;
  };
  const bytes = (many) => data.subarray(at, (at += many));
  const lines = utf8.decode(bytes(varint())).split("\n");
  const entries = new Map();
  let last = "";
  for (const line of lines) {
    const cut = line.indexOf("~");
    last = last.slice(0, BASE36.indexOf(line[0])) + line.slice(1, cut);
    entries.set(last, each(last, line.slice(cut + 1), varint, bytes));
  }
  return entries;
}

/** Documents of a posting, numbered from `start`. */
function posting(many, start, varint, bytes) {
  const docs = [];
  for (let number = 0, doc = start; number < many; number += 1) docs.push((doc += varint()));
  return { docs, codes: bytes(many), eighths: bytes(many) };
}

/** An entry as the engine knows it: parts of regions one after another; `total`: how many documents have the key. */
function entry(name, word, parts) {
  const docs = [], codes = [], eighths = [];
  let total = 0;
  for (const part of parts) {
    docs.push(...part.docs);
    codes.push(...part.codes);
    eighths.push(...part.eighths);
    total += part.total;
  }
  return { name, word, parts, docs, codes, eighths, total };
}

/** A leaf: what every region has of each key. */
function leaf(data, best, starts) {
  return keys(data, (name, endings, varint, bytes) => {
    const parts = [];
    for (let left = varint(), region = 0; left; left -= 1) {
      region += varint();
      const total = varint();
      varint(); // which of the endings
      parts.push({ region, total, ...posting(Math.min(total, best), starts[region], varint, bytes) });
    }
    const [ending] = endings.split("|");
    return entry(name, ending[0] === "=" ? ending.slice(1) : name + ending, parts);
  });
}

/** A region's own shard; only its practices. */
function shard(data, first, { from, count }) {
  return keys(data, (_name, _ending, varint, bytes) => {
    const { docs, codes, eighths } = posting(varint(), 0, varint, bytes);
    const kept = docs.map((doc, at) => at).filter((at) => docs[at] >= first && docs[at] < first + count);
    return { docs: kept.map((at) => docs[at] - first + from), codes: kept.map((at) => codes[at]), eighths: kept.map((at) => eighths[at]) };
  });
}

const kept = new Map(); // files by their address, for all engines of the page

/** The index at `base`. Every method gives a promise; what was fetched once is not fetched again. */
export async function open(base) {
  const folder = new URL(base, globalThis.location?.href);
  const named = decodeURIComponent(folder.hash.slice(1)).split(",");
  folder.hash = "";
  const index = await (await fetch(new URL("index.json", folder), { cache: "no-cache" })).json();
  if (index.version !== VERSION) throw new Error(`index ${index.version}`);
  let size = 0;
  const regions = index.regions.map(([id, label, url, count, own]) => ({ id, label, url, count, own, from: (size += count) - count }));
  const whole = new Set(regions.map((_, number) => number).filter((number) => named.includes(regions[number].id)));
  const starts = regions.map(({ from }) => from);
  const firsts = spelt(index.firsts);
  const file = (name, read, options) => {
    const address = new URL(`${name}.bin`, folder).href;
    if (!kept.has(address)) {
      const promise = fetch(address, options).then((response) => {
        if (!response.ok) throw new Error(`${name}: ${response.status}`);
        return unpack(response);
      }).then(read);
      promise.catch(() => kept.delete(address));
      kept.set(address, promise);
    }
    return kept.get(address);
  };
  const json = (bytes) => JSON.parse(utf8.decode(bytes));
  const signed = (signs, number) => signs.slice(number * SIGNS, number * SIGNS + SIGNS);
  const branch = (number) => file(`b-${signed(index.branches, number)}`, (bytes) => {
    const { firsts: text, names } = json(bytes);
    return { firsts: spelt(text), names };
  });
  const words = (name) => file(`w/${name}`, (bytes) => leaf(bytes, index.best, starts));

  /** The region of a document. */
  const owner = (doc) => regions[seat(starts, doc)];

  /** What a region itself says of a key. */
  async function said(number, name) {
    const region = regions[number];
    const own = await file(`r/${region.id}/index-${region.own}`, (bytes) => {
      const { first, firsts: text, names } = json(bytes);
      return { first, firsts: spelt(text), names };
    });
    const at = seat(own.firsts, name);
    const entries = await file(`r/${region.id}/${own.names.slice(at * SIGNS, at * SIGNS + SIGNS)}`, (bytes) => shard(bytes, own.first, region));
    return entries.get(name);
  }

  /** The entry with all that the chosen regions have. */
  async function deep(found) {
    if (!found || !found.parts.some(({ region, total, docs }) => whole.has(region) && docs.length < total)) return found;
    const parts = await Promise.all(found.parts.map(async (part) => {
      const all = whole.has(part.region) && part.docs.length < part.total && (await said(part.region, found.name));
      return all ? { ...part, ...all } : part;
    }));
    return entry(found.name, found.word, parts);
  }

  /** Names of the leaves from that of one key to that of another, `most` at most. */
  async function leaves(start, end, most) {
    const found = [];
    for (let number = seat(firsts, start), last = seat(firsts, end); number <= last && found.length < most; number += 1) {
      const { firsts: own, names } = await branch(number);
      const to = number === last ? seat(own, end) : own.length - 1;
      for (let at = number === seat(firsts, start) ? seat(own, start) : 0; at <= to && found.length < most; at += 1) found.push(signed(names, at));
    }
    return found;
  }

  /** Regions, the best first, that have more to say of this query than came: where the best hits are, then where the words are frequent. */
  function promising(concepts, found) {
    const cut = new Set();
    const likely = new Float64Array(regions.length).fill(1);
    for (const { forms } of concepts) {
      const totals = new Float64Array(regions.length);
      for (const { entry: { parts = [] } } of forms) {
        for (const { region, total, docs } of parts) {
          totals[region] += total;
          if (docs.length < total) cut.add(region);
        }
      }
      totals.forEach((total, region) => { likely[region] *= Math.min(1, (total + 0.1) / (regions[region].count || 1)); });
    }
    if (concepts.length < 2) return [];
    const best = new Float64Array(regions.length);
    for (const { doc, score } of found) {
      const region = seat(starts, doc);
      best[region] = Math.max(best[region], score);
    }
    const worth = (region) => (best[region] / found[0].score) + 0.2 * Math.min(1, likely[region] * regions[region].count);
    return [...cut].sort((a, b) => worth(b) - worth(a) || a - b).map((region) => regions[region].id);
  }

  return {
    size, regions, owner, places: index.places, sorts: [], kinds: [{ id: "practice", count: size, prior: 1, from: 0 }],

    async key(name) {
      if (!firsts.length) return undefined;
      const [only] = await leaves(name, name, 1);
      return deep((await words(only)).get(name));
    },

    /** Keys that begin alike, from at most `most` leaves. */
    async range(start, most = 3) {
      if (!firsts.length) return [];
      const maps = await Promise.all((await leaves(start, `${start}\uffff`, most)).map(words));
      return Promise.all(maps.flatMap((entries) => [...entries.values()].filter(({ name }) => name.startsWith(start))).map(deep));
    },

    /** Rarity is counted over all cards, and not over those that came. A hit says which regions are worth reading whole. */
    rank(concepts, all, prior) {
      for (const concept of concepts) {
        const totals = concept.forms.filter(({ worth }) => worth >= 0.6).map((form) => form.entry.total || 0);
        if (concept.count) concept.count = Math.max(concept.count, Math.min(all, totals.reduce((sum, total) => sum + total, 0)));
      }
      const found = rank(concepts, all, prior);
      const list = found.length ? promising(concepts, found) : [];
      for (const hit of found) hit.promising = list;
      return found;
    },

    async row(doc) {
      const { id, url: base, from } = owner(doc);
      const list = await file(`c/${id}/${Math.floor((doc - from) / index.rows)}`, json, { cache: "no-cache" });
      const [name, url, title, summary, meta, origin] = list[(doc - from) % index.rows] || ["", "", "", "", "", ""];
      return [name, base + url, title, summary, meta, -1, origin, id];
    },

    text: async () => "",

    facets: async () => null,
    more: () => file(`more-${index.more}`, json),

    /** The commonest keys with how common each is, from 0 to 25. */
    lexicon: () => file(`lexicon-${index.lexicon}`, (bytes) => spelt(utf8.decode(bytes))),
  };
}
