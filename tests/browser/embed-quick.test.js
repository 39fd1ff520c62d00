// A frame's finished picture answers before there is an engine, and says what the engine would.
import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { test } from "node:test";

import { drawn, site, visit } from "./site.js";

const here = site();
const CHARTS = readdirSync(new URL("../../dist/embed/", import.meta.url), { withFileTypes: true }).filter((entry) => entry.isDirectory()).map(({ name }) => name);
/** The widths at which pictures are finished: there the canvas is the same picture. */
const WIDTHS = [344, 720];

/** A frame whose engine never comes. */
async function still(path, options = {}) {
  const context = await here.browser.newContext({ reducedMotion: "reduce", ...options });
  await context.route("**/*.wasm", (route) => route.abort());
  const page = await context.newPage();
  await page.goto(new URL(path, here.address).href);
  await page.waitForSelector(".still[tabindex]", { state: "attached" });
  return page;
}

/** What is said at points of the picture, by the still or by the canvas. */
const said = (page, points) => page.evaluate((all) => {
  const picture = document.querySelector(".picture");
  const target = [...picture.querySelectorAll("canvas, .still")].find((one) => one.checkVisibility());
  const { left, top } = picture.getBoundingClientRect();
  return all.map(([x, y]) => {
    target.dispatchEvent(new PointerEvent("pointermove", { bubbles: true, clientX: left + x, clientY: top + y, pointerType: "mouse" }));
    const tip = picture.querySelector(".tip");
    return tip.hidden ? null : tip.textContent;
  });
}, points);

/** What the arrow keys say, once around, and where the ring is. */
async function walked(page, most) {
  const found = [];
  await page.focus('.picture [tabindex="0"]:is(canvas, .still):not([style*="none"])').catch(() => {});
  for (let at = 0; at < most; at++) {
    await page.keyboard.press("ArrowRight");
    found.push(await page.evaluate(() => {
      const picture = document.querySelector(".picture");
      const [ring, tip] = [picture.querySelector(".ring"), picture.querySelector(".tip")];
      return [document.querySelector(".spoken").textContent, tip.textContent, ring.hidden, parseFloat(ring.style.left), parseFloat(ring.style.top)];
    }));
    if (at && found[at][0] === found[0][0]) break;
  }
  return found;
}

for (const chart of CHARTS) {
  test(`${chart}: without an engine the pointer finds what the engine finds, at both widths`, async () => {
    for (const [width, lang] of [[344, "fr"], [720, "en"]]) {
      const path = `/embed/${chart}/${lang}/gallium/`;
      const options = { viewport: { width, height: 2000 } };
      const quick = await still(path, options);
      const whole = await visit(here, path, options);
      await drawn(whole);
      const tall = await whole.evaluate(() => document.querySelector("canvas").clientHeight);
      const points = [];
      for (let y = 7; y < tall; y += 17) for (let x = 5; x < width; x += 13) points.push([x, y]);
      const AROUND = [[0, 0], [-3, 0], [3, 0], [0, -3], [0, 3]];
      const engine = await said(whole, points.flatMap(([x, y]) => AROUND.map(([across, down]) => [x + across, y + down])));
      const ours = await said(quick, points);
      const wrong = [];
      let checked = 0, silent = 0;
      for (const [at, point] of points.entries()) {
        const theirs = engine.slice(5 * at, 5 * at + 5);
        // Where two things meet, half a px decides.
        if (new Set(theirs).size > 1) continue;
        checked++;
        if (theirs[0] === null) silent++;
        if (ours[at] !== theirs[0]) wrong.push([...point, ours[at], theirs[0]]);
      }
      console.log(chart, width, lang, "points", points.length, "checked", checked, "silent", silent, "wrong", wrong.length);
      if (wrong.length) console.log(wrong.slice(0, 8));
      assert.ok(checked - silent > 24, `${chart} ${width}: only ${checked} points`);
      await quick.context().close();
      await whole.context().close();
    }
  });
}
