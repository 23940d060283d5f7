// The engine's face: `load(base)` opens the index at an address, `find` answers a query. Shapes: theme/README.md, «Search».
import { entitled, excerpted, finder, reason } from "./answer.js";
import { key, one, root, twin, words } from "./chain.js";
import { flip, sound, speller } from "./guess.js";
import { closer, gather, place, rank } from "./rank.js";
import { open } from "./store.js";

// Worth of a form beside the word itself: other forms of the word, its family, a word begun (where the bank has the beginning as a
// word of its own: LONGER), a slip mended, an abbreviation's ordinary reading, another name of the same thing.
const W = { TWIN: 0.7, FAMILY: 0.38, BEGUN: 0.8, LONGER: 0.6, SLIP: 0.4, LITERAL: 0.5, OTHER: 0.7 };
const BEGINNINGS = 40; // keys an unfinished word may stand for
const NEAREST = 14; // documents whose texts are read to see how near the words stand
const WHOLE = 0.7; // share of the query with which a document is always an answer
const SURE = 20; // documents of each kind that are kept however far behind the best
const TAIL = 0.15; // share of the best score that the others need
const QUOTED = 60; // documents that are looked through for a phrase
const QUOTES = /[«"“„]([^«»"“”„]+)[»"”“]/g;

/** What `make` promises, made once; made again after a failure. */
function once(make) {
  let held;
  return () => {
    if (!held) (held = make()).catch(() => { held = undefined; });
    return held;
  };
}

export async function load(base) {
  const own = await open(base);
  const store = own.engine === "lunr" ? await import("./lunr.js").then(({ over }) => over(own, base)) : own;
  const { size, kinds } = store;
  const learn = once(() => store.more().then((data) => ({ ...data, pattern: one(data.suffixes), stop: new Set(data.stop.split(" ")), weak: new Set(data.weak.split(" ")) })));
  const spell = once(() => store.lexicon().then(speller));
  const chooser = once(() => Promise.all([import("./facets.js"), store.facets()]).then(([module, bytes]) => module.chooser(bytes, store)));
  const kindOf = (doc) => kinds.find(({ from, count }) => doc < from + count);
  const prior = Float32Array.from({ length: size }, (_, doc) => kindOf(doc).prior);

  /** How well the bank knows a word: in how many documents it is; less than 1 when only its beginning is known. */
  async function known(word) {
    if ((await learn()).stop.has(word)) return 1;
    const entry = (await store.key(key(word))) || (await store.key(word));
    if (entry) return entry.docs.length;
    return word.length > 2 && (await store.range(word, 1)).length ? 0.5 : 0;
  }

  /** Keys a word may stand for, each with its worth; `sure`: the bank has the word itself, in some form, or as a beginning. */
  async function forms(word, last, exact) {
    const name = key(word);
    const { pattern, families, also } = await learn();
    const found = new Map();
    const put = (entry, worth) => {
      if (entry && !(found.get(entry.name)?.worth >= worth)) found.set(entry.name, { entry, worth });
    };
    const [plain, literal] = await Promise.all([store.key(name), name === word ? undefined : store.key(word)]);
    put(literal, 1);
    if (!literal) put(plain, 1);
    else if (name.length > 3) put(plain, W.LITERAL);
    let sure = found.size > 0;
    if (exact || /\d/.test(word)) return { found, sure };
    const family = root(name, pattern);
    const start = name.slice(0, Math.max(3, Math.min(family.length, name.length - 2)));
    const relatives = start.length > 2 && !literal ? store.range(start, 2) : [];
    const short = also.some(([, , cause]) => cause.length === 1 && cause[0] === word); // «СПО» is no beginning of «спокойный»
    const begun = last && word.length > 1 && !short ? store.range(word, 2) : [];
    const named = families.filter((list) => list.includes(name)).flat();
    for (const entry of await relatives) {
      if (entry.name === name || root(entry.name, pattern) !== family) continue;
      const close = twin(entry.name) === twin(name);
      sure ||= close;
      put(entry, close ? W.TWIN : W.FAMILY);
    }
    for (const entry of await Promise.all(named.map(store.key))) {
      if (entry) sure = true; // a word of the family is a word, not a slip
      put(entry, W.FAMILY);
    }
    const longer = [...(await begun)].sort((a, b) => b.docs.length - a.docs.length).slice(0, BEGINNINGS);
    for (const entry of longer) put(entry, sure ? W.LONGER : W.BEGUN);
    return { found, sure: sure || longer.length > 0 };
  }

  /** A word of the query: the keys it stands for, and what every document has of them. */
  async function concept(word, last, exact) {
    const { weak } = await learn();
    const { found, sure } = await forms(word, last, exact || weak.has(word));
    let fixed = "";
    if (!exact && !weak.has(word) && !sure) {
      const near = (await spell()).near(word, last);
      for (const { name, cost } of near) {
        const entry = await store.key(name);
        fixed ||= entry.word;
        if (!found.has(name)) found.set(name, { entry, worth: W.SLIP / (1 + 0.3 * cost) });
      }
    }
    const list = [...found.values()].sort((a, b) => b.worth - a.worth);
    return { word, name: key(word), fixed, weak: weak.has(word), forms: list, ...gather(list, size) };
  }

  /** The query as it was meant: words typed in the other layout or in Latin letters, where the bank knows them so. */
  async function straighten(text) {
    const chunks = text.split(/(\s+)/);
    for (const [at, chunk] of chunks.entries()) {
      const latin = /[a-z]/i.test(chunk);
      if (!latin === !/[а-яё]/i.test(chunk)) continue;
      let best = chunk, most = 0;
      for (const guess of latin ? [chunk, flip(chunk), sound(chunk)] : [chunk, flip(chunk).replace(/^.*[^a-z].*$/, "")]) {
        const list = words(guess);
        const sum = (await Promise.all(list.map(known))).reduce((least, part) => Math.min(least, part), Infinity);
        if (list.length && sum > most && (latin || !most)) [best, most] = [guess, sum];
      }
      if (latin && !most) {
        const { near } = await spell();
        const like = (guess) => words(guess).length === 1 && words(guess)[0].length > 4 && near(words(guess)[0])[0]?.cost < 1.4;
        best = [flip(chunk), sound(chunk)].find(like) || chunk;
      }
      chunks[at] = best;
    }
    return chunks.join("");
  }

  async function understood(text, exact) {
    const { stop } = await learn();
    const parts = words(text);
    const list = [];
    for (const [at, word] of parts.entries()) {
      if (/^пункт/.test(word) && /^\d/.test(parts[at + 1] || "")) continue; // it only says what the number is
      if (!word.includes("-") || (await store.key(key(word)))) list.push(word);
      if (word.includes("-")) list.push(...word.split("-").filter(Boolean));
    }
    const asked = [...new Set(list)].filter((word) => !stop.has(word));
    const open = /[а-яёa-z0-9]$/i.test(text) && parts.at(-1);
    const said = asked.filter((word) => word !== open || /[^а-я]|../.test(word)); // a letter just typed says nothing yet
    return Promise.all((said.length ? said : asked).map((word) => concept(word, word === open, exact)));
  }

  /** Adds what other names of the same thing find; gives those names. */
  async function others(concepts) {
    const line = concepts.filter(({ name }) => !name.includes("-"));
    const told = [];
    for (const [said, list, cause] of (await learn()).also) {
      const start = line.findIndex((_, at) => cause.every((name, step) => [line[at + step]?.name, line[at + step]?.word].includes(name)));
      if (start < 0) continue;
      const entries = await Promise.all(list.map(store.key));
      if (entries.includes(undefined)) continue;
      told.push(said);
      const near = new Uint8Array(size).fill(255), worst = new Uint8Array(size), times = new Uint8Array(size);
      for (const { docs, codes, eighths } of entries) {
        docs.forEach((doc, at) => {
          times[doc] += 1;
          near[doc] &= eighths[at];
          // A title that has the other name is as short as if it had this one.
          const code = place(codes[at]) ? codes[at] : (codes[at] & 240) | Math.max(1, (codes[at] & 15) - entries.length + cause.length);
          worst[doc] = place(code) >= place(worst[doc] || 128) ? code : worst[doc];
        });
      }
      const docs = [...entries[0].docs].filter((doc) => times[doc] === entries.length && near[doc]);
      const form = { entry: { name: said, word: said, docs, codes: docs.map((doc) => worst[doc]), eighths: docs.map((doc) => near[doc]) }, worth: W.OTHER };
      for (const item of line.slice(start, start + cause.length)) Object.assign(item, gather([...item.forms, form], size), { forms: [...item.forms, form], others: entries });
    }
    return [...new Set(told)];
  }

  const texts = new Map();
  function textOf(doc) {
    if (!texts.has(doc)) {
      const promise = Promise.all([store.row(doc), store.text(doc)]).then(([row, body]) => entitled(row, body));
      promise.catch(() => texts.delete(doc));
      texts.set(doc, promise);
    }
    return texts.get(doc);
  }

  async function quoted(found, phrases) {
    if (!phrases.length) return found;
    const head = found.slice(0, QUOTED);
    const held = await Promise.all(head.map(async ({ doc }) => {
      const line = ` ${words(await textOf(doc)).map(key).join(" ")} `;
      return phrases.every((phrase) => line.includes(` ${phrase} `));
    }));
    return head.filter((_, at) => held[at]);
  }

  /** Without those that are answers by the letter only. */
  function worthy(found) {
    const kept = {};
    return found.filter(({ doc, score, share }) => {
      const { id } = kindOf(doc);
      kept[id] = (kept[id] || 0) + 1;
      return share > WHOLE || kept[id] <= SURE || score > TAIL * found[0].score;
    });
  }

  /** Whether the texts need not be read: one title alone has all the words. */
  const settled = ([first, second]) => !first || (first.named > 0.95 && (!second || second.named < 0.95 || second.score < first.score / 1.5));

  async function find(query, { kind = "", facets: chosen, sort = "", from = 0, limit = 20, exact = false } = {}) {
    const shown = exact ? query : await straighten(query);
    const concepts = await understood(shown, exact);
    const also = exact ? [] : await others(concepts);
    const choice = (chosen || sort) && (await chooser());
    let found = concepts.length ? (store.rank || rank)(concepts, size, prior) : chosen && !shown.trim() ? await choice.everything() : [];
    found = await quoted(found, Array.from(mended(shown, concepts).matchAll(QUOTES), ([, phrase]) => words(phrase).map(key).join(" ")).filter(Boolean));
    if (concepts.length) found = worthy(found);
    const counts = chosen ? choice.counts(found, chosen) : {};
    if (chosen && Object.values(chosen).some(({ length }) => length)) found = choice.allowed(found, chosen);
    const numbers = {};
    for (const { doc } of found) numbers[kindOf(doc).id] = (numbers[kindOf(doc).id] || 0) + 1;
    if (kind) found = found.filter(({ doc }) => kindOf(doc).id === kind);
    if (concepts.length > 1 && !settled(found)) await closer(concepts, found, NEAREST, textOf);
    if (store.sorts.includes(sort)) found = await choice.sorted(found, sort);
    const names = new Set(concepts.flatMap(({ forms, others = [] }) => [...forms.map(({ entry }) => entry), ...others]).map(({ name }) => name));
    const pattern = finder(names);
    const total = concepts.reduce((sum, { weight }) => sum + weight, 0);
    const results = await Promise.all(found.slice(from, from + limit).map(async ({ doc }) => {
      const [id, url, title, summary, meta, , origin] = await store.row(doc);
      const own = { id, kind: kindOf(doc).id, title, url, meta, origin };
      const outside = concepts.reduce((sum, { value, code, weight }) => sum + (value[doc] && place(code[doc]) < 3 ? weight : 0), 0);
      const inside = concepts.some(({ value, code }) => value[doc] && place(code[doc]) === 3) && outside < total / 2;
      return { ...own, ...excerpted(title, summary, inside ? await store.text(doc) : "", names, pattern), why: reason(store.places, concepts, doc) };
    }));
    return { query, shown: mended(shown, concepts), words: await told(concepts, exact), also, total: found.length, kinds: numbers, counts, near: await named(concepts), results };
  }

  function mended(text, concepts) {
    return concepts.reduce((line, { word, fixed }) => (fixed ? line.replace(new RegExp(word.replace(/е/g, "[её]"), "i"), fixed) : line), text);
  }

  /** What became of each word; for one that is not there, words that begin alike. */
  function told(concepts) {
    return Promise.all(concepts.map(async ({ word, fixed, count, weak }) => {
      const near = count || weak ? [] : await Promise.all((await spell()).alike(word).map(store.key));
      return { word, found: (count > 0 || weak) && !fixed, fixed, near: near.map((entry) => entry.word) };
    }));
  }

  /** Values of facets that the words of the query name, best first. */
  async function named(concepts) {
    const said = new Set(concepts.flatMap(({ name, word }) => [name, word]));
    const fit = (names) => names.filter((name) => said.has(name)).length / names.length;
    const { values } = await learn();
    return values.map(([field, id, label, count, phrases]) => ({ field, id, label, count, fit: Math.max(...phrases.map(fit)) }))
      .filter((value) => value.fit > 0.5).sort((a, b) => b.fit - a.fit).slice(0, 6);
  }

  /** Completions of what is being typed: words for the last one, then titles. */
  async function suggest(text, limit = 8) {
    const [, head, tail] = /^(.*?)([^\s]*)$/su.exec(await straighten(text));
    const start = words(tail).at(-1) || "";
    const entries = start.length > 1 ? await store.range(start, 2) : [];
    const completed = [...new Set([...entries].sort((a, b) => b.docs.length - a.docs.length).map(({ word }) => word).filter((word) => word.startsWith(start) && word !== start))];
    const { results } = await find(text, { limit });
    const list = completed.slice(0, Math.max(2, limit - results.length)).slice(0, limit / 2).map((word) => ({ text: head + word, kind: "word" }));
    return [...list, ...results.slice(0, limit - list.length).map(({ title, url }) => ({ text: title, kind: "title", url }))];
  }

  return {
    find, suggest,
    search: async (query, options) => (await find(query, { limit: 10, ...options })).results,
    get facets() { return chooser().then(({ fields }) => fields); },
  };
}
