// How long the package takes in a browser, beside HiGHS from npm in the same run. Ratios are held, times are only told: they
// belong to the machine.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { chromium } from "playwright-core";

const ORIGIN = "http://bench.invalid";
const from = (path) => readFileSync(new URL(path, import.meta.url));
const FILES = {
  "/": ["text/html", Buffer.from("<!doctype html><title>bench</title>")],
  "/offtake.js": ["text/javascript", from("../../pkg/offtake.js")],
  "/offtake_bg.wasm": ["application/wasm", from("../../pkg/offtake_bg.wasm")],
  "/highs.mjs": ["text/javascript", from("../node_modules/highs/build/highs.mjs")],
  "/highs.wasm": ["application/wasm", from("../node_modules/highs/build/highs.wasm")],
  "/bench.js": ["text/javascript", from("./bench.js")],
  ...Object.fromEntries(["draws", "open", "beside"].map((name) => [`/${name}.js`, ["text/javascript", from(`../../www/${name}.js`)]])),
};

/** What a part of the bench gives, in a browser that has run nothing yet. */
async function measured(part) {
  const browser = await chromium.launch({ executablePath: process.env.OFFTAKE_CHROMIUM, args: ["--no-sandbox"] });
  try {
    const page = await browser.newPage();
    await page.route("**/*", (route) => {
      const { pathname } = new URL(route.request().url());
      // The site keeps borders beside other facts, the package beside itself.
      const facts = pathname.replace("/facts/borders", "/borders");
      const file = FILES[pathname] ?? (facts.endsWith(".bin") && ["application/octet-stream", from(`../../pkg${facts}`)]);
      return file ? route.fulfill({ contentType: file[0], body: file[1] }) : route.fulfill({ status: 404, body: "" });
    });
    await page.goto(`${ORIGIN}/`);
    return await page.evaluate(async (name) => (await import("/bench.js"))[name](), part);
  } finally {
    await browser.close();
  }
}

test("a network is shared many times faster than by a linear program, and time grows as work does", { timeout: 300_000 }, async () => {
  const fresh = [];
  for (let time = 0; time < 3; time += 1) fresh.push(await measured("first"));
  for (const { opening, steps } of fresh) {
    const next = steps.map((ms) => ms.toFixed(1)).join(", ");
    console.log(`  1,024 draws of 8 magnet plants for 12 allies by a fresh browser's worker, protected-first: as it opens, with all it fetches, ${opening.toFixed(0)} ms, a reader's steps ${next} ms`);
  }
  const { sizes, origins, draws, closed, whole, highs } = await measured("run");
  for (const { projects, buyers, ms } of sizes) console.log(`  ${projects} x ${buyers} level coverage: ${ms.toFixed(3)} ms`);
  for (const { countries, ms } of origins) console.log(`  ${countries} countries, where everyone's supply was made: ${ms.toFixed(3)} ms`);
  for (const { rule, ms } of draws) console.log(`  1,024 draws of 8 x 12, ${rule}: ${ms.toFixed(1)} ms`);
  for (const { rule, ms } of closed) console.log(`  1,024 draws of a pool of 8 for 12 allies, ${rule}: ${ms.toFixed(1)} ms`);
  for (const { rule, ms } of whole) console.log(`  1,024 draws of a whole scenario of 8 magnet plants for 12 allies as a page makes them, ${rule}: ${ms.toFixed(1)} ms`);
  for (const { projects, buyers, ours, theirs, apart } of highs) {
    const ratio = theirs / ours;
    console.log(`  ${projects} x ${buyers}: HiGHS ${theirs.toFixed(3)} ms, ours ${ours.toFixed(3)} ms, ${ratio.toFixed(0)} times`);
    assert.ok(apart < 1e-6, `the least coverage differs by ${apart}`);
    assert.ok(ratio >= 20, `only ${ratio.toFixed(1)} times faster at ${projects} x ${buyers}`);
  }
  // Solving a full matrix grows by the cube: twice the countries is 8 times the work, with room for what memory adds.
  const [, hundred, twice] = origins;
  assert.ok(twice.ms / hundred.ms < 16, `200 countries take ${twice.ms / hundred.ms} times 100`);
  // Twenty times the deals from 4 x 7 to 30 x 40 is 43; ten times from there to 200 x 60. Searches grow faster, by the cut at most.
  const [small, middle, large] = sizes;
  assert.ok(large.ms > middle.ms && middle.ms > small.ms);
  assert.ok(large.ms / middle.ms < 500, `200 x 60 takes ${large.ms / middle.ms} times 30 x 40`);
});
