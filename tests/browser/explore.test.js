// The workbench in Chromium.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { test } from "node:test";

import { drawn, shown, site, visit } from "./site.js";

const here = site();
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const FIRST = ".scenario:first-child";
const SECOND = ".scenario:nth-child(2)";

/** What a scenario says and shows. */
const said = (page, scenario = FIRST) => page.textContent(`${scenario} .sentence`);
const looks = (page, scenario = FIRST) => page.$eval(`${scenario} canvas`, shown);
const table = (page, scenario = FIRST) => page.textContent(`${scenario} table`);
/** Waits until the address has moved on from what it was, and what it says is drawn with its draws. */
const moved = async (page, from) => {
  await page.waitForFunction((old) => location.href !== old, from);
  await drawn(page);
};

test("every picture of the menu comes when it is chosen, in both scenarios", async () => {
  for (const scenario of [FIRST, SECOND]) {
    const page = await visit(here, "/en/explore/?chart=who-gets-it&mineral=natural-graphite");
    await drawn(page);
    if (scenario === SECOND) {
      await page.click('[data-do="compare"]');
      await page.waitForSelector(`${SECOND} .picture.drawn canvas`);
    }
    const charts = await page.$$eval(`${scenario} [name=chart] option`, (all) => all.map(({ value }) => value));
    assert.ok(charts.length >= 12, String(charts));
    for (const chart of charts) {
      await page.selectOption(`${scenario} [name=chart]`, chart);
      await page.waitForFunction(([root, wish]) => document.querySelector(`${root} .chart`).dataset.chart === wish || !document.querySelector("#problem").hidden, [scenario, chart]);
      assert.ok(await page.isHidden("#problem"), `${chart}: ${await page.textContent("#problem")}`);
    }
    // Of another mineral nothing is here yet.
    await page.selectOption(`${scenario} [name=mineral]`, "gallium");
    await page.waitForFunction((root) => document.querySelector(`${root} .sentence`).textContent.includes("gallium") || !document.querySelector("#problem").hidden, scenario);
    assert.ok(await page.isHidden("#problem"), await page.textContent("#problem"));
    await page.context().close();
  }
});

test("arrow keys bring a mark into the window, with its words", async () => {
  const page = await visit(here, "/en/explore/?chart=supplier-bars&mineral=natural-graphite", { viewport: { width: 390, height: 700 } });
  await drawn(page);
  await page.focus(`${FIRST} canvas`);
  const rows = await page.locator(`${FIRST} tbody tr`).count();
  for (let mark = 0; mark < rows; mark += 1) {
    await page.keyboard.press("ArrowDown");
    // Whatever a scroll of the window sets off has come by then.
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
    const { top, bottom, words } = await page.$eval(FIRST, (scenario) => {
      const { top, bottom } = scenario.querySelector(".ring").getBoundingClientRect();
      return { top, bottom, words: scenario.querySelector(".tip:not([hidden])")?.textContent };
    });
    assert.ok(words && top >= 0 && bottom <= 700 && bottom > top, `mark ${mark}: ${top} to ${bottom}, “${words}”`);
  }
  // A scroll of the reader's puts them away, as before; what comes at once after a key is the window's.
  await page.waitForTimeout(300);
  await page.mouse.wheel(0, -300);
  await page.waitForSelector(`${FIRST} .tip`, { state: "hidden" });
  await page.context().close();
});

test("what a reader asks for is told even where it says the same, and nobody is sent through an empty picture", async () => {
  const page = await visit(here, "/en/explore/?chart=supplier-bars&mineral=natural-graphite");
  await drawn(page);
  const words = await said(page);
  // Another picture than the page came with has been told by then.
  await page.waitForFunction(([root, sentence]) => document.querySelector(`${root} .spoken`).textContent === sentence, [FIRST, words]);
  await page.$eval(`${FIRST} .spoken`, (spoken) => { spoken.textContent = ""; });
  await page.fill(`${FIRST} [name=stop][type=number]`, "80");
  await page.keyboard.press("Tab");
  await page.waitForFunction(([root, sentence]) => document.querySelector(`${root} .spoken`).textContent === sentence, [FIRST, words]);
  await page.selectOption(`${FIRST} [name=chart]`, "pipeline");
  await page.waitForFunction((root) => document.querySelector(`${root} .chart`).dataset.chart === "pipeline", FIRST);
  await drawn(page);
  assert.equal(await page.locator(`${FIRST} tbody tr`).count(), 0);
  const [stop, label] = await page.$eval(`${FIRST} canvas`, (canvas) => [canvas.tabIndex, canvas.getAttribute("aria-label")]);
  assert.deepEqual([stop, label], [-1, await said(page)]);
  await page.context().close();
});

test("every control moves picture, sentence or table, and the address brings all of it back", async () => {
  const page = await visit(here, "/en/explore/");
  await drawn(page);
  const set = {
    // Graphite has a real project; of antimony the reader's own is the first.
    project: () => page.selectOption(`${FIRST} [name=project]`, "own"),
    mineral: () => page.selectOption(`${FIRST} [name=mineral]`, "antimony"),
    country: () => page.selectOption(`${FIRST} [name=country]`, "JPN"),
    stop: async () => { await page.fill(`${FIRST} [name=stop][type=number]`, "80"); await page.keyboard.press("Tab"); },
    leak: async () => { await page.fill(`${FIRST} [name=leak]`, "20"); await page.keyboard.press("Tab"); },
    stock: async () => { await page.fill(`${FIRST} [name=stock]`, "30"); await page.keyboard.press("Tab"); },
    allies: () => page.selectOption(`${FIRST} [name=allies]`, "eu"),
    with: () => page.selectOption(`${FIRST} [name=with]`, "JPN"),
    without: () => page.uncheck(`${FIRST} .members [value=DEU]`),
    "own.name": async () => { await page.fill(`${FIRST} [name="own.name"]`, "Plant"); await page.keyboard.press("Tab"); },
    tonnes: async () => { await page.fill(`${FIRST} [name=tonnes]`, "900"); await page.keyboard.press("Tab"); },
    "own.parts": async () => { await page.fill(`${FIRST} [name="own.parts"]`, "JPN 30, FRA 40"); await page.keyboard.press("Tab"); },
    market: () => page.selectOption(`${FIRST} [name=market]`, "JPN"),
    rule: () => page.selectOption(`${FIRST} [name=rule]`, "proportional-to-capital"),
    chart: () => page.selectOption(`${FIRST} [name=chart]`, "shortfall-waterfall"),
    year: () => page.selectOption(`${FIRST} [name=year]`, "2023"),
  };
  // Who takes which part matters under a rule that looks at it.
  const quiet = ["own.parts"];
  for (const [name, act] of Object.entries(set)) {
    const before = [page.url(), await looks(page), await said(page), await table(page)];
    await act();
    await moved(page, before[0]);
    const now = [page.url(), await looks(page), await said(page), await table(page)];
    assert.ok(await page.isHidden("#problem"), `${name}: ${await page.textContent("#problem")}`);
    if (!quiet.includes(name)) assert.ok(now.slice(1).some((part, at) => part !== before[at + 1]), `${name} changes nothing: ${now[0]}`);
  }
  assert.ok(page.url().length <= 200, `${page.url().length}: ${page.url()}`);
  const again = await visit(here, page.url());
  await drawn(again);
  assert.equal(await looks(again), await looks(page));
  assert.equal(await said(again), await said(page));
  assert.equal(again.url(), page.url());
  assert.equal(await again.inputValue(`${FIRST} [name="own.name"]`), "Plant");
  assert.deepEqual([...page.problems, ...again.problems], []);
});

test("what stands in the page is what the engine shows, and what is asked before it is there is done once it is", async () => {
  // A worker that has kept the engine or the facts already would give them.
  const context = await here.browser.newContext({ viewport: { width: 1280, height: 900 }, reducedMotion: "reduce", serviceWorkers: "block" });
  const page = await context.newPage();
  let pass = () => {};
  const held = new Promise((done) => { pass = done; });
  await page.route("**/offtake_bg.wasm", async (route) => { await held; await route.continue(); });
  await page.goto(new URL("/fr/explore/", here.address).href);
  const shown = () => page.$$eval(".scenario .controls :is([name], [type=checkbox], .rule, .found)", (all) => all.map((one) =>
    [one.name ?? one.className, one.value || one.textContent.trim(), one.checked, one.checkVisibility()].join(" ")));
  const before = await shown();
  assert.ok(before.length > 30);
  await page.selectOption(`${FIRST} [name=with]`, "AUS");
  await page.uncheck(`${FIRST} .members [value=DEU]`);
  await page.fill(`${FIRST} [name=leak]`, "20");
  await page.keyboard.press("Tab");
  await page.click('[data-do="compare"]');
  assert.equal(await page.locator(".bench canvas").count(), 0);
  pass();
  await page.waitForFunction(() => document.querySelectorAll(".bench .picture.drawn").length === 2);
  await drawn(page);
  assert.match(decodeURIComponent(page.url()), /leak=20.*allies=[^&]*-DEU|allies=[^&]*-DEU.*leak=20/);
  assert.match(page.url(), /AUS/);
  await page.goto(new URL("/fr/explore/", here.address).href);
  await drawn(page);
  assert.deepEqual(await shown(), before);
  await context.close();
});

test("what a reader does while a link's facts are on their way is done to what the link means", async () => {
  // A worker that has kept the engine or the facts already would give them.
  const context = await here.browser.newContext({ viewport: { width: 1280, height: 900 }, reducedMotion: "reduce", serviceWorkers: "block" });
  const page = await context.newPage();
  let pass = () => {};
  const held = new Promise((done) => { pass = done; });
  await page.route("**/facts/tungsten*", async (route) => { await held; await route.continue(); });
  const asked = page.waitForRequest("**/facts/tungsten*");
  await page.goto(new URL("/en/explore/?mineral=tungsten&chart=supplier-bars", here.address).href);
  // Before the engine, and once it is there but the facts are not.
  await page.selectOption(`${FIRST} [name=with]`, "AUS");
  assert.equal(await page.inputValue(`${FIRST} [name=with]`), "");
  await asked;
  await page.waitForTimeout(300);
  await page.selectOption(`${FIRST} [name=country]`, "JPN");
  await page.fill(`${FIRST} [name=leak]`, "20");
  await page.keyboard.press("Tab");
  assert.ok(await page.isHidden("#problem"), await page.textContent("#problem"));
  pass();
  await page.waitForFunction(() => /leak=20/.test(location.search));
  await drawn(page);
  for (const part of [/mineral=tungsten/, /chart=supplier-bars/, /country=JPN/, /AUS/]) assert.match(decodeURIComponent(page.url()), part);
  assert.match(await said(page), /Japan/);
  assert.equal(await page.inputValue(`${FIRST} [name=country]`), "JPN");
  assert.ok(await page.isHidden("#problem"));
  await context.close();
});

test("the price of what floors are on is moved where it matters, and elsewhere it is said why not", async () => {
  const page = await visit(here, "/en/explore/");
  await drawn(page);
  assert.ok(await page.isHidden(`${FIRST} [name=price][type=number]`));
  assert.match(await page.textContent(`${FIRST} .cost`), /^No price floor on natural graphite is on record/);
  await page.goto(new URL("/en/explore/?mineral=magnet-rare-earths&project=D61", here.address).href);
  await drawn(page);
  const was = page.url();
  assert.match(await page.textContent(`${FIRST} .cost`), /205 million dollars a year/);
  await page.fill(`${FIRST} [name=price][type=number]`, "80");
  await page.keyboard.press("Tab");
  await moved(page, was);
  assert.match(page.url(), /price=80/);
  assert.match(await page.textContent(`${FIRST} .cost`), /30 dollars.*150 million/);
  const again = await visit(here, page.url());
  await drawn(again);
  assert.equal(await again.inputValue(`${FIRST} [name=price][type=range]`), "80");
  assert.deepEqual([...page.problems, ...again.problems], []);
});

test("undo and redo walk through what was done, by button, key and the browser's own", async () => {
  const page = await visit(here, "/en/explore/");
  await drawn(page);
  const undo = page.locator("[data-do=undo]");
  const redo = page.locator("[data-do=redo]");
  assert.ok(await undo.isDisabled() && await redo.isDisabled());
  const views = [[page.url(), await looks(page)]];
  for (const rule of ["equal-split", "talmud"]) {
    const from = page.url();
    await page.selectOption(`${FIRST} [name=rule]`, rule);
    await moved(page, from);
    views.push([page.url(), await looks(page)]);
  }
  const stands = async (at) => {
    await page.waitForURL(views[at][0]);
    await page.waitForFunction(([selector, old]) => document.querySelector(selector).toDataURL() === old, [`${FIRST} canvas`, views[at][1]]);
  };
  await undo.click();
  await stands(1);
  assert.equal(await page.inputValue(`${FIRST} [name=rule]`), "equal-split");
  await page.keyboard.press("Control+z");
  await stands(0);
  assert.ok(await undo.isDisabled());
  await redo.click();
  await stands(1);
  await page.keyboard.press("Control+Shift+z");
  await stands(2);
  await page.goBack();
  await stands(1);
  await page.click("[data-do=reset]");
  await page.waitForURL(views[0][0]);
  await undo.click();
  await stands(1);
  assert.deepEqual(page.problems, []);
});

test("two scenarios stand side by side, in one link, and below each other on a phone", async () => {
  const page = await visit(here, "/en/explore/?mineral=antimony", { viewport: { width: 1280, height: 900 } });
  await drawn(page);
  let from = page.url();
  await page.click("[data-do=compare]");
  await moved(page, from);
  assert.equal(await page.getAttribute("[data-do=compare]", "aria-pressed"), "true");
  assert.equal(await looks(page, FIRST), await looks(page, SECOND));
  from = page.url();
  await page.selectOption(`${SECOND} [name=rule]`, "single-market");
  await moved(page, from);
  assert.notEqual(await said(page, FIRST), await said(page, SECOND));
  const places = await page.$$eval(".scenario", (all) => all.map((one) => one.getBoundingClientRect()).map(({ left, top }) => [left, top]));
  assert.ok(places[1][0] > places[0][0] && places[0][1] === places[1][1], JSON.stringify(places));
  const again = await visit(here, page.url(), { viewport: { width: 320, height: 700 } });
  await drawn(again);
  assert.equal(await said(again, FIRST), await said(page, FIRST));
  assert.equal(await said(again, SECOND), await said(page, SECOND));
  const [one, two] = await again.$$eval(".scenario", (all) => all.map((section) => section.getBoundingClientRect()));
  assert.ok(two.top >= one.bottom, "the second stands below the first");
  from = again.url();
  await again.click("[data-do=compare]");
  await moved(again, from);
  assert.equal(await again.locator(".scenario").count(), 1);
  assert.deepEqual([...page.problems, ...again.problems], []);
});

test("a link of another version, cut short or changed by hand is said, and a view stands", async () => {
  for (const [query, words] of [
    ["?stop=900", /900.*0.*100/],
    ["?leak=lots", /lots.*leak/],
    ["?stock=3.5", /3\.5.*stock/],
    ["?allies=g7.XXX", /g7\.XXX.*g7\.AUS\.-USA/],
    ["?own=A~B~C", /Plant~CAN~2028/],
    ["?mineral=unobtainium", /mineral “unobtainium”/],
    ["?z=Bnonsense", /another version/],
    ["?b.rule=whim", /rule “whim”/],
  ]) {
    const page = await visit(here, `/en/explore/${query}`);
    await drawn(page);
    await page.waitForSelector("#problem:not([hidden])");
    assert.match(await page.textContent("#problem"), words, query);
    // From there the page works on.
    const from = page.url();
    await page.selectOption(`${FIRST} [name=rule]`, "talmud");
    await moved(page, from);
    assert.ok(await page.isHidden("#problem"), query);
    assert.deepEqual(page.problems, []);
    await page.context().close();
  }
});

test("a wrong number is said, the picture stays, and the field shows again what is drawn", async () => {
  const page = await visit(here, "/fr/explore/");
  await drawn(page);
  const before = [page.url(), await looks(page)];
  await page.fill(`${FIRST} [name=stock]`, "9999");
  await page.waitForSelector("#problem:not([hidden])");
  assert.match(await page.textContent("#problem"), /9999.*730/);
  await page.keyboard.press("Tab");
  assert.deepEqual([page.url(), await looks(page)], before);
  assert.equal(await page.inputValue(`${FIRST} [name=stock]`), "0");
});

/** Hands a file to the page as a reader would choose it. */
const choose = (page, name, body) => page.setInputFiles(".own [type=file]", { name, mimeType: "text/csv", buffer: Buffer.from(body) });

test("own figures are drawn, named on the picture, and never leave the page", async () => {
  const page = await visit(here, "/fr/explore/?mineral=gallium&chart=supplier-bars&year=2024");
  await drawn(page);
  await page.waitForTimeout(200);
  const asked = [];
  page.on("request", (request) => asked.push(request.url()));
  await page.context().setOffline(true);
  const before = await looks(page);
  // As a French spreadsheet saves it: semicolons, decimal commas, western letters.
  await choose(page, "chiffres.csv", Buffer.from("minéral;année;pays;tonnes\r\ngallium;2024;Chine;60,5\r\nGallium;2024;Corée du Sud;39,5\r\n", "latin1"));
  await page.waitForSelector(".verdict:not([hidden])");
  assert.match(await page.textContent(".verdict"), /2 lignes de votre production/);
  assert.match(await said(page), /6[01]/);
  assert.notEqual(await looks(page), before);
  assert.match(await page.textContent(`${FIRST} table`), /60/);
  assert.ok(await page.isVisible("#in-use"));
  assert.ok(await page.isHidden(`${FIRST} .behind`), "published rows are not behind it");
  const own = await looks(page);

  // A damaged table, and one that is none: the sentence says where, and the picture stays.
  await choose(page, "faux.csv", "minéral;année;pays;tonnes\ngallium;2024;Atlantide;1\ngallium;2024;Chine;-4\n");
  await page.waitForFunction(() => document.querySelectorAll(".verdict li").length === 2);
  assert.match(await page.textContent(".verdict"), /Ligne 2.*pays.*Atlantide.*Ligne 3.*tonnes.*-4/s);
  await choose(page, "image.png", Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0]));
  await page.waitForFunction(() => /texte/.test(document.querySelector(".verdict li").textContent));
  await page.evaluate(() => {
    const [files, input] = [new DataTransfer(), document.querySelector(".own [type=file]")];
    files.items.add(new File([new Uint8Array(60_000_000)], "grand.csv"));
    input.files = files.files;
    input.dispatchEvent(new Event("change"));
  });
  await page.waitForFunction(() => /Mo/.test(document.querySelector(".verdict li").textContent));
  assert.equal(await looks(page), own);

  await page.click("[data-do=forget]");
  await page.waitForFunction(([selector, old]) => document.querySelector(selector).toDataURL() === old, [`${FIRST} canvas`, before]);
  assert.ok(await page.isHidden("#in-use"));
  assert.deepEqual(asked.filter((url) => !url.startsWith("blob:")), []);
  assert.deepEqual(page.problems, []);
});

test("while own figures are in use the workbench says beside link and code that neither carries them", async () => {
  for (const [lang, words, table] of [
    ["en", /Links and codes for articles carry settings, not your figures\./, "mineral,year,country,tonnes\ngallium,2024,China,60\n"],
    ["fr", /Les liens et les codes pour articles portent les réglages, pas vos chiffres\./, "minéral;année;pays;tonnes\ngallium;2024;Chine;60\n"],
  ]) {
    const page = await visit(here, `/${lang}/explore/?mineral=gallium&chart=supplier-bars&year=2024`);
    await drawn(page);
    const open = (scenario) => page.click(`${scenario} details.embed summary`);
    const noted = (scenario) => page.$$eval(`${scenario} details.embed :not(textarea)`, (all) => all.filter((one) => one.checkVisibility()).map((one) => one.textContent).join(" "));
    await open(FIRST);
    assert.doesNotMatch(await noted(FIRST), words);
    await choose(page, "own.csv", table);
    await page.waitForSelector("#in-use:not([hidden])");
    assert.match(await noted(FIRST), words);
    assert.match(await page.textContent("#in-use"), words);
    assert.ok(await page.inputValue(`${FIRST} details.embed textarea`));
    // Beside the code of a second scenario too.
    await page.click('[data-do="compare"]');
    await page.waitForSelector(`${SECOND} .picture.drawn canvas`);
    await open(SECOND);
    assert.match(await noted(SECOND), words);
    await page.click("[data-do=forget]");
    await page.waitForSelector("#in-use", { state: "hidden" });
    for (const scenario of [FIRST, SECOND]) assert.doesNotMatch(await noted(scenario), words);
    assert.deepEqual(page.problems, []);
    await page.context().close();
  }
});

test("a file that is dropped is sent nowhere and kept nowhere, as the page on privacy says", async () => {
  const privacy = await visit(here, "/en/privacy/");
  assert.match(await privacy.textContent("main"), /table of your own[^.]*never leaves your device/);
  const page = await visit(here, "/en/explore/?mineral=antimony&chart=supplier-bars&year=2024");
  // The network is there: what stays away is not asked for.
  const asked = [];
  page.context().on("request", (request) => asked.push(`${request.method()} ${request.url()} ${request.postData() ?? ""}`));
  await drawn(page);
  // The worker keeps our own files first.
  await page.evaluate(() => navigator.serviceWorker.ready);
  for (let before = -1; before !== asked.length;) {
    before = asked.length;
    await page.waitForTimeout(1500);
  }
  asked.length = 0;
  const before = await looks(page);
  await page.evaluate(() => {
    const data = new DataTransfer();
    data.items.add(new File(["mineral,year,country,tonnes\nantimony,2024,China,71234\nantimony,2024,Australia,28766\n"], "secret.csv", { type: "text/csv" }));
    document.querySelector("section.own").dispatchEvent(new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true }));
  });
  await page.waitForFunction(([selector, old]) => document.querySelector(selector).toDataURL() !== old, [`${FIRST} canvas`, before]);
  assert.match(await table(page), /71/);
  // A change after it draws from it, and writes its address.
  const from = page.url();
  await page.selectOption(`${FIRST} [name=country]`, "JPN");
  await moved(page, from);
  await page.waitForTimeout(300);
  assert.deepEqual(asked.filter((one) => !one.startsWith("GET blob:")), []);
  const left = await page.evaluate(async () => {
    const kept = [location.href, document.cookie, JSON.stringify(localStorage), JSON.stringify(sessionStorage), JSON.stringify(history.state), JSON.stringify(await indexedDB.databases())];
    for (const name of await caches.keys()) for (const request of await (await caches.open(name)).keys()) {
      kept.push(request.url, await (await (await caches.open(name)).match(request)).text());
    }
    return kept.join("\n");
  });
  for (const trace of ["71234", "71,234", "28766", "secret.csv"]) assert.ok(!left.includes(trace), `${trace} is kept`);
  await page.reload();
  await drawn(page);
  assert.ok(await page.isHidden("#in-use"));
  assert.ok(!/71.2/.test(await table(page)));
  assert.deepEqual(page.problems, []);
});

test("what is no table of ours is refused in one sentence that says what to do, and the page is as it was", async () => {
  const page = await visit(here, "/en/explore/?mineral=antimony&chart=supplier-bars");
  await drawn(page);
  const before = [page.url(), await looks(page), await table(page)];
  const drop = (name, make) => page.evaluate(([name, make]) => {
    const parts = { zeros: (size) => new Uint8Array(size), noise: (size) => crypto.getRandomValues(new Uint8Array(size)), text: (text) => text };
    const data = new DataTransfer();
    data.items.add(new File([parts[make[0]](make[1])], name, { type: "text/csv" }));
    document.querySelector(".verdict").hidden = true;
    document.querySelector("section.own").dispatchEvent(new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true }));
  }, [name, make]);
  const head = { production: "mineral,year,country,tonnes\n", trade: "mineral,year,exporter,importer,tonnes\n", demand: "mineral,year,country,tonnes\n", projects: "project,mineral,country,tonnes\n" };
  const row = { production: "antimony,2024,Atlantis,5\n", trade: "antimony,2024,Atlantis,Japan,5\n", demand: "antimony,2024,Atlantis,5\n", projects: "Mine,antimony,Atlantis,5\n" };
  for (const [kind, name, make, words] of [
    ["production", "large.csv", ["zeros", 53_000_000], /larger than \d+ MB/],
    ["production", "noise.csv", ["noise", 60_000], /text/],
    ["production", "zeros.csv", ["zeros", 60_000], /text/],
    ["production", "sheet.csv", ["text", "PK\u0003\u0004\u0014\u0000\u0006\u0000"], /workbook/],
    ["production", "empty.csv", ["text", ""], /file is empty/],
    ...Object.keys(head).map((kind) => [kind, "atlantis.csv", ["text", head[kind] + row[kind]], /Row 2.*Atlantis/s]),
  ]) {
    await page.selectOption(".own [name=kind]", kind);
    await drop(name, make);
    await page.waitForSelector(".verdict:not([hidden])");
    assert.match(await page.textContent(".verdict"), words, `${kind} ${name}`);
    assert.ok(await page.isHidden("#in-use"), name);
    assert.deepEqual([page.url(), await looks(page), await table(page)], before, name);
  }
  assert.deepEqual(page.problems, []);
});

test("draws from own figures are made beside the page, and are those that the page would make itself", async () => {
  const table = "project\tmineral\tcountry\ttonnes\tparts\nMy plant\tpermanent magnets\tJapan\t4000\tJPN 40\n";
  const seen = async (alone) => {
    const page = await visit(here, "/en/explore/?mineral=permanent-magnets&chart=who-gets-it&stop=60");
    await page.evaluate((alone) => {
      window.asked = [];
      const send = Worker.prototype.postMessage;
      Worker.prototype.postMessage = function post(message, ...rest) {
        window.asked.push("own" in message ? "own" : message.choice?.project);
        if (alone) this.onerror(new ErrorEvent("error"));
        return send.call(this, message, ...rest);
      };
    }, alone);
    await drawn(page);
    await page.selectOption(".own [name=kind]", "projects");
    await page.fill(".own textarea", table);
    await page.click("[data-do=paste]");
    await page.waitForSelector(".verdict:not([hidden])");
    await page.selectOption(`${FIRST} [name=project]`, "own1");
    await page.waitForFunction(() => document.querySelector("figure .sentence").textContent.includes("Japan"));
    await drawn(page);
    const found = { asked: await page.evaluate(() => window.asked), picture: await looks(page), problems: page.problems };
    await page.context().close();
    return found;
  };
  const [beside, alone] = [await seen(false), await seen(true)];
  assert.ok(beside.asked.indexOf("own") >= 0 && beside.asked.lastIndexOf("own1") > beside.asked.indexOf("own"), beside.asked.join());
  assert.equal(beside.picture, alone.picture);
  assert.deepEqual(beside.problems, []);
});

test("rows can be pasted, and a template holds what is published", async () => {
  const page = await visit(here, "/en/explore/?mineral=antimony&chart=who-gets-it");
  await drawn(page);
  await page.selectOption(".own [name=kind]", "projects");
  await page.fill(".own textarea", "project\tmineral\tcountry\ttonnes\nMy mine\tantimony\tAustralia\t1234.5\n");
  await page.click("[data-do=paste]");
  await page.waitForSelector(".verdict:not([hidden])");
  // Antimony has no project of its own on record: the reader's takes the picture.
  const project = () => page.inputValue(`${FIRST} [name=project]`);
  await page.waitForFunction((selector) => document.querySelector(selector).value === "own1", `${FIRST} [name=project]`);
  await drawn(page);
  assert.match(await said(page), /1,230\st of antimony.*Australia/);
  await page.click("[data-do=forget]");
  await page.waitForFunction((selector) => document.querySelector(selector).value !== "own1", `${FIRST} [name=project]`);
  assert.equal(await project(), "own");
  await page.selectOption(".own [name=kind]", "production");
  const [download] = await Promise.all([page.waitForEvent("download"), page.click(".own .template")]);
  assert.match(download.suggestedFilename(), /production-antimony-\d{4}\.csv/);
  const text = readFileSync(await download.path(), "utf8");
  assert.match(text, /^\uFEFFmineral,year,country,tonnes\r\n.*CHN/s);
  await page.fill(".own textarea", text);
  await page.click("[data-do=paste]");
  await page.waitForFunction(() => /take the place/.test(document.querySelector(".verdict p").textContent));
  assert.deepEqual(page.problems, []);
});

test("the link is copied and the view is cited", async () => {
  const page = await visit(here, "/en/explore/?mineral=antimony&stop=80", { permissions: ["clipboard-read", "clipboard-write"] });
  await drawn(page);
  await page.click("[data-do=link]");
  await page.waitForFunction(() => document.querySelector("#status").textContent !== "");
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), page.url());
  await page.click(".cite summary");
  await page.waitForFunction(() => document.querySelector(".bibtex").textContent !== "");
  const [apa, bibtex] = [await page.textContent(".apa"), await page.textContent(".bibtex")];
  for (const text of [apa, bibtex]) assert.ok(text.includes(page.url()), text);
  assert.match(apa, /^offtake\. \(\d{4}\)\. .*antimony.*\[Interactive chart, data of .*\]\. Retrieved/);
  assert.match(bibtex, /^@misc\{offtake_\d+,/);
});

test("without JavaScript a scenario stands in the page", async () => {
  const page = await visit(here, "/fr/explore/", { javaScriptEnabled: false });
  assert.ok(await page.isVisible(".chart .still.wide svg"));
  assert.ok(await page.isVisible("noscript p"));
  assert.ok(!(await page.isVisible(".controls")) && !(await page.isVisible(".bar")));
});

test("axe finds nothing, no target is small, and nothing is wider than the window", async () => {
  for (const lang of ["en", "fr"]) {
    for (const [width, query] of [[320, ""], [1280, ""], [320, "?project=own&b=same"], [1280, "?project=own&b=same"], [640, "?b.stop=20"]]) {
      const page = await visit(here, `/${lang}/explore/${query}`, { viewport: { width, height: 800 }, bypassCSP: true, colorScheme: lang === "en" ? "light" : "dark" });
      await drawn(page);
      await page.addScriptTag({ content: axe });
      const found = await page.evaluate(() => axe.run({ runOnly: ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"] }));
      assert.deepEqual(found.violations.map((one) => `${lang} ${width} ${one.id}: ${one.nodes[0].html}`), []);
      const small = await page.$$eval(".controls :is(select, input, textarea), .bar button, .bar summary, .own button", (all) => all
        .filter((one) => one.checkVisibility() && (one.closest("label") ?? one).getBoundingClientRect().height < 24)
        .map((one) => one.outerHTML.slice(0, 80)));
      assert.deepEqual(small, []);
      const beyond = await page.evaluate((wide) => [...document.querySelectorAll("body *")]
        .filter((one) => one.getBoundingClientRect().right > wide && !one.closest(".scroll, .unseen, .spoken, option"))
        .map((one) => one.outerHTML.slice(0, 80)), width);
      assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), width, beyond.join("; "));
      await page.context().close();
    }
  }
});

test("the explainer leads to the workbench, and each of its figures to its own view there", async () => {
  const page = await visit(here, "/en/?mineral=antimony&stop=80");
  await drawn(page);
  const link = page.locator('.chart[data-chart="shortfall-waterfall"] .to-bench');
  const title = await page.textContent('.chart[data-chart="shortfall-waterfall"] .sentence');
  const bench = await visit(here, await link.getAttribute("href"));
  await drawn(bench);
  assert.equal(await said(bench), title);
  assert.ok(await page.isVisible('header a[href$="explore/"]'));
});
