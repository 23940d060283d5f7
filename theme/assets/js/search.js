// The search page. The index comes when the field gets the focus or the address holds ?q=; everything found, and why,
// is worked out here. Files and their fields: generator/render/search/index.py, which changes together with VERSION.

import { flip, fold, key, root, stem, words } from "./stem.js";

const VERSION = 1;
const SHOWN = 20; // results at once
const EXCERPTS = 8; // results whose text is fetched for an excerpt
const WINDOW = 180; // signs of an excerpt
const PAUSE = 150; // ms after the last key
const LEVELS = 13;
const LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
const PLACES = ["в названии", "в ключевых словах", "в описании", "в тексте"];
const PRIOR = { practice: 1.25, program: 1.1, page: 1.1, term: 1.1, clause: 0.9, event: 0.8, school: 0.8, act: 0.9 };
// What a match is worth beside the word itself.
const TWIN = 0.7, FAMILY = 0.35, PART = 0.6, BEGUN = 0.8, LONGER = 0.4, TYPO = 0.6;
const LEAST = 0.34; // share of the query below which a page is left out
const TOKEN = /[0-9]+(?:\.[0-9]+)+|[а-яёa-z0-9\u0301\u0306\u0308\u00ad]+/gi;

/** The index as functions over the loaded files. */
function engine(tables, { kinds, docs, facets }) {
  const terms = tables.terms.split("\n");
  const endings = tables.ends.split("\n");
  const posts = tables.posts.split("\n");
  const kept = new Set(tables.kept.split(" "));
  const stop = new Set(tables.stop.split(" "));
  const ids = new Map(terms.map((term, id) => [term, id]));
  const families = Map.groupBy ? Map.groupBy(terms.keys(), family) : grouped();
  const stems = new Map();
  const parsed = new Map();

  function family(id) {
    return terms[id].slice(0, parseInt(tables.roots[id], 36));
  }

  function grouped() {
    const found = new Map();
    for (const id of terms.keys()) found.set(family(id), [...(found.get(family(id)) || []), id]);
    return found;
  }

  function keyOf(word) {
    if (!stems.has(word)) stems.set(word, key(word, kept));
    return stems.get(word);
  }

  /** Documents of a key: number, place of the best hit, weight from 0 to 1. */
  function postings(id) {
    if (!parsed.has(id)) {
      let doc = 0;
      parsed.set(id, Array.from(posts[id].matchAll(/(\d+)(\D)/g), ([, step, letter]) => {
        const code = LETTERS.indexOf(letter);
        doc += Number(step);
        return { doc, place: Math.floor(code / LEVELS), level: (code % LEVELS) / (LEVELS - 1) };
      }));
    }
    return parsed.get(id);
  }

  /** The commonest word of a key, to be read. */
  function surface(id) {
    return endings[id].startsWith("=") ? endings[id].slice(1) : terms[id] + endings[id];
  }

  /** Keys a word may stand for, with their worth; `open` when its end may not be typed yet. */
  function forms(word, open) {
    const name = keyOf(word);
    const found = new Map();
    const put = (id, worth) => found.set(id, Math.max(worth, found.get(id) || 0));
    if (ids.has(name)) put(ids.get(name), 1);
    if (word.includes("-")) {
      for (const part of word.split("-")) if (!stop.has(part)) for (const [id, worth] of forms(part)) put(id, worth * PART);
    } else if (!kept.has(word) && root(name).length > 1) {
      const twin = stem(name);
      for (const id of families.get(root(name)) || []) put(id, stem(terms[id]) === twin ? TWIN : FAMILY);
    }
    if (open && word.length > 2) {
      let low = 0;
      for (let high = terms.length; low < high;) {
        const middle = (low + high) >> 1;
        if (terms[middle] < word) low = middle + 1; else high = middle;
      }
      for (; low < terms.length && terms[low].startsWith(word); low += 1) put(low, ids.has(name) ? LONGER : BEGUN);
    }
    return found;
  }

  /** Keys one slip away from a word the bank does not know, the commonest first. */
  function slips(word) {
    const name = keyOf(word);
    if (name.length < 4 || /\d/.test(name)) return [];
    const begins = (term) => term.length > 4 && word.startsWith(term) && word.length - term.length < 4;
    return [...terms.keys()].filter((id) => oneEdit(name, terms[id]) || begins(terms[id]))
      .sort((a, b) => postings(b).length - postings(a).length).slice(0, 3);
  }

  /** Words of the bank that begin like an unknown one. */
  function similar(word) {
    const shared = (term) => { let at = 0; while (at < word.length && term[at] === word[at]) at += 1; return at; };
    return [...terms.keys()].map((id) => ({ id, at: shared(terms[id]) })).filter(({ at }) => at > 2)
      .sort((a, b) => b.at - a.at || posts[b.id].length - posts[a.id].length).slice(0, 4).map(({ id }) => surface(id));
  }

  /** Latin words the bank does not know, read as typed on a Russian keyboard. */
  function straighten(text) {
    return text.replace(/\S+/g, (chunk) => {
      if (!/[a-z]/i.test(chunk) || /[а-яё]/i.test(chunk) || words(chunk).some((word) => ids.has(keyOf(word)))) return chunk;
      const flipped = flip(chunk);
      const fits = (word) => stop.has(word) || forms(word, true).size || slips(word).length;
      return words(flipped).length && words(flipped).every(fits) ? flipped : chunk;
    });
  }

  /** A word of the query: the documents it brings, and what was done to find them. */
  function concept(word, open) {
    const found = { word, name: keyOf(word), forms: forms(word, open), hits: new Map(), fixed: "", weight: 0 };
    if (!found.forms.size) {
      const near = slips(word);
      found.forms = new Map(near.map((id) => [id, TYPO]));
      if (near.length) {
        found.name = terms[near[0]];
        found.fixed = oneEdit(keyOf(word), found.name) ? found.name + word.slice(keyOf(word).length) : surface(near[0]);
      }
    }
    for (const [id, worth] of found.forms) {
      const said = worth >= TYPO ? found.fixed || word : surface(id);
      for (const { doc, place, level } of postings(id)) hit(found, doc, { worth, place, value: worth * level, said });
    }
    return found;
  }

  function hit(found, doc, next) {
    const old = found.hits.get(doc);
    if (!old || old.value < next.value) found.hits.set(doc, next);
  }

  /** Brings in other words for the same thing; gives those that found something, and their keys. */
  function synonyms(concepts) {
    const line = concepts.flatMap((item) => item.name.split("-").map((name) => ({ name, item })));
    const told = new Map();
    for (const [said, names, cause] of tables.also) {
      const causes = cause.split(" ");
      const start = line.findIndex((_, at) => causes.every((name, step) => line[at + step]?.name === name));
      const list = names.split(" ").map((name) => ids.get(name));
      if (start < 0 || list.includes(undefined)) continue;
      const [first, ...others] = list.map((id) => new Map(postings(id).map((post) => [post.doc, post])));
      for (const [doc, post] of first) {
        if (!others.every((map) => map.has(doc))) continue;
        const all = [post, ...others.map((map) => map.get(doc))];
        const level = all.reduce((sum, each) => sum + each.level, 0) / all.length;
        const next = { worth: TWIN, place: Math.max(...all.map(({ place }) => place)), value: TWIN * level, said };
        for (const { item } of line.slice(start, start + causes.length)) hit(item, doc, next);
        told.set(said, list);
      }
    }
    return told;
  }

  /** Everything a query finds, best first. */
  function find(query) {
    const text = straighten(query);
    const all = words(text);
    const list = all.filter((word) => !stop.has(word));
    const open = /[^\s.,!?»")]$/.test(text);
    const concepts = [...new Set(list.length ? list : all)].map((word) => concept(word, open && word === all.at(-1)));
    const told = synonyms(concepts);
    let total = 0;
    for (const item of concepts) {
      const sure = [...item.hits.values()].filter(({ worth }) => worth >= TYPO).length || item.hits.size;
      item.weight = item.hits.size ? Math.log(1 + (docs.length - sure + 0.5) / (sure + 0.5)) : 0;
      total += item.weight;
    }
    const found = [...new Set(concepts.flatMap(({ hits }) => [...hits.keys()]))].map((doc) => {
      let value = 0, share = 0, named = 0;
      for (const { hits, weight } of concepts) {
        const got = hits.get(doc);
        if (!got) continue;
        value += weight * got.value;
        share += (weight * got.worth) / total;
        if (got.place === 0) named += (weight * got.worth) / total;
      }
      return { doc, share, score: value * share * (1 + named * named) * PRIOR[kinds[docs[doc][1]][0]] };
    }).filter(({ share }) => share >= LEAST).sort((a, b) => b.score - a.score || a.doc - b.doc);
    const names = new Set([...concepts.flatMap((item) => [...item.forms.keys()]), ...[...told.values()].flat()].map((id) => terms[id]));
    return { text, flipped: text !== query, concepts, found, names, also: [...told.keys()], facets: values(concepts) };
  }

  /** Values of facets the query names, the most fitting first. */
  function values(concepts) {
    const fit = ([, , , names]) => {
      const list = names.split(" ");
      const sum = concepts.reduce((got, item) => got + (list.includes(item.name) ? item.weight : 0), 0);
      return sum / Math.sqrt(list.length);
    };
    return facets.map((facet) => ({ facet, fit: fit(facet) })).filter((each) => each.fit > 0).sort((a, b) => b.fit - a.fit).slice(0, 6)
      .map(({ facet: [title, url, count] }) => ({ title, url, count }));
  }

  /** Where words of `names` stand in a text. */
  function spans(text, names) {
    return [...text.matchAll(TOKEN)].map((match) => ({ at: match.index, sign: match[0], name: keyOf(fold(match[0])) })).filter(({ name }) => names.has(name));
  }

  return { find, similar, spans };
}

/** True for words that differ by one letter put in, left out, changed or swapped with the next. */
function oneEdit(one, other) {
  let at = 0;
  while (at < one.length && one[at] === other[at]) at += 1;
  const [a, b] = [one.slice(at), other.slice(at)];
  return a.slice(1) === b.slice(1) || a.slice(1) === b || a === b.slice(1) || (a[0] === b[1] && a[1] === b[0] && a.slice(2) === b.slice(2));
}

// What the reader sees.

const form = document.getElementById("search-form");
const field = document.getElementById("search-q");
const status = document.getElementById("search-status");
const results = document.getElementById("search-results");
const aside = document.getElementById("search-facets");
const radios = [...document.querySelectorAll("#search-kinds input")];
const labels = new Map(radios.map((radio) => [radio.value, radio.nextElementSibling.textContent]));
const base = new URL(form.dataset.index.replace(/\/?$/, "/"), location.href);
const more = make("button", { type: "button", class: "button", hidden: "" });
let loading;
let turn = 0;
let timer;

function make(name, attributes, ...children) {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
  node.append(...children);
  return node;
}

function load() {
  const json = async (name, cache = "default") => {
    const answer = await fetch(new URL(name, base), { cache });
    if (!answer.ok) throw new Error(`${name}: ${answer.status}`);
    return answer.json();
  };
  loading ||= (async () => {
    const manifest = await json("index.json", "no-cache");
    if (manifest.version !== VERSION) throw new Error("another version of the index");
    const [tables, data] = await Promise.all([json(manifest.words), json(manifest.docs)]);
    const texts = new Map();
    const body = async (doc) => {
      const block = data.docs[doc][4];
      if (!texts.has(block)) texts.set(block, json(manifest.texts[block]));
      return (await texts.get(block))[doc];
    };
    return { ...engine(tables, data), ...data, body };
  })();
  loading.catch(() => { loading = undefined; });
  return loading;
}

function address(query, kind) {
  const url = new URL(location.href);
  url.hash = "";
  for (const [name, value] of [["q", query], ["kind", kind]]) value ? url.searchParams.set(name, value) : url.searchParams.delete(name);
  return url;
}

function chosen() {
  return radios.find((radio) => radio.checked)?.value || "";
}

/** A text with the words of the query marked; `from` and `to` cut it. */
function marked(bank, text, names, from = 0, to = text.length) {
  const parts = [];
  let last = from;
  for (const { at, sign } of bank.spans(text, names)) {
    if (at < last || at + sign.length > to) continue;
    parts.push(text.slice(last, at), make("mark", {}, sign));
    last = at + sign.length;
  }
  return [...parts, text.slice(last, to)];
}

/** The piece of a text with the most different words of the query. */
function excerpt(bank, text, names) {
  const spans = bank.spans(text, names);
  const rich = (at) => new Set(spans.filter((span) => span.at >= at && span.at < at + WINDOW - 40).map(({ name }) => name)).size;
  const best = spans.reduce((top, { at }) => { const many = rich(at); return many > top.many ? { at, many } : top; }, { at: 0, many: 0 });
  if (!best.many) return [];
  const from = best.at < 50 ? 0 : text.indexOf(" ", best.at - 50) + 1;
  const end = text.indexOf(" ", from + WINDOW);
  return [from ? "… " : "", ...marked(bank, text, names, from, end < 0 ? text.length : end), end < 0 ? "" : " …"];
}

/** «В названии: родители. В тексте: урок. Нет: боится.» */
function reason(concepts, doc) {
  const lists = PLACES.map(() => new Set());
  const missing = concepts.filter(({ hits }) => hits.size && !hits.has(doc)).map(({ word }) => word);
  for (const { hits } of concepts) if (hits.has(doc)) lists[hits.get(doc).place].add(hits.get(doc).said);
  const lines = lists.map((said, place) => (said.size ? `${PLACES[place]}: ${[...said].join(", ")}` : "")).filter(Boolean);
  return `Слова ${lines.join("; ")}${missing.length ? `; нет: ${missing.join(", ")}` : ""}`;
}

function entry(bank, answer, { doc }) {
  const [url, kind, title, summary] = bank.docs[doc];
  const link = make("a", { href: new URL(url, new URL("../", base)).href }, ...marked(bank, title, answer.names));
  return make("li", { class: "entry", "data-doc": doc },
    make("p", { class: "kicker" }, bank.kinds[kind][1]), make("h2", { class: "entry__title" }, link),
    make("p", {}, ...marked(bank, summary, answer.names)), make("p", { class: "meta" }, reason(answer.concepts, doc)));
}

async function excerpts(bank, answer, mine) {
  const deep = ({ doc }) => bank.docs[doc][4] >= 0 && answer.concepts.some(({ hits }) => hits.get(doc)?.place === 3);
  const items = [...results.children].map((item) => ({ item, doc: Number(item.dataset.doc) })).filter(deep).slice(0, EXCERPTS);
  await Promise.all(items.map(async ({ item, doc }) => {
    const parts = excerpt(bank, await bank.body(doc), answer.names);
    if (mine === turn && parts.length) item.lastElementChild.before(make("p", { class: "excerpt" }, ...parts));
  }));
}

function link(query, kind = "") {
  return make("a", { href: address(query, kind).href }, query);
}

/** What was done to the query, in sentences. */
function notes(bank, answer) {
  const parts = [];
  if (answer.flipped) parts.push(` Показаны результаты для «${answer.text}».`);
  for (const { word, fixed, hits } of answer.concepts) {
    if (fixed) parts.push(` Слова «${word}» в банке нет. Показаны результаты для «${fixed}».`);
    if (hits.size) continue;
    const near = bank.similar(word).flatMap((each, at) => [at ? ", " : "", link(each)]);
    parts.push(` Слово «${word}» в банке не встречается.`, ...(near.length ? [" Похожие слова: ", ...near, "."] : []));
  }
  if (answer.also.length) parts.push(` Ищем также: ${answer.also.join(", ")}.`);
  return parts;
}

function counts(bank, found) {
  const many = new Map();
  for (const { doc } of found) many.set(bank.kinds[bank.docs[doc][1]][0], (many.get(bank.kinds[bank.docs[doc][1]][0]) || 0) + 1);
  return many.set("", found.length);
}

function draw(bank, answer, mine) {
  const kind = chosen();
  const many = counts(bank, answer.found);
  for (const radio of radios) radio.nextElementSibling.textContent = `${labels.get(radio.value)}\u00a0${many.get(radio.value) || 0}`;
  const list = kind ? answer.found.filter(({ doc }) => bank.kinds[bank.docs[doc][1]][0] === kind) : answer.found;
  const none = !answer.found.length
    ? ["Ничего не найдено. Попробуйте другое слово или ", make("a", { href: "#po-priznakam" }, "выберите признак"), "."]
    : [`Среди «${labels.get(kind)}» ничего нет, везде – ${answer.found.length}: `, link(answer.text), "."];
  status.replaceChildren(...(list.length ? [`Найдено: ${list.length}.`] : none), ...notes(bank, answer));
  results.replaceChildren();
  const next = () => {
    const rest = list.slice(results.children.length, results.children.length + SHOWN);
    results.append(...rest.map((found) => entry(bank, answer, found)));
    more.hidden = results.children.length >= list.length;
    more.textContent = `Показать ещё ${Math.min(SHOWN, list.length - results.children.length)}`;
    return results.children[results.children.length - rest.length];
  };
  more.onclick = () => next().querySelector("a").focus();
  next();
  aside.hidden = !answer.facets.length;
  aside.replaceChildren(make("h2", { class: "side__title" }, "Подходящие признаки"), make("ul", { class: "index-list" },
    ...answer.facets.map(({ title, url, count }) => make("li", {},
      make("a", { href: new URL(url, new URL("../", base)).href }, title), make("span", { class: "count" }, String(count))))));
  excerpts(bank, answer, mine).catch(() => {}); // an excerpt that did not come is no loss
}

function clear() {
  for (const radio of radios) radio.nextElementSibling.textContent = labels.get(radio.value);
  status.replaceChildren();
  results.replaceChildren();
  more.hidden = true;
  aside.hidden = true;
}

async function run() {
  const mine = turn += 1;
  const query = field.value.trim();
  if (!query) return clear();
  try {
    const bank = await load();
    if (mine === turn) draw(bank, bank.find(query), mine);
  } catch (error) {
    if (mine === turn) status.textContent = "Поиск не загрузился: проверьте связь и повторите. Признаки ниже открываются и без него.";
  }
}

function restore() {
  const state = new URL(location.href).searchParams;
  field.value = state.get("q") || "";
  for (const radio of radios) radio.checked = radio.value === (state.get("kind") || "");
  if (!chosen() && radios[0]) radios[0].checked = true;
  if (field.value) run(); else clear();
}

results.after(more);
field.addEventListener("focus", () => load().catch(() => {}), { once: true });
field.addEventListener("input", () => {
  clearTimeout(timer);
  timer = setTimeout(() => { history.replaceState(null, "", address(field.value.trim(), chosen())); run(); }, PAUSE);
});
form.addEventListener("submit", (event) => {
  event.preventDefault();
  clearTimeout(timer);
  history.pushState(null, "", address(field.value.trim(), chosen()));
  run();
});
for (const radio of radios) {
  radio.addEventListener("change", () => { history.pushState(null, "", address(field.value.trim(), chosen())); run(); });
}
addEventListener("popstate", restore);
restore();
