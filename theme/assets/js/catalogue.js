// The catalogue: words and facets together. The server's list stands until something is chosen; the address is the state.
import { later, make } from "./dom.js";
import { engine } from "./engine.js";
import { asked, heading, written } from "./choice.js";
import { address, entry, growing, remembering, STEP, told } from "./results.js";
import { panel } from "./panel.js";
import { icon, star } from "./saved/buttons.js";
import { count } from "./saved/words.js";

const PRACTICES = ["практика", "практики", "практик"];
const ORIGINS = { methodical: ["kicker", "Описание метода"], reported: ["kicker kicker--lived", "Опыт организации"] };
const ORDERS = { "": "", new: "сначала новые", title: "по алфавиту", short: "сначала короткие", light: "меньше часов наставника" };
const WAIT = 120;

const form = document.getElementById("list-form");
const field = form.elements.q;
const total = document.getElementById("list-total");
const head = total.closest(".list-head");
const served = document.querySelectorAll("#list > .cards, #list > .pager");
const everything = total.textContent;
const kickers = new Map(Array.from(document.querySelectorAll("#list > .cards > li"), (li) => [li.querySelector("a").pathname, li.querySelector(".kicker")]));

const sort = make("select", { id: "list-sort" }, ...Object.entries(ORDERS).map(([value, label]) => make("option", { value }, label)));
const chips = make("div", { class: "chips", role: "group", "aria-label": "Выбрано", hidden: true });
const notes = make("div", { class: "told", role: "status" });
const found = make("ol", { class: "entries cards", hidden: true });
const side = panel(document.getElementById("list-facets"), { changed: () => go(state(), "push"), reset: () => go({ ...state(), q: "", chosen: {} }, "push") });
let exact = false, turn = 0, drawn = ""; // exact: the words as they are, nothing put right

total.setAttribute("role", "status");
total.tabIndex = -1;
head.append(side.opener, make("span", { class: "sort" }, make("label", { for: sort.id }, "Порядок "), sort));
head.after(chips, notes, found);
const list = growing(found, async (from, limit) => (await ask(state(), from, limit)).results.map(card));
const memory = remembering(found);

const state = () => ({ q: field.value.trim(), exact, chosen: side.chosen(), sort: sort.value });
const isEmpty = ({ q, chosen, sort: order }) => !q && !order && !Object.keys(chosen).length;

async function ask({ q, exact: just, chosen, sort: order }, from, limit) {
  return (await engine()).find(q, { kind: "practice", exact: just, facets: chosen, sort: order, from, limit });
}

function card(result) {
  const url = address(result.url);
  const known = kickers.get(url); // what the server has said of the card already
  const [style, label] = known ? [known.className, known.textContent] : ORIGINS[result.origin] || [];
  return entry(result, style && make("p", { class: style }, label), star(url, result.title));
}

/** Everything the state says, without what one chip stands for. */
function without(now, { name, id }) {
  if (!name) return { ...now, q: "" };
  const rest = (now.chosen[name] || []).filter((other) => other !== id);
  const chosen = { ...now.chosen, [name]: rest };
  if (!rest.length) delete chosen[name];
  return { ...now, chosen };
}

function marks({ q, chosen }) {
  const values = Object.entries(chosen).flatMap(([name, ids]) => ids.map((id) => ({ name, id, label: side.label(name, id) })));
  return q ? [{ name: "", id: "", label: `слова: ${q}` }, ...values] : values;
}

function drawChips(now) {
  const list_ = marks(now);
  const had = chips.contains(document.activeElement);
  chips.replaceChildren(...list_.map((mark) => make("button", { type: "button", class: "chip", "aria-label": `Снять: ${mark.label}`, click: () => go(without(state(), mark), "push") }, mark.label, icon("close"))));
  if (list_.length) chips.append(make("button", { type: "button", class: "button button--quiet", click: () => go({ ...now, q: "", chosen: {} }, "push") }, "Сбросить"));
  chips.hidden = !list_.length;
  if (had) (chips.querySelector("button") || total).focus();
}

/** Nothing fits: what to take off, and how much would be left then. */
async function waysOut(now) {
  const ways = await Promise.all(marks(now).map(async (mark) => ({ mark, left: (await ask(without(now, mark), 0, 1)).total })));
  const good = ways.filter(({ left }) => left).sort((a, b) => b.left - a.left).slice(0, 5);
  const button = (label, next) => make("button", { type: "button", class: "link", click: () => { go(next, "push"); total.focus(); } }, label);
  if (!good.length) return [make("p", {}, "Вместе это не встречается. ", button("Сбросить всё", { ...now, q: "", chosen: {} }), ".")];
  return [make("p", {}, "Вместе это не встречается. Что можно снять:"), make("ul", {}, ...good.map(({ mark, left }) => make("li", {},
    button(mark.name ? `Снимите «${mark.label}»` : `Уберите слова «${now.q}»`, without(now, mark)), ` – останется ${left}`)))];
}

function link(query, just = false) {
  const next = { ...state(), q: query, exact: just };
  return make("a", { href: written(next), click: (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    go(next, "push");
    total.focus();
  } }, query);
}

/** Puts the state into the controls. */
function set({ q, exact: just, chosen, sort: order }, reveal) {
  exact = Boolean(just && q);
  if (field.value.trim() !== q) field.value = q;
  sort.value = order in ORDERS ? order : "";
  side.choose(chosen, reveal);
}

function plain(now) {
  found.hidden = true;
  list.put([], 0);
  notes.replaceChildren();
  for (const node of served) node.hidden = false;
  total.textContent = everything;
  side.count(null, everything);
  drawChips(now);
}

async function draw(limit = STEP) {
  const now = state();
  const mine = turn += 1;
  drawn = written(now);
  sort.options[0].textContent = now.q ? "сначала подходящие" : ORDERS.new;
  sort.options[1].hidden = !now.q;
  if (isEmpty(now)) return plain(now);
  try {
    const answer = await ask(now, 0, limit);
    const ways = answer.total ? [] : await waysOut(now);
    if (mine !== turn) return undefined;
    for (const node of served) node.hidden = true;
    found.hidden = !answer.total;
    list.put(answer.results.map(card), answer.total);
    total.textContent = answer.total ? count(answer.total, PRACTICES) : "Ничего не найдено";
    notes.replaceChildren(...told(answer, link), ...ways);
    side.count(answer.counts, total.textContent);
    drawChips(now);
  } catch (error) {
    if (mine !== turn) return undefined;
    plain(now); // what was found before answers another choice
    notes.replaceChildren(make("p", {}, "Отбор не загрузился: проверьте связь. Пока можно открыть ", make("a", { href: address("search/#po-priznakam") }, "списки по признакам"), "."));
  }
  return undefined;
}

/** Goes to a state: into the controls, into the address, onto the page. */
function go(next, how) {
  set(next);
  const now = written(state());
  if (how === "push" && now !== drawn) {
    memory.keep();
    history.pushState(null, "", now);
  } else {
    history.replaceState(null, "", now);
  }
  heading(state());
  return draw();
}

const typed = later(WAIT, () => go(state(), "replace"));
field.addEventListener("focus", () => engine().catch(() => {}));
field.addEventListener("input", () => {
  exact = false;
  typed();
});
form.addEventListener("submit", (event) => {
  event.preventDefault();
  typed.now();
});
sort.addEventListener("change", () => go(state(), "push"));

function open() {
  set(asked(side.known), true);
  heading(state());
  draw(memory.shown).then(memory.back);
}
addEventListener("popstate", () => {
  if (written(asked(side.known)) !== drawn) open(); // a place on the page is not another state
});
open();
