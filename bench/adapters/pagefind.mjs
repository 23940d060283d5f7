// Pagefind as it comes, on the main thread, so that its work is counted; `params.ids` names the documents of its pages.
export async function load({ base, params }) {
  const pagefind = await import(`${base}/pagefind/pagefind.js`);
  await pagefind.options({ basePath: `${base}/pagefind/`, baseUrl: "/", noWorker: true });
  await pagefind.init();
  return {
    async search(query) {
      const { results } = await pagefind.search(query);
      const shown = await Promise.all(results.slice(0, 10).map((result) => result.data()));
      return shown.map(({ url, meta, excerpt }) => ({ id: params.ids[Number(/d(\d+)\//.exec(url)[1])], title: meta.title, excerpt }));
    },
  };
}
