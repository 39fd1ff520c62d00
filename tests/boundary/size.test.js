// What a reader pays, compressed as it is served. Who makes it smaller lowers the budget with it.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { brotliCompressSync, constants } from "node:zlib";

const packed = (path) => {
  const bytes = readFileSync(new URL(`../../${path}`, import.meta.url));
  return brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } }).length;
};

/** What one embed needs before it answers the pointer, in bytes at most. */
const BUDGET = {
  "target/pages/offtake_bg.wasm": 250_500,
  "target/pages/offtake.js": 6_500,
  "pkg/facts.bin": 9_000,
  "pkg/facts/words-en.bin": 9_600,
  "pkg/facts/words-fr.bin": 11_350,
  "pkg/facts/natural-graphite.bin": 6_000,
  "www/chart.js": 4_050,
  "www/sure.js": 660,
  "www/open.js": 1_000,
  "www/embed.js": 2_600,
  "www/style.css": 4_000,
};
const MAP = { "pkg/borders.bin": 21_000, "www/closer.js": 1_400 };

test("every part of an embed keeps its budget", (t) => {
  const sizes = Object.entries({ ...BUDGET, ...MAP }).map(([path, most]) => ({ path, size: packed(path), most }));
  const sum = (list) => list.filter(({ path }) => !path.endsWith("-fr.bin")).reduce((all, { size }) => all + size, 0);
  for (const { path, size } of sizes) t.diagnostic(`${path} ${size}`);
  t.diagnostic(`interactive with a map ${sum(sizes)}, without ${sum(sizes.filter(({ path }) => !(path in MAP)))} bytes`);
  assert.deepEqual(sizes.filter(({ size, most }) => size > most), []);
});
