// The one facet that the catalogue filters by: the region. It lies in the catalogue as assets/js/search/facets.js; a document's
// number says whose it is, so no bitmaps are fetched. Other facets are pages with links into the regions' own lists.

export function chooser(_bytes, { regions, owner }) {
  const allowed = (found, { region = [] }) => (region.length ? found.filter(({ doc }) => region.includes(owner(doc).id)) : found);

  /** How many of each region were found, and regions that are worth reading whole (store.js). */
  function counts(found) {
    const number = {};
    for (const { doc } of found) number[owner(doc).id] = (number[owner(doc).id] || 0) + 1;
    return { region: number, whole: (found[0] && found[0].promising) || [] };
  }

  return {
    fields: [{ field: "region", label: "Регион", values: regions.map(({ id, label, count }) => ({ id, label, count })) }],
    counts, allowed,
    sorted: async (found) => found,
    everything: async () => [],
  };
}
