// A stand-in for search/core.js: finds whole beginnings of words in fake.json, so that a test knows what the page is told.

const words = (text) => text.toLowerCase().match(/[а-яёa-z0-9-]+/g) || [];
const FIX = { "дисциплна": "дисциплина" };
const ALSO = { "иом": ["индивидуальный образовательный маршрут"] };

export async function load(base) {
  const answer = await fetch(new URL("fake.json", base));
  if (!answer.ok) throw new Error(String(answer.status));
  const { docs, facets } = await answer.json();

  function spans(text, names) {
    return Array.from(text.matchAll(/[а-яёa-z0-9-]+/gi), ({ 0: word, index }) => [word, index])
      .filter(([word]) => names.some((name) => word.toLowerCase().startsWith(name))).map(([word, index]) => [index, index + word.length]);
  }

  async function find(query, { kind = "", facets: chosen = {}, sort = "", from = 0, limit = 20, exact = false } = {}) {
    const shown = words(query).reduce((text, word) => (exact ? text : text.replace(word, FIX[word] || word)), query);
    const names = words(shown);
    const has = (doc, fields) => fields.every((field) => (doc.facets[field] || []).some((id) => chosen[field].includes(id)));
    const fields = Object.keys(chosen);
    const told = names.filter((name) => docs.some((doc) => words(`${doc.title} ${doc.summary}`).some((word) => word.startsWith(name))));
    const fits = docs.filter((doc) => (!names.length ? doc.kind === "practice" : told.length && told.every((name) => words(`${doc.title} ${doc.summary}`).some((word) => word.startsWith(name)))));
    const left = fits.filter((doc) => has(doc, fields));
    const counts = {};
    for (const { field, values } of facets) {
      const base_ = fits.filter((doc) => doc.kind === "practice" && has(doc, fields.filter((other) => other !== field)));
      counts[field] = Object.fromEntries(values.map(({ id }) => [id, base_.filter((doc) => (doc.facets[field] || []).includes(id)).length]));
    }
    const kinds = {};
    for (const doc of left) kinds[doc.kind] = (kinds[doc.kind] || 0) + 1;
    const list = left.filter((doc) => !kind || doc.kind === kind);
    if (sort === "title") list.sort((a, b) => a.title.localeCompare(b.title, "ru"));
    const near = facets.flatMap(({ field, values }) => values.filter(({ label }) => names.some((name) => label.startsWith(name))).map((value) => ({ field, ...value })));
    const results = list.slice(from, from + limit).map((doc) => ({
      ...doc, excerpt: doc.summary, why: names.length ? "в тексте" : "", marks: { title: spans(doc.title, names), excerpt: spans(doc.summary, names) },
    }));
    return {
      query, shown, total: list.length, kinds, counts, near, results, also: ALSO[shown] || [],
      words: names.map((word) => ({ word, found: told.includes(word), fixed: "", near: told.includes(word) ? [] : ["урок"] })),
    };
  }

  async function suggest(text, limit = 8) {
    const found = docs.filter(({ title }) => title.toLowerCase().includes(text.toLowerCase()));
    const begun = [...new Set(docs.flatMap(({ title }) => words(title)).filter((word) => word.startsWith(text.toLowerCase())))];
    return [...begun.map((word) => ({ text: word, kind: "word" })), ...found.map(({ title, url }) => ({ text: title, kind: "title", url }))].slice(0, limit);
  }

  return { find, suggest, facets };
}
