// The search engine: one a page, fetched when somebody is about to ask. A lost connection is tried again at the next call.
import { ROOT } from "./root.js";

let loading;

/** The engine over the site's own index. */
export function engine() {
  if (!loading) {
    loading = import("./search/core.js").then(({ load }) => load(new URL("search/", ROOT)));
    loading.catch(() => { loading = undefined; });
  }
  return loading;
}
