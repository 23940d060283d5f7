// The curator's pages: the list (`list`) and a school's line (`wizard`).

for (const page of document.querySelectorAll("[data-curator]")) {
  import(`./${page.dataset.curator}.js`).then((module) => module.open(page));
}
