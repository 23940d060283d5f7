// The search page: tabs of kinds, results with the reason they were found, and a way on when there are none. The address is the state.
import { later, make } from "../dom.js";
import { engine } from "../engine.js";
import { address, entry, growing, remembering, STEP, told } from "../results.js";

const WAIT = 100;
const PATIENCE = 400; // milliseconds without an answer after which the page says that it is looking
const EMPTY = "Добавьте слово по существу: «как», «и», «в» есть повсюду.";
const byId = (id) => document.getElementById(`search-${id}`);
const [form, field, status, results, aside, kinds] = ["form", "q", "status", "results", "facets", "kinds"].map(byId);
const tabs = [...kinds.querySelectorAll("input")].map((input) => ({ input, kind: input.value, one: input.dataset.one, span: input.nextElementSibling, label: input.nextElementSibling.textContent }));
const bare = document.title;
let exact = false, turn = 0, drawn = "";

const state = () => ({ q: field.value.trim(), kind: (tabs.find(({ input }) => input.checked) || tabs[0]).kind, exact });
const list = growing(results, async (from, limit) => (await ask(state(), from, limit)).results.map(shown));
const memory = remembering(results);

async function ask({ q, kind, exact: just }, from, limit) {
  return (await engine()).find(q, { kind, exact: just, from, limit });
}

function shown(result) {
  const tab = tabs.find(({ kind }) => kind === result.kind);
  return entry(result, tab && make("p", { class: "kicker" }, tab.one));
}

function written({ q, kind, exact: just }) {
  const given = Object.entries({ q, kind, exact: just && q ? "1" : "" }).filter(([, value]) => value);
  return location.pathname + (given.length ? `?${new URLSearchParams(given)}` : "");
}

/** A link that asks again, on this page. */
function link(q, just = false) {
  const next = { q, kind: "", exact: just };
  return again(next, q);
}

function again(next, label) {
  return make("a", { href: written(next), click: (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    set(next);
    go("push");
    field.focus();
  } }, label);
}

function set({ q, kind, exact: just }) {
  field.value = q;
  exact = just;
  for (const { input, kind: name } of tabs) input.checked = name === kind;
  if (!tabs.some(({ input }) => input.checked)) tabs[0].input.checked = true;
}

function near(values) {
  aside.hidden = !values.length;
  if (!values.length) return aside.replaceChildren();
  const links = values.map(({ field: name, id, label, count }) => make("li", {}, make("a", { href: address(`practices/?${name}=${encodeURIComponent(id)}`) }, label), make("span", { class: "count" }, String(count))));
  return aside.replaceChildren(make("h2", { class: "side__title" }, "Практики по признакам"), make("ul", { class: "index-list" }, ...links));
}

/** Nothing was found: where else to look. */
function waysOut(answer, now) {
  const elsewhere = tabs.filter(({ kind }) => kind && kind !== now.kind && answer.kinds[kind]);
  const others = elsewhere.flatMap(({ kind, label }) => [", ", again({ ...now, kind }, `${label.toLowerCase()}: ${answer.kinds[kind]}`)]).slice(1);
  if (others.length) return [make("p", {}, "Есть в других разделах – ", ...others, ".")];
  return [make("p", {}, "Попробуйте другие слова или меньше слов, откройте ", make("a", { href: "#po-priznakam" }, "списки по признакам"), " или ", make("a", { href: address("practices/") }, "все практики"), ".")];
}

/** How many there are in each tab; without an answer the names alone. */
function number(answer) {
  const all = answer && Object.values(answer.kinds).reduce((sum, each) => sum + each, 0);
  kinds.hidden = all === 0 && tabs[0].input.checked;
  for (const { input, kind, span, label } of tabs) {
    const found = answer && (kind ? answer.kinds[kind] || 0 : all);
    span.textContent = answer ? `${label}\u00a0${found}` : label;
    input.parentNode.hidden = Boolean(answer) && !found && !input.checked && kind !== "";
  }
}

async function draw(limit = STEP) {
  const now = state();
  const mine = turn += 1;
  drawn = written(now);
  document.title = now.q ? `${now.q} – ${bare}` : bare;
  if (!now.q) {
    number(null);
    near([]);
    status.replaceChildren();
    list.put([], 0);
    return;
  }
  const waiting = setTimeout(() => { if (mine === turn) status.replaceChildren(make("p", {}, "Ищем…")); }, PATIENCE);
  try {
    const answer = await ask(now, 0, limit);
    if (mine !== turn) return;
    number(answer);
    near(answer.near || []);
    status.replaceChildren(make("p", {}, answer.total ? `Найдено: ${answer.total}.` : answer.words.length ? "Ничего не найдено." : EMPTY), ...told(answer, link), ...(answer.total || !answer.words.length ? [] : waysOut(answer, now)));
    list.put(answer.results.map(shown), answer.total);
  } catch (error) {
    if (mine !== turn) return;
    number(null);
    near([]);
    list.put([], 0); // what stood there answered another question
    status.replaceChildren(make("p", {}, "Поиск не загрузился: проверьте связь и повторите – или ", make("a", { href: "#po-priznakam" }, "выберите признак"), "."));
  } finally {
    clearTimeout(waiting);
  }
}

function go(how) {
  const now = written(state());
  if (how === "push" && now !== drawn) {
    memory.keep();
    history.pushState(null, "", now);
  } else if (now !== drawn) history.replaceState(null, "", now);
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
kinds.addEventListener("change", () => go("push"));

function asked() {
  const given = new URLSearchParams(location.search);
  return { q: (given.get("q") || "").trim().slice(0, 200), kind: given.get("kind") || "", exact: given.get("exact") === "1" };
}

function open() {
  set(asked());
  return draw(memory.shown).then(memory.back);
}
addEventListener("popstate", () => {
  if (written(asked()) !== drawn) open(); // a place on the page is not another state
});
open();
