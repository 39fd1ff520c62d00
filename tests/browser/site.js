// What the browser tests share: the built site on a port of its own, and Chromium.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { after, before } from "node:test";

import { chromium } from "playwright-core";

export const FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
  "--disable-component-update", "--disable-sync"];

/**
 * The site's address and a browser, from before the first test of a file until after its last.
 * @param {string} [dir] of a site other than the one that all tests share
 * @param {() => Promise<void>} [build] makes that site
 */
export function site(dir, build) {
  const here = {};
  before(async () => {
    await build?.();
    here.server = spawn(process.env.OFFTAKE_SITE, ["serve", "--no-build", "--port", "0", ...(dir ? ["--dir", dir] : [])], { stdio: ["ignore", "pipe", "inherit"] });
    const [line] = await once(here.server.stdout, "data");
    here.address = String(line).trim();
    here.browser = await chromium.launch({ executablePath: process.env.OFFTAKE_CHROMIUM, args: FLAGS });
  });
  after(async () => {
    await here.browser?.close();
    here.server?.kill();
  });
  return here;
}

/** A page that remembers what went wrong on its console. Nothing moves on it, unless the test is about that. */
export async function visit(here, path, options = {}) {
  const context = await here.browser.newContext({ viewport: { width: 800, height: 900 }, reducedMotion: "reduce", ...options });
  const page = await context.newPage();
  page.problems = [];
  page.on("console", (message) => { if (message.type() === "error") page.problems.push(message.text()); });
  page.on("pageerror", (error) => page.problems.push(String(error)));
  await page.goto(new URL(path, here.address).href, { waitUntil: "load" });
  return page;
}

/** Waits until every figure is drawn by the engine, with its draws. */
export async function drawn(page) {
  await page.waitForFunction(() => {
    // What stands finished in the page is drawn once the reader does something.
    dispatchEvent(new Event("pointermove"));
    const figures = [...document.querySelectorAll(".chart")];
    return figures.length > 0 && figures.every((figure) => !figure.ariaBusy && figure.querySelector(".picture.drawn:not(.unsure) canvas"));
  });
}

/** Brings an element into view and lets the scrolling be told: a scroll that comes later would dismiss what is pointed at. */
export async function inView(page, selector) {
  await page.locator(selector).scrollIntoViewIfNeeded();
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
}

/** In the page: a canvas as a data address, once its backing store is no taller than its picture. */
export const shown = (canvas) => new Promise((done) => {
  const look = () => {
    if (Math.abs(canvas.height - canvas.clientHeight * devicePixelRatio) <= devicePixelRatio) done(canvas.toDataURL());
    else requestAnimationFrame(look);
  };
  look();
});

/** The canvas of a chart as a data address. */
export const pixels = (page, chart) =>
  page.locator(`.chart[data-chart="${chart}"]:not([aria-busy]) canvas`).evaluate(shown);

/** The sentence under a chart. */
export const sentence = (page, chart) => page.textContent(`.chart[data-chart="${chart}"]:not([aria-busy]) .sentence`);

/** The table beside a chart, as text. */
export const table = (page, chart) => page.textContent(`.chart[data-chart="${chart}"]:not([aria-busy]) table`);

/** In the page of a frame: the finished picture that is seen of the two that stand there, with its words, its ink as the browser
 * paints it, where it stands, how much room it has, the size that it was drawn for, and how much larger it is shown. What is clipped
 * away is not there to be pointed at. */
export const first = (page = document) => {
  const around = page.querySelector(".first");
  const seen = [...around.querySelectorAll(":scope > g")].filter((group) => {
    const { left, top, height } = group.querySelector("tspan").getBoundingClientRect();
    return page.elementsFromPoint(left + 8, top + height / 2).some((one) => group.contains(one));
  });
  if (seen.length !== 1) throw new Error(`${seen.length} finished pictures are seen`);
  const [svg] = seen[0].children;
  const { left, top, width, height } = around.getBoundingClientRect();
  const { width: across, height: down } = svg.viewBox.baseVal;
  const words = [...svg.querySelectorAll("tspan")].map(({ textContent }) => textContent).join(" ");
  return { svg: svg.outerHTML, words, ink: page.defaultView.getComputedStyle(svg.querySelector("text[font-weight]")).fill, place: [left, top, width], height, natural: [across / 2, down / 2], scale: 2 * svg.getScreenCTM().a };
};
