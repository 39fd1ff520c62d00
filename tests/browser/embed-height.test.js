// A frame is as tall as it will be before anything runs in it, and nothing moves.
import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { test } from "node:test";

import { article, codes, inside, newsroom, open } from "./article.js";
import { AMP, hosts } from "./consumers.js";
import { drawn, site, visit } from "./site.js";

const here = site();
const room = newsroom();
const ALL = readdirSync(new URL("../../dist/embed/", import.meta.url), { withFileTypes: true }).filter((entry) => entry.isDirectory()).map(({ name }) => name);
const CHARTS = ["dependency-map", "supplier-bars", "who-gets-it", "control-timeline", "shortfall-waterfall", "before-and-after", "end-uses"];
const height = (page) => page.evaluate(() => document.documentElement.getBoundingClientRect().height);

test("the canvas takes the place of the finished picture and nothing moves, at any width, in both languages", async () => {
  const widths = [[320, "fr"], [640, "en"], [390, "en"], [900, "fr"]];
  for (const chart of ALL) {
    // Of the others one width is enough: the next test asks all for their room.
    for (const [width, lang] of CHARTS.includes(chart) ? widths : widths.slice(0, 1)) {
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

/** What a code gives a frame in columns of some widths, by its style, in px. */
const given = (page, style, widths) => page.evaluate(([height, all]) => all.map((width) => {
  const column = document.createElement("div");
  column.style.cssText = `container-type:inline-size;width:${width}px`;
  const frame = document.createElement("div");
  frame.style.height = height;
  column.append(frame);
  document.body.append(column);
  const tall = frame.getBoundingClientRect().height;
  column.remove();
  return tall;
}), [style, widths]);

test("the height in the code is what the frame needs at 640 px, and its rule is enough at every width, of every chart", async () => {
  const widths = [280, 320, 375, 560, 640, 720];
  const plain = await open(here, room, article(""));
  const page = await visit(here, "about:blank", { javaScriptEnabled: false });
  for (const chart of ALL) for (const lang of ["en", "fr"]) {
    const { found } = await codes(here, `${chart}/${lang}/gallium`);
    await page.goto(new URL(`/embed/${chart}/${lang}/gallium/`, here.address).href);
    const rule = await given(plain, found.frame.style, widths);
    for (const [at, width] of widths.entries()) {
      await page.setViewportSize({ width, height: 900 });
      const needed = (await (await page.$("html")).boundingBox()).height;
      const where = `${chart} ${lang} ${width}`;
      if (width === 640) assert.ok(Math.abs(found.frame.height - needed) < 3, `${where}: ${found.frame.height} said, ${needed} needed`);
      assert.ok(rule[at] >= needed - 1, `${where}: ${rule[at]} given, ${needed} needed`);
      assert.ok(rule[at] < needed + 70, `${where}: ${rule[at]} given, ${needed} needed`);
    }
  }
  await page.context().close();
  await plain.context().close();
});

/** What AMP's codes give their frames on a screen before it makes room, and what each frame needs once `there` is in it. */
async function refused(ways, width, there) {
  const body = article(ways.join(""), `<script>${AMP}</script>`).replace("<html", '<html data-amp="refuses"');
  const page = await open(here, room, body, { viewport: { width, height: 900 } });
  const found = [];
  for (const frame of await page.$$("amp-iframe iframe")) {
    const inner = await frame.contentFrame();
    await inner.waitForURL("**/embed/**");
    await frame.scrollIntoViewIfNeeded();
    await inner.waitForLoadState("load");
    await inner.waitForSelector(there, { state: "attached" });
    found.push([(await frame.boundingBox()).height, (await (await inner.$("html")).boundingBox()).height]);
  }
  assert.equal(found.length, ways.length);
  assert.deepEqual(page.thrown, []);
  await page.context().close();
  return found;
}

for (const lang of ["en", "fr"]) test(`where AMP makes no more room a frame on a phone shows its whole picture, and little else: ${lang}`, async (t) => {
  const ways = (await Promise.all(ALL.map((chart) => codes(here, `${chart}/${lang}/gallium`)))).map(({ amp }) => amp);
  for (const width of [320, 360, 390, 412, 430, 479, 480, 600, 768]) {
    const found = await refused(ways, width, ".first");
    const spare = found.map(([given, needed]) => Math.round(given - needed));
    t.diagnostic(`${width}: ${spare.join(" ")}`);
    for (const [at, [given, needed]] of found.entries()) assert.ok(given >= needed - 1 && given < needed + 130, `${ALL[at]} ${width}: ${given} given, ${needed} needed`);
  }
});

/** Columns that an article has: of a phone, of a page, of a screen. */
const COLUMNS = [320, 640, 1000];
/** The rule and the height at 640 px of a code. */
const says = (code) => [/height:(calc\([^;]*\));/.exec(code)[1], Number(/ height="(\d+)"/.exec(code)[1])];
const least = (tall, needed) => needed.every((px, at) => tall[at] >= px - 1);

for (const lang of ["en", "fr"]) test(`the code of a view with a name has room for it, as its file, the guide and its page give it: ${lang}`, async () => {
  const story = await (await fetch(new URL(`${lang}/`, here.address))).text();
  const named = new Set([...story.matchAll(/href="scenario\/([\w-]+)\/"/g)].map(([, name]) => name));
  assert.ok(named.size >= 5, [...named].join());
  let taller = 0;
  for (const name of named) {
    const view = await (await fetch(new URL(`${lang}/scenario/${name}.json`, here.address))).json();
    const { found: usual } = await codes(here, `${view.chart}/${lang}/${view.mineral}`);
    const code = view.codes.iframe.replace("{{root}}", here.address).replace("{{title}}", name).replace('loading="lazy"', "");
    const page = await open(here, room, article(COLUMNS.map((width) => `<div style="width:${width}px">${code}</div>`).join("")), { viewport: { width: 1000, height: 4000 } });
    const tall = [];
    const needed = [];
    for (const frame of await page.$$("iframe")) {
      const inner = await frame.contentFrame();
      await inner.waitForSelector(".picture.drawn:not(.unsure) canvas");
      needed.push((await (await inner.$("html")).boundingBox()).height);
      tall.push((await frame.boundingBox()).height);
    }
    assert.ok(least(tall, needed), `${name}: ${tall} given, ${needed} needed`);
    assert.ok(Math.abs(view.frame.height - needed[1]) < 3, `${name}: ${view.frame.height} said, ${needed[1]} needed`);
    const without = least(await given(page, usual.frame.style, COLUMNS), needed);
    await page.context().close();
    // Where the usual question needs as much, its code is enough.
    if (without) continue;
    taller += 1;
    const [, asked] = /data-scenario="([^"]*)"/.exec((await (await fetch(new URL(`${lang}/scenario/${name}/`, here.address))).text()).replaceAll("&amp;", "&"));
    for (const [place, path, field] of [["guide", `embedding/?${asked}`, 'textarea[data-way="iframe"]'], ["page", `scenario/${name}/`, `.chart[data-chart="${view.chart}"] .embed textarea`]]) {
      const made = await visit(here, `/${lang}/${path}`);
      if (place === "page") {
        await drawn(made);
        await made.click(`.chart[data-chart="${view.chart}"] details.embed summary`);
      }
      // The view is asked how tall it is.
      let last = "";
      for (let tries = 0; tries < 200 && !last.startsWith("fits"); tries += 1) {
        const [rule, height] = says(await made.waitForFunction((one) => document.querySelector(one).value, field).then((handle) => handle.jsonValue()));
        const gives = await given(made, rule, COLUMNS);
        last = `${least(gives, needed) && height >= needed[1] - 1 ? "fits" : "does not fit"}: ${gives} and ${height} given, ${needed} needed`;
        if (!last.startsWith("fits")) await made.waitForTimeout(50);
      }
      assert.match(last, /^fits/, `${name} on the ${place}`);
      if (place === "guide") {
        const [[gives, needs]] = await refused([await made.inputValue('textarea[data-way="amp"]')], 360, ".picture.drawn:not(.unsure) canvas");
        assert.ok(gives >= needs - 1, `${name} in AMP: ${gives} given, ${needs} needed`);
      }
      await made.context().close();
    }
  }
  assert.ok(taller > 0, "no view with a name is taller than the usual one");
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

test("in WordPress a frame is as tall as what is in it, and what is taller than 1000 px scrolls inside, on a phone and on a page", async (t) => {
  const { WordPress } = hosts(new URL(here.address).origin, "");
  for (const width of [360, 720]) {
    const ways = await Promise.all(ALL.map(async (chart) => [chart, (await codes(here, `${chart}/en/natural-graphite`)).iframe]));
    const frames = ways.map(([chart, code], at) => WordPress.change(code, `n${at}`, {}));
    for (const frame of frames) assert.ok(!/style=|<div|allow=/.test(frame) && frame.includes('sandbox="allow-scripts"'), frame);
    const page = await open(here, room, article(frames.join(""), `<script>${WordPress.script}</script>`), { viewport: { width, height: 800 } });
    const taller = [];
    for (const [at, holder] of (await page.$$("iframe")).entries()) {
      await holder.scrollIntoViewIfNeeded();
      const frame = await holder.contentFrame();
      await frame.waitForSelector(".picture.drawn:not(.unsure) canvas");
      const said = () => page.evaluate((secret) => window.heard.filter((data) => data?.message === "height" && data.secret === secret).at(-1)?.value, `n${at}`.padEnd(10, "x"));
      await page.waitForFunction(([one, tall]) => document.querySelectorAll("iframe")[one].clientHeight === tall, [at, Math.min(1000, Math.max(200, await said()))]);
      const [needed, where] = [await said(), `${ALL[at]} at ${width} px`];
      const found = await frame.evaluate(() => {
        const { scrollHeight, clientHeight, scrollWidth, clientWidth } = document.documentElement;
        const ways = [document.documentElement, document.body].map((one) => getComputedStyle(one).overflowY);
        scrollTo({ top: scrollHeight, behavior: "instant" });
        return { scrollHeight, clientHeight, ways, scrolled: scrollY, wide: scrollWidth - clientWidth };
      });
      assert.deepEqual([found.ways, found.wide], [["visible", "visible"], 0], where);
      if (needed > 1000) {
        taller.push(`${where}: ${needed}`);
        assert.ok(found.scrollHeight >= needed - 1 && found.clientHeight === 1000, `${where}: ${JSON.stringify(found)}`);
        assert.ok(found.scrolled >= needed - 1001, `${where}: scrolled by ${found.scrolled} of ${needed}`);
      } else assert.deepEqual([found.scrolled, found.scrollHeight], [0, found.clientHeight], where);
    }
    t.diagnostic(taller.join(", "));
    assert.equal(taller.length > 0, width === 360, taller.join());
    assert.deepEqual(page.thrown, []);
    await page.context().close();
  }
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
