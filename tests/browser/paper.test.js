// Pages on paper: printed by the browser, read back from the file.
import assert from "node:assert/strict";
import { test } from "node:test";

import { getDocumentProxy } from "unpdf";

import { drawn, site, visit } from "./site.js";

const here = site();
const MARGIN = { top: "12mm", bottom: "12mm", left: "12mm", right: "12mm" };
/** Lines break where the paper says; letters stay. */
const letters = (text) => text.normalize("NFKC").replace(/[\s\u00ad]+/g, "");

/** What stands on each page of a file, piece by piece, with its place. */
async function read(bytes) {
  const file = await getDocumentProxy(new Uint8Array(bytes));
  const pages = [];
  for (let at = 1; at <= file.numPages; at += 1) {
    const page = await file.getPage(at);
    const [, , width, height] = page.view;
    const { items } = await page.getTextContent();
    // A head that stands upright goes down the page from where it begins.
    const ends = ({ transform: [along, , , , x, y], width: wide }) => (along ? [x, x + wide, y, y] : [x, x, y - wide, y]);
    const beyond = ([left, right, low, high]) => left < 0 || right > width || low < 0 || high > height;
    pages.push({ width, height, letters: letters(items.map((one) => one.str).join("")),
      sizes: items.filter(({ str }) => str.trim()).map(({ height: size }) => size),
      out: items.filter((one) => one.str.trim() && beyond(ends(one))).map((one) => one.str) });
  }
  return pages;
}

for (const [path, options] of [["/en/", {}], ["/fr/?mineral=tungsten&country=DEU", {}], ["/fr/", { javaScriptEnabled: false }], ["/en/scenario/magnets-shared/", {}]]) {
  test(`${path}${options.javaScriptEnabled === false ? " without scripts" : ""} on paper has every question, sentence, step, table and source, and cuts no picture`, async () => {
    const page = await visit(here, path, options);
    if (options.javaScriptEnabled !== false) await drawn(page);
    const bytes = await page.pdf({ format: "A4", preferCSSPageSize: true, margin: MARGIN });
    const pages = await read(bytes);
    const all = pages.map((one) => one.letters).join("");
    console.log(`# ${path}: ${pages.length} pages, ${(bytes.length / 1000).toFixed(0)} kB`);
    // 28 px are 21 points: where something is wider than its sheet, the browser prints all of it smaller.
    assert.ok(Math.abs(Math.max(...pages[0].sizes) - 21) < 0.5, `the question is printed at ${Math.max(...pages[0].sizes)} points`);
    assert.deepEqual(pages.flatMap((one, at) => one.out.map((text) => `page ${at + 1}: ${text}`)), [], "beyond the sheet");
    assert.ok(!/\/Subtype\s*\/Image/.test(bytes.toString("latin1")), "something is printed as dots");
    for (const words of await page.$$eval("main > h1, main > h2, main > p:not([hidden]), main > ul > li, .models :is(h3, dt, dd), .steps :is(h3, p)", (list) => list.map((one) => one.textContent))) {
      assert.ok(all.includes(letters(words)), `not printed: ${words}`);
    }
    // The pictures as they are on paper: those of the reader's view, or without scripts the finished ones.
    await page.emulateMedia({ media: "print" });
    if (options.javaScriptEnabled !== false) await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
    const figures = await page.$$eval(".chart", (list) => list.map((figure) => {
      const svg = [...figure.querySelectorAll("svg")].find((one) => one.checkVisibility() && one.querySelector("text"));
      return {
        chart: figure.dataset.chart,
        sentence: figure.querySelector(".sentence").textContent,
        words: [...svg.querySelectorAll("text")].map((one) => one.textContent.trim()),
        rows: [...figure.querySelectorAll("tr")].map((row) => [...row.children].map((cell) => cell.textContent)),
      };
    }));
    assert.equal(figures.length, 13);
    for (const { chart, sentence, words, rows } of figures) {
      // Where the sentence is shown is the picture's title, then the rest below it.
      const source = words.findLast((one) => /^Sources? ?:|^Source/.test(one.normalize("NFKC")));
      assert.ok(source, `${chart} names no source: ${words.slice(-4)}`);
      const on = pages.filter((one) => words.every((text) => one.letters.includes(letters(text))));
      assert.equal(on.length, 1, `${chart} is on ${on.length} pages whole; ${words.filter((text) => !all.includes(letters(text)))}`);
      assert.ok(rows.length >= 1, chart);
      for (const row of rows) assert.ok(all.includes(letters(row.join(""))), `${chart}: the row ${row.join(" | ")} is not printed`);
      assert.ok(sentence.trim(), chart);
    }
    await page.context().close();
  });
}

/** A page that shows one view, on paper of both continents: one sheet, with lines for its picture and every row of its table. */
async function onOneSheet(page, name) {
  for (const format of ["A4", "Letter"]) {
    const bytes = await page.pdf({ format, preferCSSPageSize: true, margin: MARGIN });
    const pages = await read(bytes);
    assert.equal(pages.length, 1, `${name} takes ${pages.length} sheets of ${format}`);
    assert.ok(!/\/Subtype\s*\/Image/.test(bytes.toString("latin1")), `${name} is printed as dots`);
    assert.deepEqual(pages[0].out, [], `${name}: beyond the sheet`);
    for (const row of await page.$$eval("tbody tr", (list) => list.map((one) => [...one.children].map((cell) => cell.textContent).join("")))) {
      assert.ok(pages[0].letters.includes(letters(row)), `${name}: the row ${row} is not printed`);
    }
    const smallest = Math.min(...pages[0].sizes);
    assert.ok(smallest > 3.5, `${name} has letters of ${smallest} points on ${format}`);
  }
}

const CHARTS = ["dependency-map", "supplier-bars", "dependency-matrix", "control-timeline", "trend", "origin-flow", "who-gets-it",
  "before-and-after", "rules-side-by-side", "shortfall-waterfall", "who-would-leave", "pipeline", "end-uses"];

for (const [lang, mineral, options] of [["en", "natural-graphite", {}], ["fr", "permanent-magnets", {}], ["fr", "natural-graphite", { javaScriptEnabled: false }]]) {
  test(`every frame is one sheet of paper with its table: ${lang}, ${mineral}${options.javaScriptEnabled === false ? ", without scripts" : ""}`, async () => {
    for (const chart of CHARTS) {
      const page = await visit(here, `/embed/${chart}/${lang}/${mineral}/`, options);
      if (options.javaScriptEnabled !== false) await drawn(page);
      await onOneSheet(page, chart);
      await page.context().close();
    }
  });
}

test("a view of the workbench is one sheet of paper with its table", async () => {
  for (const chart of CHARTS) {
    const page = await visit(here, `/en/explore/?chart=${chart}&mineral=natural-graphite`);
    await drawn(page);
    await onOneSheet(page, chart);
    await page.context().close();
  }
});
