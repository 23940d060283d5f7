// Steps of practices as rows of the plan. The list of practices is read when the reader asks for it; what he wrote goes nowhere.

import { make } from "../dom.js";

/** The panel behind `button`; `chosen()` names the values already ticked, `take(row)` puts a row into the table. */
export function bank(button, fill, chosen, take) {
  const panel = document.getElementById(button.getAttribute("aria-controls"));
  const select = panel.querySelector("select");
  const list = panel.querySelector("[data-bank-list]");
  const status = panel.querySelector("[data-bank-status]");
  let offer = null;

  button.addEventListener("click", async () => {
    panel.hidden = !panel.hidden;
    button.setAttribute("aria-expanded", String(!panel.hidden));
    if (panel.hidden) return;
    const ticked = chosen().filter((name) => [...select.options].some((option) => option.value === name));
    if (ticked.length) select.value = ticked[0];
    const told = ticked.length ? `В анкете отмечено: ${ticked.join(", ")}.` : "";
    status.textContent = told;
    if (!offer) {
      status.textContent = "Читаю список практик…";
      try {
        const answer = await fetch(button.dataset.bank);
        if (!answer.ok) throw new Error(answer.status);
        offer = await answer.json();
        status.textContent = told;
      } catch {
        status.textContent = "Список практик не открылся: проверьте связь и нажмите кнопку ещё раз.";
        return;
      }
    }
    show();
  });
  select.addEventListener("change", show);

  function show() {
    if (!offer) return;
    const value = select.value;
    list.replaceChildren(...(offer.values[value] || []).map((id) => practice(offer.practices[id], value)));
  }

  function practice(card, value) {
    const boxes = card.steps.map((step) => ({ step, box: make("input", { type: "checkbox", checked: true }) }));
    const add = () => {
      const wanted = boxes.filter(({ box }) => box.checked);
      for (const { step } of wanted) take(row(step, card, value));
      status.textContent = wanted.length ? `Добавлено строк: ${wanted.length}. Поправьте сроки и слова под свою пару.` : "Не отмечено ни одного шага.";
    };
    return make(
      "details", { class: "fold" },
      make("summary", {}, card.title),
      make("ul", { class: "plain" }, ...boxes.map(({ step, box }) => make("li", {}, make("label", { class: "check" }, box, make("span", {}, step.what))))),
      make("p", { class: "actions" },
        make("button", { type: "button", class: "button", click: add }, "Добавить в план"),
        make("a", { href: card.url, target: "_blank", rel: "noopener" }, "Открыть практику в новой вкладке")),
    );
  }

  function row(step, card, value) {
    const from = { value, practice: `практика «${card.title}»`, ...step };
    return Object.fromEntries(Object.entries(fill).map(([column, source]) => [column, from[source] || ""]));
  }
}
