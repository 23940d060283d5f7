// Which documents answer a query best: words weighed by how rare they are, by where they stand, and by how many of them are there.

// Found by search over the bench's classes (bench/search.py), on three corpora; changing one needs a run of the bench.
const P = {
  rest: 0.08, // of a title's hit, what the other texts add
  places: [1, 0.5, 0.6, 0.84], // title, labels, summary, body
  power: 0.5, // of a word's rarity
  lost: 0.19, // weight of a word nobody has, beside the rarest
  weak: 0.5, // weight of a word that says something in a title only
  soft: 1.4, // how mildly worth counts in the share of the query that is there
  cover: 0.8, // power of that share
  named: 5, // for the share of the query in the title
  whole: 2.5, // for the share of the title in the query
  near: 2.2, // for neighbours of the query in one eighth of the document
  least: 0.07, // share of the query below which a document is no answer
  rival: 0.25, // share of the best score a document needs for its text to be read
  closer: 4, // for neighbours of the query that stand together
  said: 8, // for neighbours that stand together as they were typed
};
// Chosen, not searched for: the least worth of a form that counts as the word itself (SELF), whose neighbours count (KIN), whose places
// in a text are read (SPOT); how much longer the way is back from a later word (TURNED); after how many letters nearness is halved
// (HALF), past those that two words take themselves (APART).
const SELF = 0.6, KIN = 0.5, SPOT = 0.55, TURNED = 1.3, HALF = 20, APART = 14;

const STRENGTH = new Float32Array(256); // of a hit, by its byte
for (let code = 0; code < 256; code += 1) {
  STRENGTH[code] = code & 128 ? P.places[0] - P.rest + (P.rest * ((code >> 4) & 7)) / 7 : (P.places[code >> 4] * (code & 15)) / 15;
}

/** Where a key stands best, by its byte: 0 title, 1 labels, 2 summary, 3 body. */
export const place = (code) => (code & 128 ? 0 : code >> 4);

/** The best of what each document has of a word's forms, as columns; `count`: how many documents have a form as good as the word. */
export function gather(forms, size) {
  const value = new Float32Array(size), worth = new Float32Array(size), code = new Uint8Array(size), near = new Uint8Array(size);
  let sure = 0, any = 0;
  for (const { entry: { docs, codes, eighths }, worth: part } of forms) {
    for (let at = 0; at < docs.length; at += 1) {
      const doc = docs[at];
      const got = part * STRENGTH[codes[at]];
      if (!value[doc]) any += 1;
      if (part >= KIN) near[doc] |= eighths[at];
      if (part > worth[doc]) {
        if (part >= SELF && worth[doc] < SELF) sure += 1;
        worth[doc] = part;
      }
      if (got > value[doc]) {
        value[doc] = got;
        code[doc] = codes[at];
      }
    }
  }
  return { value, worth, code, near, count: sure || any };
}

/** Documents by score, best first; gives each concept its weight. */
export function rank(concepts, size, prior) {
  let total = 0;
  for (const concept of concepts) {
    const lost = concept.weak ? 0 : P.lost;
    concept.weight = Math.log(1 + size / (concept.count || 1)) ** P.power * (concept.count ? 1 : lost) * (concept.weak ? P.weak : 1);
    total += concept.weight;
  }
  const found = [];
  for (let doc = 0; doc < size; doc += 1) {
    let sum = 0, share = 0, named = 0, titled = 0, length = 0, near = 0, last = 0, lastWeight = 0;
    for (const { value, worth, code, near: eighths, weight } of concepts) {
      if (last & eighths[doc]) near += Math.min(weight, lastWeight) / (total || 1);
      last = eighths[doc];
      lastWeight = weight;
      if (!value[doc]) continue;
      const part = (weight * worth[doc] ** P.soft) / (total || 1);
      sum += weight * value[doc];
      share += part;
      if (code[doc] & 128) {
        named += part;
        titled += worth[doc];
        length = code[doc] & 15;
      }
    }
    if (!sum || share < P.least) continue;
    const whole = length ? Math.min(1, titled / length) * named : 0;
    found.push({ doc, share, named, near, score: sum * share ** P.cover * (1 + P.named * named ** 2 + P.whole * whole ** 2 + P.near * near) * prior[doc] });
  }
  return found.sort((a, b) => b.score - a.score || a.doc - b.doc);
}

/** Where a word of the query stands in a folded text. */
function spots(text, { forms }) {
  const found = [];
  for (const { entry: { name }, worth } of forms) {
    if (worth < SPOT) break;
    for (let at = text.indexOf(name); at >= 0 && found.length < 40; at = text.indexOf(name, at + 1)) {
      if (!at || !/[а-яa-z0-9]/.test(text[at - 1])) found.push(at);
    }
  }
  return found;
}

/** Puts the first `most` of `found` in order anew, by how near the words of the query stand in their texts. */
export async function closer(concepts, found, most, textOf) {
  const head = found.slice(0, most);
  const total = concepts.reduce((sum, { weight }) => sum + weight, 0);
  const rivals = head.filter(({ near, score }) => near && score > P.rival * found[0].score); // only their texts are worth fetching
  await Promise.all(rivals.map(async (hit) => {
    const text = await textOf(hit.doc);
    const at = concepts.map((concept) => spots(text, concept));
    let bonus = 0;
    for (let n = 0; n + 1 < at.length; n += 1) {
      let least = Infinity;
      for (const one of at[n]) for (const other of at[n + 1]) least = Math.min(least, other > one ? other - one : (one - other) * TURNED);
      const weight = Math.min(concepts[n].weight, concepts[n + 1].weight);
      if (text.includes(`${concepts[n].word} ${concepts[n + 1].word}`)) bonus += P.said * weight;
      if (least < Infinity) bonus += P.closer * weight * (HALF / (HALF + Math.max(0, least - APART)));
    }
    hit.score *= 1 + bonus / total;
  }));
  head.sort((a, b) => b.score - a.score || a.doc - b.doc);
  found.splice(0, head.length, ...head);
}
