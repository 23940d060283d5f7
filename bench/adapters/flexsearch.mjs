// FlexSearch with Russian stems: titles found by the beginnings of their words, results of the fields joined by their places.
import { Document } from "flexsearch";
import { stem, words } from "./russian.mjs";

const encode = (text) => words(text).map(stem);
const weights = { title: 5, description: 2, body: 1 };
const empty = () => new Document({
  document: { id: "id", index: Object.keys(weights).map((field) => ({ field, encode, tokenize: field === "title" ? "forward" : "strict" })) },
});

export async function build(docs) {
  const index = empty();
  for (const doc of docs) index.add(doc);
  const parts = {};
  await index.export((name, data) => { parts[name] = data; });
  const rows = Object.fromEntries(docs.map(({ id, title, description }) => [id, [title, description]]));
  return { "index.json": JSON.stringify(parts), "rows.json": JSON.stringify(rows) };
}

export async function load({ base }) {
  const [parts, rows] = await Promise.all(["index", "rows"].map(async (name) => (await fetch(`${base}/${name}.json`)).json()));
  const index = empty();
  for (const [name, data] of Object.entries(parts)) index.import(name, data);
  return {
    async search(query) {
      const worth = new Map();
      for (const { field, result } of index.search(query, { limit: 10, suggest: true })) {
        result.forEach((id, place) => worth.set(id, (worth.get(id) ?? 0) + weights[field] / (place + 1)));
      }
      const best = [...worth].sort(([, a], [, b]) => b - a).slice(0, 10);
      return best.map(([id]) => ({ id, title: rows[id][0], excerpt: rows[id][1] }));
    },
  };
}
