// Two questions, one line. Lines, instructions and checks are the server's, taken from this page; the answers live in the address.
import { dressed, query } from "./line.js";
import { preview } from "./preview.js";
import { richButton } from "./rich.js";

const OPTIONS = ["sections", "limit", "heading", "theme"];

/** Brings the page to life. */
export function open(page) {
  const part = (name) => page.querySelector(`[data-${name}]`);
  const form = part("ask");
  const take = part("take");
  const inside = (name) => take.querySelector(`[data-${name}]`);
  const { address, root, fragment } = page.dataset;
  const told = page.querySelector("[role=status][data-told]");
  let number = 0; // which of the ways for these answers

  const controls = (name) => [...form.querySelectorAll(`[name="${name}"]`)];

  /** What is ticked: {sections: [id], limit: [n], …}; what this line does not understand is kept for the next. */
  function choice() {
    const values = (name) => controls(name).filter((control) => control.type !== "checkbox" || control.checked).map((control) => control.value);
    return Object.fromEntries(OPTIONS.map((name) => [name, values(name).filter(Boolean)]));
  }

  /** The way that answers lead to, with its line: {host, ways, way, line}, or nothing yet. */
  function found() {
    const host = form.querySelector("[name=site]:checked");
    const html = form.querySelector("[name=html]:checked");
    if (!host || !html) return null;
    const ways = host.dataset[html.value].split(" ");
    number = Math.min(number, ways.length - 1);
    const way = page.querySelector(`details[data-way="${ways[number]}"]`);
    const known = way.dataset.options.split(" ");
    const code = (id) => dressed(page.querySelector(`details[data-way="${id}"] [data-code]`).textContent, address, choice(), known);
    return { host: host.value, html: html.value, ways, way, id: ways[number], line: code(way.dataset.shown), code: code(ways[number]) };
  }

  function write(now) {
    const asked = now ? { site: [now.host], html: [now.html], ...(number ? { way: [number + 1] } : {}) } : {};
    for (const [name, values] of Object.entries(choice())) if (values.length) asked[name] = values;
    history.replaceState(null, "", location.pathname + query(asked) + location.hash);
  }

  function show(now) {
    const { way, id, line } = now;
    const rich = id === "text" || id === "link";
    inside("number").textContent = `Способ ${number + 1} из ${now.ways.length}`;
    inside("title").textContent = way.querySelector("summary").textContent;
    inside("why").textContent = way.querySelector("[data-why]").textContent;
    inside("line").textContent = line;
    inside("line").parentNode.hidden = id === "text"; // the address of the text is nothing to paste
    inside("plain").hidden = rich;
    inside("plain").dataset.copy = line;
    inside("rich").hidden = !rich;
    delete inside("rich").dataset.label;
    inside("rich").querySelector("span").textContent = id === "text" ? "Скопировать как форматированный текст" : "Скопировать ссылку";
    inside("open").hidden = id !== "text";
    const host = page.querySelector(`[data-host="${now.host}"]`);
    const manner = page.querySelector(`[data-manner="${way.dataset.mode}"]`);
    inside("known").textContent = host.querySelector("[data-known]").textContent;
    inside("how").replaceChildren((manner || host).querySelector("[data-steps]").cloneNode(true));
    inside("look").replaceChildren(way.querySelector("[data-checks]").cloneNode(true));
    inside("next").hidden = number + 1 >= now.ways.length;
    inside("first").hidden = !number;
    inside("share").dataset.copy = location.href;
  }

  function limits(now) {
    const known = now ? now.way.dataset.options.split(" ") : OPTIONS;
    for (const name of OPTIONS) for (const control of controls(name)) control.disabled = !known.includes(name);
    part("unused").hidden = OPTIONS.every((name) => known.includes(name));
  }

  function draw() {
    const now = found();
    write(now);
    limits(now);
    take.hidden = !now;
    part("show").hidden = !now;
    part("rest").classList.toggle("no-print", Boolean(now)); // on paper the answer is enough
    if (!now) return;
    show(now);
    told.textContent = `Ваша строка: ${inside("title").textContent}`;
    renew();
  }

  /** Puts what the address says into the form. */
  function read() {
    const given = new URLSearchParams(location.search);
    for (const name of ["site", "html", ...OPTIONS]) {
      for (const value of (given.get(name) || "").split(",").filter(Boolean)) {
        for (const control of controls(name)) {
          if (!control.options) control.checked = control.checked || control.value === value;
          else if ([...control.options].some((option) => option.value === value)) control.value = value;
        }
      }
    }
    number = Math.max(0, Math.floor(given.get("way")) - 1) || 0;
  }

  function go(to) {
    number = to;
    draw();
    inside("title").focus();
  }

  const renew = preview(part("show"), page.dataset.preview, root, () => {
    const now = found();
    return { way: now.id, line: now.code };
  });
  const text = async () => {
    const answer = await fetch(fragment);
    if (!answer.ok) throw new Error(String(answer.status));
    const html = await answer.text();
    return { html, plain: new DOMParser().parseFromString(html.replace(/<br>/g, "\n"), "text/html").body.textContent };
  };
  const openText = () => location.assign(fragment);
  richButton(page.querySelector("[data-rich-text]"), told, text, openText);
  richButton(inside("rich"), told, () => {
    const now = found();
    return now.id === "text" ? text() : { html: now.code, plain: now.line };
  }, () => {
    if (found().id === "text") openText();
    else inside("plain").hidden = false;
  });
  form.addEventListener("change", (event) => {
    if (event.target.name === "site" || event.target.name === "html") number = 0;
    draw();
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  inside("next").addEventListener("click", () => go(number + 1));
  inside("first").addEventListener("click", () => go(0));
  part("close").open = false;
  read();
  draw();
}
