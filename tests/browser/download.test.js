// What a reader takes away: the picture and its figures, made in the page.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { drawn, site, visit } from "./site.js";

const here = site();
const figure = '.chart[data-chart="supplier-bars"]';

/** Presses a button of the box and gives the file's name and bytes. */
async function take(page, kind) {
  const [file] = await Promise.all([page.waitForEvent("download"), page.click(`${figure} button[data-take="${kind}"]`)]);
  return { name: file.suggestedFilename(), bytes: readFileSync(await file.path()) };
}

/** Width and height that a PNG says it has. */
const size = (bytes) => [bytes.readUInt32BE(16), bytes.readUInt32BE(20)];

test("a view is taken away as picture and figures, with the network gone", async () => {
  const page = await visit(here, "/en/?mineral=tungsten&country=DEU", { acceptDownloads: true });
  await drawn(page);
  const asked = page.waitForResponse(/download\.js/);
  await page.click(`${figure} details.take summary`);
  await asked;
  await page.context().setOffline(true);
  const title = await page.textContent(`${figure} caption`);
  const svg = await take(page, "svg");
  assert.equal(svg.name, "offtake-supplier-bars-tungsten-en.svg");
  const text = svg.bytes.toString().replace(/<[^>]*>/g, " ").replace(/\s+/g, " ");
  for (const word of title.split(" ")) assert.ok(text.includes(word), `the picture lacks ${word}`);
  // Every file carries its source, licence, date and address; what a picture says is what is written on its canvas.
  const carried = (words, what) => {
    for (const part of [/Source: .*USGS|Source: .*BACI/, /CC BY 4\.0/, /\d{4}-\d\d-\d\d/]) assert.match(words, part, what);
    assert.ok(words.replace(/\s/g, "").includes(new URL("#supplier-bars", page.url()).href), `${what}: ${words}`);
  };
  carried(svg.bytes.toString().replaceAll("&amp;", "&").replace(/<[^>]*>/g, " "), "svg");
  await page.evaluate(() => {
    const write = CanvasRenderingContext2D.prototype.fillText;
    window.written = [];
    CanvasRenderingContext2D.prototype.fillText = function (text, x, y) {
      // What is beyond the sheet is not written on it.
      if (x >= 0 && y >= 0 && y <= this.canvas.height && x + this.measureText(text).width <= this.canvas.width + 1) window.written.push(text);
      return write.call(this, text, x, y);
    };
  });
  const drawing = async (kind) => {
    await page.evaluate(() => { window.written = []; });
    const file = await take(page, kind);
    carried((await page.evaluate(() => window.written)).join(" "), kind);
    return file;
  };
  const [one, two] = [await drawing("png"), await drawing("png2")].map((file) => size(file.bytes));
  assert.deepEqual(two, one.map((side) => 2 * side));
  assert.deepEqual(size((await drawing("card")).bytes), [1200, 630]);
  assert.deepEqual(size((await drawing("square")).bytes), [1080, 1080]);
  const rows = await page.$$eval(`${figure} tr`, (all) => all.map((row) => [...row.children].map((cell) => cell.textContent)));
  const csv = (await take(page, "csv")).bytes.toString().replace(/^\uFEFF/, "").trimEnd().split("\r\n");
  const cells = csv.map((line) => JSON.parse(`[${line.replaceAll('""', '\\"')}]`));
  const about = cells.filter((line) => line[0].startsWith("# "));
  assert.deepEqual(cells.slice(about.length), rows);
  for (const name of ["title", "source", "licence", "edition", "address"]) {
    assert.ok(about.some((line) => new RegExp(`^# ${name}: .+`).test(line[0])), `the file says no ${name}`);
  }
  const json = JSON.parse((await take(page, "json")).bytes.toString());
  assert.deepEqual([json.columns, ...json.rows], rows);
  assert.equal(json.choice.mineral, "tungsten");
  assert.match(json.edition, /^\d{4}-\d\d-\d\d$/);
  assert.deepEqual(page.problems, []);
});
