// What a visitor does on a host before looking: waits, narrows the window, switches the theme or «версия для слабовидящих».
const SETTLED = 300;
const SLOW = 15_000; // the loader itself gives up after 8 s
const pause = (time) => new Promise((done) => setTimeout(done, time));

// Until no embed of the page is loading and the height of the page has stopped changing.
export const settle = async (page) => {
  const end = Date.now() + SLOW;
  let before = "";
  while (Date.now() < end) {
    const now = await page.evaluate(() => {
      const boxes = [...document.querySelectorAll(".nb-embed")].map((box) => box.dataset.nb);
      return boxes.includes("loading") ? "" : `${boxes} ${document.documentElement.scrollHeight}`;
    });
    if (now && now === before) return;
    before = now;
    await pause(SETTLED);
  }
};

const click = (page, selector) => page.evaluate((what) => document.querySelector(what).click(), selector);
const bvi = async (page) => {
  await click(page, "a.bvi");
  await page.waitForSelector("body.bvi-active .bvi-panel", { timeout: 5000 });
};

export const ACTIONS = {
  wait: () => pause(1000),
  narrow: (page) => page.setViewport({ width: 400, height: 900 }),
  darken: (page) => page.evaluate(() => document.body.classList.add("dark")),
  enlarge: (page) => page.evaluate(() => document.body.classList.add("large")),
  bvi,
  bviBlue: async (page) => {
    await bvi(page);
    await settle(page);
    await click(page, ".bvi-font-family-times");
    await click(page, ".bvi-theme-blue");
    for (let times = 0; times < 4; times++) await click(page, ".bvi-fontSize-plus");
  },
  bviOff: async (page) => {
    await bvi(page);
    await settle(page);
    await click(page, ".bvi-panel [data-bvi='close']");
    await page.waitForSelector("body:not(.bvi-active)", { timeout: 5000 });
  },
  bviBefore: async (page) => {
    await bvi(page);
    await page.reload();
    await page.waitForSelector("body.bvi-active", { timeout: 5000 });
  },
};
