// What the catalogue and the search page share: a result as the server shows a card, what was done with the query, «Показать ещё», the way back.
import { later, make, marked } from "./dom.js";
import { ROOT } from "./root.js";

export const STEP = 20;

/** An address of the site without its host: on paper only those of other hosts are spelt out. */
export function address(url) {
  const { pathname, search, hash } = new URL(url, ROOT);
  return pathname + search + hash;
}

/** A result as an entry of a list; `kicker` stands above the title, `foot` beside the facts. */
export function entry({ url, title, excerpt, why, meta, marks = {} }, kicker, foot) {
  const facts = [why, ...(meta || "").split("; ")].filter(Boolean);
  const dots = facts.length && make("ul", { class: "dots meta" }, ...facts.map((fact) => make("li", {}, fact)));
  return make("li", { class: "entry" }, kicker,
    make("h2", { class: "entry__title" }, make("a", { href: address(url) }, ...marked(title, marks.title))),
    excerpt && make("p", {}, ...marked(excerpt, marks.excerpt)),
    foot ? make("div", { class: "entry__foot" }, dots, foot) : dots);
}

/** What was done with the query, sentence by sentence; `link(query, exact)` asks again. */
export function told({ query, shown, words = [], also = [] }, link) {
  const lines = words.filter(({ fixed }) => fixed).map(({ word }) => [`Слова «${word}» в банке нет.`]);
  if (shown && shown !== query) lines.push([`Показаны результаты для «${shown}». Искать точно `, link(query, true), "."]);
  for (const { word, found, fixed, near = [] } of words) {
    if (found || fixed) continue;
    const like = near.flatMap((each) => [", ", link(each)]).slice(1);
    lines.push([`Слова «${word}» в банке нет`, ...(like.length ? [", есть похожие: ", ...like] : []), "."]);
  }
  if (also.length) lines.push([`Ищем также: ${also.join(", ")}.`]);
  return lines.map((parts) => make("p", {}, ...parts));
}

/** A list that grows by a button below it: `page(from, limit)` gives the next entries, the focus goes to the first of them. */
export function growing(list, page) {
  const more = make("button", { type: "button", class: "button", hidden: true }, "Показать ещё");
  let total = 0;
  const show = (entries, all) => {
    list.append(...entries);
    total = all;
    more.hidden = list.children.length >= total;
  };
  more.addEventListener("click", async () => {
    const from = list.children.length;
    more.disabled = true;
    try {
      show(await page(from, STEP), total);
      more.textContent = "Показать ещё";
    } catch (error) {
      more.textContent = "Не загрузилось – попробовать ещё раз";
    } finally {
      more.disabled = false;
    }
    const first = list.children[from];
    if (first) first.querySelector("a").focus();
  });
  list.after(more);
  return {
    /** These entries of `all` in place of the former. */
    put(entries, all) {
      list.replaceChildren();
      show(entries, all);
    },
  };
}

/** Keeps in the history how far the reader came in `list`: Back finds the same entries at the same height. */
export function remembering(list) {
  const keep = () => {
    const place = { y: Math.round(scrollY), shown: list.children.length };
    if (list.children.length) history.replaceState({ ...history.state, ...place }, "");
  };
  addEventListener("scroll", later(150, keep), { passive: true });
  list.addEventListener("click", keep);
  return {
    keep,
    /** How many entries stood there. */
    get shown() { return Math.max(STEP, (history.state && history.state.shown) || 0); },
    /** Back to the height; once the entries stand. */
    back() {
      const y = history.state && history.state.y;
      if (y) scrollTo(0, y);
    },
  };
}
