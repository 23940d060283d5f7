// The host page of previews: it asks the page around it for a line and puts it in as a real site would.
// Only a page of this very site is listened to: the line is markup that runs. The bank's public address in the line becomes the
// address where this copy of the site lies.

const ROOT = new URL("../../", location.href).href;
const LEAST = 200; // what WordPress allows a frame, wp-includes/js/wp-embed.js
const MOST = 1000;
const place = document.getElementById("line");
const kind = new URLSearchParams(location.search).get("host");
if (/^(dark|narrow|bvi)$/.test(kind)) document.documentElement.dataset.host = kind;

// A parsed script never runs, and a style attribute is refused by the policy of this page; elements made one by one do and are not.
function alive(node) {
  if (!(node instanceof Element)) return document.importNode(node);
  const made = document.createElement(node.localName);
  for (const { name, value } of node.attributes) {
    if (name === "data-style") made.style.cssText = value;
    else made.setAttribute(name, value);
  }
  made.append(...[...node.childNodes].map(alive));
  return made;
}

const nodes = (html) => [...new DOMParser().parseFromString(html.replaceAll(' style="', ' data-style="'), "text/html").body.childNodes].map(alive);

async function answer(url) {
  const found = await fetch(url);
  if (!found.ok) throw new Error(String(found.status));
  return found;
}

// What WordPress makes of an address: the frame of oEmbed's answer, as high as it says within bounds.
async function oembed(line, local) {
  const { html } = await (await answer(`${line}oembed.json`)).json();
  const made = nodes(local(html));
  const frame = made.find((node) => node instanceof HTMLIFrameElement);
  const secret = "preview";
  frame.src += `#?secret=${secret}`;
  frame.dataset.secret = secret;
  frame.style.width = "100%";
  addEventListener("message", ({ source, data }) => {
    if (source !== frame.contentWindow || !data || data.secret !== secret || data.message !== "height") return;
    frame.height = Math.min(MOST, Math.max(LEAST, data.value));
    for (const node of made) if (node.localName === "blockquote") node.hidden = true;
  });
  return made;
}

async function shown({ way, line, root }) {
  const local = (text) => text.split(root).join(ROOT);
  if (way === "address") return oembed(local(line), local);
  if (way === "text") return nodes(await (await answer(local(line))).text());
  return nodes(local(line));
}

addEventListener("message", async ({ source, origin, data }) => {
  if (source !== parent || origin !== location.origin || !data || typeof data.line !== "string") return;
  try {
    place.replaceChildren(...await shown(data));
  } catch {
    place.textContent = "Раздел не загрузился: проверьте связь.";
  }
});
if (parent !== window) parent.postMessage({ ready: true }, location.origin);
