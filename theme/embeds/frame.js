// The frame page's side: its height, the host's colours, the choice of parts, and WordPress's protocol for its embeds.
// It runs inside the page (the policy names its hash), so a frame costs one request. Only the parent is listened to,
// and only values that CSS itself finds valid are used.
(() => {
  const root = document.documentElement;
  const options = new URLSearchParams(location.search);
  const framed = parent !== window;
  const secret = new URLSearchParams(location.hash.slice(1).replace(/^\?/, "")).get("secret");

  const say = (message) => parent.postMessage(message, "*");
  const measure = () => {
    // Browsers that know `frame-sizing` measure the page as wide as its frame was at first, which at times is nothing at all;
    // a width of its own holds.
    root.style.width = `${root.clientWidth}px`;
    const height = Math.ceil(root.getBoundingClientRect().height);
    say({ nb: 1, h: height });
    if (secret) say({ message: "height", value: height, secret });
    // They took the height once; not all of them have a function to ask again.
    try {
      window.requestResize?.();
    } catch {
      // no permission from the host: its fixed height stays
    }
  };

  const theme = options.get("theme");
  const own = /^(light|dark)$/.test(theme);
  if (own) root.dataset.theme = theme;
  // Each time the host tells: its colours change while the page is read.
  const paint = (host) => {
    if (own) return;
    for (const [key, name, property] of [["c", "--text", "color"], ["a", "--link", "color"], ["b", "--paper", "background-color"], ["f", "--font", "font-family"], ["z", "--size", "font-size"], ["s", "--scheme", "color-scheme"]]) {
      if (typeof host[key] === "string" && CSS.supports(property, host[key])) root.style.setProperty(name, host[key]);
    }
    root.dataset.theme = "host";
  };

  const choose = () => {
    const main = document.querySelector("main");
    const wanted = (options.get("sections") || "").split(/[\s,]+/).map((id) => id && main.querySelector(`section[id="${CSS.escape(id)}"]`)).filter(Boolean);
    if (wanted.length) {
      for (const section of main.querySelectorAll("section")) if (!wanted.includes(section)) section.remove();
      main.append(...wanted);
    }
    const limit = Math.floor(options.get("limit"));
    if (!(limit > 0)) return;
    for (const section of main.querySelectorAll("section")) {
      for (const item of [...section.querySelectorAll("li")].slice(limit)) item.remove();
      for (const list of section.querySelectorAll("ul")) {
        if (list.querySelector("li")) continue;
        if (list.previousElementSibling?.matches("h3")) list.previousElementSibling.remove();
        list.remove();
      }
    }
  };

  const print = () => {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = "Напечатать";
    button.addEventListener("click", () => window.print());
    document.querySelector("footer").append(button);
  };

  choose();
  if (!framed) return print();
  addEventListener("message", ({ source, data }) => {
    if (source !== parent || !data) return;
    if (data.nb === 1) {
      if (data.t) paint(data.t);
      measure();
    } else if (secret && data.secret === secret && data.message === "ready") {
      measure();
    }
  });
  // WordPress opens no windows from its frame; it follows links to this host itself when asked. Its «ready» is no sign of it: it is
  // sent once, mostly before this page is there to hear it. The secret is.
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a");
    if (!secret || !link) return;
    event.preventDefault();
    say({ message: "link", value: link.href, secret });
  });
  addEventListener("resize", measure);
  new ResizeObserver(measure).observe(root);
  say({ nb: 1, q: "t" });
  measure();
})();
