// The pages of the data in Chromium, and the files beside them.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { test } from "node:test";

import { drawn, site, visit } from "./site.js";

const here = site();
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const PAGES = ["method/", "accessibility/", "privacy/", "corrections/", "data/", "data/countries/", "data/natural-graphite/", "data/gallium/", "hindcast/", "rules/"];
const get = (path) => fetch(new URL(path, here.address));

test("every page of the data loads in silence, says its language and leads to the other", async () => {
  for (const lang of ["en", "fr"]) {
    for (const path of PAGES) {
      const page = await visit(here, `/${lang}/${path}`);
      assert.deepEqual(page.problems, [], path);
      assert.equal(await page.getAttribute("html", "lang"), lang);
      assert.ok(!/[⟨⟩]/.test(await page.textContent("body")), path);
      const other = await page.getAttribute('link[rel="alternate"][hreflang]:not([hreflang="' + lang + '"])', "href");
      assert.equal((await fetch(new URL(other, page.url()))).status, 200, other);
      assert.equal(new URL(await page.getAttribute('link[rel="canonical"]', "href"), page.url()).href, page.url());
      await page.context().close();
    }
  }
});

test("French is French", async () => {
  const page = await visit(here, "/fr/data/natural-graphite/");
  assert.match(await page.textContent("h1"), /Graphite naturel\u00a0: toutes les lignes/);
  assert.match(await page.textContent("#imports-CAN caption"), /Canada, \d{4} · CEPII/);
  assert.match(await page.textContent("#imports-CAN tbody"), /\d\u00a0\d{3},\d/);
  assert.match(await page.textContent("main"), /estimé/);
});

test("every table can be had in every format, and its rows are counted", async () => {
  const described = await (await get("/data/datapackage.json")).json();
  const page = await visit(here, "/en/data/");
  for (const { name, path } of described.resources) {
    const section = page.locator(`#table-${name}`);
    const rows = await (await get(`/data/${name}.json`)).json();
    assert.match(await section.textContent(), new RegExp(`${rows.rows.length.toLocaleString("en-CA")} rows?`), name);
    const links = await section.locator(".get a").evaluateAll((all) => all.map((one) => one.href));
    assert.deepEqual(links.map((link) => link.split("/").pop()), [path, `${name}.json`, `${name}.xlsx`]);
    const book = Buffer.from(await (await fetch(links[2])).arrayBuffer());
    assert.equal(book.subarray(0, 2).toString(), "PK", name);
  }
  const whole = await page.getAttribute('a[href$=".zip"]', "href");
  const answer = await fetch(new URL(whole, page.url()));
  assert.equal(answer.headers.get("content-type"), "application/zip");
  assert.equal(Buffer.from(await answer.arrayBuffer()).subarray(0, 2).toString(), "PK");
});

test("it can be cited, read by machines and followed", async () => {
  const page = await visit(here, "/en/data/");
  const said = JSON.parse(await page.textContent('script[type="application/ld+json"]'));
  assert.equal(said["@type"], "Dataset");
  assert.match(said.temporalCoverage, /^\d{4}\/\d{4}$/);
  for (const { contentUrl } of said.distribution) assert.equal((await fetch(new URL(contentUrl, page.url()), { method: "HEAD" })).status, 200, contentUrl);
  assert.match(await page.textContent("main"), /offtake\. \(\d{4}\)\. .+ \(Version .+\) \[Data set\]/);
  assert.match(await (await get("/data/offtake.bib")).text(), /^@misc\{offtake_\d{4},/);
  assert.match(await (await get("/data/offtake.ris")).text(), /^TY  - DATA\r\n/);
  for (const lang of ["en", "fr"]) {
    await page.goto(new URL(`/${lang}/data/`, here.address).href);
    const feed = await page.getAttribute('link[type="application/atom+xml"]', "href");
    const answer = await fetch(new URL(feed, page.url()));
    assert.match(answer.headers.get("content-type"), /application\/atom\+xml/);
    const seen = await page.evaluate((text) => {
      const read = new DOMParser().parseFromString(text, "application/xml");
      const names = (tag) => [...read.querySelectorAll(tag)].map((one) => one.textContent);
      return { wrong: read.querySelector("parsererror")?.textContent, root: read.documentElement.namespaceURI, ids: names("id"), dates: names("updated"), links: [...read.querySelectorAll("entry link")].map((one) => one.getAttribute("href")) };
    }, await answer.text());
    assert.equal(seen.wrong, undefined);
    assert.equal(seen.root, "http://www.w3.org/2005/Atom");
    assert.ok(seen.ids.length > 1 && new Set(seen.ids).size === seen.ids.length && seen.ids.every((id) => id.startsWith("urn:uuid:")));
    assert.ok(seen.dates.every((date) => !Number.isNaN(Date.parse(date))));
    for (const link of seen.links) assert.ok(await page.$(new URL(link, answer.url).hash), link);
  }
});

test("the search box filters minerals and countries; without scripts the lists stand", async () => {
  const page = await visit(here, "/fr/data/");
  const shown = () => page.locator(".findable > li:visible").allTextContents();
  await page.fill(".find input", "molybdene");
  assert.deepEqual(await shown(), ["Molybdène"]);
  await page.fill(".find input", "Etats-U");
  assert.deepEqual(await shown(), ["États-Unis"]);
  await page.click('.findable > li:visible a');
  assert.match(page.url(), /\/fr\/data\/countries\/#USA$/);
  await page.click('#USA a[href$="natural-graphite/#imports-USA"]');
  // The list that holds the rows opens by itself.
  await page.locator("#imports-USA").waitFor();
  await page.goto(new URL("/fr/data/", here.address).href);
  await page.fill(".find input", "unobtainium");
  assert.ok(await page.isVisible("#find-none"));
  const still = await visit(here, "/fr/data/", { javaScriptEnabled: false });
  assert.ok(await still.isVisible(".findable a"));
  assert.ok(!(await still.isVisible(".find")));
});

for (const javaScriptEnabled of [true, false]) {
  test(`each row of a picture's table leads to the rows behind it, ${javaScriptEnabled ? "drawn" : "without scripts"}`, async () => {
    const page = await visit(here, "/en/", { javaScriptEnabled });
    if (javaScriptEnabled) await drawn(page);
    const links = await page.$$eval(".chart tbody th a", (all) => all.map((one) => ({
      chart: one.closest("figure").dataset.chart, href: one.href, cells: [...one.closest("tr").children].map((cell) => cell.textContent),
    })));
    const reader = await visit(here, "/en/", { javaScriptEnabled: true });
    let checked = 0;
    for (const { chart, href, cells } of links) {
      if (new URL(href).pathname !== new URL(reader.url()).pathname) await reader.goto(href);
      const id = new URL(href).hash.slice(1);
      const behind = await reader.evaluate((id) => {
        const found = document.getElementById(id);
        return found && (found.closest("details") ?? found).textContent;
      }, id);
      assert.ok(behind, `${chart}: ${href}`);
      // Who has no value of its own is there for what it sells to the reader's country, and stands among the suppliers.
      const told = /\d/.test(cells[1]) ? `${cells[2]}\u00a0t` : cells[0];
      if (chart === "dependency-map") assert.ok(behind.includes(told), `${cells}: ${behind.slice(0, 80)}`);
      if (chart === "supplier-bars" && id.startsWith("production-")) {
        // The picture rounds to three figures, the row has them all.
        const [drawnTonnes, row] = [cells[2].split("\u00a0t")[0], behind].map((text) => text.replaceAll(",", ""));
        assert.ok(row.includes(drawnTonnes.replace(/0+$/, "")), `${cells}: ${behind}`);
      }
      // Contracts have no imports of their own.
      if (chart === "who-gets-it" && cells[1]) assert.ok(behind.includes(`${cells[1]}\u00a0t`), `${cells}: ${behind.slice(0, 80)}`);
      checked += 1;
    }
    assert.ok(checked > 100, `${checked} links`);
    const all = await page.$$eval(".chart .behind", (links) => links.map((link) => link.href));
    assert.equal(all.length, await page.locator(".chart").count());
    for (const href of all) assert.equal((await fetch(href)).status, 200);
  });
}

test("in a frame the rows open beside the article", async () => {
  const page = await visit(here, "/embed/supplier-bars/fr/antimony/?year=2024");
  await drawn(page);
  const links = await page.$$eval("tbody th a, .behind", (all) => all.map((one) => [one.target, one.rel, new URL(one.href).pathname]));
  assert.ok(links.length > 3);
  for (const link of links) assert.deepEqual(link, ["_blank", "noopener", "/fr/data/antimony/"]);
});

test("a year whose rows do not stand on the page leads to the place that says so", async () => {
  const page = await visit(here, "/embed/dependency-map/en/natural-graphite/?year=2023");
  await drawn(page);
  assert.match(await page.$eval("tbody th a", (one) => one.href), /\/en\/data\/natural-graphite\/#trade$/);
});

test("every rule has its promises, and every project that somebody would leave its row of the record", async () => {
  for (const lang of ["en", "fr"]) {
    const explainer = await visit(here, `/${lang}/`);
    const rules = await explainer.$$eval('select[name="rule"] option', (all) => all.map((one) => one.textContent));
    await explainer.context().close();
    const page = await visit(here, `/${lang}/rules/`);
    const [promises, leavers, models] = await page.$$eval("table", (tables) => tables.map((table) =>
      [...table.tBodies[0].rows].map((row) => [...row.cells].map((cell) => cell.textContent))));
    for (const rule of rules) assert.ok(promises.some(([name]) => name === rule), rule);
    const [yes, no] = lang === "fr" ? ["oui", "non"] : ["yes", "no"];
    for (const [name, ...cells] of promises) assert.ok(cells.length === 15 && cells.every((cell) => cell === yes || cell === no), name);
    assert.ok(leavers.length > 1 && leavers.every((row) => row.length === 4 && row.every((cell) => cell.trim())));
    // Every mineral under control has a row: both models, or the reason why there are none.
    assert.ok(models.length > 20 && models.every((row) => row.length === 6 || (row.length === 2 && row[1].length > 20)), JSON.stringify(models));
    assert.ok(models.some((row) => row.length === 6) && models.some((row) => row.length === 2));
    const record = await page.$$eval("tbody a.figure", (all) => [...new Set(all.map((one) => one.href))]);
    await page.context().close();
    for (const address of record) {
      const there = await visit(here, new URL(address).pathname);
      assert.equal(await there.locator(`[id="${new URL(address).hash.slice(1)}"]`).count(), 1, address);
      await there.context().close();
    }
  }
});

test("every figure of a hindcast leads to its row, and misses are told", async () => {
  for (const lang of ["en", "fr"]) {
    const page = await visit(here, `/${lang}/hindcast/`);
    const rows = await page.$$eval("tbody tr", (rows) => rows.map((row) => [...row.cells].map((cell) => cell.textContent.trim())));
    assert.ok(rows.length >= 7 && rows.every((row) => row.length === 6 && row.every((cell) => cell)), JSON.stringify(rows));
    // What a reason says of its case is filled in, as in the other columns.
    assert.deepEqual(rows.flat().filter((cell) => /[[\]{}]/.test(cell)), []);
    assert.ok(rows.some((row) => /\d/.test(row[5])), "no reason has a figure");
    const within = lang === "fr" ? "Dans la marge" : "Within the band";
    const [held, missed] = [true, false].map((holds) => rows.filter((row) => (row[4] === within) === holds).length);
    assert.ok(held > 0 && missed > 0, `${held} held, ${missed} missed`);
    const links = await page.$$eval("tbody a.figure", (all) => all.map((one) => one.href));
    assert.ok(links.length >= 4 * rows.length - 2 && links.every((href) => new URL(href).hash), links.join(" "));
    await page.context().close();
    for (const path of new Set(links.map((href) => new URL(href).pathname))) {
      const there = await visit(here, path);
      for (const href of links.filter((href) => new URL(href).pathname === path)) {
        assert.equal(await there.locator(`[id="${new URL(href).hash.slice(1)}"]`).count(), 1, href);
      }
      await there.context().close();
    }
  }
});

test("axe finds nothing on the pages of the data, in light and dark", async () => {
  for (const path of PAGES.flatMap((path) => [`/en/${path}`, `/fr/${path}`])) for (const colorScheme of ["light", "dark"]) {
    const page = await visit(here, path, { colorScheme, bypassCSP: true });
    // Long lists are of one shape: a few entries of each, and some open, say as much as hundreds.
    await page.evaluate(() => {
      for (const list of document.querySelectorAll("main, .findable, tbody")) for (const one of [...list.querySelectorAll(":scope > details, :scope > section, :scope > li, :scope > tr")].slice(4)) one.remove();
      for (const one of document.querySelectorAll("details")) one.open = true;
    });
    await page.addScriptTag({ content: axe });
    const found = await page.evaluate(() => axe.run());
    assert.deepEqual(found.violations.map((one) => `${path} ${colorScheme} ${one.id}: ${one.nodes[0].html}`), []);
    await page.context().close();
  }
});

test("nothing of the data is wider than a phone, open lists included", async () => {
  for (const path of PAGES.flatMap((path) => [`/en/${path}`, `/fr/${path}`])) {
    const page = await visit(here, path, { viewport: { width: 320, height: 640 } });
    await page.evaluate(() => { for (const one of document.querySelectorAll("details")) one.open = true; });
    const beyond = await page.evaluate(() => [...document.querySelectorAll("body *")]
      .filter((one) => one.getBoundingClientRect().right > 320 && !one.closest(".across"))
      .map((one) => one.outerHTML.slice(0, 80)));
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 320, `${path}: ${beyond.slice(0, 5).join("; ")}`);
    await page.context().close();
  }
});
