// The only module every page loads, served joined with what it imports (render/assets.py). It looks at what the page has and fetches the rest when it is needed.

import { copying } from "./copy.js";
import { header } from "./header.js";
import { start } from "./saved/buttons.js";

const settings = document.querySelector("details[data-settings]");
if (settings) {
  settings.addEventListener("toggle", async () => {
    const module = await import("./settings.js");
    module.open(settings);
  }, { once: true });
}

if (document.querySelector("[data-copy]")) copying(document);

for (const button of document.querySelectorAll("[data-print]")) {
  button.addEventListener("click", () => window.print());
}

const asking = document.getElementById("site-q");
if (asking) header(asking);
if (document.getElementById("search-form")) import("./search/page.js");
if (document.getElementById("list-form")) import("./catalogue.js");

if (document.querySelector("[data-save], [data-saved-count], [data-set]")) start();
const set = document.querySelector("[data-set]");
if (set) import(`./saved/${set.dataset.set}.js`).then((module) => module.open(set));
if (document.querySelector("[data-curator]")) import("./embed/start.js");
const form = document.querySelector("[data-spec]");
if (form) import("./form/page.js").then((module) => module.open(form));

// What a term means is fetched when somebody stops at one.
if (document.querySelector("a.term")) {
  const kinds = ["pointerover", "focusin"];
  const stopped = (event) => {
    const term = event.pointerType !== "touch" && event.target instanceof Element && event.target.closest("a.term");
    if (!term) return;
    for (const kind of kinds) document.removeEventListener(kind, stopped);
    import("./terms.js").then((module) => module.open(term));
  };
  for (const kind of kinds) document.addEventListener(kind, stopped);
}

// A closed <details> does not print in older browsers: open all for the time of printing.
let opened = [];
addEventListener("beforeprint", () => {
  opened = [...document.querySelectorAll("article details:not([open])")];
  for (const details of opened) details.open = true;
});
addEventListener("afterprint", () => {
  for (const details of opened) details.open = false;
  opened = [];
});

// The place the address names; an address cut in the middle of a letter names none.
function place() {
  try {
    return document.getElementById(decodeURIComponent(location.hash.slice(1)));
  } catch {
    return null;
  }
}

// A link into a closed <details> opens it.
function reveal() {
  const target = place();
  const details = target && target.closest("details:not([open])");
  if (details) {
    details.open = true;
    target.scrollIntoView();
  }
}
addEventListener("hashchange", reveal);
reveal();
