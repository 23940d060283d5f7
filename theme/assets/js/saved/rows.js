// What a comparison says of a card: for each row of the table a list of {text, url} and, where it helps, a line before it.

import { ROOT } from "../root.js";
import { count } from "./words.js";

const STEPS = ["шаг", "шага", "шагов"];

/** A link of the data, which names the site's permanent address, as one of the site being read. */
function here(url, data) {
  const base = data.url.slice(0, -`practices/${data.id}/`.length);
  return url.startsWith(base) ? new URL(url.slice(base.length), ROOT).href : url;
}

function labels(value) {
  return [value].flat().filter(Boolean).map(({ label }) => ({ text: label }));
}

function links(list, data) {
  return (list || []).map(({ label, title, url, format, size }) => {
    const meta = [format, size ? `${size}\u00a0КБ` : ""].filter(Boolean).join(", ");
    return { text: label || title, url: here(url, data), meta };
  });
}

const hours = (number) => String(number).replace(".", ",");

const ROWS = {
  summary: ({ fields }) => ({ list: [{ text: fields.summary }] }),
  duration: ({ fields }, units) => ({ list: [{ text: count(fields.duration.value, units[fields.duration.unit.id]) }] }),
  effort: ({ fields: { effort } }) => ({
    list: effort ? [{ text: `наставник – ${hours(effort.mentor_hours_month)}, наставляемый – ${hours(effort.mentee_hours_month)}` }] : [],
  }),
  evidence: ({ fields: { evidence } }) => ({ list: [{ text: `${evidence.id} из 4 – ${evidence.label}` }] }),
  steps({ sections }) {
    const { items = [] } = sections.find(({ id }) => id === "steps") || {};
    return { lead: items.length ? count(items.length, STEPS) : "", list: items.map(({ title }) => ({ text: title })), ordered: true };
  },
  attachments: (data) => ({ list: links(data.fields.attachments, data), none: "нет" }),
  templates: (data) => ({ list: links(data.fields.templates, data), none: "нет" }),
};

/** What stands in the row `name` of the card; `units` are the words of durations. */
export function cell(name, data, units) {
  return ROWS[name] ? ROWS[name](data, units) : { list: labels(data.fields[name]) };
}

/** Whether cells say the same, in whatever order. */
export function alike(cells) {
  const said = cells.map(({ list }) => list.map(({ text }) => text).sort().join("\n"));
  return said.every((text) => text === said[0]);
}
