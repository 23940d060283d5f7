// The reader's favourites: a list of ids that never leaves the browser. Every change reads what is kept first, so that
// two tabs do not undo each other; a browser that keeps nothing has the list for as long as the page is open.

import { ROOT } from "../root.js";
import { isId, LIMIT, tidy } from "./address.js";

// Several banks may live on one host: each has its own list.
const KEY = `saved:${ROOT.pathname}`;
const VERSION = 1;
const listeners = new Set();
let held = null;

function read(text) {
  try {
    const value = JSON.parse(text);
    return value.v === VERSION ? tidy(value.ids.filter(isId)) : [];
  } catch (error) {
    return []; // nothing yet, or broken
  }
}

/** Ids of the cards kept, in the reader's order. */
export function ids() {
  if (held) return held;
  try {
    return read(localStorage.getItem(KEY));
  } catch (error) {
    held = [];
    return held;
  }
}

/** Whether the list outlives the page. */
export function lasts() {
  ids();
  return !held;
}

/** Keeps this list in place of the former. */
export function put(list) {
  const value = tidy(list.filter(isId));
  try {
    if (held) throw new Error("closed");
    localStorage.setItem(KEY, JSON.stringify({ v: VERSION, ids: value }));
  } catch (error) {
    held = value;
  }
  tell();
}

/** Adds a card or takes it away; false when there is no room for one more. */
export function toggle(id) {
  const list = ids();
  if (!list.includes(id) && list.length >= LIMIT) return false;
  put(list.includes(id) ? list.filter((other) => other !== id) : [...list, id]);
  return true;
}

/** Calls `listener` after every change, those of other tabs too. */
export function watch(listener) {
  listeners.add(listener);
}

function tell() {
  for (const listener of listeners) listener();
}

addEventListener("storage", (event) => {
  if (event.key === KEY || event.key === null) tell();
});
// A page that comes back from the browser's memory has slept through the changes.
addEventListener("pageshow", (event) => {
  if (event.persisted) tell();
});
