// lunr tuned for Russian: stems in place of its own pipeline, an index made beforehand, queries put together word by word.
import lunr from "lunr";
import { flipped, stem, words } from "./russian.mjs";

const stems = (token) => token.update(stem);
lunr.Pipeline.registerFunction(stems, "russian-stems");

export function build(docs) {
  const builder = new lunr.Builder();
  builder.tokenizer = (text) => words(text ?? "").map((word) => new lunr.Token(word, {}));
  builder.pipeline.add(stems);
  builder.ref("id");
  builder.field("title", { boost: 10 });
  builder.field("description", { boost: 3 });
  builder.field("body");
  for (const doc of docs) builder.add(doc);
  const rows = Object.fromEntries(docs.map(({ id, title, description }) => [id, [title, description]]));
  return { "index.json": JSON.stringify(builder.build()), "rows.json": JSON.stringify(rows) };
}

export async function load({ base }) {
  const [data, rows] = await Promise.all(["index", "rows"].map(async (name) => (await fetch(`${base}/${name}.json`)).json()));
  const index = lunr.Index.load(data);
  const known = (word) => stem(word) in index.invertedIndex;
  const straight = (query) => {
    const spoken = words(query);
    const other = /[а-яё]/i.test(query) ? [] : words(flipped(query));
    return other.filter(known).length > spoken.filter(known).length ? other : spoken;
  };
  return {
    async search(query) {
      const spoken = straight(query);
      const found = spoken.length ? index.query((parts) => spoken.forEach((word, place) => add(parts, word, place === spoken.length - 1))) : [];
      return found.slice(0, 10).map(({ ref }) => ({ id: ref, title: rows[ref][0], excerpt: rows[ref][1] }));
    },
  };

  function add(parts, word, last) {
    const term = stem(word);
    const begun = { usePipeline: false, wildcard: lunr.Query.wildcard.TRAILING };
    parts.term(term, { usePipeline: false, boost: 10 });
    if (last && word.length > 2) parts.term(known(word) ? term : word, { ...begun, boost: known(word) ? 1 : 3 });
    if (!known(word) && word.length > 4) parts.term(term, { usePipeline: false, editDistance: 1, boost: 2 });
  }
}
