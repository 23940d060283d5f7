// The matrix: every host × line × browser is opened, looked at and written as a Markdown table; a difference from expected.md fails.
// node matrix.mjs FOLDER PORT [SCREENSHOTS]: FOLDER holds site/ and lines.json, the site was built for PORT. See `run`.
import { mkdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { join } from "node:path";
import { NAMES, open, reader } from "./browsers.mjs";
import { FORGER, HOSTS, LINES, TEXT, page as hostPage } from "./hosts.mjs";
import { look } from "./look.mjs";
import { banks, host } from "./servers.mjs";
import { ACTIONS, settle } from "./visitor.mjs";

const here = fileURLToPath(new URL(".", import.meta.url));
const [folder, port, shots] = process.argv.slice(2);
const HEAD = ["Хост", "Браузер", "скрипт", "скрипт, рамкой", "object", "iframe"];
const PATIENCE = 5000;
const only = process.env.ONLY ? new RegExp(process.env.ONLY) : /./;

const told = JSON.parse(readFileSync(join(folder, "lines.json"), "utf-8"));
const section = JSON.parse(readFileSync(join(folder, "site/embed/v1/s/organizaciya-a/data.json"), "utf-8"));
const facts = { title: section.title, titles: Object.fromEntries(section.sections.map((block) => [block.id, block.title])), words: TEXT };
const painter = await reader();
const origins = await banks(join(folder, "site"), Number(port));
const home = await host((path) => {
  if (path === "/forger") return { headers: { "content-type": "text/html" }, body: FORGER };
  const [, at, line] = path.split("/");
  return HOSTS[at] && LINES[line] && hostPage(HOSTS[at], line, told, origins);
}, join(here, "node_modules/bvi/dist"));

const expected = readFileSync(join(here, "expected.md"), "utf-8").split("\n").filter((row) => row.startsWith("|"));
const start = (row) => row.split(" | ").slice(0, 2).join(" | ");
const wished = (at, name, line) => expected.find((row) => start(row) === `| ${HOSTS[at].name} | ${name}`)?.slice(2, -2).split(" | ")[2 + Object.keys(LINES).indexOf(line)];

// Frames take their size and colours when they can: a page is looked at until it is as expected or the time is up.
const until = async (measure, wish) => {
  const end = Date.now() + PATIENCE;
  let seen;
  do seen = await measure();
  while (seen !== wish && Date.now() < end);
  return seen;
};

// All embeds of a page in one cell.
const lookAll = async (page, line, parts = [""]) => {
  const cells = [];
  for (const [number, wanted] of parts.entries()) cells.push(await look(page, painter, line, number, facts, wanted));
  return [...new Set(cells)].join(" / ");
};

// The cell of one host, line and browser; two embeds on a page give one cell if both are well.
const cell = async (browser, at, line) => {
  const kind = HOSTS[at];
  const { page, end } = await browser.visit(kind.width || 1280);
  try {
    await page.goto(`${home}/${at}/${line}`);
    await settle(page);
    if (kind.then) {
      await ACTIONS[kind.then](page);
      await settle(page);
    }
    const seen = await until(() => lookAll(page, line, kind.parts), wished(at, browser.name, line));
    if (shots) {
      await page.evaluate(() => scrollTo(0, 0));
      await page.screenshot({ path: join(shots, `${browser.name}-${String(at).padStart(2, "0")}-${line}.png`) });
    }
    return seen;
  } catch (fault) {
    return `не удалось: ${fault.message.split("\n")[0].slice(0, 90)}`;
  } finally {
    await end();
  }
};

// All hosts in one browser; gives its version and puts the rows into the table.
const visitAll = async (name, rows) => {
  const groups = {};
  for (const [at, { name: title, os = "light", js = true }] of HOSTS.entries()) {
    if (only.test(title)) (groups[JSON.stringify({ os, js })] ||= []).push(at);
  }
  let version;
  for (const [mood, numbers] of Object.entries(groups)) {
    const browser = { ...(await open(name, JSON.parse(mood))), name };
    version = browser.version;
    for (const at of numbers) {
      const cells = [];
      for (const line of Object.keys(LINES)) cells.push(await cell(browser, at, line));
      rows[`${at} ${name}`] = `| ${[HOSTS[at].name, name, ...cells].join(" | ")} |`;
    }
    await browser.close();
  }
  return version;
};

const rows = {};
if (shots) mkdirSync(shots, { recursive: true });
const versions = await Promise.all(NAMES.map((name) => visitAll(name, rows)));
const table = [`| ${HEAD.join(" | ")} |`, `|${" --- |".repeat(HEAD.length)}`];
for (const at of HOSTS.keys()) for (const name of NAMES) if (rows[`${at} ${name}`]) table.push(rows[`${at} ${name}`]);
console.log(`${versions.join(", ")}\n\n${table.join("\n")}`);

const wrong = table.filter((row) => !expected.includes(row));
for (const row of wrong) {
  console.error(`\nне так, как ждали:\n  есть ${row}\n  ждём ${expected.find((other) => start(other) === start(row)) || "–"}`);
}
process.exit(wrong.length || (!process.env.ONLY && table.length !== expected.length) ? 1 : 0);
