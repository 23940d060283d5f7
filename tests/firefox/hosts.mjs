// The pages of schools an embed must live on: plain ones and ones that hinder it. `page` makes the HTML round a pasted line.
// A host: name (row of the table), and where it differs from a plain one: css, html (attributes of <html>), body (attributes),
// after (markup below the line), doctype, charset, policy (CSP; {bank} is the bank's origin), bank (one of MANNERS or `down`),
// plain (lines for a bank without CORS), lines (only these), edit (what a curator added to the line),
// os (dark), js (false), width, then (a reader's action of visitor.mjs), seen (a value that must be in the page), parts.

const DARK = "body{background:#101418;color:#e6e6e6}a{color:#9cd0ff}";
const RESET = `*,*::before,*::after{all:unset}*{font-size:11px!important;line-height:1!important;margin:0!important;padding:0!important;letter-spacing:0!important}
html,body,p,div,h1,h2,h3,footer,main{display:block!important}head,script,style,title,meta,link{display:none!important}
section,article,ul,li,h2,h3{display:none!important}iframe{height:80px!important}a{color:#a0305a!important;text-decoration:none!important}`;
const SELF = "default-src 'self'; style-src 'self' 'unsafe-inline'";
const parts = (code, chosen) => code.replace('class="nb-embed"', `class="nb-embed" data-sections="${chosen}" data-limit="1" data-heading="3"`).replace(/(data|src)="([^"]*\/embed\/v1\/s\/[^"]*)"/, `$1="$2?sections=${encodeURIComponent(chosen)}&amp;limit=1"`);
const EVIL = '<iframe src="/forger" title="Чужая рамка" width="200" height="60" class="foreign"></iframe>';
const BVI = { bvi: true, css: "body{background:#fff6e8;color:#402020}a{color:#a0305a}" };

export const HOSTS = [
  { name: "обычный" },
  { name: "сброс стилей (`*`, `section`, `iframe`, всё с !important)", css: RESET },
  { name: "CSP: скрипты и рамки только свои", policy: `${SELF}; script-src 'self'; frame-src 'self'` },
  { name: "CSP: рамки банка, скрипты только свои", policy: `${SELF}; script-src 'self'; frame-src {bank}` },
  { name: "CSP: скрипты и рамки банка, стили в строке и запросы запрещены", policy: "default-src 'self'; script-src {bank}; frame-src {bank}; style-src 'self'" },
  { name: "CSP: рамки запрещены, Trusted Types", policy: "style-src 'self'; script-src {bank}; connect-src {bank}; frame-src 'none'; object-src 'none'; require-trusted-types-for 'script'" },
  { name: "без JavaScript", js: false },
  { name: "без doctype", doctype: "" },
  { name: "windows-1251", charset: "windows-1251" },
  { name: "колонка 320 px", width: 320 },
  { name: "светлый сайт, тёмная система", os: "dark" },
  { name: "тёмный сайт, светлая система", css: DARK },
  { name: "тёмный сайт, тёмная система", css: DARK, os: "dark" },
  { name: "тёмный сайт с color-scheme: dark", css: `:root{color-scheme:dark}${DARK}` },
  { name: "сайт без своих цветов с color-scheme: dark", css: ":root{color-scheme:dark}" },
  { name: "сайт с color-scheme: light dark, тёмная система", css: ":root{color-scheme:light dark}", os: "dark" },
  { name: "фон сайта – градиент", css: "body{background:linear-gradient(#123,#123);color:#eef}a{color:#9cf}" },
  { name: "сайт меняет тему на месте", css: ".dark{background:#101418;color:#e6e6e6}.dark a{color:#9cd0ff}", then: "darken" },
  { name: "сайт меняет тему, ссылки цвета текста", css: "a{color:inherit}.dark{background:#101418;color:#e6e6e6}", then: "darken" },
  { name: "сайт увеличивает шрифт на месте", css: ".large{font-size:26px}", then: "enlarge" },
  { name: "банк не отвечает: соединение отклонено", bank: "down" },
  { name: "школы в банке нет (404)", bank: "gone" },
  { name: "банк шлёт X-Frame-Options", bank: "noframes" },
  { name: "банк без CORS, строка без integrity", bank: "nocors", plain: true },
  { name: "банк без CORS, строка с integrity", bank: "nocors" },
  { name: "скрипт банка подменён", bank: "changed" },
  { name: "запрос данных обрывается", bank: "nodata" },
  { name: "запрос данных не кончается", bank: "silent" },
  { name: "чужая рамка шлёт поддельные сообщения", after: EVIL, then: "wait" },
  { name: "два раздела на странице", edit: (code) => parts(code, "events documents") + parts(code, "curator"), parts: ["events documents", "curator"] },
  { name: "окно стало узким", then: "narrow" },
  { name: "BVI: включена на странице", ...BVI, then: "bvi" },
  { name: "BVI: потом с засечками, синяя, крупнее", ...BVI, then: "bviBlue" },
  { name: "BVI: выключена снова", ...BVI, then: "bviOff" },
  { name: "BVI: включена страницей раньше", ...BVI, then: "bviBefore" },
];

export const LINES = {
  script: (codes) => codes.script,
  frame: (codes) => codes.script.replace('class="nb-embed"', 'class="nb-embed" data-mode="frame"'),
  object: (codes) => codes.object,
  iframe: (codes) => codes.iframe,
};

export const TEXT = "Текст школы: «Ёлочки», № 1 – и ничего больше.";
const CYRILLIC = Object.fromEntries([..."АБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯабвгдежзийклмнопрстуфхцчшщъыьэюя"].map((letter, at) => [letter, 0xc0 + at]));
const OTHERS = { Ё: 0xa8, ё: 0xb8, "«": 0xab, "»": 0xbb, "№": 0xb9, "–": 0x96, "\u00a0": 0xa0 };
const windows1251 = (text) => Buffer.from([...text].flatMap((letter) => {
  const code = CYRILLIC[letter] ?? OTHERS[letter] ?? letter.codePointAt(0);
  return code < 256 ? [code] : [...Buffer.from(`&#${code};`)];
}));

// BVI names the port in the domain of its cookies, so away from port 80 it would never switch on: the port is taken off here.
const PORTLESS = "const cookie = Object.getOwnPropertyDescriptor(Document.prototype, 'cookie'); Object.defineProperty(document, 'cookie', { get: () => cookie.get.call(document), set: (text) => cookie.set.call(document, text.replace(/(domain=[^:;]*):[0-9]+/, '$1')) });";
const SWITCH = "new isvek.Bvi({ target: '.bvi', theme: 'black', fontSize: 24, speech: false });";
const bvi = (on) => on ? { head: '<link rel="stylesheet" href="/bvi/css/bvi.css">', foot: `<script>${PORTLESS}</script><script src="/bvi/js/bvi.js"></script><script>${SWITCH}</script>` } : { head: "", foot: "" };

// {headers, body} of a host with a line pasted into it; `origins` are the banks, the first of which the lines were made for.
export const page = (kind, line, told, origins) => {
  const bank = origins[kind.bank || "good"];
  const codes = told[kind.plain ? "plain" : "sealed"];
  const pasted = (kind.edit || ((code) => code))(LINES[line](codes)).replaceAll(origins.good, bank);
  const special = bvi(kind.bvi);
  const html = `${kind.doctype ?? "<!doctype html>"}
<html lang="ru"><head><meta charset="${kind.charset || "utf-8"}"><meta name="viewport" content="width=device-width"><title>Школа</title>${special.head}
<style>body{font:17px/1.5 Georgia,serif;margin:1em auto;max-width:900px;padding:0 10px}h1{font-size:1.4em}${kind.css || ""}</style></head>
<body>${kind.bvi ? '<p><a href="#" class="bvi">Версия для слабовидящих</a></p>' : ""}<h1>Наставничество</h1><p id="words">${TEXT} <a id="own" href="/">Ссылка школы</a></p>
<div id="place">${pasted}</div>${kind.after || ""}<footer><p>Подвал школы</p></footer>${special.foot}</body></html>`;
  const charset = kind.charset || "utf-8";
  return {
    headers: { "content-type": `text/html; charset=${charset}`, ...(kind.policy && { "content-security-policy": kind.policy.replaceAll("{bank}", bank.slice(0, -1)) }) },
    body: charset === "utf-8" ? html : windows1251(html),
  };
};

// A frame of somebody else on the host's page: it claims a height and tries to paint its neighbours.
export const FORGER = `<!doctype html><meta charset="utf-8"><title>forger</title><p>Чужое</p><script>
setInterval(() => {
  parent.postMessage({ nb: 1, h: 19000 }, "*");
  for (let at = 0; at < parent.length; at++) parent[at].postMessage({ nb: 1, q: "h", t: { c: "#ff0000", a: "#ff0000", b: "#00ff00", z: "60px" } }, "*");
}, 50);
</script>`;
