// Buttons [data-copy="text"]: one listener for the page, a word of answer on the button itself.

const DONE = "Скопировано";
const FAILED = "Не получилось: выделите и скопируйте сами";

async function write(text) {
  if (navigator.clipboard && isSecureContext) return navigator.clipboard.writeText(text);
  const field = document.createElement("textarea"); // http:// and old browsers
  field.value = text;
  field.readOnly = true;
  field.className = "hidden-text";
  document.body.append(field);
  field.select();
  const done = document.execCommand("copy");
  field.remove();
  if (!done) throw new Error("copy refused");
}

/** Watches the buttons inside `scope`. */
export function copying(scope) {
  const status = document.createElement("p");
  status.className = "hidden-text";
  status.setAttribute("role", "status");
  document.body.append(status);
  scope.addEventListener("click", async (event) => {
    const button = event.target instanceof Element && event.target.closest("[data-copy]");
    if (!button) return;
    const label = button.querySelector("span") || button;
    const before = button.dataset.label || label.textContent;
    button.dataset.label = before;
    let answer = DONE;
    try { await write(button.dataset.copy); } catch (error) { answer = FAILED; }
    label.textContent = answer;
    status.textContent = answer;
    button.focus();
    setTimeout(() => { label.textContent = before; status.textContent = ""; }, 2500);
  });
}
