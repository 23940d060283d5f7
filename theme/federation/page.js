// The catalogue's first page: one search over all regions, narrowed by region. The address is the state: ?q=…&region=a,b
import { later, make, marked } from "../dom.js";
import { growing, told } from "../results.js";

const WAIT = 100;
const STEP = 10; // results at once: each may be in a file of its own
const DEPTH = 8; // regions that are read whole after the first answer, where words are so frequent that the best of each may not be the best together
const CALM = 350; // milliseconds without typing before that
const PATIENCE = 400; // milliseconds without an answer after which the page says that it is looking
const ROOT = new URL("../../../", import.meta.url);
const byId = (id) => document.getElementById(`fed-${id}`);
const [form, field, section, status, results, choice, aside] = ["form", "q", "answer", "status", "results", "regions", "near"].map(byId);
const boxes = [...choice.querySelectorAll("input")].map((input) => ({ input, id: input.value, label: input.nextElementSibling.textContent, number: input.parentNode.lastElementChild }));
const names = new Map(boxes.map(({ id, label }) => [id, label]));
const bare = document.title;
const engines = new Map();
let exact = false, turn = 0, drawn = null, whole = [];

/** The engine that reads `whole` regions whole; a lost connection is tried again at the next call. */
function engine(whole = []) {
  const name = [...whole].sort().join(",");
  if (!engines.has(name)) {
    const made = import("../search/core.js").then(({ load }) => load(new URL(`search/${name && `#${name}`}`, ROOT)));
    made.catch(() => engines.delete(name));
    engines.set(name, made);
    if (engines.size > 8) engines.delete([...engines.keys()][1]); // the first is that of all
  }
  return engines.get(name);
}

const chosen = () => boxes.filter(({ input }) => input.checked).map(({ id }) => id);
const state = () => ({ q: field.value.trim(), exact, regions: chosen() });
const list = growing(results, async (from) => (await ask(state(), from)).results.map(entry));

async function ask({ q, exact: just, regions }, from) {
  return (await engine(whole)).find(q, { exact: just, from, limit: STEP, facets: { region: regions } });
}

function written({ q, exact: just, regions }) {
  const parts = [q && `q=${encodeURIComponent(q)}`, just && q && "exact=1", regions.length && `region=${regions.map(encodeURIComponent).join(",")}`].filter(Boolean);
  return location.pathname + (parts.length ? `?${parts.join("&")}` : "");
}

/** The region whose site an address is on: the longest that fits. */
function region(url) {
  return [...document.querySelectorAll(".fed-list h3 a")].filter(({ href }) => url.startsWith(href)).sort((a, b) => b.href.length - a.href.length).map((link) => link.textContent)[0];
}

function entry({ url, title, excerpt, why, meta, marks = {} }) {
  const facts = [why, ...(meta || "").split("; ")].filter(Boolean);
  return make("li", { class: "entry" }, make("p", { class: "kicker" }, region(url)),
    make("h2", { class: "entry__title" }, make("a", { href: url }, ...marked(title, marks.title))),
    excerpt && make("p", {}, ...marked(excerpt, marks.excerpt)),
    facts.length && make("ul", { class: "dots meta" }, ...facts.map((fact) => make("li", {}, fact))));
}

/** A link that asks again, on this page. */
function link(q, just = false) {
  const next = { q, exact: just, regions: chosen() };
  return make("a", { href: written(next), click: (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    set(next);
    go("push");
    field.focus();
  } }, q);
}

function set({ q, exact: just, regions }) {
  field.value = q;
  exact = just;
  for (const { input, id } of boxes) input.checked = regions.includes(id);
}

function number(counts) {
  for (const { input, id, number: span } of boxes) {
    span.textContent = counts ? counts[id] || 0 : "";
    input.disabled = Boolean(counts) && !counts[id] && !input.checked;
  }
}

function near(values) {
  aside.hidden = !values.length;
  const links = values.map(({ field: name, id, label, count }) => make("li", {}, make("a", { href: new URL(`facets/${name}/${id}/`, ROOT).href }, label), make("span", { class: "count" }, String(count))));
  aside.replaceChildren(make("h2", { class: "side__title" }, "По признакам"), make("ul", { class: "index-list" }, ...links));
}

/** The search of a region's own site, which has every card of it. */
function farther(q, regions) {
  const links = boxes.filter(({ id }) => regions.includes(id)).flatMap(({ id, label }) => {
    const own = document.querySelector(`.fed-list [data-search="${id}"]`);
    return own ? [", ", make("a", { href: `${own.href}?q=${encodeURIComponent(q)}` }, label)] : [];
  }).slice(1);
  return links.length ? [make("p", {}, "Здесь – самое подходящее; всё найдётся на сайте региона: ", ...links, ".")] : [];
}

/** Regions of the answer that would have more to say if they were read whole. */
const more = ({ counts }, regions) => counts.whole.filter((id) => !whole.includes(id) && (!regions.length || regions.includes(id)));

/** What is said of how far the answer reaches, and a way to reach farther. */
function reach(answer, now) {
  const left = more(answer, now.regions);
  if (!left.length || !whole.length) return [];
  const button = make("button", { type: "button", class: "link", click: () => {
    deepen(left, now, turn).catch(() => show(answer, now));
    field.focus();
  } }, "Искать и в остальных целиком");
  return [make("p", {}, `Целиком просмотрено регионов: ${whole.length}, из остальных – лучшее по каждому слову. `, button, ".")];
}

function show(answer, now) {
  number(answer.counts.region);
  near(answer.near);
  const none = answer.words.length ? "Ничего не найдено: попробуйте другие слова или меньше слов." : "Добавьте слово по существу: «как», «и», «в» есть повсюду.";
  status.replaceChildren(make("p", {}, answer.total ? `Найдено: ${answer.total}.` : none), ...told(answer, link), ...reach(answer, now), ...farther(now.q, now.regions));
  list.put(answer.results.map(entry), answer.total);
}

/** The same question with more regions read whole. */
async function deepen(regions, now, mine) {
  const wider = [...whole, ...regions.slice(0, DEPTH)];
  const answer = await (await engine(wider)).find(now.q, { exact: now.exact, limit: STEP, facets: { region: now.regions } });
  if (mine !== turn) return;
  whole = wider;
  show(answer, now);
}

async function draw() {
  const now = state();
  const mine = turn += 1;
  drawn = written(now);
  document.title = now.q ? `${now.q} – ${bare}` : bare;
  section.hidden = !now.q;
  whole = [];
  if (!now.q) {
    number(null);
    near([]);
    status.replaceChildren();
    list.put([], 0);
    return;
  }
  const waiting = setTimeout(() => { if (mine === turn) status.replaceChildren(make("p", {}, "Ищем…")); }, PATIENCE);
  try {
    const answer = await ask(now, 0);
    if (mine !== turn) return;
    show(answer, now);
    const regions = more(answer, now.regions);
    if (regions.length) setTimeout(() => { if (mine === turn) deepen(regions, now, mine).catch(() => {}); }, CALM);
  } catch (error) {
    if (mine !== turn) return;
    number(null);
    near([]);
    list.put([], 0); // what stood there answered another question
    status.replaceChildren(make("p", {}, "Поиск не загрузился: проверьте связь и повторите."));
  } finally {
    clearTimeout(waiting);
  }
}

function go(how) {
  const now = written(state());
  if (how === "push" && now !== drawn) history.pushState(null, "", now);
  else if (now !== drawn) history.replaceState(null, "", now);
  return draw();
}

const typed = later(WAIT, () => go("replace"));
field.addEventListener("focus", () => engine().catch(() => {}));
field.addEventListener("input", () => {
  exact = false;
  typed();
});
form.addEventListener("submit", (event) => {
  event.preventDefault();
  typed.now();
});
choice.addEventListener("change", () => go("push"));

function asked() {
  const given = new URLSearchParams(location.search);
  return {
    q: (given.get("q") || "").trim().slice(0, 200),
    exact: given.get("exact") === "1",
    regions: (given.get("region") || "").split(",").filter((id) => names.has(id)),
  };
}

function open() {
  set(asked());
  return draw();
}
addEventListener("popstate", () => {
  if (written(asked()) !== drawn) open(); // a place on the page is not another state
});
open();
