// Where the site lies and how a selection of cards is written in an address: saved/?ids=a,b,c.

import { ROOT } from "../root.js";

/** How many cards a selection may hold, a pack, a comparison. */
export const LIMIT = 100;
export const PACK = 30;
export const TABLE = 3;

const ID = /^[a-z0-9](?:[a-z0-9-]{0,58}[a-z0-9])?$/;

/** Whether a card may have this id. */
export function isId(text) {
  return typeof text === "string" && ID.test(text);
}

/** No id twice, none too many. */
export function tidy(ids) {
  return [...new Set(ids)].slice(0, LIMIT);
}

/** The selection that an address names, or null when it names none; parts that are no ids stay, to be told of. */
export function chosen(search = location.search) {
  const text = new URLSearchParams(search).get("ids");
  return text === null ? null : tidy(text.split(",").map((part) => part.trim().slice(0, 60)).filter(Boolean));
}

/** Address of a page of the site with a selection. */
export function linkTo(page, ids) {
  return new URL(`${page}/${ids.length ? `?ids=${ids.map(encodeURIComponent).join(",")}` : ""}`, ROOT).href;
}

/** Address of a card. */
export function cardUrl(id) {
  return new URL(`practices/${id}/`, ROOT).href;
}

/** Id of the card whose address this is. */
export function idOf(url) {
  const parts = new URL(url, location.href).pathname.replace(/index\.html$/, "").split("/").filter(Boolean);
  return parts[parts.length - 1] || "";
}
