// How a result is shown: the part of its text that answers, the words that matched, and why it was found.
import { fold, key } from "./chain.js";
import { place } from "./rank.js";

const BEFORE = 50, WINDOW = 130, LENGTH = 180; // letters of an excerpt: before the first word, to look at, at most

/** All that a document says, folded, for looking where its words stand. */
export function entitled([, , title, summary], body) {
  return fold(`${title}\n${summary}\n${body}`);
}

/** What finds words of the keys in a text as it is written; it may find others that begin like one. */
export function finder(names) {
  const sorted = [...names].sort((a, b) => b.length - a.length).map((name) => name.replace(/[.*+?^${}()|[\]\\]/g, "\\$&").replace(/е/g, "(?:[её]|е\u0308)").replace(/-/g, "[-\u2010\u2011]"));
  return sorted.length ? new RegExp(`(^|[^а-яёa-z0-9])((?:${sorted.join("|")})[а-яёa-z0-9\u0301\u0308\u00ad]*)`, "gi") : /(?!)/g;
}

/** Words of a text that have one of the keys: `[from, to, key]`. */
function spans(text, names, pattern) {
  const found = [];
  for (const { 1: before, 2: sign, index: start } of text.matchAll(pattern)) {
    const index = start + before.length;
    const word = fold(sign);
    const name = names.has(word) ? word : key(word);
    if (names.has(name)) found.push([index, index + sign.length, name]);
  }
  return found;
}

const marks = (text, names, pattern) => spans(text, names, pattern).map(([from, to]) => [from, to]);
const variety = (list) => new Set(list.map(([, , name]) => name)).size;

/** The summary, or a part of the body where that says more of what was asked. */
export function excerpted(title, summary, body, names, pattern) {
  const found = spans(body, names, pattern);
  let excerpt = summary, best = variety(spans(summary, names, pattern));
  for (const [at] of found) {
    const many = variety(found.filter(([from]) => from >= at && from < at + WINDOW));
    if (many <= best) continue;
    const from = at < BEFORE ? 0 : body.indexOf(" ", at - BEFORE) + 1;
    const to = body.indexOf(" ", from + LENGTH);
    excerpt = `${from ? "… " : ""}${body.slice(from, to < 0 ? undefined : to).replace(/\s*\n\s*/g, " · ").replace(/\s+/g, " ")}${to < 0 ? "" : " …"}`;
    best = many;
  }
  return { excerpt, marks: { title: marks(title, names, pattern), excerpt: marks(excerpt, names, pattern) } };
}

/** Where the words of the query stand in a document, in words. */
export function reason(places, concepts, doc) {
  const where = new Map();
  for (const { word, fixed, value, code } of concepts) {
    const at = value[doc] ? places[place(code[doc])] : "нет";
    where.set(at, [...(where.get(at) || []), fixed || word]);
  }
  if (where.size === 1) return [...where.keys()][0];
  return [...where].map(([at, list]) => `${list.join(", ")} – ${at}`).join("; ");
}
