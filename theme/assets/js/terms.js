// What a marked term means, beside the line that says it: under the pointer or the focus of the keyboard. The link itself leads to the glossary as ever.
import { make } from "./dom.js";
import { ROOT } from "./root.js";

/** Shows meanings from now on; `first` is the link somebody has stopped at already. */
export function open(first) {
  const SOON = 200, LATE = 300; // milliseconds: a passing pointer shows nothing; one on its way to the meaning has time
  const GAP = 4;
  const hint = make("div", { class: "hint", role: "tooltip", id: "term-hint", hidden: true });
  let meanings, at = null, timer;
  (document.querySelector("article") || document.body).append(hint);

  /** Term, definition and clause by id, fetched when the first is asked for; without them the link is what there is. */
  function known() {
    if (!meanings) meanings = fetch(new URL("glossary/terms.json", ROOT)).then((answer) => answer.json()).catch(() => ({}));
    return meanings;
  }

  /** Whether the focus came by the keyboard: a finger that presses a link moves it too. */
  function keyed(link) {
    try {
      return link.matches(":focus-visible");
    } catch {
      return true; // a browser that cannot tell
    }
  }

  const termOf = (node) => (node instanceof Element && node.closest("a.term")) || null;

  /** Under the last line of the link, or over its first one where there is no room below. */
  function place(link) {
    const lines = [...link.getClientRects()], above = lines[0], below = lines[lines.length - 1];
    const { clientWidth, clientHeight } = document.documentElement;
    hint.style.left = "0px";
    hint.style.top = "0px";
    const origin = hint.getBoundingClientRect();
    const { width, height } = origin;
    const fits = below.bottom + GAP + height <= clientHeight || above.top - GAP - height < 0;
    const line = fits ? below : above;
    hint.style.left = `${Math.max(GAP, Math.min(line.left, clientWidth - width - GAP)) - origin.left}px`;
    hint.style.top = `${(fits ? line.bottom + GAP : line.top - GAP - height) - origin.top}px`;
  }

  async function show(link) {
    clearTimeout(timer);
    if (at === link) return;
    hide();
    at = link;
    const found = (await known())[link.hash.slice(1)];
    if (at !== link || !found) return;
    const [term, meaning, clause] = found;
    hint.replaceChildren(make("b", {}, term), make("p", {}, meaning), ...(clause ? [make("p", { class: "meta" }, clause)] : []));
    hint.hidden = false;
    place(link);
    link.setAttribute("aria-describedby", hint.id);
  }

  function hide() {
    clearTimeout(timer);
    if (at) at.removeAttribute("aria-describedby");
    at = null;
    hint.hidden = true;
  }

  function soon(act, wait) {
    clearTimeout(timer);
    timer = setTimeout(act, wait);
  }

  function over(event) {
    if (event.pointerType === "touch") return;
    const link = termOf(event.target);
    if (link) soon(() => show(link), SOON);
    else if (hint.contains(event.target)) clearTimeout(timer);
  }

  function out(event) {
    if (event.pointerType === "touch" || !(termOf(event.target) || hint.contains(event.target))) return;
    if (at && document.activeElement === at && keyed(at)) return clearTimeout(timer); // it is the keyboard's
    soon(hide, LATE);
  }

  function focused(event) {
    const link = termOf(event.target);
    if (link && keyed(link)) show(link);
  }

  document.addEventListener("pointerover", over);
  document.addEventListener("pointerout", out);
  document.addEventListener("focusin", focused);
  document.addEventListener("focusout", (event) => { if (event.target === at) hide(); });
  document.addEventListener("keydown", (event) => { if (event.key === "Escape" && at) hide(); });
  addEventListener("resize", hide);
  if (first === document.activeElement) focused({ target: first });
  else if (first.matches(":hover")) soon(() => show(first), SOON);
}
