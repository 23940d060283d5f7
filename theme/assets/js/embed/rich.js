// Copying with headings and links, for editors that take text as from Word.

/** Puts markup on the clipboard, and `plain` for places that take no markup; throws where the browser forbids it. */
export async function copyRich(html, plain) {
  if (navigator.clipboard && navigator.clipboard.write && window.ClipboardItem) {
    const types = { "text/html": html, "text/plain": plain };
    const parts = Object.entries(types).map(([type, text]) => [type, new Blob([text], { type })]);
    return navigator.clipboard.write([new ClipboardItem(Object.fromEntries(parts))]);
  }
  // http:// and old browsers: what is copied must stand on the page and be selected.
  const place = document.createElement("div");
  place.className = "hidden-text";
  place.append(...new DOMParser().parseFromString(html, "text/html").body.childNodes);
  document.body.append(place);
  const selection = getSelection();
  selection.selectAllChildren(place);
  const done = document.execCommand("copy");
  selection.removeAllRanges();
  place.remove();
  if (!done) throw new Error("copy refused");
}

/** A button that copies what `take` gives ({html, plain}, or a promise of it) and tells `status`; `failed` is called when nothing helps. */
export function richButton(button, status, take, failed) {
  const label = button.querySelector("span");
  button.addEventListener("click", async () => {
    const before = button.dataset.label || label.textContent;
    button.dataset.label = before;
    try {
      const { html, plain } = await take();
      await copyRich(html, plain);
      label.textContent = "Скопировано";
      status.textContent = "Скопировано";
      setTimeout(() => {
        if (button.dataset.label === before) label.textContent = before;
        delete button.dataset.label;
      }, 2500);
    } catch {
      delete button.dataset.label;
      failed();
    }
  });
}
