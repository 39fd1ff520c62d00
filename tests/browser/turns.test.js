// A page that nobody touches stays as it was built; when the reader stirs, figures are drawn one by one: what is near, then the rest.
import assert from "node:assert/strict";
import { test } from "node:test";

import { drawn, sentence, site, visit } from "./site.js";

const here = site();
const PHONE = { viewport: { width: 412, height: 823 } };

/** Tells of every figure in which task it was drawn. */
function watched() {
  const run = window.requestIdleCallback.bind(window);
  const found = { task: 0, drawn: [] };
  window.told = found;
  window.requestIdleCallback = (call) => run((deadline) => {
    found.task += 1;
    found.idle = true;
    call(deadline);
    // What awaits the callback goes on before the next task.
    setTimeout(() => { found.idle = false; });
  });
  addEventListener("drawn", ({ target }) => found.drawn.push({ chart: target.dataset.chart, task: found.idle ? found.task : 0 }), true);
}

test("a page that nobody touches stays as it was built; when the reader stirs, what is near is drawn first, each in a task of its own", async () => {
  const page = await visit(here, "about:blank", PHONE);
  await page.addInitScript(watched);
  await page.goto(new URL("/en/", here.address).href);
  await page.waitForSelector(".ask:not([hidden])");
  await page.waitForTimeout(1000);
  assert.equal(await page.locator("figure canvas, figure[aria-busy]").count(), 0);
  // What waits is finished, whole and open to be read; nothing of the engine has run.
  assert.ok(await page.isVisible('[data-chart="rules-side-by-side"] .still.narrow svg'));
  assert.deepEqual(await page.evaluate(() => [...document.querySelectorAll("head > link[rel=preload]")].length), 0);
  await page.evaluate(() => { dispatchEvent(new Event("scroll")); });
  await page.waitForSelector('[data-chart="control-timeline"] .drawn canvas');
  await drawn(page);
  const told = await page.evaluate(() => window.told);
  const order = [...new Set(told.drawn.map(({ chart }) => chart))];
  assert.equal(order[0], "control-timeline");
  assert.ok(order.indexOf("dependency-map") < order.indexOf("rules-side-by-side"), order.join());
  // What draws are told to is drawn again when they come: the first time counts.
  const first = new Map();
  for (const { chart, task } of told.drawn) if (!first.has(chart)) first.set(chart, task);
  assert.equal(first.size, 13);
  const idle = [...first.values()].filter((task) => task);
  assert.ok(idle.length >= 6 && new Set(idle).size === idle.length, JSON.stringify([...first]));
  assert.deepEqual(page.problems, []);
  await page.context().close();
});

test("a control moves what is in view and the address at once, and nothing stands for long that shows something else", async () => {
  const page = await visit(here, "/en/", PHONE);
  await drawn(page);
  await page.locator('input[type="number"][name="stop"]').scrollIntoViewIfNeeded();
  const now = await page.evaluate(() => {
    const field = document.querySelector('input[type="number"][name="stop"]');
    field.value = "80";
    field.dispatchEvent(new Event("input", { bubbles: true }));
    const busy = [...document.querySelectorAll("figure[aria-busy]")].map((one) => one.dataset.chart);
    return { busy, said: document.querySelector('[data-chart="shortfall-waterfall"] .sentence').textContent, address: location.search };
  });
  assert.ok(!now.busy.includes("shortfall-waterfall") && now.busy.includes("rules-side-by-side"), now.busy.join());
  assert.match(now.said, /80%/);
  assert.equal(now.address, "?stop=80");
  await drawn(page);
  assert.equal(await page.locator("figure[aria-busy]").count(), 0);
  // Two changes at once: the later one is what everything shows in the end.
  await page.evaluate(() => {
    const field = document.querySelector('input[type="number"][name="stop"]');
    for (const value of ["20", "100"]) {
      field.value = value;
      field.dispatchEvent(new Event("input", { bubbles: true }));
    }
  });
  await drawn(page);
  assert.match(await sentence(page, "rules-side-by-side"), /100%/);
  assert.match(await sentence(page, "shortfall-waterfall"), /100%/);
  assert.deepEqual(page.problems, []);
  await page.context().close();
});

test("a view of a link is drawn whole although nobody stirs, and paper waits for nothing", async () => {
  const page = await visit(here, "/en/?stop=80", PHONE);
  await page.waitForFunction(() => document.querySelectorAll("figure .picture.drawn canvas").length === 13 && !document.querySelector("figure[aria-busy]"));
  const left = await page.evaluate(() => {
    const field = document.querySelector('input[type="number"][name="stop"]');
    field.value = "30";
    field.dispatchEvent(new Event("input", { bubbles: true }));
    const before = document.querySelectorAll("figure[aria-busy]").length;
    dispatchEvent(new Event("beforeprint"));
    return [before, document.querySelectorAll("figure[aria-busy]").length];
  });
  assert.ok(left[0] > 3, String(left[0]));
  assert.equal(left[1], 0);
  await page.context().close();
});
