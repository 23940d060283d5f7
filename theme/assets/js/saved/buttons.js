// Stars: every [data-save] (the address of a card) is a switch, every [data-saved-count] a link to the list with its number.

import { make } from "../dom.js";
import { ROOT } from "../root.js";
import { idOf, LIMIT, linkTo } from "./address.js";
import { ids, lasts, toggle, watch } from "./store.js";

const SVG = "http://www.w3.org/2000/svg";

/** An icon of the sprite. */
export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  const use = document.createElementNS(SVG, "use");
  svg.setAttribute("class", "i");
  svg.setAttribute("aria-hidden", "true");
  use.setAttribute("href", new URL(`assets/icons.svg#${name}`, ROOT).href);
  svg.append(use);
  return svg;
}

/** A star for a card that a script shows; `url` is the card's address. The macro `save` of the templates gives the same without its words. */
export function star(url, title) {
  const name = make("span", { class: "hidden-text" }, `– ${title}`);
  const button = make("button", { type: "button", class: "button button--quiet save", "data-save": url }, make("span", {}), name);
  dress(button, ids());
  return button;
}

/** The title of the card beside which a star stands. */
function titleAt(button) {
  const place = button.closest("li, article");
  const title = place && place.querySelector(".entry__title, h1");
  return title ? title.textContent.trim() : "";
}

function dress(button, list) {
  if (!button.firstChild) button.append(make("span", {}), make("span", { class: "hidden-text" }, `– ${titleAt(button)}`));
  const on = list.includes(idOf(button.dataset.save));
  const label = button.querySelector("span");
  const text = on ? "В избранном" : "В избранное";
  if (!button.querySelector("svg")) button.prepend(icon("star"));
  if (label.textContent !== text) label.textContent = text;
  if (button.getAttribute("aria-pressed") !== String(on)) button.setAttribute("aria-pressed", String(on));
}

// A link above the list of cards and beside the star of a card, where the page has none of its own.
function counter() {
  const head = document.querySelector("#content .list-head, #content .keep");
  if (!head || head.querySelector("[data-saved-count]")) return;
  head.append(make("a", { class: "saved-count", "data-saved-count": true, hidden: true }));
}

function draw() {
  const list = ids();
  // Without storage the list travels in the address.
  const href = linkTo("saved", lasts() ? [] : list);
  const text = `Избранное (${list.length})`;
  if (document.querySelector("[data-save]")) counter();
  for (const button of document.querySelectorAll("[data-save]")) dress(button, list);
  for (const link of document.querySelectorAll("[data-saved-count]")) {
    if (link.hidden === Boolean(list.length)) link.hidden = !list.length;
    if (link.href !== href) link.href = href;
    if (link.textContent !== text) link.textContent = text;
  }
}

function note(button, ...parts) {
  const old = document.getElementById("save-note");
  if (old) old.remove();
  if (!parts.length) return;
  const line = make("p", { id: "save-note", class: "meta", role: "status" });
  (button.closest(".actions, .entry__foot") || button).after(line);
  line.append(...parts); // said once the line stands there
}

function press(button) {
  if (!toggle(idOf(button.dataset.save))) {
    note(button, `В избранном уже ${LIMIT} карточек – больше не поместится. Уберите лишние.`);
  } else if (lasts() || !ids().length) {
    note(button);
  } else {
    const link = make("a", { href: linkTo("saved", ids()) }, "набор ссылкой");
    note(button, "Браузер не разрешает хранить избранное: оно пропадёт, когда вы уйдёте с этой страницы. Откройте ", link, " и сохраните её закладкой.");
  }
}

/** Starts the stars of the page, those that come later too. */
export function start() {
  document.addEventListener("click", (event) => {
    const button = event.target instanceof Element && event.target.closest("[data-save]");
    if (button) press(button);
  });
  watch(draw);
  draw();
  const content = document.getElementById("content");
  if (content) new MutationObserver(draw).observe(content, { childList: true, subtree: true });
}
