// Pictures that change: from where they were, for less than 400 ms, never half way in the end, and not at all for readers who
// want nothing to move. The clock is the test's, so that no machine is too slow for it.
import assert from "node:assert/strict";
import { test } from "node:test";

import { drawn, inView, pixels, site, visit } from "./site.js";

const here = site();
const CHART = "who-gets-it";

/** The explainer at the chart, on a clock that stands still. */
async function paused(reducedMotion, query = "") {
  // Tall enough for the menu and the picture together: one that is out of sight does not move.
  const page = await visit(here, `/en/${query}`, { reducedMotion, viewport: { width: 800, height: 2400 } });
  await drawn(page);
  await inView(page, `.chart[data-chart="${CHART}"] canvas`);
  await page.clock.install();
  await page.clock.pauseAt(Date.now() + 60_000);
  await page.clock.runFor(1000);
  return page;
}

/** Waits for the draws, which are made beside the page and on no clock. */
const sure = (page) => page.waitForSelector(`.chart[data-chart="${CHART}"] .picture.drawn:not(.unsure)`, { state: "attached" });

/** What the chart looks like where nothing moves. */
async function still(query) {
  const page = await visit(here, `/en/${query}`);
  await drawn(page);
  const seen = await pixels(page, CHART);
  await page.context().close();
  return seen;
}

test("a change sets off from what is shown, is under way after a moment and there before 400 ms", async () => {
  const page = await paused("no-preference");
  const before = await pixels(page, CHART);
  await page.selectOption('select[name="rule"]', "emergency-sharing");
  assert.notEqual(await page.textContent(`.chart[data-chart="${CHART}"] caption`), "");
  await page.clock.runFor(120);
  const during = await pixels(page, CHART);
  await page.clock.runFor(280);
  await sure(page);
  const after = await pixels(page, CHART);
  await page.clock.runFor(2000);
  assert.notEqual(during, before, "nothing moved");
  assert.notEqual(during, after, "it was there at once");
  assert.equal(await pixels(page, CHART), after, "it still moved after 400 ms");
  assert.equal(after, await still("?rule=emergency-sharing"));
  assert.deepEqual(page.problems, []);
  await page.context().close();
});

test("a change that interrupts another goes on from there, and a mistake does not leave it half way", async () => {
  const page = await paused("no-preference");
  await page.selectOption('select[name="rule"]', "single-market");
  await page.clock.runFor(100);
  await page.selectOption('select[name="rule"]', "capacity-sharing");
  await page.clock.runFor(100);
  await page.fill('input[type="number"][name="stop"]', "900");
  await page.clock.runFor(400);
  assert.ok(await page.isVisible("#problem"));
  await sure(page);
  assert.equal(await pixels(page, CHART), await still("?rule=capacity-sharing"));
  await page.context().close();
});

test("for who wants nothing to move a change is there at once", async () => {
  const page = await paused("reduce");
  await page.selectOption('select[name="rule"]', "single-market");
  await sure(page);
  assert.equal(await pixels(page, CHART), await still("?rule=single-market"));
  await page.context().close();
});

test("a slider that is drawn along tells its result once, when it is let go", async () => {
  const page = await paused("reduce");
  await page.evaluate((chart) => {
    const spoken = document.querySelector(`.chart[data-chart="${chart}"] .spoken`);
    window.said = [];
    new MutationObserver(() => window.said.push(spoken.textContent)).observe(spoken, { childList: true, characterData: true, subtree: true });
  }, CHART);
  await page.locator(`.chart[data-chart="${CHART}"]`).scrollIntoViewIfNeeded();
  for (const stop of [55, 60, 65, 70, 75, 80]) {
    await page.$eval('input[type="range"][name="stop"]', (input, value) => {
      input.value = value;
      input.dispatchEvent(new Event("input", { bubbles: true }));
    }, String(stop));
    await sure(page);
    await page.clock.runFor(50);
  }
  assert.deepEqual(await page.evaluate(() => window.said), []);
  // A worker on a busy machine may show the last step after that: then the page draws it, and tells it later.
  await page.clock.runFor(1000);
  await sure(page);
  await page.clock.runFor(1000);
  const sentence = await page.textContent(`.chart[data-chart="${CHART}"] .sentence`);
  assert.deepEqual(await page.evaluate(() => window.said), [sentence]);
  const live = await page.$$eval("[role=status], [aria-live]", (all) => all.map((one) => one.className || one.id));
  assert.ok(!live.includes("sentence"), "the sentence under the chart is told with every tick");
  await page.context().close();
});

test("a step whose draws come at once paints its picture once, and one whose draws do not come is painted without", async () => {
  const page = await paused("reduce");
  await page.evaluate((chart) => {
    const pen = document.querySelector(`.chart[data-chart="${chart}"] canvas`).getContext("2d");
    window.painted = 0;
    // Whoever paints a picture clears what is below it first.
    pen.clearRect = (...area) => { window.painted += 1; CanvasRenderingContext2D.prototype.clearRect.apply(pen, area); };
  }, CHART);
  await page.selectOption('select[name="rule"]', "single-market");
  // The clock stands still: no frame comes before the draws.
  await sure(page);
  await page.clock.runFor(300);
  assert.equal(await page.evaluate(() => window.painted), 1);
  await page.evaluate(() => { Worker.prototype.postMessage = () => {}; });
  await page.selectOption('select[name="rule"]', "capacity-sharing");
  await page.clock.runFor(100);
  assert.equal(await page.evaluate(() => window.painted), 2, "not painted without its draws");
  assert.ok(await page.$(`.chart[data-chart="${CHART}"] .picture.unsure`));
  await page.context().close();
});

test("while draws are to come a picture is no shorter than before, so that nothing below goes up and down", async () => {
  const page = await visit(here, "/en/?mineral=permanent-magnets&stop=60");
  const chart = '.chart[data-chart="shortfall-waterfall"]';
  await drawn(page);
  await inView(page, `${chart} canvas`);
  await page.$eval(chart, (root) => {
    const canvas = root.querySelector("canvas");
    window.tall = [canvas.clientHeight];
    root.addEventListener("drawn", () => window.tall.push(canvas.clientHeight));
  });
  await page.fill('input[type="number"][name="stop"]', "62");
  // Without its draws, then with them.
  await page.waitForFunction(() => window.tall.length > 2);
  const tall = await page.evaluate(() => window.tall);
  assert.ok(Math.min(...tall) >= Math.min(tall[0], tall.at(-1)), tall.join(" "));
  assert.deepEqual(page.problems, []);
});

test("a picture that got shorter is shown as it is before its canvas is fitted to it, and looks the same after", async () => {
  const context = await here.browser.newContext({ viewport: { width: 800, height: 900 }, reducedMotion: "reduce", deviceScaleFactor: 2 });
  const page = await context.newPage();
  // What waits for a pause waits for the test.
  await page.addInitScript(() => {
    const real = window.setTimeout;
    window.late = [];
    window.setTimeout = (call, ms, ...rest) => (ms === 600 ? -window.late.push(call) : real(call, ms, ...rest));
    window.clearTimeout = ((clear) => (id) => { if (id < 0) window.late[-id - 1] = () => {}; else clear(id); })(window.clearTimeout);
  });
  await page.goto(new URL("/en/explore/?mineral=gallium&chart=control-timeline", here.address).href);
  await drawn(page);
  const size = () => page.$eval("canvas", (one) => [one.clientHeight, one.height]);
  const [[, before], seen] = [await size(), async () => (await page.locator("canvas").screenshot()).toString("base64")];
  await page.selectOption("[name=mineral]", "tungsten");
  await page.waitForFunction((was) => document.querySelector("canvas").clientHeight * 2 !== was, before);
  await drawn(page);
  const [height, backing] = await size();
  assert.ok(height * 2 < before && backing === before, `${before} → ${height} px in ${backing}`);
  const first = await seen();
  await page.evaluate(() => window.late.splice(0).forEach((call) => call()));
  assert.deepEqual(await size(), [height, height * 2]);
  assert.equal(await seen(), first);
  await context.close();
});
