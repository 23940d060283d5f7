// Eleventy as a bank of cards: collections for the cards and for every page of every listing, headings with ids.

const PER_PAGE = 60;

export default function (config) {
  config.addPassthroughCopy({ "src/style.css": "style.css" });
  config.addPassthroughCopy("src/**/*.{pdf,docx,odt,xlsx}");

  config.amendLibrary("md", (markdown) => {
    markdown.core.ruler.push("ids", (state) => {
      const used = new Set();
      state.tokens.forEach((token, index) => {
        if (token.type !== "heading_open") return;
        const base = state.tokens[index + 1].content.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-|-$/g, "");
        let id = base;
        for (let number = 1; used.has(id); number++) id = `${base}-${number}`;
        used.add(id);
        token.attrSet("id", id);
      });
    });
  });

  config.addFilter("contents", (html) => [...html.matchAll(/<h2 id="([^"]*)">(.*?)<\/h2>/g)].map(([, id, title]) => ({ id, title })));

  config.addFilter("head", (items, count) => items.slice(0, count));

  // The list of all facets is the same on every page, so it is made once.
  let list;
  config.on("eleventy.before", () => (list = undefined));
  config.addFilter("facetList", (facets) => (list ??= facetList(facets)));

  // The same collection is asked for by several others: it is sorted once a build.
  const sorted = new WeakMap();
  const cards = (api) => {
    const all = api.getFilteredByGlob("src/practices/*/index.md");
    const key = all[0] ?? api;
    if (!sorted.has(key)) sorted.set(key, all.sort((a, b) => b.date - a.date || (a.url < b.url ? -1 : 1)));
    return sorted.get(key);
  };

  config.addCollection("cards", cards);

  config.addCollection("facetPages", (api) => {
    const { facets } = api.getAll()[0].data;
    const found = {};
    for (const card of cards(api))
      for (const [field, values] of Object.entries(card.data.has))
        for (const value of values) (found[`${field}/${value}`] ??= []).push(card);
    return Object.entries(found).flatMap(([name, entries]) => {
      const [field, value] = name.split("/");
      const { label, definition } = facets[field].values[value];
      return pagesOf(`practices/${name}/`, `${facets[field].label}: ${label}`, definition, entries);
    });
  });

  config.addCollection("indexPages", (api) => {
    const { site } = api.getAll()[0].data;
    return Object.entries(site.indexes).flatMap(([folder, title]) => {
      const entries = folder === "practices" ? cards(api) : api.getFilteredByGlob(`src/${folder}/*/index.md`);
      return pagesOf(`${folder}/`, title, "", entries);
    });
  });

  return { dir: { input: "src", output: "_site" }, markdownTemplateEngine: false };
}

function facetList(facets) {
  const parts = Object.entries(facets).map(([field, facet]) => {
    const links = Object.entries(facet.values).map(([value, term]) => `<li><a href="/practices/${field}/${value}/">${term.label}</a> ${term.count}</li>`);
    return `<h2>${facet.label}</h2><ul>${links.join("")}</ul>`;
  });
  return `<aside>${parts.join("")}</aside>`;
}

function pagesOf(base, title, lead, entries) {
  const count = Math.max(1, Math.ceil(entries.length / PER_PAGE));
  const urls = Array.from({ length: count }, (_, index) => (index ? `${base}page/${index + 1}/` : base));
  return urls.map((url, index) => ({ url, title, lead, urls, entries: entries.slice(index * PER_PAGE, (index + 1) * PER_PAGE) }));
}
