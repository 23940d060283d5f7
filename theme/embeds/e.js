// The loader of embedded sections. It finds links into this bank inside `.nb-embed` and shows what they lead to.
// A link is the contract: it stays until the section is really there, stays under it, and stays when anything fails.
// Data is not code: JSON becomes elements one by one, so a seized bank could show wrong words and run nothing.
// What is served are the frozen bytes in released/; this source is minified into the next release, under a new name.
(() => {
  const script = document.currentScript || document.querySelector('script[src*="/embed/v1/e"]');
  if (!script || !script.src) return;
  const base = new URL(".", script.src).href;
  const wait = 8000;
  // Everything follows the host: colours are its own mixed thinner, sizes are relative. `--nb-*` are for the host's own style.
  const style = `:host{display:block}
.nb{line-height:1.5;overflow-wrap:anywhere;color:var(--nb-color,inherit);font-size:max(1em,14px);transition:color 1ms,font-size 1ms!important;animation:nb 1ms}@keyframes nb{}::slotted(a){transition:color 1ms!important}
[data-theme]{padding:.75em;background:#fff;color:#22272a;--nb-a:#1d5a45}[data-theme=dark]{background:#1d2021;color:#e8e6e1;--nb-a:#8fd0b3}[data-theme] ::slotted(a){color:var(--nb-a)!important}
h2,h3,h4,h5,h6{font-family:var(--nb-h,inherit);font-size:1.25em;line-height:1.3;margin:1.5em 0 .5em}.g{font-size:1em;margin-top:1em}.nb>:first-child{margin-top:0}
p{margin:.5em 0}ul{margin:.5em 0;padding-left:1.25em}li{margin:.4em 0}
.c{list-style:none;padding:0;display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,16em),1fr));gap:.5em 1.5em}
.c li{border-top:1px solid;padding-top:.4em;border-color:color-mix(in srgb,currentColor 25%,transparent)}
a{color:var(--nb-link,var(--nb-a,LinkText));text-underline-offset:.15em}
a:focus-visible{outline:3px solid;outline-offset:2px}.m{font-size:.9375em}
.n{padding:.5em .75em;border-left:4px solid}.f{margin-top:1.5em;padding-top:.5em;border-top:3px double;font-size:.9375em}
iframe{display:block;width:100%;border:0;color:Canvas}@media print{h2,h3,h4,h5,h6{break-after:avoid}li{break-inside:avoid}}`;

  const make = (parent, name, text, kind) => {
    const node = document.createElement(name);
    if (text) node.textContent = text;
    if (kind) node.className = kind;
    return parent.appendChild(node);
  };
  const anchor = (parent, entry) => {
    if (!/^(https?|mailto|tel):/i.test(entry.u || "")) return make(parent, "span", entry.t);
    const node = make(parent, "a", entry.t);
    node.href = entry.u;
    node.target = "_blank";
    node.rel = "noopener";
    return node;
  };
  const done = ({ box, height }, state) => {
    box.dataset.nb = state;
    if (height !== undefined) box.style.minHeight = height;
  };
  const words = (text) => [...new Set((text || "").split(/[\s,]+/))];

  // The link moves into a shadow root's slot, where neither resets nor «версия для слабовидящих» of the host reach its company.
  const rooted = (place) => {
    if (place.root) return place.root;
    const { link } = place;
    const host = document.createElement("div");
    const focused = document.activeElement === link;
    link.before(host);
    const shadow = host.attachShadow({ mode: "open" });
    try {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(style);
      shadow.adoptedStyleSheets = [sheet];
    } catch {
      make(shadow, "style", style);
    }
    place.root = make(shadow, "div", "", "nb");
    place.root.lang = "ru";
    if (/^(light|dark)$/.test(place.options.theme)) place.root.dataset.theme = place.options.theme;
    place.foot = make(shadow, "slot");
    host.append(link);
    if (focused) link.focus({ preventScroll: true });
    // The host's colours and sizes change under its dark theme or for the visually impaired. No event tells of it but the end of
    // a transition, so the link and the text have one; what a pointer or the focus does to the link is not the host's change.
    // A script that moves the page's nodes (some «версии для слабовидящих» do) ends every transition, but begins an animation again.
    for (const name of ["transitionend", "animationend"]) shadow.addEventListener(name, () => link.matches(":hover,:focus,:active") || paint(place));
    paint(place);
    return place.root;
  };
  const paint = (place) => {
    const heading = document.querySelector("h2,h3,h1");
    if (heading) place.root.style.setProperty("--nb-h", getComputedStyle(heading).fontFamily);
    if (!place.root.dataset.theme) place.root.style.setProperty("--nb-a", getComputedStyle(place.link).color);
    if (place.frame) tell(place);
  };

  const show = (place, data) => {
    const { options } = place;
    const root = rooted(place);
    const level = Math.min(5, Math.max(2, options.heading | 0));
    const limit = options.limit > 0 ? options.limit : Infinity;
    const wanted = words(options.sections);
    const chosen = wanted.map((id) => data.sections.find((block) => block.id === id)).filter(Boolean);
    if (data.notice) make(root, "p", data.notice, "n");
    for (const block of chosen.length ? chosen : data.sections) {
      make(root, `h${level}`, block.title);
      if (block.text) make(root, "p", block.text);
      let list;
      let group;
      for (const entry of block.items.slice(0, limit)) {
        if (!list || entry.g !== group) {
          group = entry.g;
          if (group) make(root, `h${level + 1}`, group, "g");
          list = make(root, "ul", "", block.kind === "cards" ? "c" : "");
        }
        const item = make(list, "li");
        anchor(item, entry);
        for (const [text, kind] of [[entry.m, "m"], [entry.d]]) {
          if (!text) continue;
          make(item, "br");
          make(item, "span", text, kind);
        }
      }
      if (block.more) anchor(make(root, "p"), block.more);
    }
    const foot = make(root, "p", `${data.updated_text} `, "f");
    foot.append(place.foot);
    done(place, "inline");
  };

  const tell = ({ frame, link, root }) => {
    // A host without a background has the browser's, which the system's dark theme may make dark: the frame has it as its text.
    let paper = getComputedStyle(frame).color;
    for (let at = root; at; at = at.parentElement || at.getRootNode().host) {
      const { backgroundColor, backgroundImage } = getComputedStyle(at);
      const picture = backgroundImage !== "none";
      if (!picture && /^(transparent|rgba\(.*, 0\))$/.test(backgroundColor)) continue;
      paper = picture ? "transparent" : backgroundColor;
      break;
    }
    // Frames are transparent only while their scheme is the host's.
    const { color, fontFamily, fontSize, colorScheme } = getComputedStyle(root);
    frame.contentWindow.postMessage({ nb: 1, q: "h", t: { c: color, a: getComputedStyle(link).color, f: fontFamily, z: fontSize, b: paper, s: colorScheme } }, "*");
  };
  // The link alone, as it was.
  const plain = (place) => {
    place.root?.replaceChildren();
    place.root?.removeAttribute("data-theme");
    done(place, "link");
  };
  const frame = (place) => {
    const { options, link } = place;
    const root = rooted(place);
    const node = document.createElement("iframe");
    const url = new URL(link.href);
    for (const name of ["sections", "limit", "theme"]) if (options[name]) url.searchParams.set(name, options[name]);
    node.src = url.href;
    node.title = link.textContent;
    // Without the last word files would open in a dead window.
    node.setAttribute("sandbox", "allow-scripts allow-popups allow-popups-to-escape-sandbox");
    node.referrerPolicy = "no-referrer";
    // Unseen, yet as wide as it will be: its first height is the last.
    node.style.cssText = "visibility:hidden;height:1px;margin-bottom:-1px";
    place.frame = node;
    const fail = () => {
      node.remove();
      place.frame = null;
      plain(place);
    };
    let late = setTimeout(fail, wait);
    node.addEventListener("load", () => {
      if (!place.frame) return;
      tell(place);
      // A page of ours has told its height by now; a browser's page about an error never will.
      if (late) clearTimeout(late), (late = setTimeout(fail, wait / 8));
    });
    addEventListener("message", ({ source, data }) => {
      if (!place.frame || source !== node.contentWindow || !data || data.nb !== 1) return;
      if (data.q === "t") tell(place);
      if (!(data.h > 0 && data.h < 1e5)) return;
      late = clearTimeout(late);
      node.style.cssText = `height:${data.h}px`;
      done(place, "frame");
    });
    root.append(node);
  };

  const ask = async ({ link, options }) => {
    if (options.mode === "frame" || link.search) throw new TypeError();
    const folder = link.pathname.replace(/\/[^/.]+$/, "$&/");
    const stop = new AbortController();
    const late = setTimeout(() => stop.abort(), wait);
    try {
      const answer = await fetch(new URL("data.json", link.origin + folder), { credentials: "omit", referrerPolicy: "no-referrer", signal: stop.signal });
      if (!answer.ok) throw new RangeError();
      return await answer.json();
    } finally {
      clearTimeout(late);
    }
  };
  const load = async (place, all) => {
    try {
      const data = await place.data;
      await all;
      show(place, data);
    } catch (fault) {
      // Only what the host forbids (fetch fails at once) may still work in a frame; a missing or silent bank will not.
      if (fault instanceof TypeError && !place.root) frame(place);
      else plain(place);
    }
  };

  const scan = () => {
    const places = [];
    for (const link of document.querySelectorAll("a[href]")) {
      if (!link.href.startsWith(base)) continue;
      // Some editors keep the script and cut the class: a neighbour before the script with nothing but the link is meant then.
      const before = script.previousElementSibling;
      const box = link.closest(".nb-embed") || (before && before.contains(link) && before.textContent.trim() === link.textContent.trim() && before);
      // The attribute is for people: visual editors save it with the page. The property is not saved, so a saved page works again.
      if (!box || box.nb) continue;
      box.nb = box.dataset.nb = "loading";
      const place = { box, link, options: { ...link.dataset, ...box.dataset } };
      place.data = ask(place);
      places.push(place);
      // A whole section is higher than a screen: what stands below leaves the screen at once rather than from under a reader's eyes.
      if (places[1] || !link.href.startsWith(`${base}s/`) || place.options.sections || place.options.limit || box.style.minHeight) continue;
      place.height = "";
      box.style.minHeight = `${innerHeight - box.getBoundingClientRect().top}px`;
    }
    // Sections of one page appear together, so that what is below moves once; a slow one is not waited for.
    const all = Promise.race([Promise.allSettled(places.map(({ data }) => data)), new Promise((go) => setTimeout(go, 500))]);
    for (const place of places) load(place, all);
  };
  scan();
  if (document.readyState === "loading") addEventListener("DOMContentLoaded", scan);
})();
