// What an embed costs on a slow connection and a slow machine: 1.6 Mbit/s, 150 ms, CPU slowed four times. Told, not held: times
// belong to the machine. That nothing moves is held, and that the finished picture answers truly as soon as it answers.
import assert from "node:assert/strict";
import { test } from "node:test";

import { article, codes, newsroom } from "../../browser/article.js";
import { site } from "../../browser/site.js";

const here = site();
const room = newsroom();
/** Whose frames are nothing but four lines. */
const bare = newsroom();
const SLOW = { offline: false, latency: 150, downloadThroughput: 1.6e6 / 8, uploadThroughput: 1.6e6 / 8 };
const CHARTS = ["supplier-bars", "dependency-map", "who-gets-it"];
/** First paints vary by half from one run to the next: it takes many for a median to stand still. */
const [PAINTS, RUNS, TENS] = [25, 9, 5];
const median = (list) => [...list].sort((a, b) => a - b)[list.length >> 1];

const address = (chart) => new URL(`embed/${chart}/en/natural-graphite/`, here.address).href;

/** What this machine makes of a page that is nothing but a small line chart, without styles or scripts: what no frame can be
 * quicker than. Times of other machines compare by it. */
const LINES = [0, 1, 2, 3].map((at) => Array.from({ length: 24 }, (_, x) => `${40 + 24 * x} ${60 + 80 * at + ((x * (7 + at)) % 11) * 4}`).join("L"));
const FLOOR = `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Lines</title>
<svg viewBox="0 0 700 400" width="100%" role="img" aria-label="Four lines" font-family="sans-serif">${LINES.map((line, at) => `<path d="M${line}" fill="none" stroke="#345"/><text x="610" y="${80 + 80 * at}">Line ${at}</text>`).join("")}</svg>`;

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
    const element = document.querySelector("offtake-chart");
    const tree = element?.shadowRoot ?? document;
    // What stands in an element's tag is its picture until there is more.
    if (element?.querySelector("img")?.naturalWidth) window.picturedAt ??= performance.now();
    const still = performance.getEntriesByName("first-contentful-paint").length && tree.querySelector(".still.wide[tabindex]");
    const svg = still && still.querySelector("svg");
    if (svg) {
      const { x: clientX, y: clientY } = new DOMPoint(x, y).matrixTransform(svg.getScreenCTM());
      still.dispatchEvent(new PointerEvent("pointermove", { bubbles: true, clientX, clientY, pointerType: "mouse" }));
      const tip = tree.querySelector(".tip");
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
      addEventListener("DOMContentLoaded", () => {
        watch.observe(document, { subtree: true, childList: true, attributes: true, attributeFilter: ["class"] });
        document.querySelector("offtake-chart")?.addEventListener("ready", () => { window.drawnAt ??= performance.now(); });
      });
    });
    await page.addInitScript(watchQuick, quick);
  }
  await page.goto(address, { timeout: 120_000 });
  const found = await measure(page, () => bytes);
  await context.close();
  return found;
}

test("first paint of a frame", { timeout: 300_000 }, async () => {
  room.body = FLOOR;
  const paints = { "four lines alone": [], ...Object.fromEntries(CHARTS.map((chart) => [chart, []])) };
  const painted = () => performance.getEntriesByName("first-contentful-paint")[0]?.startTime;
  for (let run = 0; run < PAINTS; run++) {
    for (const [chart, found] of Object.entries(paints)) {
      const page = CHARTS.includes(chart) ? address(chart) : room.address;
      found.push(await slowly(page, async (opened) => (await opened.waitForFunction(painted)).jsonValue()));
    }
  }
  console.log(`  first paint: ${Object.entries(paints).map(([chart, found]) => `${chart} ${median(found).toFixed(0)} ms`).join(", ")}`);
});

for (const chart of CHARTS) {
  test(`one frame of ${chart}`, { timeout: 300_000 }, async () => {
    const quick = await place(chart);
    const runs = [];
    for (let run = 0; run < RUNS; run++) {
      runs.push(await slowly(address(chart), async (page, bytes) => {
        await page.waitForFunction(() => window.drawnAt && window.answered, undefined, { timeout: 60_000 });
        await page.waitForTimeout(500);
        const times = await page.evaluate(() => ({
          interactive: window.answered.at, right: window.answered.right, drawn: window.drawnAt, shift: window.shift,
        }));
        return { ...times, bytes: bytes() };
      }, quick));
    }
    const of = (key) => median(runs.map((run) => run[key]));
    console.log(`  ${chart}: interactive ${of("interactive").toFixed(0)} ms, drawn ${of("drawn").toFixed(0)} ms, ${of("bytes")} bytes, shift ${of("shift").toFixed(4)}`);
    assert.ok(Math.max(...runs.map((run) => run.shift)) <= 0.01, "the picture moves");
    assert.ok(runs.every((run) => run.right), `the finished picture does not say “${quick.words}”`);
  });
}

for (const chart of CHARTS) {
  test(`one element of ${chart}`, { timeout: 300_000 }, async () => {
    const quick = await place(chart);
    room.body = article((await codes(here, `${chart}/en/natural-graphite`)).element, '<meta name="viewport" content="width=device-width">');
    const runs = [];
    for (let run = 0; run < RUNS; run++) {
      runs.push(await slowly(room.address, async (page, bytes) => {
        await page.waitForFunction(() => window.answered, undefined, { timeout: 60_000 });
        const answering = bytes();
        await page.waitForFunction(() => window.drawnAt, undefined, { timeout: 60_000 });
        await page.waitForTimeout(500);
        const times = await page.evaluate(() => ({
          picture: window.picturedAt, interactive: window.answered.at, right: window.answered.right, drawn: window.drawnAt, shift: window.shift,
        }));
        return { ...times, answering, bytes: bytes() };
      }, quick));
    }
    const of = (key) => median(runs.map((run) => run[key]));
    console.log(`  element of ${chart}: picture in its tag ${of("picture").toFixed(0)} ms, interactive ${of("interactive").toFixed(0)} ms with ${of("answering")} bytes, drawn ${of("drawn").toFixed(0)} ms with ${of("bytes")}, shift ${of("shift").toFixed(4)}`);
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

/** Opens an article on a machine slowed four times; its network is the machine's own. */
async function slowed(body, measure, prepare = async () => {}) {
  room.body = body;
  const context = await here.browser.newContext({ viewport: { width: 700, height: 15_000 } });
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send("Emulation.setCPUThrottlingRate", { rate: 4 });
  await page.addInitScript(noteTimes);
  const kept = await prepare(session);
  await page.goto(room.address, { timeout: 120_000 });
  // In the article's own world, twice a second: there it is one number that is read.
  const all = async (noted, count) => {
    await page.waitForFunction(([kind, many]) => window.noted[kind].length === many, [noted, count], { polling: 500, timeout: 120_000 });
    return page.evaluate((kind) => Math.max(...window.noted[kind]), noted);
  };
  const found = await measure({ page, session, all, kept });
  await context.close();
  return found;
}

/** When the last of some frames answers and is drawn. */
const timed = (frame, count) => slowed(article(frame.repeat(count)), async ({ all }) => ({ answers: await all("answers", count), drawn: await all("drawn", count) }));

/** What some frames take: heap when all answer and when all are drawn, and bytes. Counting costs time, and none is taken here. */
const weighed = (frame, count) => slowed(article(frame.repeat(count)), async ({ session, all, kept }) => {
  const heap = async () => {
    await session.send("HeapProfiler.collectGarbage");
    return (await session.send("Runtime.getHeapUsage")).usedSize;
  };
  await all("answers", count);
  // Rubbish is collected first, so this is a moment after: some engines may have begun.
  const answering = await heap();
  await all("drawn", count);
  return { answering, drawn: await heap(), bytes: kept.bytes };
}, async (session) => {
  const kept = { bytes: 0 };
  await session.send("Network.enable");
  session.on("Network.loadingFinished", ({ encodedDataLength }) => { kept.bytes += encodedDataLength; });
  return kept;
});

const [s, mb] = [(ms) => (ms / 1e3).toFixed(2), (size) => (size / 1e6).toFixed(1)];
const loaded = ({ page }) => page.evaluate(() => performance.getEntriesByType("navigation")[0].loadEventStart);

test("ten frames on a page", { timeout: 600_000 }, async () => {
  const ways = {};
  for (const chart of CHARTS) ways[chart] = (await codes(here, `${chart}/en/natural-graphite`)).iframe.replace('loading="lazy"', "");
  const [floor, tens] = [[], Object.fromEntries(CHARTS.map((chart) => [chart, []]))];
  bare.body = FLOOR;
  const still = `<iframe style="border:0;width:100%;height:480px" src="${bare.address}"></iframe>`;
  for (let run = 0; run < TENS; run++) {
    floor.push(await slowed(article(still.repeat(10)), loaded));
    for (const chart of CHARTS) tens[chart].push(await timed(ways[chart], 10));
  }
  console.log(`  ten of four lines alone: loaded after ${s(median(floor))} s`);
  for (const chart of CHARTS) {
    const of = (key) => s(median(tens[chart].map((run) => run[key])));
    const [one, ten] = [await weighed(ways[chart], 1), await weighed(ways[chart], 10)];
    console.log(`  ten of ${chart}: all answer after ${of("answers")} s, all are drawn after ${of("drawn")} s, heap ${mb(ten.answering)} MB when all answer, ${mb(ten.drawn)} MB when all are drawn (one ${mb(one.answering)} and ${mb(one.drawn)}), ${ten.bytes} bytes (one ${one.bytes})`);
  }
});
