// The map looked at more closely: by buttons, by keys, by the pointer and by two fingers.
import assert from "node:assert/strict";
import { test } from "node:test";

import { drawn, pixels, site, visit } from "./site.js";

const here = site();
const CHART = "dependency-map";

async function map(options = {}) {
  const page = await visit(here, `/embed/${CHART}/en/`, options);
  await drawn(page);
  await page.waitForSelector(".closer:not([hidden])");
  return page;
}
const frames = (page) => page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
async function after(page, act) {
  await act();
  await frames(page);
  return pixels(page, CHART);
}

test("buttons go nearer, aside and back to where it began, each with a name and room for a finger", async () => {
  const page = await map();
  const whole = await pixels(page, CHART);
  const step = (name) => after(page, () => page.click(`.closer [data-step="${name}"]`));
  const near = await step("in");
  assert.notEqual(near, whole);
  for (const [there, back] of [["right", "left"], ["down", "up"], ["in", "out"]]) {
    assert.notEqual(await step(there), near, there);
    assert.equal(await step(back), near, back);
  }
  for (const button of await page.$$(".closer button")) {
    const { width, height } = await button.boundingBox();
    assert.ok(width >= 24 && height >= 24);
    assert.ok((await button.getAttribute("aria-label")).length > 3);
  }
  assert.equal(await step("whole"), whole);
  const beyond = () => page.click('.closer [data-step="out"]', { force: true });
  assert.equal(await after(page, beyond), whole, "there is nothing beyond the whole map");
  assert.deepEqual(page.problems, []);
  await page.context().close();
});

test("keys do the same, and the arrows alone still walk the marks of what is seen", async () => {
  const page = await map();
  const whole = await pixels(page, CHART);
  await page.focus(".chart canvas");
  const near = await after(page, () => page.keyboard.press("+"));
  assert.notEqual(near, whole);
  assert.notEqual(await after(page, () => page.keyboard.press("Shift+ArrowDown")), near);
  await page.keyboard.press("ArrowRight");
  const { x, y } = await page.$eval(".ring", (ring) => ({ x: parseFloat(ring.style.left), y: parseFloat(ring.style.top) }));
  const box = await page.$eval(".closer", (one) => ({ x: one.offsetLeft, y: one.offsetTop, width: one.offsetWidth, height: one.offsetHeight }));
  assert.ok(x >= box.x && x <= box.x + box.width && y >= box.y && y <= box.y + box.height, "a mark outside the map has the focus");
  assert.ok((await page.textContent(".spoken")).length > 3);
  assert.equal(await after(page, () => page.keyboard.press("0")), whole);
  await page.context().close();
});

test("the pointer draws a near map along, and the end of that is no tap", async () => {
  const page = await map();
  const near = await after(page, () => page.click('.closer [data-step="in"]'));
  const { x, y, width, height } = await (await page.$(".chart canvas")).boundingBox();
  await page.mouse.move(x + width / 2, y + height / 2);
  await page.mouse.down();
  await page.mouse.move(x + width / 2 - 40, y + height / 2 - 20, { steps: 4 });
  await frames(page);
  await page.mouse.up();
  await frames(page);
  assert.notEqual(await pixels(page, CHART), near);
  await page.mouse.move(5, 5);
  assert.ok(!(await page.isVisible(".tip")), "the words of a mark are pinned");
  await page.context().close();
});

test("two fingers zoom the map, one scrolls the page", async () => {
  const page = await map({ hasTouch: true, isMobile: true, viewport: { width: 320, height: 360 } });
  const session = await page.context().newCDPSession(page);
  const touch = (type, ...points) => session.send("Input.dispatchTouchEvent", { type, touchPoints: points.map(([x, y]) => ({ x, y })) });
  const whole = await pixels(page, CHART);
  const { x, y, width, height } = await page.$eval(".chart canvas", (canvas) => canvas.getBoundingClientRect().toJSON());
  const [cx, cy] = [x + width / 2, Math.min(y + height / 2, 300)];
  await touch("touchStart", [cx - 20, cy], [cx + 20, cy]);
  for (const wide of [25, 30, 40]) {
    await touch("touchMove", [cx - wide, cy], [cx + wide, cy]);
    await frames(page);
  }
  await touch("touchEnd");
  await frames(page);
  assert.notEqual(await pixels(page, CHART), whole, "two fingers do nothing");
  assert.equal(await page.evaluate(() => visualViewport.scale), 1, "the browser zoomed as well");
  const near = await pixels(page, CHART);
  const before = await page.evaluate(() => scrollY);
  await touch("touchStart", [cx, cy]);
  for (const up of [20, 60, 100, 140]) await touch("touchMove", [cx, cy - up]);
  await touch("touchEnd");
  await page.waitForFunction((from) => scrollY > from, before);
  assert.equal(await pixels(page, CHART), near, "one finger moved the map");
  await page.context().close();
});

test("on paper and in files it is the whole map, whatever is looked at", async () => {
  const page = await map();
  const svg = () => page.evaluate(() => {
    dispatchEvent(new Event("beforeprint"));
    const text = document.querySelector(".paper svg").outerHTML;
    dispatchEvent(new Event("afterprint"));
    return text;
  });
  const before = await svg();
  await after(page, () => page.click('.closer [data-step="in"]'));
  assert.equal(await svg(), before);
  await page.context().close();
});
