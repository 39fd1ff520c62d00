// The explainer in Chromium.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { drawn, pixels, sentence, site, table, visit, inView } from "./site.js";

const here = site();
const CHARTS = ["dependency-map", "origin-flow", "supplier-bars", "dependency-matrix", "control-timeline", "trend", "shortfall-waterfall", "who-gets-it", "rules-side-by-side", "who-would-leave", "before-and-after", "pipeline", "end-uses"];

for (const ratio of [1, 2, 3]) {
  test(`at ratio ${ratio} every canvas is drawn in device pixels and the console is silent`, async () => {
    const page = await visit(here, "/en/", { deviceScaleFactor: ratio });
    await drawn(page);
    for (const chart of CHARTS) {
      const seen = await page.$eval(`.chart[data-chart="${chart}"] canvas`, (canvas) => {
        const data = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data;
        const colours = new Set();
        for (let at = 0; at < data.length; at += 4) colours.add((data[at] << 16) | (data[at + 1] << 8) | data[at + 2]);
        return { width: canvas.width, css: canvas.clientWidth, height: canvas.height, cssHeight: canvas.clientHeight, colours: colours.size };
      });
      assert.equal(seen.width, Math.round(seen.css * ratio), chart);
      assert.ok(Math.abs(seen.height - seen.cssHeight * ratio) <= ratio, chart);
      assert.ok(seen.colours > 10, `${chart} shows ${seen.colours} colours`);
    }
    assert.deepEqual(page.problems, []);
    await page.context().close();
  });
}

test("a what-if moves the canvas, the sentence, the table and the address, and the address restores them", async () => {
  const page = await visit(here, "/en/");
  await drawn(page);
  const chart = "who-gets-it";
  const state = async () => [await pixels(page, chart), await sentence(page, chart), await table(page, chart), page.url()];
  let before = await state();
  for (const act of [
    () => page.fill('input[type="number"][name="stop"]', "80"),
    () => page.selectOption('select[name="rule"]', "single-market"),
    () => page.selectOption('select[name="mineral"]', "antimony"),
    () => page.selectOption('select[name="rule"]', "proportional"),
    () => page.selectOption('select[name="country"]', "JPN"),
  ]) {
    const was = page.url();
    await act();
    // Facts of another mineral come first, and draws last.
    await page.waitForFunction((was) => location.href !== was, was);
    await drawn(page);
    const now = await state();
    now.forEach((part, index) => assert.notEqual(part, before[index], ["canvas", "sentence", "table", "address"][index] === "table" ? "" : `${act}: ${["canvas", "sentence", "table", "address"][index]}`));
    before = now;
    if (String(act).includes('"proportional"')) break;
  }
  assert.match(page.url(), /mineral=antimony/);
  await page.evaluate(() => /** @type {HTMLElement} */ (document.activeElement).blur());
  await drawn(page);
  const again = await visit(here, page.url());
  await drawn(again);
  for (const name of CHARTS) {
    assert.equal(await pixels(again, name), await pixels(page, name), name);
    assert.equal(await sentence(again, name), await sentence(page, name), name);
  }
  assert.equal(again.url(), page.url());
  assert.equal(await again.inputValue('input[type="range"][name="stop"]'), "80");
  assert.deepEqual([...page.problems, ...again.problems], []);
});

test("the year of projects moves the pipeline, its title and the address, and all projects by then what is divided", async () => {
  const page = await visit(here, "/en/?mineral=permanent-magnets&project=by-year&stop=100");
  await drawn(page);
  const before = [await sentence(page, "pipeline"), await sentence(page, "who-gets-it"), await pixels(page, "pipeline")];
  await page.fill('input[type="number"][name="by"]', "2028");
  await page.evaluate(() => /** @type {HTMLElement} */ (document.activeElement).blur());
  await page.waitForURL(/by=2028/);
  await drawn(page);
  assert.equal(await page.inputValue('input[type="range"][name="by"]'), "2028");
  const after = [await sentence(page, "pipeline"), await sentence(page, "who-gets-it"), await pixels(page, "pipeline")];
  after.forEach((part, at) => assert.notEqual(part, before[at]));
  assert.match(after[0], /by 2028/i);
  // Only the mineral's own projects are offered, and several at once.
  const offered = await page.$$eval('select[name="project"] option:not([hidden])', (all) => all.map((one) => one.value));
  assert.deepEqual(offered, ["D01", "D05", "D04", "D70", "all", "by-year", "own"].filter((id) => offered.includes(id)));
  assert.ok(["D01", "D04", "all", "by-year", "own"].every((id) => offered.includes(id)), offered.join());
  assert.deepEqual(page.problems, []);
  await page.context().close();
});

test("contracts stand by themselves, told apart from what nobody publishes", async () => {
  const page = await visit(here, "/fr/?mineral=natural-graphite&terms=as-they-stand");
  await drawn(page);
  const said = await sentence(page, "who-gets-it");
  assert.match(said, /29\s%.*71\s%/);
  await page.goto(new URL("/en/?mineral=magnet-rare-earths&project=D63", here.address).href);
  await drawn(page);
  assert.match(await sentence(page, "who-gets-it"), /50% of the output of Caremag/);
  assert.deepEqual(page.problems, []);
  await page.context().close();
});

test("what a page asks for early with its engine is used at once, and no mineral but the one that is asked for", async () => {
  for (const [path, stir] of [["/en/", true], ["/fr/scenario/magnets-shared/", true], ["/en/?mineral=gallium", false], ["/en/explore/", true]]) {
    const context = await here.browser.newContext({ viewport: { width: 412, height: 823 } });
    const page = await context.newPage();
    await page.addInitScript(() => {
      const own = window.fetch;
      Object.assign(window, { asked: [] });
      window.fetch = (what, ...more) => { window.asked.push(new URL(what.url ?? what, location.href).href); return own(what, ...more); };
    });
    await page.goto(new URL(path, here.address).href);
    if (stir) await page.evaluate(() => { dispatchEvent(new Event("pointermove")); });
    await page.waitForSelector(".picture.drawn");
    const early = await page.$$eval('link[rel="preload"]', (all) => all.map((one) => one.href));
    assert.ok(early.length >= 5, path);
    await page.waitForFunction((early) => early.every((one) => window.asked.includes(one)), early);
    await context.close();
  }
});

test("what a reader does before the engine is there is done once it is", async () => {
  // A worker that has kept the engine or the facts already would give them.
  const context = await here.browser.newContext({ viewport: { width: 1280, height: 900 }, reducedMotion: "reduce", serviceWorkers: "block" });
  const page = await context.newPage();
  let pass = () => {};
  const held = new Promise((done) => { pass = done; });
  await page.route("**/offtake_bg.wasm", async (route) => { await held; await route.continue(); });
  await page.goto(new URL("/en/", here.address).href);
  await page.selectOption('select[name="country"]', "JPN");
  await page.fill('input[type="number"][name="stop"]', "70");
  assert.equal(await page.locator("figure canvas").count(), 0);
  pass();
  await drawn(page);
  assert.equal(await page.evaluate(() => location.search), "?country=JPN&stop=70");
  assert.match(await sentence(page, "supplier-bars"), /Japan/);
  assert.equal(await page.inputValue('select[name="country"]'), "JPN");
  await page.goto(new URL("/en/", here.address).href);
  const step = page.locator('[data-chart="dependency-map"] ~ .steps li').nth(2);
  await step.locator("button").click();
  await drawn(page);
  assert.equal(await step.getAttribute("aria-current"), "step");
  await context.close();
});

test("while the engine is on its way, fields of one name follow each other, and the figures say that they are busy", async () => {
  for (const [path, scope] of [["/en/", ""], ["/en/explore/", ".scenario "]]) {
    for (const comes of [true, false]) {
      // A worker that has kept the engine already would give it.
      const context = await here.browser.newContext({ viewport: { width: 800, height: 900 }, reducedMotion: "reduce", serviceWorkers: "block" });
      const page = await context.newPage();
      let pass = () => {};
      const held = new Promise((done) => { pass = done; });
      await page.route("**/offtake_bg.wasm", async (route) => { await held; await (comes ? route.continue() : route.abort()); });
      await page.goto(new URL(path, here.address).href);
      const busy = page.locator("figure[aria-busy=true]");
      assert.equal(await busy.count(), 0, path);
      await page.fill(`${scope}input[type="number"][name="stop"]`, "70");
      assert.equal(await page.inputValue(`${scope}input[type="range"][name="stop"]`), "70", path);
      await page.keyboard.press("Tab");
      assert.ok(await busy.count() > 0, path);
      pass();
      if (comes) await drawn(page);
      else await page.waitForSelector("#problem:not([hidden])");
      await page.waitForFunction(() => !document.querySelector("figure[aria-busy=true]"));
      if (comes) assert.match(page.url(), /stop=70/);
      // No button promises what nothing can do.
      else assert.equal(await page.locator(".steps button:enabled").count(), 0, path);
      await context.close();
    }
  }
});

test("a field that is emptied asks for nothing, and a refusal is read where the reader is", async () => {
  for (const [path, scope] of [["/en/?mineral=magnet-rare-earths", ""], ["/fr/explore/?mineral=magnet-rare-earths&project=D61", ".scenario "]]) {
    for (const width of [320, 1280]) {
      const page = await visit(here, path, { viewport: { width, height: 640 } });
      await drawn(page);
      const field = page.locator(`${scope}input[type="number"][name="price"]`);
      await field.fill("");
      await page.waitForTimeout(100);
      assert.ok(await page.isHidden("#problem"), `${path}: ${await page.textContent("#problem")}`);
      // Also where the field stands at the upper edge of the window.
      await field.evaluate((one) => one.scrollIntoView({ block: "start" }));
      await field.fill("5000");
      await page.waitForSelector("#problem:not([hidden])");
      await page.waitForFunction(() => {
        const [said, asked] = [document.querySelector("#problem"), document.activeElement].map((one) => one.getBoundingClientRect());
        return said.top >= 0 && said.bottom <= innerHeight && asked.top >= said.bottom && asked.bottom <= innerHeight;
      });
      await page.context().close();
    }
  }
});

test("beside a picture without figures stands the way to a mineral that has them", async () => {
  const page = await visit(here, "/en/?country=JPN");
  await drawn(page);
  for (const chart of ["end-uses", "pipeline"]) {
    const way = page.locator(`.elsewhere[data-of="${chart}"]`);
    assert.equal(await page.$$eval(`.chart[data-chart="${chart}"] tbody tr`, (all) => all.length), 0);
    assert.ok(await way.isVisible(), chart);
    await way.locator("a").click();
    await page.waitForURL(/mineral=/);
    await drawn(page);
    assert.ok(page.url().includes("country=JPN"), page.url());
    assert.ok(await page.$$eval(`.chart[data-chart="${chart}"] tbody tr`, (all) => all.length) > 2, chart);
    assert.ok(await way.isHidden(), chart);
    await page.goto(new URL("/en/?country=JPN", here.address).href);
    await drawn(page);
  }
  // A picture that comes with its draws has figures too.
  await page.goto(new URL("/en/?mineral=permanent-magnets", here.address).href);
  await drawn(page);
  assert.ok(await page.isHidden('.elsewhere[data-of="pipeline"]'));
  assert.deepEqual(page.problems, []);
  await page.context().close();
  // Without scripts it leads to a finished picture.
  const still = await visit(here, "/fr/", { javaScriptEnabled: false });
  await still.click('.elsewhere[data-of="end-uses"] a');
  await still.waitForSelector('.chart[data-chart="end-uses"] .still svg >> visible=true');
  await still.context().close();
});

test("the price moves what a floor costs, in words and in the address; where no floor is on record that is said", async () => {
  const page = await visit(here, "/en/?mineral=magnet-rare-earths&project=D61");
  await drawn(page);
  const said = () => page.textContent("#floor");
  assert.match(await said(), /69 US dollars.*110 costs Japan 41 dollars.*5,000\u00a0t.*205 million dollars a year.*estimate.*2025/);
  await page.fill('input[type="number"][name="price"]', "70");
  await page.waitForURL(/price=70/);
  assert.match(await said(), /40 dollars.*200 million/);
  assert.equal(await page.inputValue('input[type="range"][name="price"]'), "70");
  await page.fill('input[type="number"][name="price"]', "5000");
  await page.waitForSelector("#problem:not([hidden])");
  assert.match(await page.textContent("#problem"), /5000.*market price.*0 to 1000/);
  await page.goto(new URL("/fr/?price=120", here.address).href);
  await drawn(page);
  assert.match(await said(), /^Aucun prix plancher n’est connu pour ce produit \(graphite naturel\).*120 dollars.*à rien verser/);
  // The usual price stands in no address, and without scripts the sentence is there.
  await page.fill('input[type="number"][name="price"]', "69");
  await page.waitForFunction(() => !location.search.includes("price"));
  const still = await visit(here, "/fr/", { javaScriptEnabled: false });
  assert.equal(await still.textContent("#floor"), await said());
  assert.deepEqual(page.problems, []);
  await page.context().close();
});

test("draws are made in a worker, and without one on the page", async () => {
  const page = await visit(here, "/en/?stop=100");
  await drawn(page);
  assert.equal(page.workers().length, 1);
  const said = await sentence(page, "who-gets-it");
  assert.match(said, /1,024 draws/);
  const context = await here.browser.newContext({ viewport: { width: 800, height: 900 } });
  const alone = await context.newPage();
  await alone.addInitScript(() => { Reflect.deleteProperty(window, "Worker"); });
  await alone.goto(new URL("/en/?stop=100", here.address).href);
  await drawn(alone);
  assert.equal(alone.workers().length, 0);
  assert.equal(await sentence(alone, "who-gets-it"), said);
  for (const name of ["who-gets-it", "before-and-after", "pipeline"]) assert.equal(await pixels(alone, name), await pixels(page, name), name);
  await page.context().close();
  await context.close();
});

test("without JavaScript the pictures and tables stand in the page", async () => {
  const page = await visit(here, "/fr/", { javaScriptEnabled: false });
  for (const chart of CHARTS) {
    assert.ok(await page.isVisible(`.chart[data-chart="${chart}"] .still.wide svg`), chart);
    await page.click(`.chart[data-chart="${chart}"] details.values summary`);
    assert.ok(await page.isVisible(`.chart[data-chart="${chart}"] table`), chart);
  }
  assert.ok(await page.isVisible("noscript p"));
  assert.ok(!(await page.isVisible(".ask")));
});

test("with wasm out of reach the finished pictures stay and the page says so", async () => {
  const context = await here.browser.newContext({ serviceWorkers: "block" });
  const page = await context.newPage();
  const thrown = [];
  page.on("pageerror", (error) => thrown.push(String(error)));
  await page.route("**/*.wasm", (route) => route.abort());
  await page.goto(new URL("/en/", here.address).href);
  await page.selectOption('select[name="country"]', "JPN");
  await page.waitForSelector("#problem:not([hidden])");
  assert.ok(await page.isVisible('.chart[data-chart="dependency-map"] .still svg >> visible=true'));
  // What cannot be asked is not offered.
  assert.equal(await page.locator(".ask >> visible=true").count(), 0);
  assert.deepEqual(thrown, []);
});

test("a stranger in the address is named with what is known, and a picture stays", async () => {
  for (const [query, stranger, known] of [
    ["?mineral=unobtainium", "unobtainium", "gallium"], ["?country=ATL", "ATL", "CAN"], ["?year=1850", "1850", "2024"],
    ["?rule=grab", "grab", "proportional"], ["?lang=de", "de", "fr"], ["?stop=900", "900", "100"],
  ]) {
    const page = await visit(here, `/en/${query}`);
    await drawn(page);
    const said = await page.textContent("#problem:not([hidden])");
    assert.ok(said.includes(stranger) && said.includes(known), said);
    assert.ok((await sentence(page, "dependency-map")).includes("%"));
    await page.context().close();
  }
});

test("a packed link is opened by the workbench, which can read it", async () => {
  const page = await visit(here, "/fr/?z=Bnonsense");
  await page.waitForURL(/\/fr\/explore\/\?z=Bnonsense$/);
  await page.waitForSelector("#problem:not([hidden])");
  assert.match(await page.textContent("#problem"), /autre version/);
  await page.context().close();
});

test("a number that makes no sense is said, and the last picture and address stay", async () => {
  const page = await visit(here, "/en/?stop=40");
  await drawn(page);
  const before = [await pixels(page, "who-gets-it"), page.url()];
  await page.fill('input[type="number"][name="stop"]', "400");
  assert.ok((await page.textContent("#problem:not([hidden])")).includes("400"));
  assert.deepEqual([await pixels(page, "who-gets-it"), page.url()], before);
});

test("arrow keys walk the marks and say them, Esc and a tap elsewhere dismiss", async () => {
  const page = await visit(here, "/en/");
  await drawn(page);
  const figure = '.chart[data-chart="supplier-bars"]';
  await inView(page, `${figure} canvas`);
  await page.focus(`${figure} canvas`);
  await inView(page, `${figure} canvas`);
  await page.keyboard.press("ArrowDown");
  const first = await page.textContent(`${figure} .spoken`);
  assert.match(first, /China/);
  assert.ok(await page.isVisible(`${figure} .ring`));
  await page.keyboard.press("ArrowRight");
  assert.notEqual(await page.textContent(`${figure} .spoken`), first);
  await page.keyboard.press("Escape");
  assert.ok(!(await page.isVisible(`${figure} .tip`)));
  await page.click(`${figure} canvas`, { position: { x: 200, y: 200 } });
  assert.ok(await page.isVisible(`${figure} .tip`));
  await page.click("h1");
  assert.ok(!(await page.isVisible(`${figure} .tip`)));
});

test("a step changes its own figure, is marked, gives way to the reader's choice, and the address stays", async () => {
  const page = await visit(here, "/en/");
  await drawn(page);
  const address = page.url();
  const before = [await pixels(page, "dependency-map"), await pixels(page, "supplier-bars")];
  const step = '.steps li[data-with="measure=output-share"]';
  assert.equal(await page.getAttribute('.steps li[data-with="measure=restricted-share"]', "aria-current"), "step");
  await page.focus(`${step} button`);
  await page.keyboard.press("Enter");
  assert.equal(await page.getAttribute(step, "aria-current"), "step");
  assert.match(await sentence(page, "dependency-map"), /82%/);
  assert.notEqual(await pixels(page, "dependency-map"), before[0]);
  assert.equal(await pixels(page, "supplier-bars"), before[1]);
  assert.equal(page.url(), address);
  // Both models change one figure, and the rules another.
  const one = (/** @type {string} */ chart) => `.act:has([data-chart="${chart}"]) li[data-with="rule=single-market"]`;
  const shared = await pixels(page, "who-gets-it");
  const dependency = await pixels(page, "before-and-after");
  await page.click(`${one("before-and-after")} button`);
  assert.notEqual(await pixels(page, "before-and-after"), dependency);
  assert.equal(await pixels(page, "who-gets-it"), shared);
  await page.click(`${one("who-gets-it")} button`);
  const alone = await pixels(page, "who-gets-it");
  await page.selectOption('select[name="rule"]', "equal-split");
  assert.notEqual(await pixels(page, "who-gets-it"), alone);
  assert.equal(await page.getAttribute(one("who-gets-it"), "aria-current"), null);
  assert.deepEqual(page.problems, []);
});

test("where steps pass beside the figure, scrolling turns them; the finding at the head follows the country", async () => {
  const page = await visit(here, "/en/", { viewport: { width: 1280, height: 800 } });
  await drawn(page);
  for (const measure of ["origin-share", "output-share"]) {
    const step = `.steps li[data-with="measure=${measure}"]`;
    await page.$eval(step, (one) => one.scrollIntoView({ block: "center" }));
    await page.waitForSelector(`${step}[aria-current]`);
    const top = await page.$eval('.chart[data-chart="dependency-map"]', (one) => one.getBoundingClientRect().top);
    assert.ok(top >= -1 && top < 200, `the figure is at ${top}`);
  }
  assert.match(await page.textContent(".finding"), /Canada/);
  await page.selectOption('select[name="country"]', "JPN");
  assert.match(await page.textContent(".finding"), /Japan/);
});

test("beside the figure a step that is pressed is the one that is read, and so the one that stays", async () => {
  const page = await visit(here, "/en/", { viewport: { width: 1280, height: 800 } });
  await drawn(page);
  for (const step of await page.$$(".steps > li")) {
    await (await step.$("button")).click();
    // Whatever the page scrolled is told by then.
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 100)))));
    assert.equal(await step.getAttribute("aria-current"), "step", await step.getAttribute("data-with"));
  }
});

test("every number of the prose leads to its row of the record", async () => {
  for (const lang of ["en", "fr"]) {
    const page = await visit(here, `/${lang}/`);
    const links = await page.$$eval("a.figure", (all) => all.map((one) => [one.getAttribute("href"), one.textContent]));
    assert.ok(links.length > 30, `${links.length} numbers`);
    const record = await visit(here, `/${lang}/data/record/`);
    for (const [href, text] of links) {
      const row = await record.evaluate((id) => document.getElementById(id)?.textContent ?? null, href.split("#")[1]);
      assert.ok(row, `${href} is not there`);
      // A whole number of the prose stands in the row with the same digits.
      const digits = text.replace(/[\s\u00a0\u202f,]/g, "");
      if (/^\d+$/.test(digits)) assert.ok(row.replace(/,/g, "").includes(digits), `${text} is not in the row ${href}`);
    }
    await page.context().close();
  }
  for (const lang of ["en", "fr"]) {
    const story = readFileSync(new URL(`../../www/story.${lang}.toml`, import.meta.url), "utf8");
    for (const line of story.split("\n").filter((one) => one.includes(" = "))) {
      const prose = line.slice(line.indexOf(" = ") + 3).replace(/\{[^}]*\}|\\u00A0|\bG7\b/g, "");
      assert.ok(!/\d/.test(prose), `a number is typed into the prose: ${line}`);
    }
  }
});

test("what a price floor costs can be read off for every year's price, and what the state pays is what the market lacks", async () => {
  for (const lang of ["en", "fr"]) {
    const page = await visit(here, `/${lang}/`, { javaScriptEnabled: false });
    const floor = Number((await page.textContent('h2#q7 ~ p a.figure[href$="D61-02"]')).trim());
    const rows = await page.$$eval("table.floor tbody tr", (all) => all.map((row) => [...row.children].map((cell) => cell.textContent)));
    assert.ok(rows.length >= 5, `${rows.length} years`);
    for (const [year, price, paid] of rows) {
      assert.match(year, /^20\d\d$/);
      if (Number(price) < floor) assert.equal(Number(paid), floor - Number(price), year);
      else assert.match(paid, /^(nothing|rien)$/);
    }
    assert.ok(rows.some(([, , paid]) => /^(nothing|rien)$/.test(paid)) && rows.some(([, , paid]) => Number(paid) > 0), "one side only");
    await page.context().close();
  }
});

test("every number that was made from rows leads to a place that is there", async () => {
  for (const path of ["/en/", "/fr/", "/en/scenario/magnets-shared/"]) {
    const page = await visit(here, path, { javaScriptEnabled: false });
    const links = await page.$$eval("a.made", (all) => all.map((one) => one.href));
    assert.ok(links.length >= 8, `${path}: ${links.length}`);
    for (const link of links) {
      const { hash } = new URL(link);
      const answer = await fetch(link);
      assert.equal(answer.status, 200, link);
      assert.ok((await answer.text()).includes(hash ? `id="${hash.slice(1)}"` : "<h1"), link);
    }
    await page.context().close();
  }
});

test("a country and a mineral are found by name in either language, accents or not, by keyboard alone", async () => {
  const page = await visit(here, "/en/");
  await drawn(page);
  const country = page.getByRole("combobox", { name: "I live in" });
  assert.equal(await country.inputValue(), "Canada");
  for (const [typed, label, code] of [["allemag", "Germany", "DEU"], ["cote d'iv", "Côte d’Ivoire", "CIV"], ["jap", "Japan", "JPN"]]) {
    await country.focus();
    await page.keyboard.type(typed);
    assert.equal(await country.getAttribute("aria-expanded"), "true");
    assert.match(await page.textContent(`[id="${await country.getAttribute("aria-activedescendant")}"]`), new RegExp(label.slice(0, 6)));
    await page.keyboard.press("Enter");
    assert.equal(await page.inputValue('select[name="country"]'), code);
    await page.waitForFunction((code) => location.search.includes(`country=${code}`), code);
  }
  assert.match(await sentence(page, "supplier-bars"), /Japan/);
  // What is found by nobody is said; Escape gives back what was.
  await country.focus();
  await page.keyboard.type("xyzzy");
  assert.match(await page.textContent("#country-found"), /Nothing/);
  await page.keyboard.press("Enter");
  await page.keyboard.press("Escape");
  assert.equal(await country.inputValue(), "Japan");
  const mineral = page.getByRole("combobox", { name: "Show me" });
  await mineral.click();
  await page.click("#mineral-found li >> text=Antimony");
  assert.equal(await mineral.inputValue(), "Antimony");
  // Its facts are fetched first.
  await page.waitForURL(/mineral=antimony/);
  assert.deepEqual(page.problems, []);
});

test("the page of a named view shows that view, and a change goes into its address", async () => {
  const page = await visit(here, "/fr/scenario/magnets-one-market/");
  await drawn(page);
  assert.equal(await page.inputValue('select[name="rule"]'), "single-market");
  assert.equal(await page.inputValue('select[name="country"]'), "DEU");
  assert.ok(page.url().endsWith("/scenario/magnets-one-market/"));
  await page.selectOption('select[name="country"]', "JPN");
  await page.waitForURL(/country=JPN/);
  const again = await visit(here, page.url());
  await drawn(again);
  assert.equal(await again.inputValue('select[name="country"]'), "JPN");
  assert.deepEqual([...page.problems, ...again.problems], []);
});

test("the methods show the numbers of the view that a picture was left with", async () => {
  const page = await visit(here, "/en/?mineral=permanent-magnets&country=DEU");
  await drawn(page);
  await page.click('.chart[data-chart="dependency-map"] .method');
  await page.waitForURL(/\/method\/\?/);
  await page.waitForFunction(() => document.querySelector('[data-in="country"]')?.textContent === "Germany");
  const share = await page.textContent('#restricted-share [data-in="metric.restricted-share"]');
  const map = await visit(here, "/en/?mineral=permanent-magnets&country=DEU");
  await drawn(map);
  assert.ok((await sentence(map, "dependency-map")).includes(share.trim()), share);
  const rows = await page.getAttribute('#restricted-share [data-rows="trade"]', "href");
  assert.equal(rows, "../data/permanent-magnets/#imports-DEU");
  assert.ok((await (await fetch(new URL(rows, page.url()))).text()).includes('id="imports-DEU"'));
  assert.deepEqual(page.problems, []);
  // Nothing asked: the page needs no engine.
  const still = await visit(here, "/fr/method/");
  assert.equal(await still.evaluate(() => performance.getEntriesByType("resource").filter(({ name }) => name.endsWith(".wasm")).length), 0);
  assert.match(await still.textContent('#restricted-share [data-in="imports"]'), /\d.t$/);
});

test("a link to another view than the finished one covers nothing below its pictures", async () => {
  for (const [query, width] of [["?mineral=permanent-magnets&country=DEU", 1280], ["?mineral=gallium", 320], ["?mineral=tungsten", 768]]) {
    const page = await visit(here, `/en/${query}`, { viewport: { width, height: 800 } });
    await drawn(page);
    const covered = await page.$$eval(".chart", (all) => all.map((figure) => ({
      chart: figure.dataset.chart,
      over: figure.querySelector("canvas").getBoundingClientRect().bottom - figure.querySelector(".tools").getBoundingClientRect().top,
    })));
    assert.deepEqual(covered.filter((one) => one.over > 1), [], query);
    await page.context().close();
  }
});

test("on phones and on a desk the room of a picture is no taller than the picture, and a map's between them", async () => {
  const maps = [336, 370, 446, 470].map((width) => ["/en/", width, '[data-chart="dependency-map"]']);
  for (const [path, width, of = ""] of [["/en/", 320], ["/fr/", 320], ["/en/", 390], ["/fr/", 412], ["/en/", 768], ["/fr/", 1280], ...maps]) {
    const page = await visit(here, path, { viewport: { width, height: 800 } });
    await drawn(page);
    const empty = await page.$$eval(`.chart${of}`, (all) => all.map((figure) => ({
      chart: figure.dataset.chart,
      px: figure.querySelector(".picture").clientHeight - figure.querySelector("canvas").clientHeight,
    })));
    assert.deepEqual(empty.filter(({ px }) => px > 12), [], `${path} at ${width}`);
    await page.context().close();
  }
});

test("in the dark a finished picture is dark before there is an engine, on pages and in frames, and a host's word goes first", async () => {
  const frame = "/embed/supplier-bars/en/gallium/";
  for (const [path, colorScheme, dark] of [["/en/", "dark", true], ["/en/", "light", false], ["/en/explore/", "dark", true], [frame, "dark", true],
    [frame, "light", false], [`${frame}?theme=dark`, "light", true], [`${frame}?theme=light`, "dark", false]]) {
    const context = await here.browser.newContext({ colorScheme, viewport: { width: 800, height: 900 }, serviceWorkers: "block" });
    const page = await context.newPage();
    await page.route("**/*.wasm", (route) => route.abort());
    await page.goto(new URL(path, here.address).href);
    // The look is asked for by a script.
    await page.waitForFunction(() => !location.search.includes("theme") || document.documentElement.dataset.theme);
    const ink = await page.evaluate(() => {
      const words = document.querySelector(".first > g:last-child text[font-weight]") ?? document.querySelector(".still.wide svg text[font-weight]");
      return getComputedStyle(words).fill;
    });
    assert.equal(ink, dark ? "rgb(242, 244, 247)" : "rgb(20, 24, 29)", `${path} ${colorScheme}`);
    const ground = await page.evaluate(() => {
      const box = document.querySelector(".still.wide svg rect");
      return box ? getComputedStyle(box).fill : getComputedStyle(document.body).backgroundColor;
    });
    assert.equal(ground, dark ? "rgb(20, 24, 29)" : "rgb(255, 255, 255)", `${path} ${colorScheme}`);
    await context.close();
  }
});

test("nothing moves when scripts take over what stands in the page", async () => {
  for (const [path, width] of [["/en/", 412], ["/fr/", 360], ["/fr/", 768]]) {
    const page = await visit(here, path, { viewport: { width, height: 823 } });
    await drawn(page);
    const moved = await page.evaluate(() => new Promise((done) => {
      new PerformanceObserver((list) => done(list.getEntries().map(({ value, sources }) => [value, ...sources.map(({ node }) => node?.nodeName)])))
        .observe({ type: "layout-shift", buffered: true });
      setTimeout(() => done([]), 1000);
    }));
    assert.ok(moved.reduce((sum, [value]) => sum + value, 0) < 0.005, `${path} at ${width}: ${JSON.stringify(moved)}`);
    await page.context().close();
  }
});

test("French is French, numbers and all", async () => {
  const page = await visit(here, "/fr/");
  await drawn(page);
  assert.equal(await page.getAttribute("html", "lang"), "fr");
  assert.match(await sentence(page, "dependency-map"), /Le Canada tire de Chine \d+\u00a0% de ses importations/);
  assert.ok(!/[⟨⟩]/.test(await page.textContent("body")));
});
