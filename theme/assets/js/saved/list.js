// The page of favourites. What it shows is a set of ids: the reader's own, kept in the browser, or one that came in the
// address and stays there, so that nobody's link changes anybody's list.

import { chosen, linkTo, PACK, TABLE, tidy } from "./address.js";
import { card, inTurn } from "./cards.js";
import * as store from "./store.js";
import { CARDS, count } from "./words.js";

function shared(list) {
  let tell = () => {};
  return {
    ids: () => list,
    put(next) {
      list = next;
      history.replaceState(null, "", list.length ? linkTo("saved", list) : "?ids=");
      tell();
    },
    watch(listener) { tell = listener; },
  };
}

/** Fills the page. */
export function open(page) {
  const at = (name) => page.querySelector(`[data-${name}]`);
  const given = chosen();
  const set = given ? shared(given) : store;
  const entries = at("entries"), status = at("status"), undo = at("undo");
  const nodes = new Map(); // by id: what stands in the list
  const missing = new Set();
  let before = [];

  function entry(id) {
    if (!nodes.has(id)) {
      const node = at("entry").content.firstElementChild.cloneNode(true);
      node.dataset.id = id;
      name(node, id);
      nodes.set(id, node);
    }
    return nodes.get(id);
  }

  function name(node, title) {
    node.dataset.title = title;
    node.querySelector("h2 a").textContent = title;
    for (const place of node.querySelectorAll("[data-name]")) place.textContent = `– ${title}`;
  }

  async function load(id) {
    const node = entry(id);
    const [link, summary, kicker, again] = ["h2 a", "[data-summary]", ".kicker", "[data-act=again]"].map((path) => node.querySelector(path));
    if (!node.isConnected || link.hasAttribute("href")) return;
    again.hidden = true;
    try {
      const found = await card(id);
      if (!found) {
        missing.add(id);
        summary.textContent = "Такой карточки в банке нет: её сняли с сайта или в адресе ошибка.";
      } else {
        name(node, found.title);
        link.href = found.url;
        summary.textContent = found.summary;
        kicker.textContent = found.data ? found.data.fields.origin.label : "Карточка в архиве";
        kicker.classList.toggle("kicker--lived", Boolean(found.data) && found.data.fields.origin.id === "reported");
        if (found.id !== id) rename(id, found.id);
      }
    } catch (error) {
      summary.textContent = "Карточка не загрузилась: нет связи с сайтом.";
      again.hidden = false;
    }
  }

  // The card has another id today: the set keeps that one.
  function rename(old, now) {
    if (!nodes.has(now)) {
      nodes.set(now, nodes.get(old));
      nodes.get(now).dataset.id = now;
    }
    set.put(tidy(set.ids().map((id) => (id === old ? now : id))));
  }

  function draw() {
    const ids = set.ids();
    const wanted = ids.map(entry);
    if (wanted.length !== entries.children.length || wanted.some((node, place) => node !== entries.children[place])) {
      const focused = document.activeElement;
      entries.replaceChildren(...wanted);
      if (focused && entries.contains(focused)) focused.focus();
      inTurn(ids, load).then(tools);
    }
    wanted.forEach((node, place) => {
      node.querySelector("[data-act=up]").disabled = place === 0;
      node.querySelector("[data-act=down]").disabled = place === wanted.length - 1;
    });
    tools();
  }

  function tools() {
    const ids = set.ids();
    const whole = ids.filter((id) => !missing.has(id));
    const link = linkTo("saved", whole);
    at("count").textContent = count(ids.length, CARDS);
    at("full").hidden = !ids.length;
    at("empty").hidden = Boolean(ids.length);
    at("fleeting").hidden = store.lasts();
    at("take").hidden = !whole.length;
    at("compare").hidden = whole.length < 2;
    at("compare").href = linkTo("compare", whole.slice(0, TABLE));
    at("compare-label").textContent = whole.length > TABLE ? "Сравнить первые три" : "Сравнить";
    at("pack").href = linkTo("pack", whole);
    at("pack-note").hidden = whole.length <= PACK;
    at("pack-note").textContent = `В одном печатном наборе – не больше ${count(PACK, CARDS)}: на его странице будет ссылка на остальные.`;
    at("link").value = link;
    page.querySelector("[data-copy]").dataset.copy = link;
  }

  function change(next, text) {
    before = set.ids();
    set.put(next);
    undo.hidden = false;
    status.textContent = text;
  }

  function remove(id) {
    const list = set.ids(), place = list.indexOf(id);
    change(list.filter((other) => other !== id), `Убрано: ${entry(id).dataset.title}.`);
    const next = entries.children[Math.min(place, entries.children.length - 1)];
    (next ? next.querySelector("[data-act=remove]") : undo).focus();
  }

  function move(id, step, button) {
    const list = [...set.ids()], place = list.indexOf(id);
    list.splice(place, 1);
    list.splice(place + step, 0, id);
    set.put(list);
    undo.hidden = true;
    status.textContent = `Место ${place + step + 1} из ${list.length}: ${entry(id).dataset.title}.`;
    if (button.disabled) entry(id).querySelector(`[data-act=${step < 0 ? "down" : "up"}]`).focus();
  }

  function adopt() {
    const own = store.ids();
    const fresh = set.ids().filter((id) => !missing.has(id) && !own.includes(id));
    store.put([...own, ...fresh]);
    const added = store.ids().length - own.length;
    const parts = [added ? `Добавлено: ${added}.` : "Все эти карточки уже в вашем избранном."];
    if (added < fresh.length) parts.push(`Не поместилось: ${fresh.length - added}.`);
    undo.hidden = true;
    status.textContent = parts.join(" ");
  }

  entries.addEventListener("click", (event) => {
    const button = event.target instanceof Element && event.target.closest("[data-act]");
    if (!button) return;
    const { id } = button.closest("li").dataset;
    if (button.dataset.act === "remove") remove(id);
    else if (button.dataset.act === "again") load(id).then(tools);
    else move(id, button.dataset.act === "up" ? -1 : 1, button);
  });
  at("clear").addEventListener("click", () => {
    change([], given ? "Набор очищен." : "Избранное очищено.");
    undo.focus();
  });
  undo.addEventListener("click", () => {
    // What another tab added meanwhile stays.
    set.put(tidy([...before, ...set.ids()]));
    undo.hidden = true;
    status.textContent = `Возвращено. ${count(set.ids().length, CARDS)} в списке.`;
    at("clear").focus();
  });
  at("adopt").addEventListener("click", adopt);
  at("link").addEventListener("focus", (event) => event.target.select());
  if (given) {
    at("shared").hidden = false;
    document.querySelector("#izbrannoe").textContent = "Набор практик по ссылке";
    document.querySelector("#izbrannoe + .lead").hidden = true;
  }
  store.watch(tools);
  set.watch(draw);
  draw();
}
