// What a reader pays, compressed as it is served. Who makes it smaller lowers the budget with it.
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { test } from "node:test";
import { brotliCompressSync, constants } from "node:zlib";

const root = new URL("../../", import.meta.url);
const [assets] = readdirSync(new URL("dist/assets/", root)).filter((name) => !name.includes("."));
const packed = (path) => {
  const bytes = readFileSync(new URL(path.replace("assets/", `dist/assets/${assets}/`).replace("embed/", "dist/embed/"), root));
  return brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } }).length;
};

/** What every embed needs before it answers the pointer, in bytes at most. */
const EVERY = {
  "assets/figure.css": 2_150,
  "assets/embed.js": 1_000,
  "assets/chart.js": 2_750,
  "assets/open.js": 560,
  "assets/beside.js": 400,
  "assets/sure.js": 690,
  "assets/host.js": 900,
  "assets/look.js": 400,
  "assets/facts.bin": 9_000,
  "assets/facts/words-en.bin": 5_750,
  "assets/facts/natural-graphite.bin": 6_000,
};
const engine = (family, most) => ({ [`assets/${family}/offtake.js`]: 4_100, [`assets/${family}/offtake_bg.wasm`]: most });
const SHARING = { "assets/facts/sharing-en.bin": 4_650, "assets/offtake.js": 4_150, "assets/offtake_bg.wasm": 231_000 };
const EMBEDS = {
  "dependency-map": { ...EVERY, ...engine("maps", 123_200), "assets/facts/borders.bin": 21_000, "assets/closer.js": 1_400, "embed/dependency-map/en/index.html": 12_900 },
  "supplier-bars": { ...EVERY, ...engine("bars", 113_300), "embed/supplier-bars/en/index.html": 3_400 },
  "who-gets-it": { ...EVERY, ...SHARING, "embed/who-gets-it/en/index.html": 4_550 },
};
const OTHERS = { ...engine("ties", 138_700), "assets/style.css": 3_850, "assets/facts/words-fr.bin": 6_810, "assets/facts/sharing-fr.bin": 5_650 };

test("every part of an embed keeps its budget", (t) => {
  const parts = Object.entries(Object.assign({}, OTHERS, ...Object.values(EMBEDS)));
  const sizes = new Map(parts.map(([path]) => [path, packed(path)]));
  for (const [path, size] of sizes) t.diagnostic(`${path} ${size}`);
  for (const [chart, own] of Object.entries(EMBEDS)) {
    const sum = (paths) => paths.reduce((all, path) => all + sizes.get(path), 0);
    const picture = Object.keys(own).filter((path) => path.endsWith(".css") || path.endsWith(".html"));
    t.diagnostic(`${chart}: ${sum(picture)} bytes to the picture, ${sum(Object.keys(own))} to interactive`);
  }
  assert.deepEqual(parts.filter(([path, most]) => sizes.get(path) > most).map(([path]) => `${path} ${sizes.get(path)}`), []);
});
