// Two or three cards side by side. The address is the state; the rows stand in the page, the columns come from the cards' data.

import { make } from "../dom.js";
import { chosen, idOf, isId, linkTo, TABLE, tidy } from "./address.js";
import { icon } from "./buttons.js";
import { card, inTurn } from "./cards.js";
import { alike, cell } from "./rows.js";
import * as store from "./store.js";

const SHOWN = 8; // cards offered at once for a word

function link(text, url) {
  return url ? make("a", { href: url }, text) : text;
}

/** What a button is about, for those who hear it alone. */
function named(title) {
  return make("span", { class: "hidden-text" }, `– ${title}`);
}

/** The inside of a cell. */
function inside({ lead, list, ordered, none = "не указано" }) {
  const shown = ({ text, url, meta }) => [link(text, url), ...(meta ? [" ", make("span", { class: "meta" }, meta)] : [])];
  if (!list.length) return [make("span", { class: "meta" }, none)];
  if (list.length === 1 && !lead) return shown(list[0]);
  const lines = list.map((item) => make("li", {}, ...shown(item)));
  return [...(lead ? [make("b", {}, lead)] : []), make(ordered ? "ol" : "ul", {}, ...lines)];
}

const fold = (text) => text.toLowerCase().replace(/ё/g, "е");

/** Fills the page. */
export function open(page) {
  const at = (name) => page.querySelector(`[data-${name}]`);
  const units = JSON.parse(page.dataset.units);
  const rows = [...page.querySelectorAll("tr[data-row]")];
  const status = at("status"), heading = document.querySelector("#sravnenie");
  let titles = null; // [id, title, …former ids] of every card
  let current = []; // the cards of the columns
  let turn = 0;

  async function all() {
    if (!titles) {
      const answer = await fetch(page.dataset.titles);
      if (!answer.ok) throw new Error(String(answer.status));
      titles = await answer.json();
    }
    return titles;
  }

  function go(next, text) {
    history.pushState(null, "", next.length ? linkTo("compare", next) : "./");
    show(text);
  }

  function column(found, place) {
    const title = `${place + 1}. ${found.title}`;
    const kicker = make("p", { class: "kicker" }, found.data.fields.origin.label);
    const click = () => {
      go(current.map(({ id }) => id).filter((id) => id !== found.id), `Убрано: ${found.title}.`);
      heading.focus();
    };
    const remove = make("button", { class: "button button--quiet", type: "button", click }, icon("close"), "Убрать", named(found.title));
    return [make("th", { scope: "col", role: "columnheader" }, kicker, link(title, found.url), remove), title];
  }

  function fill(cards) {
    const columns = cards.map(column);
    at("head").replaceChildren(make("td", { role: "cell" }), ...columns.map(([head]) => head));
    for (const row of rows) {
      const cells = cards.map(({ data }) => cell(row.dataset.row, data, units));
      const same = cards.length < 2 || alike(cells);
      row.classList.toggle("same", same);
      // Summaries differ always: that says nothing.
      const marked = !same && row.dataset.row !== "summary";
      row.classList.toggle("other", marked);
      row.querySelector("[data-differs]").hidden = !marked;
      row.replaceChildren(row.firstElementChild, ...cells.map((said, place) => {
        // On a phone cells stand one under another: each says whose it is.
        const whose = cards.length > 1 ? [make("span", { class: "compare__whose", "aria-hidden": "true" }, columns[place][1])] : [];
        return make("td", { role: "cell" }, ...whose, ...inside(said));
      }));
    }
  }

  /** Draws what the address names; `text` is what has just been done. */
  async function show(text = "") {
    const mine = ++turn;
    const wanted = chosen() || [];
    const taken = wanted.slice(0, TABLE);
    const parts = text ? [text] : [];
    at("found").replaceChildren();
    at("found-status").textContent = "";
    const found = [];
    if (wanted.length > TABLE) parts.push("Рядом помещаются три карточки: показаны первые три.");
    if (!text && taken.length) status.textContent = "Загружаем…";
    await inTurn(taken, async (id, place) => {
      try {
        const one = await card(id);
        if (!one) parts.push(`Карточки «${id}» в банке нет.`);
        else if (!one.data) parts.push(`Карточка «${one.title}» в архиве: её можно только прочитать.`);
        else if (!found.some((other) => other && other.id === one.id)) found[place] = one;
      } catch (error) {
        parts.push(`Карточка «${id}» не загрузилась: нет связи с сайтом. Обновите страницу.`);
      }
    });
    if (mine !== turn) return;
    current = found.filter(Boolean);
    const cards = current;
    if (cards.length) fill(cards);
    at("result").hidden = !cards.length;
    at("only-line").hidden = cards.length < 2;
    if (cards.length < 2) parts.push(cards.length ? "Добавьте ещё одну карточку – и увидите, чем они отличаются." : "Выберите две или три карточки.");
    else if (!text) parts.push(`Строк с различиями: ${rows.filter((row) => row.classList.contains("other")).length} из ${rows.length}.`);
    status.textContent = parts.join(" ");
    at("room").hidden = cards.length < TABLE;
    at("choose").hidden = cards.length >= TABLE;
    offerOwn();
  }

  function offers(list) {
    return list.map(([id, title]) => {
      const click = () => {
        go([...current.map((one) => one.id), id], `Добавлено: ${title}.`);
        heading.focus();
      };
      return make("li", {}, make("span", {}, title), make("button", { class: "button button--quiet", type: "button", click }, "Добавить", named(title)));
    });
  }

  async function offerOwn() {
    try {
      const own = store.ids().length ? await all() : [];
      const free = tidy(store.ids().map((id) => titled(own, id)).filter(Boolean)).filter(([id]) => !current.some((one) => one.id === id));
      at("own").replaceChildren(...offers(free));
      at("own-box").hidden = !free.length;
    } catch (error) {
      at("own-box").hidden = true; // the field below works still, or says what is wrong
    }
  }

  function titled(list, id) {
    return list.find(([now, , ...former]) => now === id || former.includes(id));
  }

  async function search() {
    const text = at("query").value.trim();
    const say = (words) => { at("found-status").textContent = words; };
    at("found").replaceChildren();
    if (!text) return say("Напишите слово из названия или вставьте адрес карточки.");
    try {
      const list = await all();
      const id = text.includes("/") ? idOf(text) : text;
      const exact = isId(id) && titled(list, id);
      const words = fold(text).split(/[^\p{L}\p{N}]+/u).filter(Boolean);
      const fits = exact ? [exact] : list.filter(([, title]) => words.every((word) => fold(title).includes(word)));
      const free = fits.filter(([now]) => !current.some((one) => one.id === now));
      if (!fits.length) say("Такого названия нет. Попробуйте одно слово или часть слова.");
      else if (!free.length) say("Эта карточка уже в сравнении.");
      else say(free.length > SHOWN ? `Подошло: ${free.length}, показаны первые ${SHOWN}.` : `Подошло: ${free.length}.`);
      at("found").replaceChildren(...offers(free.slice(0, SHOWN)));
    } catch (error) {
      say("Список карточек не загрузился: нет связи с сайтом.");
    }
  }

  at("form").addEventListener("submit", (event) => {
    event.preventDefault();
    search();
  });
  at("only").addEventListener("change", (event) => at("table").classList.toggle("only-different", event.target.checked));
  addEventListener("popstate", () => show());
  store.watch(offerOwn);
  show();
}
