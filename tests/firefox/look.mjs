// What a reader sees of an embed, in a few Russian words: the cell of the table. Measured from outside, in computed styles
// and in the pixels of a screenshot; words after «;» are faults.
const ALLOWED = 1; // px between a frame and what is in it
const READABLE = 4.5; // WCAG 2.1 AA, text
const WORDS = 0.003; // of an area: what a few pictures and lines do not reach, and any text does
const SAME = 8; // of 255, per channel: screenshots are not compressed, gradients are
const PATIENCE = 4000;
const SCROLLED = 100; // hosts have panels that stick when the page is scrolled

const within = (promise, otherwise) => Promise.race([promise.catch(() => otherwise), new Promise((done) => setTimeout(done, PATIENCE, otherwise))]);

// Runs in the host's page: where the embed is and what its style is. `at`: number of the embed on the page.
const outside = (at) => {
  const box = document.querySelectorAll(".nb-embed")[at];
  const bare = [...document.querySelectorAll("#place > object, #place > iframe")][at];
  const place = box || bare;
  const style = (node) => {
    const { color, fontSize, fontFamily } = getComputedStyle(node);
    return { color, size: fontSize, font: fontFamily };
  };
  const shown = (node) => node.getClientRects().length > 0 && getComputedStyle(node).visibility === "visible";
  const link = box ? box.querySelector("a") : place.querySelector("a") || place.parentElement.querySelectorAll("p > a")[at];
  const root = box && box.querySelector("div") && box.querySelector("div").shadowRoot;
  const nb = root && root.querySelector(".nb");
  const frame = bare || (root && root.querySelector("iframe"));
  const words = document.getElementById("words");
  const result = {
    state: box ? box.dataset.nb || "" : "",
    host: { ...style(words), link: getComputedStyle(document.getElementById("own")).color, words: words.textContent },
    link: shown(link),
    seized: "seized" in window,
    wide: document.documentElement.scrollWidth > document.documentElement.clientWidth,
    width: place.getBoundingClientRect().width,
    frame: frame && shown(frame) && { width: frame.getBoundingClientRect().width, height: frame.getBoundingClientRect().height, url: frame.src || frame.data },
  };
  if (!nb) return result;
  const anchor = nb.querySelector("a[href]");
  return {
    ...result,
    inline: {
      ...style(nb),
      link: anchor && getComputedStyle(anchor).color,
      level: nb.querySelector("h2, h3")?.localName,
      titles: [...nb.querySelectorAll("h2, h3, h4")].filter(shown).map((node) => node.textContent),
    },
  };
};

// Runs in the frame's page.
const inside = () => {
  const root = document.documentElement;
  const { color, fontSize, fontFamily } = getComputedStyle(document.body);
  return {
    color, size: fontSize, font: fontFamily,
    title: document.querySelector("main h1").textContent,
    sections: [...document.querySelectorAll("main section")].map((node) => node.id),
    link: getComputedStyle(document.querySelector("main a")).color,
    height: root.getBoundingClientRect().height,
    wide: root.scrollWidth > root.clientWidth,
  };
};

const framed = async (page, frame) => {
  for (const one of page.frames()) {
    if (one === page.mainFrame() || one.url() !== frame.url) continue;
    const seen = await within(one.evaluate(inside), null);
    if (seen) return seen;
  }
  return null;
};

// Runs in the host's page: the part of an embed, or of the host's own words, that fits the window, scrolled there.
const visible = (at) => {
  const node = at === undefined ? document.getElementById("words") : document.querySelectorAll(".nb-embed, #place > object, #place > iframe")[at];
  node.scrollIntoView({ block: "center", behavior: "instant" });
  const { x, y, right, bottom } = node.getBoundingClientRect();
  const corner = { x: Math.max(0, Math.ceil(x)), y: Math.max(0, Math.ceil(y)) };
  return {
    x: corner.x + Math.ceil(scrollX),
    y: corner.y + Math.ceil(scrollY),
    width: Math.floor(Math.min(right, innerWidth)) - corner.x - 1,
    height: Math.floor(Math.min(bottom, innerHeight)) - corner.y - 1,
  };
};

// The commonest colour of an area of the page, and the share of it that can be read on that colour.
const pixels = async (page, painter, at) => {
  const clip = await page.evaluate(visible, at);
  await new Promise((done) => setTimeout(done, SCROLLED));
  if (clip.width < 2 || clip.height < 2) return null;
  const shot = await page.screenshot({ clip, encoding: "base64", captureBeyondViewport: false });
  return painter.evaluate(async (data, readable) => {
    const image = new Image();
    image.src = `data:image/png;base64,${data}`;
    await image.decode();
    const canvas = new OffscreenCanvas(image.width, image.height);
    const brush = canvas.getContext("2d");
    brush.drawImage(image, 0, 0);
    const dots = new Uint32Array(brush.getImageData(0, 0, image.width, image.height).data.buffer);
    const often = new Map();
    for (const dot of dots) often.set(dot, (often.get(dot) || 0) + 1);
    const channels = (dot) => [dot & 255, (dot >> 8) & 255, (dot >> 16) & 255];
    const light = (dot) => channels(dot).map((one) => (one / 255 <= 0.04045 ? one / 255 / 12.92 : ((one / 255 + 0.055) / 1.055) ** 2.4)).reduce((sum, one, at) => sum + one * [0.2126, 0.7152, 0.0722][at], 0);
    const [paper] = [...often].reduce((best, one) => (one[1] > best[1] ? one : best));
    const ratio = (one, other) => (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
    const clear = [...often].filter(([dot]) => ratio(light(dot), light(paper)) >= readable).reduce((sum, [, times]) => sum + times, 0);
    return { paper: channels(paper), words: clear / dots.length };
  }, shot, READABLE);
};

const apart = (one, other) => one.some((value, at) => Math.abs(value - other[at]) > SAME);
const unlike = (shown, host) => [
  shown.color !== host.color && "цвет текста не тот",
  shown.link && shown.link !== host.link && "цвет ссылок не тот",
  Math.abs(parseFloat(shown.size) - Math.max(14, parseFloat(host.size))) > 0.1 && "размер не тот",
  shown.font !== host.font && "шрифт не тот",
];
const chosen = (ids, wanted) => wanted && ids.join(" ") !== wanted && `разделы не те (${ids.join(" ")})`;

const paint = async (page, painter, at) => {
  const host = await pixels(page, painter);
  const mine = await pixels(page, painter, at);
  if (!mine) return ["не видно"];
  return [mine.words < WORDS && "не прочесть", apart(mine.paper, host.paper) && "свой фон"];
};

const ofFrame = async (page, painter, at, seen, told, wanted, follows) => {
  const content = await framed(page, seen.frame);
  if (!content) return seen.link ? ["пустая рамка и ссылка"] : ["пустая рамка"];
  const spare = seen.frame.height - content.height;
  const narrow = seen.frame.width <= 300 && seen.width > 320;
  const shape = narrow ? "рамка 300 × 150" : Math.abs(spare) <= ALLOWED ? "рамка" : spare < 0 ? "рамка с прокруткой" : "рамка с пустым местом";
  return [
    shape,
    !content.title.startsWith(told.title) && "буквы раздела не те",
    content.wide && !narrow && "внутри шире рамки",
    chosen(content.sections, wanted),
    ...(follows ? unlike(content, seen.host) : []),
    ...(await paint(page, painter, at)),
  ];
};

// The cell for one embed. `told`: {title, titles: {id: title} of all sections, words of the host}, `wanted`: ids that were asked for, `follows`: it takes the host's colours.
export const look = async (page, painter, line, at, told, wanted) => {
  const seen = await page.evaluate(outside, at);
  if (process.env.DEBUG) console.error(JSON.stringify(seen));
  const words = [];
  if (seen.state === "loading") words.push("всё ещё загружается");
  else if (seen.state === "inline") {
    const ids = seen.inline.titles.map((title) => Object.keys(told.titles).find((id) => told.titles[id] === title)).filter(Boolean);
    words.push("раздел", seen.inline.level !== (wanted ? "h3" : "h2") && "заголовки не те", chosen(ids, wanted || Object.keys(told.titles).join(" ")), ...unlike(seen.inline, seen.host), !seen.link && "ссылки нет");
    words.push(...(await paint(page, painter, at)));
  } else if (line === "object" && seen.link) words.push("ссылка");
  else if (seen.frame) words.push(...(await ofFrame(page, painter, at, seen, told, wanted, line === "frame" || line === "script")));
  else words.push(seen.link ? "ссылка" : "ничего");
  if (line === "iframe" && !seen.link) words.push("ссылки нет");
  if (seen.host.words.slice(0, told.words.length) !== told.words) words.push("буквы сайта не те");
  if (seen.seized) words.push("чужой скрипт выполнен");
  if (seen.wide) words.push("страница шире экрана");
  return words.filter(Boolean).join("; ");
};
