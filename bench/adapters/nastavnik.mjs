// Ours, for bench/search.py and any harness of the same shape: the index and its scripts come from `base`.
export async function load({ base }) {
  const { load: open } = await import(`${base}/js/core.js`);
  const engine = await open(`${base}/search/`);
  return { search: (query) => engine.search(query) };
}
