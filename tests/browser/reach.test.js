// What the accessibility statement promises for every page, in both languages: room, zoom, stillness, and nothing for axe to find.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { test } from "node:test";

import { addresses, engine } from "../templates.js";
import { drawn, site, visit } from "./site.js";

const here = site();
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** Opens a page, with its figures drawn and what is folded laid open. */
async function opened(path, options) {
  const page = await visit(here, path, options);
  if (engine(path)) await drawn(page);
  // Of lists of hundreds of entries of one shape a few say as much.
  if (path.includes("/data/")) await page.evaluate(() => {
    for (const list of document.querySelectorAll("main, .findable, tbody")) for (const one of [...list.querySelectorAll(":scope > details, :scope > section, :scope > li, :scope > tr")].slice(4)) one.remove();
  });
  await page.$$eval("details", (all) => { for (const one of all) one.open = true; });
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  return page;
}

/** What is wider than the window, cut off, or lies on something else. */
const cramped = (page) => page.evaluate(() => {
  const wide = innerWidth;
  const wrong = [];
  const name = (one) => one.outerHTML.replace(/\s+/g, " ").slice(0, 90);
  if (document.documentElement.scrollWidth > wide) wrong.push(`the page is ${document.documentElement.scrollWidth} wide`);
  const hidden = ".unseen, .spoken, [hidden], option";
  // What scrolls on its own can be reached there, when the keyboard can get to it.
  const scrolls = (one) => {
    for (let at = one.parentElement; at && at !== document.body; at = at.parentElement) {
      const { overflowX } = getComputedStyle(at);
      if ((overflowX === "auto" || overflowX === "scroll") && at.scrollWidth > at.clientWidth) return at;
    }
    return null;
  };
  const regions = new Set();
  const pen = document.createElement("canvas").getContext("2d");
  for (const one of document.querySelectorAll("body *")) {
    if (one.closest(hidden) || one.closest("svg") || !one.checkVisibility({ visibilityProperty: true })) continue;
    const box = one.getBoundingClientRect();
    if (!box.width || !box.height) continue;
    const style = getComputedStyle(one);
    const region = scrolls(one);
    if (region) regions.add(region);
    else if (box.right > wide + 0.5 || box.left < -0.5) wrong.push(`${Math.round(box.left)} to ${Math.round(box.right)}: ${name(one)}`);
    // What is for readers of the tree alone is cut off for the eye on purpose.
    if (style.clipPath !== "none") continue;
    if (/hidden|clip/.test(style.overflowX + style.overflowY) && one.textContent.trim() && !one.matches("select, input, .closer")
      && (one.scrollWidth > one.clientWidth + 1 || one.scrollHeight > one.clientHeight + 1)) wrong.push(`cut off: ${name(one)}`);
    // A menu that shows with dots that there is more has the whole when it is opened.
    if (one.matches("select, .search input, input[type=number]") && style.textOverflow !== "ellipsis") {
      const text = one.matches("select") ? one.selectedOptions[0]?.textContent ?? "" : one.value;
      pen.font = style.font;
      const room = one.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight) - (one.matches("select") ? 16 : 0);
      if (pen.measureText(text).width > room + 1) wrong.push(`“${text}” is cut off by ${Math.round(pen.measureText(text).width - room)} px: ${name(one)}`);
    }
    // The links of a table's rows are alike.
    if (one.matches("button, summary, a[href], input, select, textarea") && !region && !one.closest("tr:nth-child(n+3)")) {
      // The middle of a control is its own: nothing lies on it.
      one.scrollIntoView({ block: "center", behavior: "instant" });
      const at = one.getClientRects()[0];
      const top = document.elementFromPoint(at.left + at.width / 2, at.top + at.height / 2);
      if (!one.matches(":disabled") && top && !one.contains(top) && !top.contains(one) && !top.closest("label")?.contains(one)) wrong.push(`${name(top)} lies on ${name(one)}`);
    }
  }
  for (const region of regions) {
    if (region.tabIndex < 0 && !region.querySelector("a[href], button, input, select, textarea, iframe, [tabindex='0']")) wrong.push(`no key reaches ${name(region)}`);
  }
  return [...new Set(wrong)].slice(0, 8);
});

/** What moves of itself, or would move softly. */
const moving = (page) => page.evaluate(async () => {
  const pictures = () => [...document.querySelectorAll("canvas")].map((one) => one.toDataURL());
  const before = pictures();
  const wrong = document.getAnimations().map((one) => `an animation of ${one.effect?.target?.outerHTML.slice(0, 80)}`);
  for (const one of document.querySelectorAll("*")) {
    const style = getComputedStyle(one);
    if (style.scrollBehavior === "smooth") wrong.push(`scrolls softly: ${one.outerHTML.slice(0, 80)}`);
    if (style.transitionDuration.split(",").some((time) => parseFloat(time) > 0)) wrong.push(`has a transition: ${one.outerHTML.slice(0, 80)}`);
    if (one.matches("video, marquee, blink, img[src$='.gif'], animate, animateTransform")) wrong.push(one.outerHTML.slice(0, 80));
  }
  for (let frame = 0; frame < 10; frame += 1) await new Promise((done) => requestAnimationFrame(done));
  if (pictures().some((one, at) => one !== before[at])) wrong.push("a picture moved");
  return wrong;
});

/** Opens every page, asks what is wrong with it, and wants nothing. */
async function everywhere(options, ...asks) {
  const wrong = [];
  for (const path of addresses()) {
    const page = await opened(path, { ...options, reducedMotion: "reduce", colorScheme: path.includes("fr/") ? "dark" : "light", bypassCSP: true });
    for (const ask of asks) for (const one of await ask(page, path)) wrong.push(`${path} ${one}`);
    assert.deepEqual(page.problems, [], path);
    await page.context().close();
  }
  assert.deepEqual(wrong, []);
}

test("at 320 px every page fits, nothing is cut off or covered, what scrolls can be reached by key, and nothing moves", async () => {
  await everywhere({ viewport: { width: 320, height: 640 } }, cramped, moving);
});

// Zoom gives a page half of the window's CSS px in twice as many dots: that of a laptop here. A template's colours are the same
// in both languages, so that each is seen by axe in light and in dark.
test("zoomed to 200 % in a window of 1280 px the same holds, and axe finds nothing", async () => {
  await everywhere({ viewport: { width: 640, height: 360 }, deviceScaleFactor: 2 }, cramped, async (page, path) => {
    // The pages of the data have a test of their own, beside what else they owe.
    if (path.includes("/data/")) return [];
    await page.addScriptTag({ content: axe });
    const { violations } = await page.evaluate(() => axe.run());
    return violations.map((one) => `${one.id}: ${one.nodes[0].html}`);
  });
});
