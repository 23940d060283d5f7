// Answers between the form, the browser's memory and a file. A file that is not ours, or of another template, is refused in words.

import { ROOT } from "../root.js";

const KIND = "nastavnik-answers";
const FORMAT = 1;
const ROWS = 200; // of a table that are taken
const TOLD = 5; // names of leftovers that are told

/** The memory of one form; a browser that keeps nothing holds it while the page is open. */
export function memory(id) {
  const key = `form:${ROOT.pathname}:${id}`;
  return {
    read() {
      try {
        return parsed(localStorage.getItem(key), id).answers;
      } catch {
        return null; // nothing kept, or nothing of ours
      }
    },
    /** Whether it was kept. */
    write(answers, version) {
      try {
        localStorage.setItem(key, file(id, version, answers));
        return true;
      } catch {
        return false;
      }
    },
    /** Calls `act` when another tab wrote or wiped the answers of this form. */
    watch(act) {
      addEventListener("storage", (event) => {
        if (event.key === key) act();
      });
    },
    clear() {
      try {
        localStorage.removeItem(key);
      } catch {
        // nothing was kept
      }
    },
  };
}

/** The text of a file of answers. */
export function file(id, version, answers) {
  return JSON.stringify({ kind: KIND, format: FORMAT, program: id, version, answers }, null, 2);
}

/** {answers, version} of such a text; throws an Error whose message is for the reader. */
export function parsed(text, id) {
  let data;
  try {
    data = JSON.parse(text);
  } catch {
    throw new Error("Это не файл с ответами: его не удалось прочитать.");
  }
  if (!data || data.kind !== KIND || !data.answers || typeof data.answers !== "object" || Array.isArray(data.answers)) throw new Error("Это не файл с ответами этого сайта.");
  if (data.program !== id) throw new Error("В этом файле ответы для другого бланка. Откройте тот бланк и загрузите файл там.");
  if (data.format > FORMAT) throw new Error("Файл сохранён более новой версией сайта: обновите страницу и попробуйте ещё раз.");
  return { answers: data.answers, version: data.version };
}

/** What of `answers` a form with these fields can take, and up to a few names it has no place for. */
export function fitting(spec, answers) {
  const taken = {};
  const left = new Set();
  const fields = new Map(spec.fields.map((field) => [field.key, field]));
  const cell = (value, type) => (type === "checkbox" ? value === true : typeof value === "string" || typeof value === "number" ? String(value) : "");
  for (const [key, value] of Object.entries(answers)) {
    const field = fields.get(key);
    if (!field || (field.type === "table") !== Array.isArray(value)) left.add(key);
    else if (field.type !== "table") taken[key] = cell(value, field.type);
    else {
      const rows = value.slice(0, ROWS).map((row) => (row && typeof row === "object" ? row : {}));
      taken[key] = rows.map((row) => Object.fromEntries(field.columns.map((column) => [column.key, cell(row[column.key], column.type)])));
      const known = new Set(field.columns.map((column) => column.key));
      for (const row of rows) for (const name of Object.keys(row)) if (!known.has(name)) left.add(`${key}.${name}`);
    }
  }
  return { taken, left: [...left].slice(0, TOLD) };
}
