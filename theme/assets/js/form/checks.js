// What is amiss in the answers, from what the template says of its fields. No page here: `spec` is `data-spec` of the form
// (generator/render/views/forms.py), answers are {key: text | true} and {key: [{column: text | true}]} for tables.

import { count } from "../saved/words.js";

const MONTHS = ["месяц", "месяца", "месяцев"];
const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** Whether an answer says anything: a text, a tick, a table with a row that was written in. */
export function answered(answer) {
  return Array.isArray(answer) ? answer.some(written) : answer === true || (typeof answer === "string" && answer.trim() !== "");
}

/** Whether anything was written in a row. */
export function written(row) {
  return Object.values(row).some(answered);
}

/** A day `n` months after `day` (YYYY-MM-DD), never later than the last day of that month. */
export function shifted(day, n) {
  const [year, month, date] = day.split("-").map(Number);
  const at = (months, number) => {
    const found = new Date(0);
    found.setUTCFullYear(year, months, number); // Date.UTC takes the years 0–99 for 1900–1999
    return found;
  };
  const last = at(month - 1 + n + 1, 0).getUTCDate();
  return at(month - 1 + n, Math.min(date, last)).toISOString().slice(0, 10);
}

/** 2026-11-23 → 23.11.2026. */
export function dotted(day) {
  return DAY.test(day) ? day.split("-").reverse().join(".") : day;
}

/** Every fault as {key, text, missing}, in the order of the fields; `today` is YYYY-MM-DD. `missing`: nothing wrong was written yet. */
export function faults(spec, answers, today) {
  const found = [];
  const fields = new Map(spec.fields.map((field) => [field.key, field]));
  const text = (key) => (typeof answers[key] === "string" ? answers[key].trim() : "");
  const say = (key, words, missing = false) => found.push({ key, text: words, missing });
  for (const field of spec.fields) {
    if (field.type === "table") {
      table(field, answers[field.key] || [], say);
      continue;
    }
    if (!answered(answers[field.key])) {
      const passed = field.required_after && DAY.test(text(field.required_after)) && text(field.required_after) < today;
      if (passed) say(field.key, `Заполните: ${dotted(text(field.required_after))} уже прошло.`, true);
      else if (field.required) say(field.key, "Заполните это поле.", true);
      continue;
    }
    if (field.type === "number" && !/^-?\d+([.,]\d+)?$/.test(text(field.key))) say(field.key, "Здесь нужно число, например 12 или 0,5.");
    const before = field.after && text(field.after);
    if (before && text(field.key) < before) say(field.key, `Дата раньше, чем «${fields.get(field.after).label}» (${dotted(before)}).`);
  }
  const term = spec.term;
  const from = term && text(term.from);
  const to = term && text(term.to);
  if (from && to && from <= to) {
    if (to < shifted(from, term.least)) say(term.to, `Слишком короткий срок: нужно не меньше, чем ${count(term.least, MONTHS)}, то есть до ${dotted(shifted(from, term.least))} или позже.`);
    else if (to > shifted(from, term.most)) say(term.to, `Слишком долгий срок: нужно не больше, чем ${count(term.most, MONTHS)}, то есть до ${dotted(shifted(from, term.most))}.`);
  }
  const order = new Map(spec.fields.map((field, index) => [field.key, index]));
  return found.sort((one, other) => order.get(one.key) - order.get(other.key));
}

function table(field, rows, say) {
  let whole = 0;
  rows.forEach((row, index) => {
    if (!written(row)) return;
    const lacking = field.columns.filter((column) => column.required && !String(row[column.key] || "").trim());
    const name = field.lines ? `«${field.lines[index]}»` : `${index + 1}`;
    if (lacking.length) say(field.key, `Строка ${name}: заполните ${lacking.map((column) => `«${column.label}»`).join(", ")}.`);
    else whole += 1;
  });
  const least = field.min_filled || (field.required ? 1 : 0);
  if (whole < least) say(field.key, least === 1 ? "Заполните хотя бы одну строку целиком." : `Заполните целиком строк: ${least}; пока ${whole}.`, !rows.some(written));
}
