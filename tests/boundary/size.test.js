// What a reader pays, compressed as it is served. Who makes it smaller lowers the budget with it.
import assert from "node:assert/strict";
import { readFileSync, readdirSync, statSync } from "node:fs";
import { test } from "node:test";
import { brotliCompressSync, constants } from "node:zlib";

const root = new URL("../../", import.meta.url);
const [assets] = readdirSync(new URL("dist/assets/", root)).filter((name) => !name.includes("."));
/** Where a file of this build is; what is written beside a page is named by what is in it. */
const file = (path) => {
  const url = new URL(path.replace("assets/", `dist/assets/${assets}/`).replace("embed/", "dist/embed/"), root);
  if (!path.endsWith("/marks.json")) return url;
  const folder = new URL(".", url);
  return new URL(readdirSync(folder).find((name) => /^marks\.\w+\.json$/.test(name)), folder);
};
const packed = (path) => {
  const bytes = readFileSync(file(path));
  return brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } }).length;
};

/** What stands around every finished picture, and what answers in it, in bytes at most. */
const EVERY = {
  "assets/figure.css": 2_520,
  "assets/wide.css": 60,
  "assets/embed.js": 4_250,
};
/** What every engine needs that comes after. */
const LATER = {
  "assets/look.js": 510,
  "assets/chart.js": 3_030,
  "assets/open.js": 560,
  "assets/beside.js": 400,
  "assets/sure.js": 830,
  "assets/facts.bin": 9_000,
  "assets/facts/words-en.bin": 5_800,
  "assets/facts/natural-graphite.bin": 6_000,
};
const engine = (family, most) => ({ [`assets/${family}/offtake.js`]: 4_100, [`assets/${family}/offtake_bg.wasm`]: most });
const SHARING = { "assets/facts/sharing-en.bin": 5_490, "assets/offtake.js": 4_150, "assets/offtake_bg.wasm": 242_350 };
const first = (chart, page, marks) => ({ ...EVERY, [`embed/${chart}/en/index.html`]: page, [`embed/${chart}/en/marks.json`]: marks });
/** What answers, and what comes after it. */
const EMBEDS = {
  "dependency-map": [first("dependency-map", 12_840, 4_000), { ...LATER, ...engine("maps", 124_400), "assets/facts/borders.bin": 21_000, "assets/closer.js": 1_400 }],
  "supplier-bars": [first("supplier-bars", 3_600, 700), { ...LATER, ...engine("bars", 114_800) }],
  "who-gets-it": [first("who-gets-it", 3_980, 550), { ...LATER, ...SHARING }],
};
/** Of the charts with the most marks: what answers. */
const MANY = { "embed/trend/en/marks.json": 4_100, "embed/dependency-matrix/en/marks.json": 2_150 };
/** To the picture and until it answers, whatever the chart. */
const PICTURE = 15_000;
const ANSWERS = 25_000;
const OTHERS = { "assets/element.js": 4_900, ...engine("ties", 141_250), "assets/style.css": 4_650, "assets/facts/words-fr.bin": 6_960, "assets/facts/sharing-fr.bin": 6_600 };

test("no frame of any chart, language and mineral takes more to its picture", (t) => {
  const folder = new URL("dist/embed/", root);
  const pages = readdirSync(folder, { recursive: true }).filter((path) => path.endsWith("index.html")).map((path) => ({ path: `embed/${path}`, raw: statSync(new URL(path, folder)).size }));
  // The longest of them: packing a thousand takes minutes.
  const wide = packed("assets/wide.css");
  const longest = pages.sort((one, other) => other.raw - one.raw).slice(0, 40).map(({ path }) => ({ path, size: packed(path) + wide }));
  const [{ path, size }] = longest.sort((one, other) => other.size - one.size);
  t.diagnostic(`${pages.length} frames, at most ${size} bytes: ${path}`);
  assert.ok(pages.length > 500 && size <= PICTURE, `${path}: ${size}`);
});

test("every part of an embed keeps its budget", (t) => {
  const parts = Object.entries(Object.assign({}, OTHERS, MANY, ...Object.values(EMBEDS).flat()));
  const sizes = new Map(parts.map(([path]) => [path, packed(path)]));
  for (const [path, size] of sizes) t.diagnostic(`${path} ${size}`);
  for (const [chart, [own, later]] of Object.entries(EMBEDS)) {
    const sum = (paths) => paths.reduce((all, path) => all + sizes.get(path), 0);
    // The page alone shows its picture; a frame wider than its chart waits for what puts it in the middle.
    const [picture, answers] = [sum(Object.keys(own).filter((path) => /\.html$|wide\.css$/.test(path))), sum(Object.keys(own))];
    t.diagnostic(`${chart}: ${picture} bytes to the picture, ${answers} to interactive, ${answers + sum(Object.keys(later))} to everything`);
    assert.ok(picture <= PICTURE && answers <= ANSWERS, `${chart}: ${picture} to the picture, ${answers} until it answers`);
  }
  assert.deepEqual(parts.filter(([path, most]) => sizes.get(path) > most).map(([path]) => `${path} ${sizes.get(path)}`), []);
});
