// Reading settings: size, typeface, colours, spacing. They are attributes of <html> that the style sheet answers,
// kept in localStorage under one key. Without storage they live until the page is left.

const KEY = "reading";
const root = document.documentElement;

const GROUPS = [
  { key: "size", title: "Размер текста", options: [["", "100 %"], ["125", "125 %"], ["150", "150 %"], ["200", "200 %"]] },
  { key: "font", title: "Шрифт", options: [["", "обычный"], ["serif", "с засечками"], ["sans", "без засечек"]] },
  { key: "theme", title: "Цвета", options: [
    ["", "как в системе"], ["light", "светлые"], ["dark", "тёмные"],
    ["bw", "чёрным по белому"], ["wb", "белым по чёрному"], ["blue", "синим по голубому"],
  ] },
  { key: "space", title: "Интервалы", options: [["", "обычные"], ["wide", "увеличенные"]] },
  { key: "keys", title: "Клавиша «/» для поиска", options: [["", "включена"], ["off", "выключена"]] },
];

function current() {
  const values = {};
  for (const { key } of GROUPS) values[key] = root.getAttribute(`data-${key}`) || "";
  return values;
}

function apply(values) {
  for (const { key } of GROUPS) {
    if (values[key]) root.setAttribute(`data-${key}`, values[key]);
    else root.removeAttribute(`data-${key}`);
  }
}

function save(values) {
  try {
    if (Object.values(values).some(Boolean)) localStorage.setItem(KEY, JSON.stringify(values));
    else localStorage.removeItem(KEY);
  } catch (error) { /* storage is closed: the choice holds for this page */ }
}

function element(name, attributes = {}, ...children) {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
  node.append(...children);
  return node;
}

function fieldset({ key, title, options }, value) {
  return element("fieldset", {}, element("legend", {}, title), ...options.map(([id, label]) => {
    const input = element("input", { type: "radio", name: `reading-${key}`, value: id });
    input.checked = id === value;
    return element("label", {}, input, label);
  }));
}

function fill(form) {
  const values = current();
  const status = element("p", { class: "hidden-text", role: "status" });
  form.replaceChildren(
    ...GROUPS.map((group) => fieldset(group, values[group.key])),
    element("button", { type: "reset", class: "button" }, "Вернуть обычный вид"),
    status,
  );
  return status;
}

function read(form) {
  const data = new FormData(form);
  return Object.fromEntries(GROUPS.map(({ key }) => [key, data.get(`reading-${key}`) || ""]));
}

/** Builds the panel inside <details>; called once, when it is first opened. */
export function open(details) {
  const form = element("form", { "aria-label": "Настройки чтения" });
  let status = fill(form);
  form.addEventListener("change", () => {
    const values = read(form);
    apply(values);
    save(values);
    status.textContent = "Настройки применены и сохранены.";
  });
  form.addEventListener("reset", (event) => {
    event.preventDefault();
    apply({});
    save({});
    status = fill(form);
    status.textContent = "Обычный вид возвращён.";
    form.querySelector("button").focus();
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  details.append(form);
}

// Another tab changed the settings: follow it.
addEventListener("storage", (event) => {
  if (event.key !== KEY) return;
  try { apply(JSON.parse(event.newValue || "{}")); } catch (error) { apply({}); }
});
