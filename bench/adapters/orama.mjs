// Orama with Russian stems and its own tolerance of one wrong letter.
import { create, insertMultiple, load as restore, save, search } from "@orama/orama";
import { stem, words } from "./russian.mjs";

const empty = () => create({
  schema: { title: "string", description: "string", body: "string" },
  components: {
    tokenizer: { language: "russian", normalizationCache: new Map(), tokenize: (text) => [...new Set(words(text).map(stem))] },
  },
});

export async function build(docs) {
  const index = empty();
  await insertMultiple(index, docs);
  const saved = save(index);
  for (const doc of Object.values(saved.docs.docs)) delete doc.body; // rows of results do not show it
  return { "index.json": JSON.stringify(saved) };
}

export async function load({ base }) {
  const index = empty();
  restore(index, await (await fetch(`${base}/index.json`)).json());
  return {
    async search(query) {
      const { hits } = await search(index, { term: query, limit: 10, boost: { title: 5, description: 2 }, tolerance: 1, threshold: 1 });
      return hits.map(({ document }) => ({ id: document.id, title: document.title, excerpt: document.description }));
    },
  };
}
