// The frame of any query of the catalogue: its address says what is asked, as that of the catalogue does.
// Until the engine answers, and when it cannot, the newest practices stand there with a link to the catalogue.
import { asked } from "../choice.js";
import { load } from "../search/core.js";

const ROOT = new URL("../../../", import.meta.url);
const SHOWN = 12;

const make = (name, text, more = {}) => Object.assign(document.createElement(name), { textContent: text }, more);
const link = (text, path) => make("a", text, { href: new URL(path, ROOT).href, target: "_blank", rel: "noopener" });

function item({ title, url, meta, excerpt }) {
  const made = make("li", "");
  made.append(link(title, url));
  if (meta) made.append(make("br", ""), make("span", meta.replaceAll("; ", ", "), { className: "m" }));
  if (excerpt) made.append(make("br", ""), make("span", excerpt));
  return made;
}

const engine = await load(new URL("search/", ROOT));
const facets = await engine.facets;
const value = (field, id) => facets.find((facet) => facet.field === field)?.values.find((each) => each.id === id);
const state = asked(value);
const names = Object.entries(state.chosen).flatMap(([field, ids]) => ids.map((id) => value(field, id).label));
const given = new URLSearchParams(location.search);
const limit = Math.min(50, Math.max(0, Math.floor(given.get("limit"))) || SHOWN);
["limit", "theme", "sections"].forEach((own) => given.delete(own)); // the frame's own words mean nothing to the catalogue
const { total, results } = await engine.find(state.q, { kind: "practice", facets: state.chosen, sort: state.sort, exact: state.exact, limit });

const section = document.querySelector("#practices");
const title = [state.q && `«${state.q}»`, ...names].filter(Boolean).join(", ");
if (title) document.querySelector("h1").textContent = `Практики: ${title}`;
section.querySelector("ul").replaceChildren(...results.map(item));
const more = make("p", "");
more.append(link(total ? `В каталоге: ${total}` : "Таких практик пока нет. Весь каталог", total && String(given) ? `practices/?${given}` : "practices/"));
for (const old of document.querySelectorAll("#practices ul ~ p, .note")) old.remove();
section.append(more);
