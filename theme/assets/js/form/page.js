// A template filled in the browser: the form, the document beside it, what is still amiss. Nothing typed leaves the machine.

import { later, make } from "../dom.js";
import { copyRich } from "../embed/rich.js";
import { file, fitting, memory, parsed } from "./answers.js";
import { bank } from "./bank.js";
import { answered, faults } from "./checks.js";
import { paper } from "./paper.js";
import { rows, set, value } from "./rows.js";

const PAUSE = 300; // milliseconds after the last key
const LARGEST = 1024 * 1024; // bytes of a file of answers

/** Brings the form to life. */
export function open(head) {
  const spec = JSON.parse(head.dataset.spec);
  const form = document.querySelector("[data-form-fields]");
  const sheet = document.querySelector("[data-paper]");
  const part = (name) => document.querySelector(`[data-form-${name}]`);
  const status = part("status");
  const keep = part("keep");
  const kept = memory(spec.program);
  const printed = paper(sheet, spec);
  const known = new Map(spec.fields.map((field) => [field.key, field]));
  const touched = new Set();
  const tables = [...form.querySelectorAll("[data-table]")].map((box) => rows(box, () => changed(box.dataset.field)));
  const controls = [...form.querySelectorAll("[data-field]:not([data-table])")].map((box) => [box.dataset.field, box.querySelector("[data-input]")]);

  const read = () => Object.fromEntries([...controls.map(([key, control]) => [key, value(control)]), ...tables.map((table) => [table.key, table.read()])]);
  const isEmpty = (answers) => !Object.values(answers).some(answered);

  function put(answers) {
    for (const [key, control] of controls) set(control, answers[key]);
    for (const table of tables) table.put(answers[table.key]);
  }

  function today() {
    const now = new Date();
    return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((number) => String(number).padStart(2, "0")).join("-");
  }

  const remember = later(PAUSE, () => {
    if (!keep.checked) return;
    const answers = read();
    if (isEmpty(answers)) kept.clear();
    else if (!kept.write(answers, spec.version)) status.textContent = "Браузер не дал ничего запомнить: сохраните ответы в файл.";
  });

  const refresh = later(PAUSE, () => {
    const answers = read();
    printed.show(answers);
    count(answers);
    judge(faults(spec, answers, today()));
  });

  /** How much of each part is done. */
  function count(answers) {
    for (const place of form.querySelectorAll("[data-form-done]")) {
      const keys = [...place.closest("details").querySelectorAll("[data-field]")].map((field) => field.dataset.field);
      const done = keys.filter((key) => answered(answers[key])).length;
      place.textContent = `заполнено ${done} из ${keys.length}`;
    }
  }

  function judge(found) {
    for (const field of form.querySelectorAll("[data-field]")) {
      const key = field.dataset.field;
      const own = found.filter((fault) => fault.key === key && (touched.has(key) || !fault.missing));
      const error = document.getElementById(`e-${key}`);
      error.textContent = own.map((fault) => fault.text).join(" ");
      error.hidden = !own.length;
      const control = field.querySelector(":scope > [data-input]");
      if (control) control.setAttribute("aria-invalid", String(own.length > 0));
    }
    const lacking = found.filter((fault) => fault.missing).length;
    const wrong = found.length - lacking;
    part("total").textContent = found.length ? [wrong && `Поправить: ${wrong}.`, lacking && `Ещё не заполнено: ${lacking}.`].filter(Boolean).join(" ") : "Всё заполнено, замечаний нет.";
    const line = (fault) => make("li", {}, make("a", { href: `#f-${fault.key}` }, known.get(fault.key).label), `: ${fault.text}`);
    const seen = (fault) => !fault.missing || touched.has(fault.key);
    part("faults").replaceChildren(...found.filter(seen).map(line));
    part("missing").replaceChildren(...found.filter((fault) => !seen(fault)).map(line));
    part("missing").closest("details").hidden = found.every(seen);
  }

  function changed(key) {
    touched.add(key);
    remember();
    refresh();
  }

  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", (event) => {
    const field = event.target.closest("[data-field]");
    if (field) changed(field.dataset.field);
  });
  form.addEventListener("focusin", (event) => {
    const field = event.target.closest("[data-field]");
    if (field) printed.point(field.dataset.field);
  });
  addEventListener("pagehide", () => remember.now());
  addEventListener("beforeprint", () => refresh.now());
  // A link to a field leads to its control, not only to the place.
  document.addEventListener("click", (event) => {
    const link = event.target.closest && event.target.closest(".form__faults a");
    const target = link && document.getElementById(link.hash.slice(1));
    if (!target) return;
    event.preventDefault();
    target.closest("details").open = true;
    target.focus();
    target.scrollIntoView({ block: "center" });
  });

  kept.watch(() => {
    status.textContent = "Этот бланк заполняют и в другой вкладке. Закройте одну из них: запоминается то, что записано последним.";
  });
  keep.addEventListener("change", () => {
    if (keep.checked) remember.now();
    else kept.clear();
    status.textContent = keep.checked ? "Ответы останутся в этом браузере." : "Записанное стёрто. Ответы есть только на этой странице, пока она открыта.";
  });
  part("save").addEventListener("click", () => {
    const address = URL.createObjectURL(new Blob([file(spec.program, spec.version, read())], { type: "application/json" }));
    make("a", { href: address, download: `${spec.program}-${today()}.json` }).click();
    setTimeout(() => URL.revokeObjectURL(address), 10000);
    status.textContent = "Файл с ответами сохранён в загрузки. Храните его там, где храните личные данные.";
  });
  part("load").addEventListener("change", async (event) => {
    const chosen = event.target.files[0];
    event.target.value = "";
    if (!chosen) return;
    try {
      if (chosen.size > LARGEST) throw new Error("Файл слишком велик: это не файл с ответами.");
      const { answers, version } = parsed(await chosen.text(), spec.program);
      const { taken, left } = fitting(spec, answers);
      if (isEmpty(taken)) throw new Error(left.length ? `В файле нет ответов для этого бланка; незнакомые поля: ${left.join(", ")}.` : "В файле нет ни одного ответа.");
      if (!isEmpty(read()) && !confirm("Заменить то, что уже заполнено, ответами из файла?")) return;
      put(taken);
      changed("");
      const other = version === spec.version ? "" : ` Файл сделан по версии ${version}, бланк теперь ${spec.version}: просмотрите ответы.`;
      status.textContent = `Ответы загружены.${other}${left.length ? ` Для части ответов места нет, они остались только в файле: ${left.join(", ")}.` : ""}`;
    } catch (error) {
      status.textContent = error.message;
    }
  });
  part("clear").addEventListener("click", () => {
    if (isEmpty(read()) || !confirm("Стереть все ответы на этой странице и в памяти браузера? Вернуть их будет нельзя.")) return;
    put({});
    touched.clear();
    kept.clear();
    refresh.now();
    status.textContent = "Стёрто.";
  });
  part("copy").addEventListener("click", async () => {
    refresh.now();
    try {
      await copyRich(sheet.innerHTML, sheet.innerText);
      status.textContent = "Документ скопирован: вставьте его в Word или другой редактор.";
    } catch {
      status.textContent = "Браузер не дал скопировать: выделите документ мышью и скопируйте сами.";
    }
  });

  const offer = form.querySelector("[data-bank]");
  if (offer && spec.bank) {
    const plan = tables.find((table) => table.key === spec.bank.table);
    const [table, column] = spec.bank.chosen || [];
    const chosen = () => {
      const lines = (known.get(table) || {}).lines || [];
      return (read()[table] || []).map((row, index) => row[column] && lines[index]).filter(Boolean);
    };
    bank(offer, spec.bank.fill, chosen, (row) => {
      plan.take(row);
      changed(plan.key);
    });
  }

  const before = kept.read();
  put(before ? fitting(spec, before).taken : {});
  if (before) status.textContent = "Здесь ваши прежние ответы: они хранились в этом браузере.";
  refresh.now();
}
