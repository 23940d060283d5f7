// Firefox and Chromium through one driver. Firefox is told the system's theme and the lack of scripts by its preferences,
// which hold for the whole browser; so hosts are visited in groups of one mood {os, js}.
import puppeteer from "puppeteer-core";

export const NAMES = ["Firefox", "Chromium"];

const firefox = ({ os, js }) => puppeteer.launch({
  browser: "firefox",
  executablePath: process.env.FIREFOX,
  extraPrefsFirefox: {
    "layout.css.prefers-color-scheme.content-override": os === "dark" ? 0 : 1,
    "javascript.enabled": js,
  },
});
const chromium = () => puppeteer.launch({ browser: "chrome", executablePath: process.env.CHROMIUM, args: ["--no-sandbox"] });

// {version, visit(width): a page with nothing remembered and its end, close}
export const open = async (name, mood) => {
  const browser = await (name === "Firefox" ? firefox(mood) : chromium());
  const visit = async (width) => {
    const context = await browser.createBrowserContext();
    const page = await context.newPage();
    await page.setViewport({ width, height: 900 });
    if (name === "Chromium") {
      await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: mood.os }]);
      await page.setJavaScriptEnabled(mood.js);
    }
    return { page, end: () => context.close() };
  };
  return { version: await browser.version(), visit, close: () => browser.close() };
};

// A page that reads screenshots, in a browser that is under no test.
export const reader = async () => (await chromium()).newPage();
