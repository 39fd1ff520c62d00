// A frame is as tall as it will be before anything runs in it, and nothing moves.
import assert from "node:assert/strict";
import { test } from "node:test";

import { article, codes, inside, newsroom, open } from "./article.js";
import { site, visit } from "./site.js";

const here = site();
const room = newsroom();
const CHARTS = ["dependency-map", "supplier-bars", "who-gets-it", "control-timeline", "shortfall-waterfall", "before-and-after", "end-uses"];
const height = (page) => page.evaluate(() => document.documentElement.getBoundingClientRect().height);

test("the canvas takes the place of the finished picture and nothing moves, at any width, in both languages", async () => {
  for (const chart of CHARTS) {
    for (const [width, lang] of [[320, "fr"], [390, "en"], [640, "fr"], [900, "en"]]) {
      const options = { viewport: { width, height: 900 } };
      const path = `/embed/${chart}/${lang}/natural-graphite/`;
      const still = await visit(here, path, { ...options, javaScriptEnabled: false });
      const before = (await (await still.$("html")).boundingBox()).height;
      await still.context().close();
      const context = await here.browser.newContext(options);
      const page = await context.newPage();
      await page.addInitScript(() => {
        window.shift = 0;
        new PerformanceObserver((list) => { for (const entry of list.getEntries()) window.shift += entry.value; }).observe({ type: "layout-shift", buffered: true });
      });
      await page.goto(new URL(path, here.address).href);
      await page.waitForSelector(".picture.drawn canvas");
      await page.waitForTimeout(50);
      assert.equal(await height(page), before, `${chart} ${width} ${lang}`);
      assert.ok(await page.evaluate(() => window.shift) <= 0.01, `${chart} ${width} moves`);
      const [canvas, kept] = await page.evaluate(() => [document.querySelector("canvas").clientHeight, document.querySelector(".picture").clientHeight]);
      assert.ok(canvas <= kept, `${chart} ${width}: ${canvas} in ${kept}`);
      await context.close();
    }
  }
});

test("the height in the code is what the frame needs at 640 px, and its rule is enough at every width", async () => {
  for (const chart of CHARTS) {
    const { iframe, found } = await codes(here, `${chart}/en/gallium`);
    const page = await visit(here, `/embed/${chart}/en/gallium/`, { viewport: { width: 640, height: 900 }, javaScriptEnabled: false });
    const needed = (await (await page.$("html")).boundingBox()).height;
    assert.ok(Math.abs(found.frame.height - needed) < 3, `${chart}: ${found.frame.height} said, ${needed} needed`);
    await page.context().close();
    for (const width of [320, 375, 430, 560, 720]) {
      const host = await open(here, room, article(iframe), { viewport: { width, height: 900 } });
      const frame = await inside(host);
      await frame.waitForSelector(".picture.drawn canvas");
      const [given, wanted] = [(await (await host.$("iframe")).boundingBox()).height, (await (await frame.$("html")).boundingBox()).height];
      assert.ok(given >= wanted - 1, `${chart} ${width}: ${given} given, ${wanted} needed`);
      await host.context().close();
    }
  }
});

test("with the script the frame is exactly as tall as what is in it, grows, shrinks, and a late script hears it too", async () => {
  const ways = await codes(here, "supplier-bars/en/natural-graphite");
  // The script comes seconds after the frame: it asks again.
  const late = ways["iframe-script"].replace(/<script[^]*<\/script>/, "");
  const [tag, hash] = [/src="([^"]+resize[^"]+)"/.exec(ways["iframe-script"])[1], /integrity="([^"]+)"/.exec(ways["iframe-script"])[1]];
  const page = await open(here, room, article(late));
  const frame = await inside(page);
  await frame.waitForSelector(".picture.drawn canvas");
  await page.evaluate(([src, integrity]) => new Promise((done, failed) => {
    const script = Object.assign(document.createElement("script"), { src, integrity, crossOrigin: "anonymous", onload: done, onerror: failed });
    document.head.append(script);
  }), [tag, hash]);
  const fits = () => page.waitForFunction(() => document.querySelector("iframe").style.height.endsWith("px"));
  await fits();
  const measure = async () => {
    await page.waitForTimeout(150);
    return [(await (await page.$("iframe")).boundingBox()).height, Math.ceil((await (await frame.$("html")).boundingBox()).height)];
  };
  const [closed, needed] = await measure();
  assert.equal(closed, needed);
  await frame.click("details.values summary");
  const [opened, more] = await measure();
  assert.equal(opened, more);
  assert.ok(opened > closed + 100);
  await frame.click("details.values summary");
  assert.equal((await measure())[0], closed);
  assert.deepEqual(page.thrown, []);
});

test("in a closed tab a frame says no height, and when it is shown it is as tall as what is in it", async () => {
  const ways = await codes(here, "supplier-bars/en/natural-graphite");
  const page = await open(here, room, article(`<div hidden>${ways["iframe-script"]}</div>`).replace('loading="lazy"', ""));
  const frame = await (await page.waitForSelector("iframe", { state: "attached" })).contentFrame();
  await frame.waitForLoadState("load");
  await page.waitForTimeout(300);
  const heights = await page.evaluate(() => window.heard.map((data) => data?.height ?? data?.value).filter((height) => height !== undefined));
  assert.ok(!heights.includes(0), JSON.stringify(heights));
  await page.evaluate(() => { document.querySelector("div[hidden]").hidden = false; });
  await frame.waitForSelector(".picture.drawn canvas");
  await page.waitForTimeout(300);
  const [given, needed] = [(await (await page.$("iframe")).boundingBox()).height, Math.ceil((await (await frame.$("html")).boundingBox()).height)];
  assert.equal(given, needed);
  assert.ok(given > 200);
  await page.context().close();
});
