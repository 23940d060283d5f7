// Tables of the form: rows come and go, each with its number, its ids and its own button to take it away.

import { make } from "../dom.js";

/** The table `box` of the form; `changed` is called after a row came or went by the reader's hand. */
export function rows(box, changed) {
  const list = box.querySelector("[data-table-rows]");
  const template = box.querySelector("template");
  const key = box.dataset.field;
  let made = 0;

  function number() {
    [...list.children].forEach((row, index) => {
      row.querySelector("legend").textContent = `Строка ${index + 1}`;
      row.querySelector("[data-row-drop]").setAttribute("aria-label", `Удалить строку ${index + 1}`);
    });
  }

  function add() {
    const row = template.content.firstElementChild.cloneNode(true);
    made += 1;
    for (const control of row.querySelectorAll("[data-input]")) control.id = `f-${key}-${made}-${control.dataset.input}`;
    row.querySelectorAll("label").forEach((label) => {
      label.htmlFor = label.parentElement.querySelector("[data-input]").id;
    });
    row.append(make("button", { type: "button", class: "button button--quiet", "data-row-drop": true, click: () => drop(row) }, "Удалить строку"));
    list.append(row);
    number();
    return row;
  }

  function drop(row) {
    const near = row.nextElementSibling || row.previousElementSibling;
    row.remove();
    number();
    const next = near ? near.querySelector("[data-input]") : box.querySelector("[data-row-add]");
    if (next) next.focus();
    changed();
  }

  if (template) {
    box.querySelector("[data-row-add]").addEventListener("click", () => {
      add().querySelector("[data-input]").focus();
      changed();
    });
  }
  return {
    key,
    read: () => [...list.children].map((row) => Object.fromEntries([...row.querySelectorAll("[data-input]")].map((control) => [control.dataset.input, value(control)]))),
    put(values) {
      if (template) {
        list.replaceChildren();
        const count = Math.max(values ? values.length : 0, 1);
        for (let index = 0; index < count; index += 1) add();
      }
      [...list.children].forEach((row, index) => {
        for (const control of row.querySelectorAll("[data-input]")) set(control, ((values || [])[index] || {})[control.dataset.input]);
      });
    },
    /** Puts a row into the first empty place, or at the end. */
    take(row) {
      const empty = [...list.children].find((line) => [...line.querySelectorAll("[data-input]")].every((control) => !value(control)));
      const place = empty || add();
      for (const control of place.querySelectorAll("[data-input]")) if (control.dataset.input in row) set(control, row[control.dataset.input]);
      return place;
    },
  };
}

/** What a control says: a text, or whether it is ticked. A row of options is one control. */
export function value(control) {
  if (control.getAttribute("role") === "radiogroup") return (control.querySelector(":checked") || { value: "" }).value;
  return control.type === "checkbox" ? control.checked : control.value;
}

/** Makes a control say it; an answer that is no more among the options is added to them, so that nothing is lost. */
export function set(control, answer) {
  if (control.type === "checkbox") control.checked = answer === true;
  else if (control.getAttribute("role") === "radiogroup") {
    const radios = [...control.querySelectorAll("input")];
    if (answer && !radios.some((radio) => radio.value === answer)) {
      const radio = make("input", { type: "radio", name: radios[0].name, value: answer });
      control.append(make("label", {}, radio, ` ${answer}`));
      radios.push(radio);
    }
    for (const radio of radios) radio.checked = radio.value === answer;
  } else {
    const text = typeof answer === "string" ? answer : "";
    if (control.tagName === "SELECT" && text && ![...control.options].some((option) => option.value === text)) control.append(make("option", {}, text));
    control.value = text;
  }
}
