// What is asked of the catalogue, as its address: ?q=…&exact=1&deficit=a,b&sort=…

const KEPT = ["q", "exact", "sort"];

/** The state an address names; values that `known(field, id)` denies are passed over. */
export function asked(known, search = location.search) {
  const given = new URLSearchParams(search);
  const chosen = {};
  for (const [name, text] of given) {
    const ids = KEPT.includes(name) ? [] : text.split(",").filter((id) => known(name, id));
    if (ids.length) chosen[name] = [...new Set(ids)];
  }
  const q = (given.get("q") || "").trim().slice(0, 200);
  return { q, exact: Boolean(q) && given.get("exact") === "1", chosen, sort: given.get("sort") || "" };
}

/** The address of a state: short, in one order, with commas that stay commas. */
export function written({ q, exact, chosen, sort }) {
  const parts = Object.keys(chosen).filter((name) => chosen[name].length).sort().map((name) => `${name}=${chosen[name].map(encodeURIComponent).join(",")}`);
  if (q) parts.unshift(`q=${encodeURIComponent(q)}`, ...(exact ? ["exact=1"] : []));
  if (sort) parts.push(`sort=${encodeURIComponent(sort)}`);
  return location.pathname + (parts.length ? `?${parts.join("&")}` : "");
}

const bare = document.title;

/** The title of the tab says what is asked: the history of the browser is then of use. */
export function heading({ q }) {
  document.title = q ? `${q} – ${bare}` : bare;
}
