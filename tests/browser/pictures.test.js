// What pictures owe to readers who do not see them, see them in their own colours, on paper, or on another screen.
import assert from "node:assert/strict";
import { test } from "node:test";

import { drawn, site, visit } from "./site.js";

const here = site();
const figures = (page) => page.$$eval(".chart", (all) => all.map((one) => one.dataset.chart));

/** Every chart: the explainer has them all. */
async function charts() {
  const page = await visit(here, "/en/", { javaScriptEnabled: false });
  const all = await figures(page);
  await page.context().close();
  assert.ok(all.length >= 11, `only ${all}`);
  return all;
}

/** By ratio, the part of the pixels that may differ between canvas and SVG by more than a quarter of the range in some
 * channel: edges of letters, since the SVG's coordinates are in halves of a CSS px. All rules side by side are mostly letters, and who would leave
 * has little else. */
const BOUNDS = { 1: 0.03, 2: 0.025, 3: 0.045 };

for (const ratio of [1, 2, 3]) {
  test(`at ratio ${ratio} the canvas and the SVG of the same view show the same picture`, async () => {
    for (const chart of await charts()) {
      const page = await visit(here, `/embed/${chart}/en/`, { deviceScaleFactor: ratio, viewport: { width: 640, height: 900 } });
      await drawn(page);
      const found = await page.$eval(`.chart[data-chart="${chart}"]`, async (figure) => {
        const blob = await new Promise((done) => {
          const make = URL.createObjectURL;
          URL.createObjectURL = (one) => { URL.createObjectURL = make; done(one); return "#"; };
          const box = figure.querySelector("details.take");
          box.open = true;
          const button = box.querySelector('[data-take="svg"]');
          const press = () => { button.click(); if (URL.createObjectURL !== make) setTimeout(press, 50); };
          press();
        });
        const canvas = figure.querySelector("canvas");
        const image = new Image();
        // Below the picture the file carries its date and address, which the canvas has not.
        const inner = new DOMParser().parseFromString(await blob.text(), "image/svg+xml").querySelector("svg svg");
        image.src = `data:image/svg+xml,${encodeURIComponent(new XMLSerializer().serializeToString(inner))}`;
        await image.decode();
        const other = document.createElement("canvas");
        other.width = canvas.width;
        other.height = canvas.height;
        const pen = other.getContext("2d");
        pen.drawImage(image, 0, 0, other.width, other.height);
        const [one, two] = [canvas.getContext("2d"), pen].map((each) => each.getImageData(0, 0, canvas.width, canvas.height).data);
        let differ = 0;
        let inked = 0;
        let sum = 0;
        for (let at = 0; at < one.length; at += 4) {
          const away = Math.max(...[0, 1, 2].map((part) => Math.abs(one[at + part] - two[at + part])));
          if (away > 64) differ += 1;
          sum += away / 255;
          if ([0, 1, 2].some((part) => two[at + part] < 250)) inked += 1;
        }
        const all = one.length / 4;
        return { differ: differ / all, inked: inked / all, mean: sum / all };
      });
      console.log(`# ${chart} at ${ratio}: ${(100 * found.differ).toFixed(2)}% differ, mean ${(100 * found.mean).toFixed(2)}%, ${(100 * found.inked).toFixed(1)}% inked`);
      assert.ok(found.inked > 0.02, `${chart}: the SVG is blank`);
      assert.ok(found.differ <= BOUNDS[ratio], `${chart} at ${ratio}: ${found.differ} of the pixels differ`);
      await page.context().close();
    }
  });
}

/** Walks a chart's marks with the arrow keys and gives what is said at each. */
const walk = (page, chart) => page.$eval(`.chart[data-chart="${chart}"]`, (figure) => {
  const canvas = figure.querySelector("canvas");
  const said = [];
  for (let step = 0; step < 500; step += 1) {
    canvas.dispatchEvent(new KeyboardEvent("keydown", { key: "ArrowRight", bubbles: true, cancelable: true }));
    const ring = figure.querySelector(".ring");
    const mark = { words: figure.querySelector(".spoken").textContent, at: `${ring.style.left} ${ring.style.top}`, ring: !ring.hidden };
    if (said.length && mark.words === said[0].words && mark.at === said[0].at) break;
    if (!mark.words && !mark.ring) break;
    said.push(mark);
  }
  return said;
});

for (const [lang, query] of [["en", ""], ["fr", "?mineral=tungsten&country=DEU"]]) {
  test(`in the tree of ${lang} every picture is named, its table is there, and every mark's numbers stand in it`, async () => {
    const page = await visit(here, `/${lang}/${query}`);
    await drawn(page);
    await page.$$eval("details.values", (all) => { for (const one of all) one.open = true; });
    const session = await page.context().newCDPSession(page);
    const { nodes } = await session.send("Accessibility.getFullAXTree");
    const seen = nodes.filter((node) => !node.ignored);
    const named = (role) => seen.filter((node) => node.role?.value === role).map((node) => node.name?.value ?? "");
    const pictures = named("image").concat(named("img"));
    const tables = named("table");
    const cells = new Set([...named("cell"), ...named("rowheader"), ...named("columnheader"), ...named("gridcell")]);
    const lacking = [];
    let marks = 0;
    for (const chart of await figures(page)) {
      const sentence = await page.textContent(`.chart[data-chart="${chart}"] .sentence`);
      assert.ok(pictures.some((name) => name.startsWith(sentence)), `${chart}: no picture is named by its sentence`);
      const caption = await page.textContent(`.chart[data-chart="${chart}"] caption`);
      assert.ok(tables.includes(caption), `${chart}: no table is named ${caption}`);
      const rows = await page.$$eval(`.chart[data-chart="${chart}"] :is(td, th)`, (all) => all.map((one) => one.textContent));
      for (const cell of rows) assert.ok(cells.has(cell) || !cell.trim(), `${chart}: the cell ${cell} is not in the tree`);
      const beside = [sentence, caption, ...rows].join(" ").replace(/[\u00a0\u202f]/g, " ");
      const walked = await walk(page, chart);
      // A picture of what is missing has neither marks nor values.
      const values = await page.$$eval(`.chart[data-chart="${chart}"] td`, (all) => all.length);
      assert.equal(walked.length > 0, values > 0, `${chart}: the arrow keys find ${walked.length} marks of ${values} values`);
      for (const mark of walked) {
        marks += 1;
        assert.ok(mark.words.trim().length > 2 && mark.ring, `${chart}: a mark has no name`);
        const numbers = mark.words.replace(/[\u00a0\u202f]/g, " ").match(/\d(?:[\d,. ]*\d)?/g) ?? [];
        for (const number of numbers) {
          if (!beside.includes(number)) lacking.push(`${chart}: ${number} of “${mark.words}”`);
        }
      }
    }
    console.log(`# ${lang}: ${marks} marks, ${lacking.length} numbers not beside them`);
    assert.ok(marks > 60, `only ${marks} marks`);
    assert.deepEqual(lacking.slice(0, 12), []);
    await page.context().close();
  });
}

test("each chart is one stop of the tab key, arrows walk its marks and come round, Esc puts the ring away", async () => {
  const page = await visit(here, "/en/");
  await drawn(page);
  let walked = 0;
  for (const chart of await figures(page)) {
    const figure = `.chart[data-chart="${chart}"]`;
    const stops = await page.$$eval(`${figure} .picture, ${figure} .picture *`, (all) => all.filter((one) => one.tabIndex >= 0 && !one.closest("[hidden]")).length);
    const some = await page.$(`${figure} tbody tr`);
    assert.equal(stops, some ? 1 : 0, chart);
    if (!some) continue;
    walked += 1;
    await page.focus(`${figure} canvas`);
    await page.keyboard.press("ArrowRight");
    const first = await page.textContent(`${figure} .spoken`);
    await page.keyboard.press("ArrowLeft");
    await page.keyboard.press("ArrowRight");
    assert.equal(await page.textContent(`${figure} .spoken`), first, chart);
    await page.keyboard.press("Escape");
    assert.ok(!(await page.isVisible(`${figure} .ring`)), chart);
    await page.keyboard.press("Tab");
    assert.ok(!(await page.$eval(`${figure} canvas`, (canvas) => canvas === document.activeElement)), `${chart} holds the tab key`);
  }
  assert.ok(walked >= 11, `only ${walked} charts have marks`);
});

for (const colorScheme of ["light", "dark"]) {
  test(`where colours are forced, ${colorScheme}, a picture keeps its own on a ground like the system's`, async () => {
    const page = await visit(here, "/embed/supplier-bars/en/?theme=light", { forcedColors: "active", colorScheme });
    await drawn(page);
    const [system, ground] = await page.evaluate(() => {
      const canvas = document.querySelector(".chart canvas");
      const [red, green, blue] = canvas.getContext("2d").getImageData(1, 1, 1, 1).data;
      const probe = document.createElement("i");
      probe.style.color = "Canvas";
      document.body.append(probe);
      const parts = getComputedStyle(probe).color.match(/\d+/g).map(Number);
      return [parts.slice(0, 3), [red, green, blue]].map(([r, g, b]) => (r + g + b) / 3 > 127);
    });
    assert.equal(ground, system, "the ground of the canvas is not that of the system");
    assert.equal(ground, colorScheme === "light");
    await page.focus(".chart canvas");
    await page.keyboard.press("ArrowRight");
    const ring = await page.$eval(".ring", (one) => getComputedStyle(one).borderTopWidth);
    assert.ok(parseFloat(ring) >= 2, ring);
    await page.context().close();
    // Read off the screen: no script runs here.
    const [forced, free] = await Promise.all(["active", "none"].map(async (forcedColors) => {
      const options = { viewport: { width: 700, height: 900 }, forcedColors, colorScheme, javaScriptEnabled: false };
      const bare = await visit(here, "/embed/supplier-bars/en/", options);
      const shown = await bare.locator(".first").screenshot();
      await bare.context().close();
      return shown;
    }));
    assert.ok(forced.equals(free), "the finished picture changes its colours, or its ground");
  });
}

/** Pages of a PDF, and whether it holds a picture made of dots. */
function paper(bytes) {
  const text = bytes.toString("latin1");
  return { pages: (text.match(/\/Type\s*\/Page\b/g) ?? []).length, dots: /\/Subtype\s*\/Image/.test(text) };
}

test("on paper a chart is lines with its table, in the reader's own view, on one page", async () => {
  for (const chart of await charts()) {
    const page = await visit(here, `/embed/${chart}/en/?mineral=tungsten&country=DEU`);
    await drawn(page);
    const { pages, dots } = paper(await page.pdf({ format: "A4", preferCSSPageSize: true, margin: { top: "10mm", bottom: "10mm", left: "10mm", right: "10mm" } }));
    assert.equal(dots, false, `${chart} is printed as dots`);
    assert.equal(pages, 1, `${chart} takes ${pages} pages`);
    await page.emulateMedia({ media: "print" });
    await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
    assert.ok(await page.isVisible(".paper svg"), chart);
    assert.ok(await page.isVisible("table"), chart);
    assert.ok(!(await page.isVisible("canvas")), chart);
    const words = (await page.textContent(".paper svg")).replace(/\s+/g, "");
    assert.ok(words.includes((await page.textContent("caption")).replace(/\s+/g, "").slice(0, 20)), `${chart} prints another view`);
    await page.evaluate(() => dispatchEvent(new Event("afterprint")));
    assert.equal(await page.$(".paper svg"), null);
    await page.context().close();
  }
});
