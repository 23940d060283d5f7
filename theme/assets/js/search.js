// The search page. The index (generator/render/search/index.py) comes on focus of the field or with ?q=.
import { flip, fold, key, one, root, stem, words } from "./stem.js";

const VERSION = 1, LEVELS = 13, SHOWN = 20, EXCERPTS = 8;
const TWIN = 0.7, FAMILY = 0.45, BEGUN = 0.8, LONGER = 0.4, TYPO = 0.6; // worth beside the word itself
const LEAST = 0.4; // share of the query a page must hold
const TOKEN = /[0-9]+(?:\.[0-9]+)+|[а-яёa-z0-9\u0301\u0306\u0308\u00ad]+/gi;

function engine(tables, { kinds, places, docs, facets }) {
  const [terms, endings, posts] = [tables.terms, tables.ends, tables.posts].map((column) => column.split("\n"));
  const [kept, stop] = [tables.kept, tables.stop].map((list) => new Set(list.split(" ")));
  const suffixes = one(tables.suffixes);
  const all = [...terms.keys()];
  const ids = new Map(terms.map((term, id) => [term, id]));
  const begin = (word) => all.filter((id) => terms[id].startsWith(word));
  const common = (list) => list.sort((a, b) => posts[b].length - posts[a].length);
  const surface = (id) => (endings[id][0] === "=" ? endings[id].slice(1) : terms[id] + endings[id]);
  const made = new Map();
  const keyOf = (word) => made.get(word) ?? made.set(word, key(word, kept)).get(word);

  /** Where a key stands: document, place of the best hit, weight from 0 to 1. */
  function postings(id) {
    let doc = 0;
    return Array.from(posts[id].matchAll(/(\d+)(\D)/g), ([, step, letter]) => {
      const code = letter.charCodeAt() - 65;
      return { doc: doc += +step, place: Math.floor(code / LEVELS), level: (code % LEVELS) / (LEVELS - 1) };
    });
  }

  /** Keys a word may stand for, with their worth; `open`: its end may not be typed yet. */
  function forms(word, open) {
    const name = keyOf(word);
    const family = root(name, suffixes);
    const found = new Map();
    const put = (id, worth) => found.set(id, Math.max(worth, found.get(id) || 0));
    if (ids.has(name)) put(ids.get(name), 1);
    for (const id of kept.has(word) || family.length < 2 ? [] : begin(family)) {
      if (parseInt(tables.roots[id], 36) === family.length) put(id, stem(terms[id]) === stem(name) ? TWIN : FAMILY);
    }
    for (const id of open && word.length > 2 ? begin(word) : []) put(id, ids.has(name) ? LONGER : BEGUN);
    return found;
  }

  /** Keys one slip away from an unknown word. */
  function slips(word) {
    const name = keyOf(word);
    if (name.length < 4 || /\d/.test(name)) return [];
    const tail = (term) => term.length > 4 && word.startsWith(term) && word.length - term.length < 4;
    return common(all.filter((id) => oneEdit(name, terms[id]) || tail(terms[id]))).slice(0, 3);
  }

  /** Words that begin like an unknown one. */
  function similar(word) {
    for (let size = word.length; size > 2; size -= 1) {
      const near = begin(word.slice(0, size));
      if (near.length) return common(near).slice(0, 4).map(surface);
    }
    return [];
  }

  function straighten(text) {
    return text.replace(/\S+/g, (chunk) => {
      if (!/^[^а-яё]*[a-z][^а-яё]*$/i.test(chunk) || words(chunk).some((word) => ids.has(keyOf(word)))) return chunk;
      const flipped = flip(chunk);
      return words(flipped).every((word) => stop.has(word) || forms(word, true).size || slips(word).length) ? flipped : chunk;
    });
  }

  function hit({ hits }, doc, next) {
    if (!(hits.get(doc)?.value >= next.value)) hits.set(doc, next);
  }

  function concept(word, open) {
    const found = { word: kept.has(word) ? word.toUpperCase() : word, name: keyOf(word), forms: forms(word, open), hits: new Map() };
    const near = found.forms.size ? [] : slips(word);
    if (near.length) {
      found.forms = new Map(near.map((id) => [id, TYPO]));
      found.name = terms[near[0]];
      found.fixed = oneEdit(keyOf(word), found.name) ? found.name + word.slice(keyOf(word).length) : surface(near[0]);
    }
    for (const [id, worth] of found.forms) {
      const said = worth < TYPO ? surface(id) : found.fixed || found.word;
      for (const { doc, place, level } of postings(id)) hit(found, doc, { worth, place, value: worth * level, said });
    }
    return found;
  }

  /** Adds what other names of the same thing find. */
  function synonyms(concepts) {
    const line = concepts.filter(({ name }) => !name.includes("-"));
    const told = new Map();
    for (const [said, list, cause] of tables.also) {
      const start = line.findIndex((_, at) => cause.every((name, step) => line[at + step]?.name === name));
      if (start < 0) continue;
      const maps = list.map((id) => new Map(postings(id).map((post) => [post.doc, post])));
      for (const doc of maps[0].keys()) {
        const got = maps.map((map) => map.get(doc));
        if (got.includes(undefined)) continue;
        const level = got.reduce((sum, post) => sum + post.level, 0) / got.length;
        const next = { worth: TWIN, place: Math.max(...got.map(({ place }) => place)), value: TWIN * level, said };
        for (const item of line.slice(start, start + cause.length)) hit(item, doc, next);
        told.set(said, list);
      }
    }
    return told;
  }

  function find(query) {
    const text = straighten(query);
    const parts = words(text).flatMap((word) => (ids.has(keyOf(word)) ? [word] : []).concat(word.split("-")));
    const concepts = [...new Set(parts.filter((word) => !stop.has(word)))].map((word) => concept(word, word === parts.at(-1)));
    const told = synonyms(concepts);
    const names = new Set([...concepts.flatMap((item) => [...item.forms.keys()]), ...[...told.values()].flat()].map((id) => terms[id]));
    let total = 0;
    for (const item of concepts) {
      const sure = [...item.hits.values()].filter(({ worth }) => worth >= TYPO).length || item.hits.size;
      total += item.weight = sure && Math.log((docs.length + 1) / (sure + 0.5));
    }
    const rate = (doc) => {
      const [, number, title] = docs[doc];
      const [kind, , prior] = kinds[number];
      let value = 0, share = 0, named = 0;
      for (const { hits, weight } of concepts) {
        const got = hits.get(doc);
        if (!got) continue;
        const part = (weight * got.worth ** 0.5) / total;
        value += weight * got.value;
        share += part;
        if (!got.place) named += part;
      }
      const told = words(title).filter((word) => !stop.has(word)).length;
      const covered = told && share * spans(title, names).length / told;
      return { doc, kind, share, score: value * share * prior * (1 + 0.5 * named ** 2 + covered ** 2) };
    };
    const found = [...new Set(concepts.flatMap(({ hits }) => [...hits.keys()]))].map(rate)
      .filter(({ share }) => share >= LEAST).sort((a, b) => b.score - a.score || a.doc - b.doc);
    const shown = concepts.reduce((line, { word, fixed }) => (fixed ? fold(line).replace(word, fixed) : line), text);
    return { shown, query, concepts, found, names, also: [...told.keys()], facets: values(concepts) };
  }

  /** Values of facets the query names. */
  function values(concepts) {
    return facets.map(([title, url, count, names]) => {
      const fit = concepts.reduce((sum, { name, weight }) => sum + (weight > 1 && names.includes(name) && weight), 0) / names.length ** 0.5;
      return { title, url, count, fit };
    }).filter(({ fit }) => fit).sort((a, b) => b.fit - a.fit).slice(0, 6);
  }

  function spans(text, names) {
    return Array.from(text.matchAll(TOKEN), ({ 0: sign, index }) => ({ sign, at: index, name: keyOf(fold(sign)) })).filter(({ name }) => names.has(name));
  }

  return { find, similar, spans, places, docs, kinds };
}

/** One letter put in, left out, changed or swapped with the next. */
function oneEdit(one, other) {
  let at = 0;
  while (at < one.length && one[at] === other[at]) at += 1;
  const [a, b] = [one.slice(at), other.slice(at)];
  return a.slice(1) === b.slice(1) || a.slice(1) === b || a === b.slice(1) || (a[0] === b[1] && a[1] === b[0] && a.slice(2) === b.slice(2));
}

const byId = (id) => document.getElementById(`search-${id}`);
const [form, field, status, results, aside, tabs] = ["form", "q", "status", "results", "facets", "kinds"].map(byId);
const radios = [...tabs.querySelectorAll("input")].map((input) => ({ input, span: input.nextElementSibling, label: input.nextElementSibling.textContent }));
const base = new URL(form.dataset.index, location.href);
const more = make("button", { type: "button", class: "button" }, "Показать ещё");
let loading, timer, turn = 0;

function make(name, attributes, ...children) {
  const node = document.createElement(name);
  for (const each of Object.entries(attributes)) node.setAttribute(...each);
  node.append(...children);
  return node;
}

function anchor(url, ...children) {
  return make("a", { href: new URL(`../${url}`, base) }, ...children);
}

function load() {
  const json = async (name, cache) => (await fetch(new URL(name, base), { cache })).json();
  loading ||= (async () => {
    const manifest = await json("index.json", "no-cache");
    if (manifest.version !== VERSION) throw new Error("version");
    const [tables, data] = await Promise.all([json(manifest.words), json(manifest.docs)]);
    const blocks = [];
    const body = async (doc, block = data.docs[doc][4]) => (await (blocks[block] ||= json(manifest.texts[block])))[doc];
    return { ...engine(tables, data), body };
  })();
  loading.catch(() => { loading = undefined; });
  return loading;
}

function address(query, kind) {
  const given = Object.entries({ q: query, kind }).filter(([, value]) => value);
  return `${location.pathname}?${new URLSearchParams(given)}`;
}

const chosen = () => radios.find(({ input }) => input.checked)?.input.value || "";
const again = (query) => make("a", { href: address(query) }, query);

function marked(bank, text, names, from = 0, to = text.length) {
  const parts = [];
  for (const { at, sign } of bank.spans(text, names)) {
    if (at < from || at + sign.length > to) continue;
    parts.push(text.slice(from, at), make("mark", {}, sign));
    from = at + sign.length;
  }
  return [...parts, text.slice(from, to)];
}

function excerpt(bank, text, names) {
  const spans = bank.spans(text, names);
  const many = (at) => new Set(spans.filter((span) => span.at >= at && span.at < at + 130).map(({ name }) => name)).size;
  const [best] = spans.map(({ at }) => [at, many(at)]).sort((a, b) => b[1] - a[1])[0];
  const from = best < 50 ? 0 : text.indexOf(" ", best - 50) + 1;
  const to = text.indexOf(" ", from + 180);
  return [from ? "… " : "", ...marked(bank, text, names, from, to < 0 ? text.length : to), to < 0 ? "" : " …"];
}

function reason({ places }, concepts, doc) {
  return concepts.filter(({ hits }) => hits.size).map(({ word, hits }) => {
    const got = hits.get(doc);
    return got ? `${got.said} – ${places[got.place]}` : `${word} – нет`;
  }).join(", ");
}

function entry(bank, { concepts, names }, doc, mine, at) {
  const [url, kind, title, summary, block] = bank.docs[doc];
  const last = make("p", { class: "meta" }, reason(bank, concepts, doc));
  if (block >= 0 && at < EXCERPTS && concepts.some(({ hits }) => hits.get(doc)?.place === 3)) {
    bank.body(doc).then((text) => mine === turn && last.before(make("p", {}, ...excerpt(bank, text, names)))).catch(() => {});
  }
  return make("li", { class: "entry" }, make("p", { class: "kicker" }, bank.kinds[kind][1]),
    make("h2", { class: "entry__title" }, anchor(url, ...marked(bank, title, names))), make("p", {}, ...marked(bank, summary, names)), last);
}

function notes(bank, { shown, query, concepts, also }) {
  const parts = shown === query ? [] : [` Показаны результаты для «${shown}».`];
  for (const { word, hits } of concepts) {
    if (hits.size) continue;
    const near = bank.similar(word).flatMap((each) => [", ", again(each)]);
    parts.push(` Слова «${word}» в банке нет`, ...(near.length ? [", есть похожие: ", ...near.slice(1)] : []), ".");
  }
  return also.length ? [...parts, ` Ищем также: ${also.join(", ")}.`] : parts;
}

function draw(bank, answer, mine) {
  const of = (kind) => answer.found.filter((each) => !kind || each.kind === kind);
  const list = of(chosen());
  for (const { input, span, label } of radios) span.textContent = `${label}\u00a0${of(input.value).length}`;
  const none = ["Ничего не найдено. Попробуйте другое слово, раздел или ", make("a", { href: "#po-priznakam" }, "признак"), "."];
  status.replaceChildren(...(list.length ? [`Найдено: ${list.length}.`] : none), ...notes(bank, answer));
  results.replaceChildren();
  more.onclick = () => {
    const from = results.children.length;
    results.append(...list.slice(from, from + SHOWN).map(({ doc }, at) => entry(bank, answer, doc, mine, from + at)));
    more.hidden = from + SHOWN >= list.length;
    if (from) results.children[from].querySelector("a").focus();
  };
  more.onclick();
  aside.hidden = !answer.facets.length;
  aside.replaceChildren(make("h2", { class: "side__title" }, "Подходящие признаки"), make("ul", { class: "index-list" },
    ...answer.facets.map(({ title, url, count }) => make("li", {}, anchor(url, title), make("span", { class: "count" }, count)))));
}

async function run() {
  const mine = turn += 1;
  const query = field.value.trim();
  if (query) {
    try {
      const bank = await load();
      if (mine === turn) draw(bank, bank.find(query), mine);
    } catch {
      if (mine === turn) status.textContent = "Поиск не загрузился: проверьте связь или выберите признак.";
    }
  } else {
    for (const { span, label } of radios) span.textContent = label;
    for (const node of [status, results]) node.replaceChildren();
    for (const node of [more, aside]) node.hidden = true;
  }
}

function keep() {
  history.replaceState(null, "", address(field.value.trim(), chosen()));
  run();
}

results.after(more);
field.addEventListener("focus", () => load().catch(() => {}), { once: true });
field.addEventListener("input", () => {
  clearTimeout(timer);
  timer = setTimeout(keep, 150);
});
form.addEventListener("submit", (event) => {
  event.preventDefault();
  keep();
});
tabs.addEventListener("change", keep);

const state = new URLSearchParams(location.search);
field.value = state.get("q") || "";
for (const { input } of radios) input.checked = input.value === (state.get("kind") || "");
run();
