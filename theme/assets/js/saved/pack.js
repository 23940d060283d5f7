// A pack for printing: whole cards one after another. Nothing is rendered twice: each card is taken from its own page.

import { make } from "../dom.js";
import { chosen, linkTo, PACK } from "./address.js";
import { inTurn, pageOf } from "./cards.js";
import { CARDS, count, today } from "./words.js";

// What a card on paper does without: ways to other pages, controls, data for programs.
const LEFT_OUT = ".crumbs, .contents, .similar, .actions, .js-only, .no-print, button, form, script, noscript, template, style, link, [hidden]";
const NAMES = ["id", "for", "aria-labelledby", "aria-describedby", "aria-controls", "headers"];
const ADDRESSES = ["href", "src", "data", "poster"];

/** Another element in the place of `node`, with its attributes and all that is in it. */
function become(node, name, more = {}) {
  const attributes = Object.fromEntries([...node.attributes].map((attribute) => [attribute.name, attribute.value]));
  node.replaceWith(make(name, { ...attributes, ...more }, ...node.childNodes));
}

/** The card of a page, made fit to stand among others: own ids, whole addresses, lower headings, everything open. */
export function extract({ id, url, article }) {
  const body = make("div", {}, ...[...article.childNodes].map((node) => document.importNode(node, true)));
  for (const node of body.querySelectorAll(LEFT_OUT)) node.remove();
  for (const node of body.querySelectorAll("h1, h2, h3, h4, h5")) become(node, `h${Number(node.localName[1]) + 1}`); // the first level is the pack's
  for (const node of body.querySelectorAll("details")) node.open = true;
  for (const node of body.querySelectorAll("aside")) become(node, "div", { role: "group" }); // many landmarks of one name are noise
  for (const node of body.querySelectorAll("*")) {
    for (const name of NAMES) {
      if (node.hasAttribute(name)) node.setAttribute(name, node.getAttribute(name).split(/\s+/).map((word) => `${id}--${word}`).join(" "));
    }
    for (const name of ADDRESSES) {
      const address = node.getAttribute(name);
      if (address === null) continue;
      if (address.startsWith("#")) {
        node.setAttribute(name, `#${id}--${address.slice(1)}`);
      } else {
        if (!/^[a-z][a-z0-9+.-]*:/i.test(address)) node.dataset.inner = "";
        node.setAttribute(name, new URL(address, url).href);
      }
    }
  }
  return body;
}

function foot(canonical) {
  const link = make("a", { href: canonical, "data-inner": true }, canonical);
  return make("p", { class: "pack__foot" }, "Адрес карточки: ", link, `. Напечатано: ${today()}`);
}

/** Fills the page. */
export async function open(page) {
  const at = (name) => page.querySelector(`[data-${name}]`);
  const all = chosen() || [];
  const wanted = all.slice(0, PACK);
  const bar = at("progress"), status = at("status");
  const parts = new Map(); // by id: its section and its line of the contents
  const done = new Set(), failed = new Set(), twice = new Set(), shown = new Set();

  function place(id) {
    const section = at("card").content.firstElementChild.cloneNode(true);
    const line = make("li", {}, id);
    section.id = `card-${id}`;
    parts.set(id, { section, line });
    at("cards").append(section);
    at("contents").append(line);
  }

  function drop(id) {
    for (const node of Object.values(parts.get(id))) node.remove();
  }

  function tell() {
    const ready = done.size + failed.size + twice.size;
    bar.value = ready;
    bar.hidden = ready === wanted.length;
    const bad = failed.size ? ` Не получилось: ${failed.size} – сказано на её месте, остальное можно печатать.` : "";
    status.textContent = ready < wanted.length ? `Загружено ${ready} из ${wanted.length}…` : `Готово: ${count(done.size, CARDS)}.${bad}`;
  }

  function fail(id, text, again) {
    const { section, line } = parts.get(id);
    const note = at("failed").content.firstElementChild.cloneNode(true);
    note.querySelector("p").textContent = text;
    line.textContent = text;
    line.className = "meta no-print";
    section.classList.add("no-print");
    section.replaceChildren(note);
    const button = note.querySelector("button");
    button.hidden = !again;
    button.addEventListener("click", () => {
      failed.delete(id);
      load(id).then(() => (section.querySelector("button") || section).focus());
    });
    failed.add(id);
  }

  async function load(id) {
    const { section, line } = parts.get(id);
    try {
      const found = await pageOf(id);
      if (!found) {
        fail(id, `Карточки «${id}» в банке нет: её сняли с сайта или в адресе ошибка.`, false);
      } else if (shown.has(found.id) || (found.id !== id && parts.has(found.id))) {
        drop(id); // the same card by another of its names
        twice.add(id);
      } else {
        shown.add(found.id);
        const body = extract(found);
        const title = body.querySelector("h2");
        line.className = "";
        line.replaceChildren(make("a", { href: `#${section.id}` }, title ? title.textContent : id));
        section.classList.remove("no-print");
        section.tabIndex = -1;
        section.replaceChildren(...body.childNodes, foot(found.canonical));
        done.add(id);
      }
    } catch (error) {
      fail(id, `Карточка «${id}» не загрузилась: нет связи с сайтом.`, true);
    }
    section.removeAttribute("aria-busy");
    tell();
  }

  at("empty").hidden = Boolean(wanted.length);
  at("full").hidden = !wanted.length;
  if (!wanted.length) return;
  at("date").textContent = today();
  at("back").href = linkTo("saved", all);
  at("link").href = linkTo("pack", wanted);
  at("link").textContent = linkTo("pack", wanted);
  if (all.length > PACK) {
    const link = at("rest").querySelector("a");
    link.href = linkTo("pack", all.slice(PACK));
    link.textContent = `Остальные: ${count(all.length - PACK, CARDS)}`;
    at("rest").hidden = false;
  }
  bar.max = wanted.length;
  wanted.forEach(place);
  tell();
  await inTurn(wanted, load);
}
