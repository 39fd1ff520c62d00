// How long the browser's main thread works for one step of a reader, for each chart, beside others that draw the same table
// in the same run, at two device px a CSS px. Ours is the page's own code, with its sentence; the others write none. Times are
// only told: they belong to the machine. What is held is the part that we take of the fastest of the three chart libraries, and
// for the map of d3 with its outlines kept. Told beside it: a picture that the page draws alone, as when a slider is let go.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";

import { chromium } from "playwright-core";

const ORIGIN = "http://bench.invalid";
/** As many steps as a slider has from end to end. */
const STEPS = 20;
/** Of the fastest library's time, and of d3's. */
const [LIBRARY, D3] = [0.15, 1.2];
const BUILT = new URL("../../../dist/", import.meta.url);
const [ASSETS] = readdirSync(new URL("assets/", BUILT));
const read = (path, base = import.meta.url) => readFileSync(new URL(path, base));
const SCRIPTS = { d3: "d3/dist/d3.min.js", plot: "@observablehq/plot/dist/plot.umd.min.js", echarts: "echarts/dist/echarts.min.js", vega: "vega/build/vega.min.js", vegalite: "vega-lite/build/vega-lite.min.js", topojson: "topojson-client/dist/topojson-client.min.js" };
const PAGE = `<!doctype html><title>redraw</title><body style="margin:0">${Object.keys(SCRIPTS).map((name) => `<script src="/${name}.script"></script>`).join("")}`;

function answer(path) {
  if (path === "/") return ["text/html", Buffer.from(PAGE)];
  if (path.endsWith(".script")) return ["text/javascript", read(`node_modules/${SCRIPTS[path.slice(1, -7)]}`)];
  if (path === "/world.json") return ["application/json", read("node_modules/world-atlas/countries-110m.json")];
  if (path === "/redraw.js") return ["text/javascript", read("redraw.js")];
  if (path === "/page.html") return ["text/html", read("en/explore/index.html", BUILT)];
  const types = { js: "text/javascript", css: "text/css", wasm: "application/wasm" };
  return [types[path.split(".").at(-1)] ?? "application/octet-stream", read(`assets/${ASSETS}${path}`, BUILT)];
}

test("a step of a reader costs the main thread a seventh of what it costs in any chart library", { timeout: 1_200_000 }, async () => {
  const browser = await chromium.launch({ executablePath: process.env.OFFTAKE_CHROMIUM, args: ["--no-sandbox", "--disable-gpu"] });
  try {
    const context = await browser.newContext({ deviceScaleFactor: 2, viewport: { width: 800, height: 2200 } });
    const page = await context.newPage();
    await page.route("**/*", (route) => {
      const [contentType, body] = answer(new URL(route.request().url()).pathname);
      return route.fulfill({ contentType, body });
    });
    await page.goto(`${ORIGIN}/`);
    const session = await context.newCDPSession(page);
    // What the thread works: on a machine with few cores it is made to wait, for our worker too, and that belongs to the machine.
    await session.send("Performance.enable", { timeDomain: "threadTicks" });
    const spent = async () => 1000 * (await session.send("Performance.getMetrics")).metrics.find(({ name }) => name === "TaskDuration").value;
    const within = (call, ...args) => page.evaluate(async ([name, rest]) => (await import("/redraw.js"))[name](...rest), [call, args]);
    const slower = [];
    for (const chart of await within("begin")) {
      if (process.env.ONLY && process.env.ONLY !== chart) continue;
      const names = await within("ready", chart);
      const best = Object.fromEntries(names.map((name) => [name, { task: Infinity, own: Infinity }]));
      // In turns, so that what else the machine does falls on all; the quickest round counts.
      for (let round = 0; round < 5; round += 1) {
        for (const name of names) {
          await within("turn", name);
          const before = await spent();
          const own = await within("run", name, STEPS);
          const task = (await spent() - before) / STEPS;
          if (name === "ours") await within("rest");
          best[name] = { task: Math.min(best[name].task, task), own: Math.min(best[name].own, own) };
        }
      }
      const { nothing, ours, alone, d3, ...others } = best;
      const fastest = Math.min(...Object.values(others).map(({ task }) => task));
      const told = Object.entries(best).map(([name, { task, own }]) => `${name} ${task.toFixed(1)} (script ${own.toFixed(1)})`);
      const part = (one, base) => (one.task - nothing.task) / (base - nothing.task);
      const [ofLibrary, ofD3] = [part(ours, fastest), d3 ? part(ours, d3.task) : 0];
      console.log(`  ${chart}: ${told.join(", ")} ms; ${ofLibrary.toFixed(2)} of the fastest library${d3 ? `, ${ofD3.toFixed(2)} of d3` : ""}; alone ${part(alone, fastest).toFixed(2)}${d3 ? ` and ${part(alone, d3.task).toFixed(2)}` : ""}`);
      if (ofLibrary > LIBRARY || ofD3 > D3) slower.push(chart);
    }
    assert.deepEqual(slower, []);
  } finally {
    await browser.close();
  }
});
