// Tells which lines of a section can be seen here; with `lasting`, keeps in window.benchLog when that changed.
// One and the same for the pages of hosts and the pages in their frames, so that all ways to embed are asked the same question.
({ wanted, link, lasting }) => {
  const roots = (from) => [from, ...[...from.querySelectorAll("*")].filter((node) => node.shadowRoot).flatMap((node) => roots(node.shadowRoot))];
  const seen = (node) => {
    const { width, height } = node.getBoundingClientRect();
    const { visibility, clip } = getComputedStyle(node);
    return width > 1 && height > 1 && visibility === "visible" && clip === "auto";
  };
  const plain = (node) => node.textContent.replace(/\s+/g, " ").trim();
  const bottom = (node) => (node && node.isConnected && seen(node) ? Math.round(node.getBoundingClientRect().bottom + scrollY) : -1);
  const find = (all, [text, nth]) => all.flatMap((root) => [...root.querySelectorAll("h2, h3, p")]).filter((node) => plain(node).startsWith(text))[nth - 1];
  const boxes = (all) => all.flatMap((root) => [...root.querySelectorAll("iframe, object")]);
  const shape = (node) => [node.clientHeight, seen(node)];

  if (!lasting) {
    const all = roots(document);
    const lines = Object.fromEntries(Object.entries(wanted).map(([name, what]) => [name, bottom(find(all, what))]));
    const links = all.flatMap((root) => [...root.querySelectorAll("a[href]")]);
    const page = document.documentElement;
    return {
      lines,
      boxes: boxes(all).map(shape),
      linked: links.some((node) => node.href.startsWith(link) && seen(node)),
      height: page.getBoundingClientRect().height,
      beyond: document.scrollingElement.scrollHeight - innerHeight,
    };
  }

  const log = { origin: performance.timeOrigin, lines: {}, boxes: [], shifts: [], changed: 0 };
  window.benchLog = log;
  const note = (list, value) => {
    const last = list.at(-1);
    if (last && `${last.slice(1)}` === `${value}`) return;
    log.changed = performance.now();
    list.push([log.changed, ...value]);
  };
  new PerformanceObserver((list) => {
    for (const { startTime, value, hadRecentInput } of list.getEntries()) if (!hadRecentInput) note(log.shifts, [value, startTime]);
  }).observe({ type: "layout-shift", buffered: true });
  let dirty = true;
  let found = {};
  let framed = [];
  const watched = new WeakSet();
  const watcher = new MutationObserver(() => (dirty = true));
  const look = () => {
    if (dirty) {
      dirty = false;
      const all = roots(document);
      for (const root of all) {
        if (watched.has(root)) continue;
        watched.add(root);
        watcher.observe(root, { childList: true, subtree: true, characterData: true });
      }
      found = Object.fromEntries(Object.entries(wanted).map(([name, what]) => [name, find(all, what)]));
      framed = boxes(all);
    }
    for (const name of Object.keys(wanted)) note((log.lines[name] ??= []), [bottom(found[name])]);
    if (framed.length) note(log.boxes, shape(framed[0]));
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}
