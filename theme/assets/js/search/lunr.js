// A store over an index of lunr.js (`search.engine: lunr`; generator/render/search/lunr_index.py): lunr looks keys up, finds documents
// and weighs them. What a query means, facets and excerpts are core.js's, as with the own index.

const WORD = 10; // boost of the word itself; its other forms have their worth of it
const LEAST = 0.1, COVER = 2; // of the share of the query that a document has: the least, and its power
const LOST = 0.7, WEAK = 0.15; // weight of a word nobody has beside the rarest, and of one that says little

/** lunr.js itself: it makes a name in `window` and is no module. */
function script(url) {
  return new Promise((done, fail) => {
    const node = document.createElement("script");
    node.src = url;
    node.onload = () => done(globalThis.lunr);
    node.onerror = () => fail(new Error(node.src));
    document.head.append(node);
  });
}

/** lunr's own form of the index. Only vectors are sent, as steps from one term to the next and weights; postings are made of them. */
export function restored({ version, fields, terms, vectors }) {
  const invertedIndex = terms.map((term, number) => [term, { _index: number, ...Object.fromEntries(fields.map((field) => [field, {}])) }]);
  const fieldVectors = vectors.map((steps, number) => {
    const field = fields[number % fields.length], doc = Math.floor(number / fields.length);
    const elements = [];
    for (let at = 0, term = 0; at < steps.length; at += 2) {
      elements.push((term += steps[at]), steps[at + 1]);
      invertedIndex[term][1][field][doc] = {};
    }
    return [`${field}/${doc}`, elements];
  });
  return { version, fields, fieldVectors, invertedIndex, pipeline: [] };
}

/** `store` with the keys and the ranking of lunr; `base` is the folder of the index. */
export async function over(store, base) {
  const folder = new URL(`${base}`.replace(/\/?$/, "/"), globalThis.location?.href);
  const [{ lunr: data }, lunr] = await Promise.all([store.more(), script(new URL("lunr.js", folder))]);
  const index = lunr.Index.load(restored(data));
  const numbers = new Map(data.terms.map((term, number) => [term, number]));
  const kept = new Map();

  /** A term as core.js knows a key. In which part of a document it stands is not told: it counts as everywhere. */
  function entry(name) {
    if (!numbers.has(name)) return undefined;
    if (!kept.has(name)) {
      const best = new Map();
      data.fields.forEach((field, at) => {
        for (const doc of Object.keys(index.invertedIndex[name][field])) best.set(+doc, Math.min(best.get(+doc) ?? Infinity, data.classes[at]));
      });
      const docs = Uint32Array.from([...best.keys()].sort((a, b) => a - b));
      const ending = data.endings[numbers.get(name)];
      const codes = Uint8Array.from(docs, (doc) => (best.get(doc) ? (best.get(doc) << 4) | 15 : 128));
      kept.set(name, { name, word: ending[0] === "=" ? ending.slice(1) : name + ending, docs, codes, eighths: new Uint8Array(docs.length).fill(255) });
    }
    return kept.get(name);
  }

  /** What lunr finds for terms: documents and scores. */
  function scores(terms, presence = lunr.Query.presence.OPTIONAL) {
    if (!terms.length) return []; // to lunr a query without terms is one for everything
    return index.query((query) => {
      for (const [name, worth] of terms) query.term(name, { usePipeline: false, boost: WORD * worth, presence });
    }).map(({ ref, score }) => [+ref, score]);
  }

  /** Documents by lunr's score and by how much of the query they have, best first; gives each concept its weight. */
  function rank(concepts, size, prior) {
    for (const concept of concepts) {
      concept.weight = Math.log(1 + size / (concept.count || 1)) * (concept.weak ? WEAK * Boolean(concept.count) : concept.count ? 1 : LOST);
    }
    const total = concepts.reduce((sum, { weight }) => sum + weight, 0) || 1;
    const sums = new Map(scores(concepts.flatMap(({ forms }) => forms.filter(({ entry: { name } }) => numbers.has(name)).map(({ entry: { name }, worth }) => [name, worth]))));
    for (const { forms, others } of concepts) {
      const named = forms.find(({ entry: { name } }) => !numbers.has(name)); // another name of the same thing: all its words or none
      if (!named) continue;
      const held = new Set(named.entry.docs);
      for (const [doc, score] of scores(others.map(({ name }) => [name, named.worth]), lunr.Query.presence.REQUIRED)) {
        if (held.has(doc)) sums.set(doc, (sums.get(doc) || 0) + score);
      }
    }
    const found = [];
    for (const [doc, score] of sums) {
      const share = concepts.reduce((sum, { weight, worth }) => sum + (weight * worth[doc]) / total, 0);
      if (share >= LEAST) found.push({ doc, share, named: 0, near: 1, score: score * share ** COVER * prior[doc] });
    }
    return found.sort((a, b) => b.score - a.score || a.doc - b.doc);
  }

  return {
    ...store, rank,
    places: data.places,
    key: async (name) => entry(name),
    range: async (start) => index.tokenSet.intersect(lunr.TokenSet.fromString(`${start}*`)).toArray().map(entry),
    lexicon: async () => data.terms.map((name) => name + String.fromCharCode(65 + Math.min(25, Math.round(2 * Math.log2(1 + entry(name).docs.length))))),
  };
}
