// What an embed costs on a slow connection and a slow machine: 1.6 Mbit/s, 150 ms, CPU slowed four times. Told, not held: times
// belong to the machine. That nothing moves is held, and that the finished picture answers truly as soon as it answers.
import assert from "node:assert/strict";
import { test } from "node:test";

import { article, codes, newsroom } from "../../browser/article.js";
import { site } from "../../browser/site.js";

const here = site();
const room = newsroom();
const SLOW = { offline: false, latency: 150, downloadThroughput: 1.6e6 / 8, uploadThroughput: 1.6e6 / 8 };
const RUNS = 5;
const median = (list) => [...list].sort((a, b) => a - b)[list.length >> 1];

/** A place of the finished picture that is shown in a column of 700 px, and what is said there. */
async function place(chart) {
  const folder = `embed/${chart}/en/natural-graphite/`;
  const page = await (await fetch(new URL(folder, here.address))).text();
  const book = await (await fetch(new URL(/marks\.\w+\.json/.exec(page)[0], new URL(folder, here.address)))).json();
  const [word, x, y] = book.wide.walk[0];
  return { words: book.words[word], x, y };
}

/** In the page: when the finished picture answers the pointer, and whether with the right words. Asked once a frame: what was never
 * painted is not there to be pointed at. */
function watchQuick({ words, x, y }) {
  const ask = () => {
    const still = document.querySelector(".still.wide[tabindex]");
    const svg = still?.querySelector("svg > *");
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

/** Opens an address on the profile; `measure` gets the page, its session and the bytes so far. */
async function slowly(address, measure, { network = SLOW, viewport = { width: 700, height: 900 }, scripts = true, quick = null } = {}) {
  const context = await here.browser.newContext({ viewport });
  if (!scripts) await context.route("**/*.js", (route) => route.abort());
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  let bytes = 0;
  await session.send("Network.enable");
  session.on("Network.loadingFinished", ({ encodedDataLength }) => { bytes += encodedDataLength; });
  if (network) await session.send("Network.emulateNetworkConditions", network);
  await session.send("Emulation.setCPUThrottlingRate", { rate: 4 });
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
  if (quick) await page.addInitScript(watchQuick, quick);
  await page.goto(address, { timeout: 120_000 });
  const found = await measure(page, session, () => bytes);
  await context.close();
  return found;
}

for (const chart of ["supplier-bars", "dependency-map", "who-gets-it"]) {
  test(`one frame of ${chart}`, { timeout: 300_000 }, async () => {
    const runs = [];
    const quick = await place(chart);
    for (let run = 0; run < RUNS; run++) {
      runs.push(await slowly(new URL(`embed/${chart}/en/natural-graphite/`, here.address).href, async (page, _, bytes) => {
        await page.waitForFunction(() => window.drawnAt && window.answered, undefined, { timeout: 60_000 });
        await page.waitForTimeout(500);
        const times = await page.evaluate(() => ({
          paint: performance.getEntriesByName("first-contentful-paint")[0].startTime, interactive: window.answered.at, right: window.answered.right,
          drawn: window.drawnAt, shift: window.shift,
        }));
        return { ...times, bytes: bytes() };
      }, { quick }));
    }
    const of = (key) => median(runs.map((run) => run[key]));
    console.log(`  ${chart}: first paint ${of("paint").toFixed(0)} ms, interactive ${of("interactive").toFixed(0)} ms, drawn ${of("drawn").toFixed(0)} ms, ${of("bytes")} bytes, shift ${of("shift").toFixed(4)}`);
    assert.ok(Math.max(...runs.map((run) => run.shift)) <= 0.01, "the picture moves");
    assert.ok(runs.every((run) => run.right), `the finished picture does not say “${quick.words}”`);
  });
}

for (const chart of ["supplier-bars", "dependency-map", "who-gets-it"]) {
  test(`ten frames of ${chart}`, { timeout: 300_000 }, async () => {
    const { iframe } = await codes(here, `${chart}/en/natural-graphite`);
    const eager = iframe.replace('loading="lazy"', "");
    const cost = async (count, scripts = true) => {
      room.body = article(eager.repeat(count));
      // The articles of TOOLCHAIN are local: what is slow is the machine.
      return slowly(room.address, async (page, session, bytes) => {
        const frames = page.frames().slice(1);
        assert.equal(frames.length, count);
        if (scripts) for (const frame of frames) await frame.waitForSelector(".still[tabindex]", { state: "attached", timeout: 120_000 });
        const answer = await page.evaluate(() => performance.now());
        if (scripts) for (const frame of frames) await frame.waitForSelector(".picture.drawn canvas", { timeout: 120_000 });
        else for (const frame of frames) await frame.waitForLoadState("load");
        const ready = await page.evaluate(() => performance.now());
        await session.send("HeapProfiler.collectGarbage");
        const { usedSize } = await session.send("Runtime.getHeapUsage");
        return { answer, ready, heap: usedSize, bytes: bytes() };
      }, { network: null, viewport: { width: 700, height: 15_000 }, scripts });
    };
    const [one, ten, still] = [await cost(1), await cost(10), await cost(10, false)];
    console.log(`  ten of ${chart}: all answer after ${ten.answer.toFixed(0)} ms, all are drawn after ${ten.ready.toFixed(0)} ms (one ${one.ready.toFixed(0)}, ten without scripts ${still.ready.toFixed(0)}), heap ${(ten.heap / 1e6).toFixed(1)} MB (one ${(one.heap / 1e6).toFixed(1)}, ten without scripts ${(still.heap / 1e6).toFixed(1)}), ${ten.bytes} bytes (one ${one.bytes})`);
  });
}
