// How long the browser's main thread works for one step of a reader, for each chart, beside others that draw the same table
// in the same run, at two device px a CSS px. Times are only told: they belong to the machine. What is held is that we are
// not slower than the fastest of the three chart libraries. Told beside it: what is laid out painted alone, since others are given
// figures that a step of ours computes, and a rectangle, which is what the browser takes for any canvas of that size.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { chromium } from "playwright-core";

const ORIGIN = "http://bench.invalid";
const read = (path) => readFileSync(new URL(path, import.meta.url));
const SCRIPTS = { d3: "d3/dist/d3.min.js", plot: "@observablehq/plot/dist/plot.umd.min.js", echarts: "echarts/dist/echarts.min.js", vega: "vega/build/vega.min.js", vegalite: "vega-lite/build/vega-lite.min.js", topojson: "topojson-client/dist/topojson-client.min.js" };
const PAGE = `<!doctype html><title>redraw</title><body style="margin:0">${Object.keys(SCRIPTS).map((name) => `<script src="/${name}.script"></script>`).join("")}`;

function answer(path) {
  if (path === "/") return ["text/html", Buffer.from(PAGE)];
  if (path.endsWith(".script")) return ["text/javascript", read(`node_modules/${SCRIPTS[path.slice(1, -7)]}`)];
  if (path === "/world.json") return ["application/json", read("node_modules/world-atlas/countries-110m.json")];
  if (path === "/redraw.js") return ["text/javascript", read("redraw.js")];
  if (path === "/offtake.js") return ["text/javascript", read("../../../target/pages/offtake.js")];
  if (path === "/offtake_bg.wasm") return ["application/wasm", read("../../../target/pages/offtake_bg.wasm")];
  return ["application/octet-stream", read(`../../../pkg${path}`)];
}

test("a step of a reader costs the main thread less than in any chart library", { timeout: 1_200_000 }, async () => {
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
    await session.send("Performance.enable");
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
          const before = await spent();
          const own = await within("run", name, 10);
          const task = (await spent() - before) / 10;
          best[name] = { task: Math.min(best[name].task, task), own: Math.min(best[name].own, own) };
        }
      }
      const { ours, painted, d3, rectangle, ...others } = best;
      const fastest = Math.min(...Object.values(others).map(({ task }) => task));
      const told = Object.entries(best).map(([name, { task, own }]) => `${name} ${task.toFixed(1)} (script ${own.toFixed(1)})`);
      console.log(`  ${chart}: ${told.join(", ")} ms; ${(ours.task / fastest).toFixed(2)} of the fastest library${d3 ? `, ${(ours.task / d3.task).toFixed(2)} of d3` : ""}; painted only ${(painted.task / fastest).toFixed(2)}${d3 ? ` and ${(painted.task / d3.task).toFixed(2)}` : ""}; a rectangle alone ${(rectangle.task / fastest).toFixed(2)}`);
      if (ours.task > fastest) slower.push(chart);
    }
    assert.deepEqual(slower, []);
  } finally {
    await browser.close();
  }
});
