// A slider drawn along: the worker paints its steps over the figure's own canvas, and the page draws what is shown when the hand
// rests. The page's clock is the test's: the hand rests when the test says so.
import assert from "node:assert/strict";
import { test } from "node:test";

import { ENGINES } from "./browsers.js";
import { drawn, inView, sentence, site, table, visit } from "./site.js";

const here = site();
const BENCH = "/en/explore/?mineral=natural-graphite&chart=shortfall-waterfall";
const PAGES = { "/en/": "shortfall-waterfall", [BENCH]: "shortfall-waterfall", "/fr/explore/?mineral=permanent-magnets&chart=who-gets-it&rule=capacity-sharing": "who-gets-it" };
const SLIDER = 'input[type="range"][name="stop"]';
/** Longer than a hand may rest. */
const REST = 700;

const figure = (chart) => `.chart[data-chart="${chart}"]`;

/** A page with a worker that waits for steps, and its own painting counted. */
async function ready(path, chart, options = {}, held = true) {
  const page = await visit(here, path, options);
  await drawn(page);
  await inView(page, `${figure(chart)} .picture`);
  // The page paints by itself until the worker has its canvas.
  for (let stop = 95; !await page.$(".picture.live"); stop = stop === 95 ? 90 : 95) {
    await slide(page, stop);
    await page.waitForTimeout(50);
  }
  await slide(page, 100);
  await inView(page, `${figure(chart)} .picture`);
  await page.waitForSelector(`body:not(:has(.picture.live, .picture.unsure, [aria-busy]))`);
  // A canvas is fitted to its picture later than that.
  await page.waitForTimeout(REST);
  if (held) {
    await page.clock.install();
    await page.clock.pauseAt(Date.now() + 60_000);
    await page.clock.runFor(1000);
  }
  await page.evaluate((root) => {
    const pen = document.querySelector(`${root} canvas`).getContext("2d");
    window.painted = 0;
    pen.clearRect = (...area) => { window.painted += 1; CanvasRenderingContext2D.prototype.clearRect.apply(pen, area); };
  }, figure(chart));
  return page;
}

/** The slider goes to a value and on. */
const slide = (page, value) => page.$eval(SLIDER, (input, to) => {
  input.value = to;
  input.dispatchEvent(new Event("input", { bubbles: true }));
}, String(value));

/** Waits until the worker's picture of a step is there, with its words. */
async function live(page, chart, value) {
  await page.waitForSelector(`${figure(chart)} .picture.live`);
  await page.clock.runFor(450);
  await page.waitForFunction(([root, words]) => document.querySelector(root).textContent.includes(words), [`${figure(chart)} .sentence`, value]);
}

const seen = (page, chart) => page.locator(`${figure(chart)} .picture`).screenshot();

test("a slider drawn along leaves the page's own canvas alone, and what is seen is what the page draws at rest", async () => {
  for (const [path, chart] of Object.entries(PAGES)) {
    const page = await ready(path, chart, { deviceScaleFactor: 2 });
    for (const stop of [85, 70, 55]) {
      const before = await sentence(page, chart);
      await slide(page, stop);
      await page.waitForSelector(`${figure(chart)} .picture.live`);
      // The last words are old enough then: those of this step are written when its picture comes, however late that is.
      await page.clock.runFor(450);
      await page.waitForFunction(([root, old]) => document.querySelector(root).textContent !== old, [`${figure(chart)} .sentence`, before]);
    }
    assert.equal(await page.evaluate(() => window.painted), 0, path);
    const [words, along] = [await sentence(page, chart), await seen(page, chart)];
    await page.clock.runFor(REST);
    await page.waitForSelector(`${figure(chart)} .picture:not(.live, .unsure)`);
    assert.ok(await page.evaluate(() => window.painted) > 0, path);
    assert.equal(await sentence(page, chart), words);
    assert.ok(along.equals(await seen(page, chart)), `${path}: another picture at rest`);
    const fresh = await visit(here, `${path}${path.includes("?") ? "&" : "?"}stop=55`, { deviceScaleFactor: 2 });
    await drawn(fresh);
    assert.equal(await sentence(fresh, chart), words);
    assert.equal(await table(page, chart), await table(fresh, chart), path);
    assert.equal(await fresh.locator(`${figure(chart)} canvas`).first().evaluate((canvas) => canvas.toDataURL()), await page.locator(`${figure(chart)} canvas`).first().evaluate((canvas) => canvas.toDataURL()), path);
    assert.deepEqual(page.problems, []);
    await fresh.context().close();
    await page.context().close();
  }
});

test("whoever turns to the picture between two steps meets what it shows", async () => {
  const chart = "shortfall-waterfall";
  const page = await ready(BENCH, chart);
  await slide(page, 60);
  await live(page, chart, "60%");
  const canvas = page.locator(`${figure(chart)} canvas`).first();
  await canvas.focus();
  assert.equal(await page.locator(".picture.live").count(), 0);
  await page.keyboard.press("ArrowRight");
  const said = await page.textContent(`${figure(chart)} .tip`);
  const fresh = await visit(here, `${BENCH}&stop=60`);
  await drawn(fresh);
  await fresh.locator(`${figure(chart)} canvas`).focus();
  await fresh.keyboard.press("ArrowRight");
  assert.equal(said, await fresh.textContent(`${figure(chart)} .tip`));
  // By the pointer as well.
  await slide(page, 40);
  await live(page, chart, "40%");
  await canvas.hover();
  assert.equal(await page.locator(".picture.live").count(), 0);
  assert.match(await table(page, chart), /40/);
  await fresh.context().close();
  await page.context().close();
});

test("the table of values goes along where it is open", async () => {
  const chart = "shortfall-waterfall";
  const page = await ready(BENCH, chart);
  await page.click(`${figure(chart)} .values summary`);
  await slide(page, 60);
  await live(page, chart, "60%");
  const along = await table(page, chart);
  await page.clock.runFor(REST);
  assert.equal(await table(page, chart), along);
  await page.context().close();
});

test("a step moves from what is shown, and not for who wants nothing to move", async () => {
  for (const [reducedMotion, moves] of [["no-preference", true], ["reduce", false]]) {
    const chart = "shortfall-waterfall";
    const page = await ready(BENCH, chart, { reducedMotion }, false);
    const shown = await page.evaluate(async ([root, slider]) => {
      const input = document.querySelector(slider);
      input.value = "40";
      input.dispatchEvent(new Event("input", { bubbles: true }));
      const pictures = new Set();
      const end = performance.now() + 500;
      while (performance.now() < end) {
        await new Promise(requestAnimationFrame);
        const over = document.querySelector(`${root} .picture.live canvas.over`);
        if (!over) continue;
        // Small: looking must not take longer than what is looked at.
        const copy = Object.assign(document.createElement("canvas"), { width: over.clientWidth / 4, height: over.clientHeight / 4 });
        copy.getContext("2d").drawImage(over, 0, 0, copy.width, copy.height);
        pictures.add(copy.toDataURL());
      }
      return pictures.size;
    }, [figure(chart), SLIDER]);
    assert.equal(shown > 2, moves, `${reducedMotion}: ${shown} pictures`);
    await page.context().close();
  }
});

test("a worker that says nothing more, or has gone, costs nobody their picture", async () => {
  const chart = "shortfall-waterfall";
  for (const path of ["/en/", BENCH]) {
    const page = await ready(path, chart);
    await page.evaluate(() => { Worker.prototype.postMessage = () => {}; });
    await slide(page, 60);
    await page.clock.runFor(REST);
    await page.clock.runFor(100);
    assert.match(await sentence(page, chart), /60%/);
    assert.equal(await page.locator(".picture.live").count(), 0);
    await page.context().close();
  }
  const page = await visit(here, BENCH);
  await drawn(page);
  await page.evaluate(() => { HTMLCanvasElement.prototype.transferControlToOffscreen = () => { throw new Error("no"); }; });
  for (const stop of [90, 60]) await slide(page, stop);
  assert.match(await sentence(page, chart), /60%/);
  assert.deepEqual(page.problems, []);
  await page.context().close();
});

test("what a slider asks for stands everywhere as soon as the reader does something else", async () => {
  const chart = "shortfall-waterfall";
  const page = await ready("/en/", chart);
  const there = () => page.evaluate((slider) => [new URLSearchParams(location.search).get("stop"), document.querySelector(slider).value], SLIDER);
  await page.focus(SLIDER);
  await slide(page, 60);
  await live(page, chart, "60%");
  assert.deepEqual(await there(), ["100", "60"]);
  await page.keyboard.press("Tab");
  assert.deepEqual(await there(), ["60", "60"]);
  await slide(page, 40);
  await live(page, chart, "40%");
  await page.mouse.click(5, 5);
  assert.deepEqual(await there(), ["40", "40"]);
  assert.match(await page.getAttribute(`${figure(chart)} a.to-bench`, "href"), /stop=40/);
  assert.equal(await page.locator(".picture.live").count(), 0);
  assert.deepEqual(page.problems, []);
  await page.context().close();
});

test("beside each other both scenarios follow the keys, and both are drawn by the page at rest", async () => {
  const chart = "shortfall-waterfall";
  const page = await ready(BENCH, chart, { viewport: { width: 1280, height: 900 } }, false);
  await page.click('[data-do="compare"]');
  await page.waitForSelector(".scenario:nth-of-type(2) .picture.drawn:not(.unsure) canvas");
  const second = `.scenario:nth-of-type(2) ${SLIDER}`;
  await page.locator(second).scrollIntoViewIfNeeded();
  await page.focus(second);
  for (let wait = 0; wait < 100 && !await page.$(".scenario:nth-of-type(2) .picture.live"); wait++) {
    await page.keyboard.press(wait % 2 ? "ArrowRight" : "ArrowLeft");
    await page.waitForTimeout(50);
  }
  for (let times = 0; times < 4; times++) await page.keyboard.press("ArrowLeft");
  const stop = await page.inputValue(second);
  await page.waitForTimeout(2 * REST);
  await page.waitForSelector("body:not(:has(.picture.live, .picture.unsure))");
  const said = () => page.$$eval(".scenario .sentence", (all) => all.map((one) => one.textContent));
  const words = await said();
  assert.ok(words[1].includes(`${stop}%`), words[1]);
  assert.ok(page.url().includes(stop), page.url());
  await page.reload();
  await drawn(page);
  assert.deepEqual(await said(), words);
  assert.deepEqual(page.problems, []);
  await page.context().close();
});

test("a second scenario that goes and comes again has the worker's canvas that it had", async () => {
  const page = await visit(here, BENCH);
  await drawn(page);
  await page.evaluate(() => {
    window.given = 0;
    const give = HTMLCanvasElement.prototype.transferControlToOffscreen;
    HTMLCanvasElement.prototype.transferControlToOffscreen = function () {
      window.given += 1;
      return give.call(this);
    };
  });
  const second = ".scenario:nth-of-type(2)";
  for (let time = 0; time < 3; time += 1) {
    await page.click('[data-do="compare"]');
    await page.waitForSelector(`${second} .picture.drawn:not(.unsure)`);
    await page.$eval(`${second} ${SLIDER}`, (input) => input.dispatchEvent(new PointerEvent("pointerover", { bubbles: true })));
    await page.waitForFunction(() => window.given > 0);
    await page.click('[data-do="compare"]');
    await page.waitForSelector(`body:not(:has(${second}))`);
  }
  assert.equal(await page.evaluate(() => window.given), 1);
  await page.context().close();
});

/** In the page: a slider is drawn along until the worker paints, then to a place where it stays; what is seen then, and at rest. */
async function along(slider) {
  const wait = (ms) => new Promise((done) => setTimeout(done, ms));
  const until = async (selector) => { while (!document.querySelector(selector)) await wait(50); };
  const slide = (to) => {
    const input = document.querySelector(slider);
    input.value = to;
    input.dispatchEvent(new Event("input", { bubbles: true }));
  };
  const copied = (canvas, { width, height } = canvas) => {
    const copy = Object.assign(document.createElement("canvas"), { width, height });
    copy.getContext("2d").drawImage(canvas, 0, 0);
    return copy;
  };
  await until("form.controls:not([hidden])");
  dispatchEvent(new Event("pointermove"));
  await until(".picture.drawn:not(.unsure) canvas");
  const answer = { painted: false, same: false };
  // A page that has just come has so much else to do that a hand may rest before a picture has arrived.
  for (let to = 95; to > 45 && !answer.same; to -= 5) {
    slide(to);
    let seen = null;
    await wait(100);
    for (let over; (over = document.querySelector(".picture.live canvas.over")); await wait(50)) seen = copied(over);
    await until(".picture.drawn:not(.live, .unsure)");
    await wait(700);
    const own = document.querySelector(".picture canvas:not(.over)");
    // What the worker paints on is as tall as the tallest of its pictures.
    Object.assign(answer, { painted: !!seen, to, said: document.querySelector(".sentence").textContent });
    answer.same = !!seen && copied(seen, own).toDataURL() === copied(own).toDataURL();
  }
  return answer;
}

for (const [name, { start, lacks }] of Object.entries(ENGINES)) {
  test(`a worker paints the steps of a slider to the same picture in ${name}`, { skip: lacks }, async (t) => {
    const engine = await start();
    t.after(() => engine.close());
    const { painted, same, to, said } = await engine.ask(new URL(BENCH, here.address).href, `(${along})(${JSON.stringify(SLIDER)})`);
    assert.ok(painted, "no worker painted");
    assert.ok(same, "another picture at rest");
    assert.ok(said.includes(`${to}%`), said);
  });
}
