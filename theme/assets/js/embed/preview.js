// «Показать пример»: the line on a made-up page in a frame of this site. Nothing loads until asked.
import { later, make } from "../dom.js";

const NAMES = { plain: "обычный сайт", dark: "тёмный сайт", narrow: "телефон", bvi: "версия для слабовидящих" };
const WAIT = 300;

/** Brings the block `place` to life; `current()` gives {way, line}. Returns a function to call when the line has changed. */
export function preview(place, address, root, current) {
  const opener = place.querySelector("[data-open-preview]");
  const box = place.querySelector("[data-preview-box]");
  const label = opener.querySelector("span");
  let frame = null;

  function draw() {
    if (box.hidden) return;
    const kind = box.querySelector("input:checked").value;
    const next = make("iframe", { class: `sample sample--${kind}`, title: `Пример: ${NAMES[kind]}`, src: `${address}?host=${kind}` });
    if (frame) frame.replaceWith(next);
    else box.append(next);
    frame = next;
  }
  addEventListener("message", ({ source, origin, data }) => {
    if (!frame || source !== frame.contentWindow || origin !== location.origin || !data || data.ready !== true) return;
    source.postMessage({ ...current(), root }, origin);
  });
  opener.addEventListener("click", () => {
    box.hidden = !box.hidden;
    opener.setAttribute("aria-expanded", String(!box.hidden));
    label.textContent = box.hidden ? "Показать пример" : "Убрать пример";
    if (box.hidden && frame) {
      frame.remove();
      frame = null;
    }
    draw();
  });
  box.addEventListener("change", draw);
  return later(WAIT, draw);
}
