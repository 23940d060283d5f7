// What the site tells of a card: its data, or its page. A former id leads to the card of today.

import { ROOT } from "../root.js";
import { cardUrl, idOf, isId } from "./address.js";

const known = new Map();

async function get(url) {
  const answer = await fetch(url);
  if (answer.status === 404) return null;
  if (!answer.ok) throw new Error(`${answer.status} ${url}`);
  return answer;
}

async function find(id) {
  const answer = await get(new URL(`api/v1/practices/${id}.json`, ROOT));
  if (answer) {
    const data = await answer.json();
    return { id: data.id, url: cardUrl(data.id), title: data.fields.title, summary: data.fields.summary, data };
  }
  // A card of the archive has a page and no data.
  const page = await pageOf(id);
  return page && { id: page.id, url: page.url, title: text(page, "h1"), summary: text(page, ".lead"), data: null };
}

function text({ article }, selector) {
  const node = article.querySelector(selector);
  return node ? node.textContent : "";
}

/** A card by its id or a former one: {id, url, title, summary, data}; null when the bank has none, an error when it cannot be told. */
export function card(id) {
  if (!isId(id)) return Promise.resolve(null);
  if (!known.has(id)) {
    const found = find(id);
    found.catch(() => known.delete(id)); // to be tried again
    known.set(id, found);
  }
  return known.get(id);
}

/** The page of a card: {id, url, canonical, article}; null when the bank has none. */
export async function pageOf(id, moved = false) {
  if (!isId(id)) return null;
  const url = cardUrl(id);
  const answer = await get(url);
  if (!answer) return null;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const link = page.querySelector("link[rel=canonical]");
  const canonical = link ? link.getAttribute("href") : url;
  const now = idOf(canonical);
  if (now !== id && !moved) return pageOf(now, true);
  const article = page.getElementById("content");
  // Only a card's own page has a star for itself: a listing has the address of a card sometimes.
  return article && article.querySelector('[data-save="./"]') ? { id, url, canonical, article } : null;
}

/** Runs `work` for each of `list`, no more than four at a time: a school's line is thin. */
export async function inTurn(list, work) {
  const queue = [...list.entries()];
  const worker = async () => {
    for (let next = queue.shift(); next; next = queue.shift()) await work(next[1], next[0]);
  };
  await Promise.all([worker(), worker(), worker(), worker()]);
}
