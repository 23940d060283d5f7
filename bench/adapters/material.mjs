// The search of Material for MkDocs as it comes: its worker, run on the main thread, so that its work is counted.
const SETUP = 0, QUERY = 2; // kinds of messages

export async function load({ base, params }) {
  const [code, index] = await Promise.all([
    fetch(`${base}/worker.js`).then((answer) => answer.text()),
    fetch(`${base}/search/search_index.json`).then((answer) => answer.json()),
  ]);
  let hear, answered;
  const bring = (...urls) => urls.forEach((url) => {
    const request = new XMLHttpRequest();
    request.open("GET", new URL(url, `${base}/assets/javascripts/workers/`), false); // as importScripts does
    request.send();
    (0, eval)(request.responseText);
  });
  new Function("self", "postMessage", "addEventListener", "importScripts", code)(
    window, (message) => answered(message), (type, listener) => { hear = listener; }, bring,
  );
  const ask = (type, data) => new Promise((resolve) => { answered = resolve; hear({ data: { type, data } }); });
  await ask(SETUP, { config: index.config, docs: index.docs, options: { suggest: false } });
  return {
    async search(query) {
      const { data } = await ask(QUERY, query);
      return data.items.slice(0, 10).map(([page]) => ({ id: params.ids[Number(/^d(\d+)\//.exec(page.location)[1])], title: page.title, excerpt: page.text }));
    },
  };
}
