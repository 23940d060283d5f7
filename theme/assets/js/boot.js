// Runs before the page is drawn: marks that scripts work and puts on the saved reading settings, so that nothing flashes.
(function (root) {
  root.setAttribute("data-js", "");
  try {
    var saved = JSON.parse(localStorage.getItem("reading") || "{}");
    ["size", "font", "theme", "space", "keys"].forEach(function (key) {
      if (typeof saved[key] === "string" && saved[key]) root.setAttribute("data-" + key, saved[key]);
    });
  } catch (error) { /* private mode or broken value: the defaults stay */ }
})(document.documentElement);
