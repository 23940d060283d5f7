// The facets of the catalogue: the server's links become boxes to tick, with counts that follow the choice; on a phone they open as a dialog.
import { make } from "./dom.js";
import { engine } from "./engine.js";
import { icon } from "./saved/buttons.js";

const NARROW = matchMedia("(max-width: 59.99em)");

/** The field and the value whose listing a link leads to: …/practices/<field>/<value>/. */
function named(link) {
  const [name, id] = new URL(link.href).pathname.split("/").slice(-3, -1);
  return { name: name.replace(/-/g, "_"), id };
}

/** Turns the links in `place` into boxes. */
export function panel(place, { changed, reset }) {
  const boxes = [];
  const title = place.querySelector("h2");
  const close = make("button", { type: "button", class: "button button--quiet", "aria-label": "Закрыть отбор", click: () => dialog.close() }, icon("close"));
  const done = make("button", { type: "button", class: "button button--main", click: () => dialog.close() });
  const clear = make("button", { type: "button", class: "button button--quiet", click: reset }, "Сбросить");
  const body = make("div", { class: "panel__body" });
  const dialog = make("dialog", { class: "panel", "aria-labelledby": title.id }, make("div", { class: "panel__head" }, close), make("div", { class: "panel__foot" }, done, clear));
  const opener = make("button", { type: "button", class: "button", "aria-haspopup": "dialog", click: () => dialog.showModal() }, "Отобрать");

  for (const details of place.querySelectorAll("details.facet")) {
    const summary = details.querySelector("summary");
    const label = summary.textContent.trim();
    const badge = make("span", { class: "facet__chosen" });
    const group = [];
    summary.append(badge);
    for (const link of details.querySelectorAll("li a")) {
      const number = link.parentNode.querySelector(".count");
      const { name, id } = named(link);
      const input = make("input", { type: "checkbox", name, value: id });
      const text = link.textContent.trim();
      link.parentNode.replaceChildren(make("label", {}, input, make("span", {}, text), number));
      group.push({ name, id, text, input, number, first: number.textContent });
    }
    const ul = details.querySelector("ul");
    const around = make("div", { role: "group", "aria-label": label });
    ul.replaceWith(around);
    around.append(ul);
    boxes.push(...group);
    details.addEventListener("change", changed);
    details.addEventListener("toggle", () => engine().catch(() => {}), { once: true });
    details.addEventListener("pointerenter", () => engine().catch(() => {}), { once: true });
    details.update = () => {
      const chosen = group.filter(({ input }) => input.checked).length;
      badge.textContent = chosen ? ` – выбрано ${chosen}` : "";
      return chosen;
    };
  }

  const groups = [...place.querySelectorAll("details.facet")];
  body.append(title, ...groups);
  function settle() {
    const modal = NARROW.matches && dialog.showModal;
    opener.hidden = !modal || !groups.length;
    place.hidden = Boolean(modal);
    if (modal) dialog.querySelector(".panel__head").after(body);
    else {
      if (dialog.open) dialog.close();
      place.append(body);
    }
  }
  place.after(dialog);
  NARROW.addEventListener("change", settle);
  settle();

  const byId = new Map(boxes.map((box) => [`${box.name} ${box.id}`, box]));
  return {
    opener,
    known: (name, id) => byId.has(`${name} ${id}`),
    label: (name, id) => byId.get(`${name} ${id}`).text,
    /** {field: [id]} of what is ticked. */
    chosen() {
      const found = {};
      for (const { name, id, input } of boxes) if (input.checked) (found[name] = found[name] || []).push(id);
      return found;
    },
    /** Ticks what is wanted; `reveal` opens the groups it stands in. */
    choose(wanted, reveal) {
      for (const { name, id, input } of boxes) input.checked = (wanted[name] || []).includes(id);
      for (const details of groups) if (details.update() && reveal) details.open = true;
    },
    /** Numbers beside the values: those of the answer, or the server's own; `text` says how many are left. */
    count(counts, text) {
      for (const { name, id, input, number, first } of boxes) {
        const left = counts ? String((counts[name] || {})[id] || 0) : first;
        number.textContent = left;
        input.disabled = left === "0" && !input.checked && input !== document.activeElement;
      }
      const chosen = boxes.filter(({ input }) => input.checked).length;
      done.textContent = /^\d/.test(text) ? `Показать ${text}` : text;
      opener.textContent = chosen ? `Отобрать: выбрано ${chosen}` : "Отобрать";
      clear.hidden = !chosen;
      for (const details of groups) details.update();
    },
  };
}
