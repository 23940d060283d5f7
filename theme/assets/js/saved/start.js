// What a reader keeps and takes along: stars on cards, and the pages of favourites, comparison and pack.

import { start } from "./buttons.js";

const page = document.querySelector("[data-set]");
if (page) import(`./${page.dataset.set}.js`).then((module) => module.open(page));
start();
