// What an embed costs on a slow connection and a slow machine: 1.6 Mbit/s, 150 ms, CPU slowed four times. Told, not held: times
// belong to the machine. That nothing moves is held.
import assert from "node:assert/strict";
import { test } from "node:test";

import { article, codes, newsroom } from "../../browser/article.js";
import { site } from "../../browser/site.js";

const here = site();
const room = newsroom();
const SLOW = { offline: false, latency: 150, downloadThroughput: 1.6e6 / 8, uploadThroughput: 1.6e6 / 8 };
const RUNS = 5;
const median = (list) => [...list].sort((a, b) => a - b)[list.length >> 1];

/** Opens an address on the profile; `measure` gets the page, its session and the bytes so far. */
async function slowly(address, measure, { network = SLOW, viewport = { width: 700, height: 900 }, scripts = true } = {}) {
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
  await page.goto(address, { timeout: 120_000 });
  const found = await measure(page, session, () => bytes);
  await context.close();
  return found;
}

for (const chart of ["supplier-bars", "dependency-map", "who-gets-it"]) {
  test(`one frame of ${chart}`, { timeout: 300_000 }, async () => {
    const runs = [];
    for (let run = 0; run < RUNS; run++) {
      runs.push(await slowly(new URL(`embed/${chart}/en/`, here.address).href, async (page, _, bytes) => {
        await page.waitForFunction(() => window.drawnAt, undefined, { timeout: 60_000 });
        await page.waitForTimeout(500);
        const times = await page.evaluate(() => ({
          paint: performance.getEntriesByName("first-contentful-paint")[0].startTime, drawn: window.drawnAt, shift: window.shift,
        }));
        return { ...times, bytes: bytes() };
      }));
    }
    const of = (key) => median(runs.map((run) => run[key]));
    console.log(`  ${chart}: first paint ${of("paint").toFixed(0)} ms, drawn ${of("drawn").toFixed(0)} ms, ${of("bytes")} bytes, shift ${of("shift").toFixed(4)}`);
    assert.ok(Math.max(...runs.map((run) => run.shift)) <= 0.01, "the picture moves");
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
        if (scripts) for (const frame of frames) await frame.waitForSelector(".picture.drawn canvas", { timeout: 120_000 });
        else for (const frame of frames) await frame.waitForLoadState("load");
        const ready = await page.evaluate(() => performance.now());
        await session.send("HeapProfiler.collectGarbage");
        const { usedSize } = await session.send("Runtime.getHeapUsage");
        return { ready, heap: usedSize, bytes: bytes() };
      }, { network: null, viewport: { width: 700, height: 15_000 }, scripts });
    };
    const [one, ten, still] = [await cost(1), await cost(10), await cost(10, false)];
    console.log(`  ten of ${chart}: ${ten.ready.toFixed(0)} ms (one ${one.ready.toFixed(0)}, ten without scripts ${still.ready.toFixed(0)}), heap ${(ten.heap / 1e6).toFixed(1)} MB (one ${(one.heap / 1e6).toFixed(1)}, ten without scripts ${(still.heap / 1e6).toFixed(1)}), ${ten.bytes} bytes (one ${one.bytes})`);
  });
}
