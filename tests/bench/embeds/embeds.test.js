// What an embed costs on a slow connection and a slow machine: 1.6 Mbit/s, 150 ms, CPU slowed four times. Told, not held: times
// belong to the machine. That nothing moves is held, and that the finished picture answers truly as soon as it answers.
import assert from "node:assert/strict";
import { test } from "node:test";

import { article, codes, newsroom } from "../../browser/article.js";
import { site } from "../../browser/site.js";

const here = site();
const room = newsroom();
const SLOW = { offline: false, latency: 150, downloadThroughput: 1.6e6 / 8, uploadThroughput: 1.6e6 / 8 };
const RUNS = 9;
const median = (list) => [...list].sort((a, b) => a - b)[list.length >> 1];

/** A place of the finished picture that is shown in a column of 700 px, and what is said there. */
async function place(chart) {
  const folder = `embed/${chart}/en/natural-graphite/`;
  const page = await (await fetch(new URL(folder, here.address))).text();
  const book = await (await fetch(new URL(/marks\.\w+\.json/.exec(page)[0], new URL(folder, here.address)))).json();
  const [word, x, y] = book.wide.walk[0];
  return { words: book.words[word], x, y };
}

/** In the page: when the finished picture answers the pointer, and whether with the right words. Asked once a frame, from the one
 * after the first paint on: what was never painted is not there to be pointed at, and asking makes the browser lay out. */
function watchQuick({ words, x, y }) {
  const ask = () => {
    const still = performance.getEntriesByName("first-contentful-paint").length && document.querySelector(".still.wide[tabindex]");
    const svg = still && still.querySelector("svg");
    if (svg) {
      const { x: clientX, y: clientY } = new DOMPoint(x, y).matrixTransform(svg.getScreenCTM());
      still.dispatchEvent(new PointerEvent("pointermove", { bubbles: true, clientX, clientY, pointerType: "mouse" }));
      const tip = document.querySelector(".tip");
      if (!tip.hidden) window.answered = { at: performance.now(), right: tip.textContent === words };
    }
    if (!window.answered) requestAnimationFrame(ask);
  };
  requestAnimationFrame(ask);
}

/** Opens an address on the profile; `measure` gets the page and the bytes so far. Watching for what `quick` says costs the machine
 * time before the first paint: where that is measured, nothing watches. */
async function slowly(address, measure, quick) {
  const context = await here.browser.newContext({ viewport: { width: 700, height: 900 } });
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  let bytes = 0;
  await session.send("Network.enable");
  session.on("Network.loadingFinished", ({ encodedDataLength }) => { bytes += encodedDataLength; });
  await session.send("Network.emulateNetworkConditions", SLOW);
  await session.send("Emulation.setCPUThrottlingRate", { rate: 4 });
  if (quick) {
    await page.addInitScript(() => {
      window.shift = 0;
      new PerformanceObserver((list) => { for (const { value } of list.getEntries()) window.shift += value; }).observe({ type: "layout-shift", buffered: true });
      const drawn = () => {
        if (!document.querySelector(".picture.drawn canvas")) return;
        window.drawnAt ??= performance.now();
        watch.disconnect();
      };
      const watch = new MutationObserver(drawn);
      addEventListener("DOMContentLoaded", () => watch.observe(document, { subtree: true, childList: true, attributes: true, attributeFilter: ["class"] }));
    });
    await page.addInitScript(watchQuick, quick);
  }
  await page.goto(address, { timeout: 120_000 });
  const found = await measure(page, () => bytes);
  await context.close();
  return found;
}

for (const chart of ["supplier-bars", "dependency-map", "who-gets-it"]) {
  test(`one frame of ${chart}`, { timeout: 300_000 }, async () => {
    const [runs, paints] = [[], []];
    const quick = await place(chart);
    const address = new URL(`embed/${chart}/en/natural-graphite/`, here.address).href;
    const painted = () => performance.getEntriesByName("first-contentful-paint")[0]?.startTime;
    for (let run = 0; run < RUNS; run++) {
      paints.push(await slowly(address, async (page) => (await page.waitForFunction(painted)).jsonValue()));
      runs.push(await slowly(address, async (page, bytes) => {
        await page.waitForFunction(() => window.drawnAt && window.answered, undefined, { timeout: 60_000 });
        await page.waitForTimeout(500);
        const times = await page.evaluate(() => ({
          interactive: window.answered.at, right: window.answered.right, drawn: window.drawnAt, shift: window.shift,
        }));
        return { ...times, bytes: bytes() };
      }, quick));
    }
    const of = (key) => median(runs.map((run) => run[key]));
    console.log(`  ${chart}: first paint ${median(paints).toFixed(0)} ms, interactive ${of("interactive").toFixed(0)} ms, drawn ${of("drawn").toFixed(0)} ms, ${of("bytes")} bytes, shift ${of("shift").toFixed(4)}`);
    assert.ok(Math.max(...runs.map((run) => run.shift)) <= 0.01, "the picture moves");
    assert.ok(runs.every((run) => run.right), `the finished picture does not say “${quick.words}”`);
  });
}

/** In every window: writes into the article when a frame's finished picture answers, and when its engine has drawn. A tab stop is
 * what `quick.js` gives a picture that answers. Nothing is asked from outside meanwhile: whoever asks a frame puts a world of
 * its own into it, which costs heap, and time on a slowed machine. */
function noteTimes() {
  if (window === top) {
    window.noted = { answers: [], drawn: [] };
    addEventListener("message", ({ data }) => { if (data?.noted) window.noted[data.noted].push(data.at - performance.timeOrigin); });
    return;
  }
  const found = new Set();
  const note = (noted) => {
    if (found.has(noted)) return;
    found.add(noted);
    top.postMessage({ noted, at: performance.timeOrigin + performance.now() }, "*");
  };
  const watch = new MutationObserver(() => {
    if (document.querySelector(".still[tabindex]")) note("answers");
    if (!document.querySelector(".picture.drawn canvas")) return;
    note("drawn");
    watch.disconnect();
  });
  addEventListener("DOMContentLoaded", () => watch.observe(document.body, { subtree: true, childList: true, attributes: true, attributeFilter: ["class", "tabindex"] }));
}

for (const chart of ["supplier-bars", "dependency-map", "who-gets-it"]) {
  test(`ten frames of ${chart}`, { timeout: 300_000 }, async () => {
    const { iframe } = await codes(here, `${chart}/en/natural-graphite`);
    const eager = iframe.replace('loading="lazy"', "");
    // The articles of TOOLCHAIN are local: what is slow is the machine.
    const cost = async (count, scripts = true) => {
      room.body = article(eager.repeat(count));
      const context = await here.browser.newContext({ viewport: { width: 700, height: 15_000 } });
      if (!scripts) await context.route("**/*.js", (route) => route.abort());
      const page = await context.newPage();
      const session = await context.newCDPSession(page);
      let bytes = 0;
      await session.send("Network.enable");
      session.on("Network.loadingFinished", ({ encodedDataLength }) => { bytes += encodedDataLength; });
      await session.send("Emulation.setCPUThrottlingRate", { rate: 4 });
      if (scripts) await page.addInitScript(noteTimes);
      const heap = async () => {
        await session.send("HeapProfiler.collectGarbage");
        return (await session.send("Runtime.getHeapUsage")).usedSize;
      };
      await page.goto(room.address, { timeout: 120_000 });
      const still = await page.evaluate(() => performance.now());
      // In the article's own world, twice a second: there it is one number that is read.
      const all = async (noted) => {
        await page.waitForFunction(([kind, many]) => window.noted[kind].length === many, [noted, count], { polling: 500, timeout: 120_000 });
        return page.evaluate((kind) => Math.max(...window.noted[kind]), noted);
      };
      const found = { still, heap: 0, answers: 0, answering: 0, drawn: 0 };
      if (scripts) {
        found.answers = await all("answers");
        // Rubbish is collected first, so this is a moment after: some engines may have begun.
        found.answering = await heap();
        found.drawn = await all("drawn");
      }
      found.heap = await heap();
      await context.close();
      return { ...found, bytes };
    };
    const [one, ten, bare] = [await cost(1), await cost(10), await cost(10, false)];
    const [s, mb] = [(ms) => (ms / 1e3).toFixed(2), (size) => (size / 1e6).toFixed(1)];
    console.log(`  ten of ${chart}: loaded after ${s(ten.still)} s, all answer after ${s(ten.answers)} s, all are drawn after ${s(ten.drawn)} s (one ${s(one.answers)} and ${s(one.drawn)}, ten without scripts loaded after ${s(bare.still)}), heap ${mb(ten.answering)} MB when all answer, ${mb(ten.heap)} MB when all are drawn (one ${mb(one.answering)} and ${mb(one.heap)}, ten without scripts ${mb(bare.heap)}), ${ten.bytes} bytes (one ${one.bytes})`);
  });
}
