// MiniSearch as its guide has it, with Russian stems, a begun last word and typing errors; all words wanted, none required.
import MiniSearch from "minisearch";
import { stem, words } from "./russian.mjs";

const options = { fields: ["title", "description", "body"], storeFields: ["title", "description"], tokenize: words, processTerm: stem };
const search = {
  boost: { title: 5, description: 2 },
  prefix: (term, place, all) => place === all.length - 1,
  fuzzy: (term) => (term.length > 4 ? 0.2 : false),
};

export function build(docs) {
  const index = new MiniSearch(options);
  index.addAll(docs);
  return { "index.json": JSON.stringify(index) };
}

export async function load({ base }) {
  const index = MiniSearch.loadJSON(await (await fetch(`${base}/index.json`)).text(), options);
  return {
    search: async (query) => index.search(query, search).slice(0, 10).map(({ id, title, description }) => ({ id, title, excerpt: description })),
  };
}
