// Search in the header: a combobox (ARIA 1.2, list autocomplete) over a plain form, and the keys / and Ctrl+K that lead to it.
import { later, make } from "./dom.js";
import { engine } from "./engine.js";
import { ROOT } from "./root.js";

/** Brings the field to life. */
export function header(field) {
  const WAIT = 60, MOST = 8;
  const KEYS = "клавиша / или Ctrl+K";
  const form = field.form;
  const list = make("ul", { id: "site-q-list", role: "listbox", class: "suggest", "aria-label": "Подсказки", hidden: true });
  const status = make("p", { class: "hidden-text", role: "status" });
  let at = -1, turn = 0;

  for (const [name, value] of Object.entries({
    role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id, autocomplete: "off", autocapitalize: "off", spellcheck: "false",
    "aria-keyshortcuts": "/ Control+K", title: `Поиск по банку: ${KEYS}`,
  })) field.setAttribute(name, value);
  if (matchMedia("(hover: hover) and (min-width: 60em)").matches) field.placeholder += " Клавиша /";
  form.append(list, status);

  const query = () => field.value.trim();
  const results = (text) => new URL(`search/?q=${encodeURIComponent(text)}`, ROOT).href;
  const begun = () => engine().catch(() => {}); // without the engine this stays a form

  function close() {
    soon.never(); // letters typed just before must not open the list again
    turn += 1;
    at = -1;
    list.hidden = true;
    field.setAttribute("aria-expanded", "false");
    field.removeAttribute("aria-activedescendant");
    status.textContent = "";
  }

  function activate(next) {
    const before = list.children[at];
    if (before) before.setAttribute("aria-selected", "false");
    at = next;
    const option = list.children[at];
    if (!option) return field.removeAttribute("aria-activedescendant");
    option.setAttribute("aria-selected", "true");
    field.setAttribute("aria-activedescendant", option.id);
    return option.scrollIntoView({ block: "nearest" });
  }

  function option(url, number, ...parts) {
    return make("li", { id: `site-q-${number}`, role: "option", "aria-selected": "false", "data-url": url }, ...parts);
  }

  /** What was typed stands in plain letters, what completes it in bold ones. */
  function completed(text, typed) {
    const same = text.toLowerCase().startsWith(typed.toLowerCase());
    return same ? [text.slice(0, typed.length), make("b", {}, text.slice(typed.length))] : [text];
  }

  async function offer() {
    const text = query();
    if (!text) return close();
    const mine = turn += 1;
    let found, answer;
    try {
      const bank = await engine();
      [found, answer] = await Promise.all([bank.suggest(text, MOST), bank.find(text, { limit: 1 })]);
    } catch (error) {
      return close();
    }
    if (mine !== turn || document.activeElement !== field) return undefined;
    if (!answer.words.length) return close(); // «как», «и»: nothing to look for yet
    const options = found.map(({ text: name, kind, url }, number) => (kind === "title" && url
      ? option(new URL(url, ROOT).href, number, make("span", { class: "suggest__title" }, name))
      : option(results(name), number, make("span", {}, ...completed(name, text)))));
    options.push(option(results(text), options.length, make("span", { class: "suggest__all" }, answer.total ? `Все результаты: ${answer.total}` : "Ничего не найдено – что можно сделать")));
    list.replaceChildren(...options);
    activate(-1);
    list.hidden = false;
    field.setAttribute("aria-expanded", "true");
    status.textContent = `Подсказок: ${options.length}`;
    return undefined;
  }

  const soon = later(WAIT, offer);

  field.addEventListener("focus", begun);
  if (document.activeElement === field) begun();
  field.addEventListener("input", () => {
    if (!query()) close();
    soon();
  });
  field.addEventListener("blur", close);
  field.addEventListener("keydown", (event) => {
    if (event.isComposing || event.ctrlKey || event.metaKey) return;
    const { key } = event, last = list.children.length - 1, open = !list.hidden;
    if (key === "ArrowDown" || key === "ArrowUp") {
      event.preventDefault();
      if (!open) offer();
      else if (key === "ArrowDown") activate(at >= last ? -1 : at + 1);
      else activate(at < 0 ? last : at - 1);
    } else if (key === "Enter" && open && at >= 0) {
      event.preventDefault();
      location.assign(list.children[at].dataset.url);
    } else if (key === "Escape") {
      event.preventDefault();
      if (open) close();
      else field.value = "";
    } else if (["Home", "End", "ArrowLeft", "ArrowRight"].includes(key)) {
      activate(-1); // back to the letters
    }
  });
  list.addEventListener("mousedown", (event) => event.preventDefault()); // the focus stays in the field
  list.addEventListener("click", (event) => {
    const chosen = event.target instanceof Element && event.target.closest("[data-url]");
    if (chosen) location.assign(chosen.dataset.url);
  });

  const typing = (node) => node instanceof HTMLElement && (node.isContentEditable || node.matches("input:not([type=checkbox], [type=radio], [type=button]), textarea, select"));
  addEventListener("keydown", (event) => {
    const plain = !event.ctrlKey && !event.metaKey && !event.altKey && document.documentElement.dataset.keys !== "off";
    const slash = plain && (event.key === "/" || (event.code === "Slash" && !event.shiftKey)); // the key bears another sign in the Russian layout
    const k = event.code === "KeyK" && (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey; // whatever the layout
    if (event.defaultPrevented || !(slash || k) || typing(event.target) || document.querySelector("dialog[open]")) return;
    event.preventDefault();
    field.focus();
    field.select();
  });
}
