// The list of organisations narrowed by part of a name, and lines for practices of a value or for one card.
import { filled } from "./line.js";

const folded = (text) => text.toLowerCase().replace(/ё/g, "е");
const split = (text) => folded(text).split(/[^\p{L}\p{N}]+/u).filter(Boolean);
// A number or a letter begins a word of the name; more letters may stand anywhere in one.
const fits = (word, name) => name.some((part) => (word.length < 3 ? part.startsWith(word) : part.includes(word)));

function filter(page) {
  const form = page.querySelector("[data-filter]");
  if (!form) return;
  const field = form.querySelector("input");
  const status = form.querySelector("[role=status]");
  const groups = [...page.querySelectorAll("[data-group]")];
  const rows = groups.flatMap((group) => [...group.querySelectorAll("li")]).map((row) => ({ row, name: split(row.textContent) }));

  function narrow() {
    const words = split(field.value);
    for (const { row, name } of rows) row.hidden = !words.every((word) => fits(word, name));
    for (const group of groups) group.hidden = !group.querySelector("li:not([hidden])");
    const left = rows.filter(({ row }) => !row.hidden);
    if (!words.length) status.textContent = "";
    else status.textContent = left.length ? `Нашлось: ${left.length}` : "Такой организации в банке нет. Попросите редактора банка добавить её.";
    return left;
  }
  field.addEventListener("input", narrow);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const left = narrow();
    if (left.length === 1) left[0].row.querySelector("a").click();
  });
  if (field.value) narrow(); // what the browser kept
}

/** The folder of a section by the address of a page: «embed/v1/…/», or nothing. */
function folderOf(url, roots) {
  const root = roots.find((start) => url.startsWith(start));
  if (!root) return "";
  const { pathname, search } = new URL(url);
  const path = pathname.slice(new URL(root).pathname.length).replace(/index\.html$/, "");
  if (/^embed\/v1\/([a-z0-9-]+\/)+$/.test(path)) return path + search;
  const card = /^practices\/([a-z0-9-]+)\/$/.exec(path);
  if (card) return `embed/v1/p/${card[1]}/`;
  return /^practices\/([a-z0-9-]+\/[a-z0-9-]+\/)?$/.test(path) ? `embed/v1/${path}${search}` : "";
}

function build(page) {
  const form = page.querySelector("[data-build]");
  if (!form) return;
  const here = new URL("../", location.href).href;
  const facet = form.querySelector("[data-facet]");
  const field = form.querySelector("[data-address]");
  const told = page.querySelector("[data-told]");
  const built = page.querySelector("[data-built]");
  const patterns = [...built.querySelectorAll("[data-way]")].map((way) => ({ way, pattern: way.querySelector("[data-code]").textContent }));
  let turn = 0;

  async function show(folder) {
    const mine = turn += 1;
    built.hidden = true;
    told.textContent = ""; // what was said of the former choice
    if (!folder) {
      told.textContent = "Это не адрес карточки или списка практик этого банка: откройте нужную страницу и скопируйте адрес из строки браузера.";
      return;
    }
    const [path, search = ""] = folder.split("?");
    try {
      const answer = await fetch(`${here}${path}data.json`);
      if (mine !== turn) return;
      if (!answer.ok) throw new RangeError();
      const { title, bank, sections } = await answer.json();
      if (mine !== turn) return;
      const name = sections[0] && sections[0].id === "practice" ? sections[0].title : title;
      for (const { way, pattern } of patterns) {
        const code = filled(pattern, path + (search && `?${search}`), `${name} – ${bank}`);
        way.querySelector("[data-code]").textContent = code;
        way.querySelector("[data-copy]").dataset.copy = code;
        // oEmbed is a file beside the section and knows nothing of a query; the script's frame may fetch only where other sites may (CORS).
        way.hidden = Boolean(search) && (way.dataset.way === "address" || (way.dataset.way === "script" && !code.includes("integrity=")));
      }
      told.textContent = `Раздел «${name}»: строки готовы.`;
      built.hidden = false;
    } catch (fault) {
      if (mine === turn) told.textContent = fault instanceof RangeError ? "Такой страницы в банке нет: проверьте адрес." : "Не получилось проверить адрес: нет связи.";
    }
  }
  facet.addEventListener("change", () => {
    field.value = "";
    if (facet.value) show(facet.value);
    else built.hidden = true;
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    facet.value = "";
    show(folderOf(field.value.trim(), [page.dataset.root, here]));
  });
  if (facet.value) show(facet.value); // chosen before this script came, or kept by the browser
}

/** Brings the page to life. */
export function open(page) {
  filter(page);
  build(page);
}
