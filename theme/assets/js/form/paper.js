// The document beside the form: blanks get what was written, a table the rows that were written. Where nothing was, it stays as it was printed empty.

import { make } from "../dom.js";
import { answered, dotted, written } from "./checks.js";

/** The document `root`. */
export function paper(root, spec) {
  const blanks = [...root.querySelectorAll("span[data-key]")].map((node) => ({ node, key: node.dataset.key, empty: node.textContent }));
  const tables = new Map([...root.querySelectorAll("table[data-key]")].map((node) => [node.dataset.key, { body: node.tBodies[0], sample: node.tBodies[0].rows[0].cloneNode(true), count: node.tBodies[0].rows.length }]));
  const types = new Map(spec.fields.map((field) => [field.key, field]));

  function fill(field, given) {
    const { body, sample, count } = tables.get(field.key);
    const rows = field.lines ? given : given.filter(written);
    if (!field.lines) {
      const wanted = rows.length || count;
      while (body.rows.length > wanted) body.deleteRow(-1);
      while (body.rows.length < wanted) body.append(sample.cloneNode(true));
    }
    [...body.rows].forEach((line, index) => {
      const cells = [...line.cells].slice(-field.columns.length);
      if (!field.lines && line.cells.length > field.columns.length) line.cells[0].textContent = index + 1;
      const empty = [...sample.cells].slice(-field.columns.length);
      field.columns.forEach((column, at) => column.type !== "signature" && write(cells[at], (rows[index] || {})[column.key], column.type, empty[at].textContent));
    });
  }

  /** Shows where the answer of a field stands, within the document only. */
  function point(key) {
    for (const node of root.querySelectorAll(".is-here")) node.classList.remove("is-here");
    const node = root.querySelector(`[data-key="${key}"]`);
    const box = root.closest(".fill__paper");
    if (!node || !box) return;
    node.classList.add("is-here");
    const gap = node.getBoundingClientRect().top - box.getBoundingClientRect().top;
    if (box.scrollHeight > box.clientHeight) box.scrollTop += gap - box.clientHeight / 3;
  }

  function show(answers) {
    const any = Object.values(answers).some(answered);
    for (const { node, key, empty } of blanks) {
      const value = answers[key];
      node.classList.toggle("is-filled", answered(value));
      write(node, value, (types.get(key) || {}).type, empty);
    }
    for (const { node, key } of blanks) {
      if (!(types.get(key) || {}).omit) continue;
      const line = node.closest("li, p");
      if (line) line.hidden = any && ![...line.querySelectorAll("[data-key]")].some((other) => other.classList.contains("is-filled"));
    }
    for (const field of spec.fields) if (field.type === "table" && tables.has(field.key)) fill(field, answers[field.key] || []);
  }

  return { show, point };
}

function write(node, value, type, empty) {
  if (type === "checkbox") node.textContent = value === true ? "☒" : "☐";
  else {
    const text = typeof value === "string" ? value.trim() : "";
    if (!text) node.textContent = empty;
    else node.replaceChildren(...text.split("\n").flatMap((line, index) => (index ? [make("br", {}), line] : [type === "date" ? dotted(line) : line])));
  }
}
