// Where the site lies: the scripts know it from their own address. It stands as deep as app.js, with which the site serves it joined.

/** Root of the site, wherever it lies on its host. */
export const ROOT = new URL("../../", import.meta.url);
