// One chart in a stranger's article.
import assert from "node:assert/strict";
import { createServer } from "node:http";
import { once } from "node:events";
import { after, before, test } from "node:test";

import { drawn, first, sentence, site, visit } from "./site.js";

const here = site();
let host;
let article;

before(async () => {
  host = createServer((request, answer) => {
    answer.setHeader("content-type", "text/html");
    answer.end(article);
  }).listen(0, "127.0.0.1");
  await once(host, "listening");
});
after(() => host.close());

test("in a sandboxed frame it draws and tells its height in every dialect", async () => {
  const source = new URL("/embed/who-gets-it/en/natural-graphite/?stop=70&childId=kid#?secret=s3", here.address).href;
  article = `<!doctype html><title>x</title><body><script>
    window.heard = [];
    addEventListener("message", (event) => heard.push(event.data));
  </script><iframe id="kid" title="t" sandbox="allow-scripts" width="100%" height="600" src="${source}"></iframe>`;
  const page = await here.browser.newPage();
  const problems = [];
  page.on("console", (message) => { if (message.type() === "error") problems.push(message.text()); });
  await page.goto(`http://127.0.0.1:${host.address().port}/`);
  const frame = await (await page.waitForSelector("iframe")).contentFrame();
  await frame.waitForSelector(".picture.drawn canvas");
  const heard = await page.evaluate(() => window.heard);
  const height = heard.find((data) => data.sentinel === "amp")?.height;
  assert.ok(height > 200, `height ${height}`);
  for (const dialect of [
    (data) => data.type === "set-height", (data) => data["datawrapper-height"]?.kid > 0, (data) => data.message === "height" && data.secret === "s3",
    (data) => typeof data === "string" && data.startsWith("pymxPYMxkidxPYMxheightxPYMx"),
    (data) => typeof data === "string" && data.includes("iframe.resize"),
  ]) assert.ok(heard.some(dialect), String(dialect));
  assert.match(await frame.textContent(".sentence"), /natural graphite/);
  assert.deepEqual(problems, []);
});

/** What words are painted in. */
const INK = { light: "rgb(20, 24, 29)", dark: "rgb(242, 244, 247)" };

test("a frame shows its picture before its style sheet has come, of its width and scheme, where it will be", async () => {
  for (const [chart, colorScheme, width] of [["supplier-bars", "light", 320], ["supplier-bars", "light", 479], ["supplier-bars", "light", 480],
    ["supplier-bars", "dark", 783], ["supplier-bars", "light", 784], ["dependency-map", "dark", 1000], ["dependency-map", "light", 700], ["dependency-map", "dark", 320]]) {
    const context = await here.browser.newContext({ viewport: { width, height: 900 }, colorScheme });
    let come;
    const coming = new Promise((done) => { come = done; });
    await context.route("**/*.wasm", () => {});
    await context.route("**/figure.css", (route) => coming.then(() => route.continue()));
    const page = await context.newPage();
    await page.goto(new URL(`/embed/${chart}/en/gallium/`, here.address).href, { waitUntil: "commit" });
    await page.waitForFunction(() => performance.getEntriesByName("first-contentful-paint").length);
    const before = await page.evaluate(first);
    const [wide, tall] = before.natural;
    assert.equal(wide < 400, width < 480, `${chart} ${width}`);
    // A narrow picture grows up to the width that it was drawn for; wider frames have room for it, until they have the wide one.
    assert.ok(before.height >= tall * Math.min(width, wide) / wide - 1, `${chart} ${width} is drawn smaller than its width allows`);
    assert.equal(before.ink, INK[colorScheme]);
    const shown = Math.min(width, 783);
    assert.deepEqual(before.place, [(width - shown) / 2, 0, shown]);
    come();
    await page.waitForSelector(".still[tabindex]", { state: "attached" });
    const after = await page.evaluate(first);
    assert.deepEqual([after.svg, after.ink, after.place], [before.svg, before.ink, before.place]);
    // What answers belongs to the picture that is shown: two templates and the style sheet turn at the same width.
    assert.equal(await page.isVisible(".still.narrow"), width < 480, `${chart} ${width}`);
    await context.close();
  }
});

test("a frame shows its picture where its style sheet comes before the rest of the page", async () => {
  const path = "/embed/supplier-bars/en/gallium/";
  const whole = await (await fetch(new URL(path, here.address))).text();
  const at = whole.indexOf(">", whole.indexOf("figure.css")) + 1;
  assert.ok(at > 0 && at < whole.length);
  let come;
  const coming = new Promise((done) => { come = done; });
  // What is no page is asked of the site.
  const slow = createServer((request, answer) => {
    if (request.url !== path) return answer.writeHead(302, { location: new URL(request.url, here.address).href }).end();
    answer.writeHead(200, { "content-type": "text/html; charset=utf-8" });
    answer.write(whole.slice(0, at));
    return coming.then(() => answer.end(whole.slice(at)));
  }).listen(0, "127.0.0.1");
  await once(slow, "listening");
  const page = await here.browser.newPage({ viewport: { width: 700, height: 900 } });
  // No canvas takes the place of the picture meanwhile.
  await page.route("**/*.wasm", () => {});
  try {
    await page.goto(`http://127.0.0.1:${slow.address().port}${path}`, { waitUntil: "commit" });
    // The sheet of wider frames comes as well, sooner or later.
    await page.waitForFunction(() => [...document.styleSheets].some(({ href }) => href?.includes("figure.css")) && performance.getEntriesByName("first-contentful-paint").length);
    const before = await page.evaluate(first);
    assert.ok(before.place[2] === 700 && before.height > 200, `${before.place} ${before.height}`);
    come();
    await page.waitForSelector(".more", { state: "attached" });
    const after = await page.evaluate(first);
    assert.deepEqual([after.place, after.height], [before.place, before.height]);
  } finally {
    come();
    slow.close();
    await page.close();
  }
});

test("a host's theme goes before the reader's system, in the finished picture too", async () => {
  for (const [theme, colorScheme] of [["dark", "light"], ["light", "dark"]]) {
    const context = await here.browser.newContext({ viewport: { width: 700, height: 900 }, colorScheme });
    await context.route("**/*.wasm", () => {});
    const page = await context.newPage();
    await page.goto(new URL(`/embed/supplier-bars/en/gallium/?theme=${theme}`, here.address).href);
    await page.waitForSelector(".still[tabindex]", { state: "attached" });
    assert.equal((await page.evaluate(first)).ink, INK[theme]);
    await context.close();
  }
});

test("each mineral has a finished picture for frames in which no script runs", async () => {
  const page = await visit(here, "/embed/supplier-bars/fr/antimony/", { javaScriptEnabled: false });
  assert.match(await page.textContent(".sentence"), /antimoine/);
  assert.ok(await page.isVisible(".first"));
  assert.match((await page.evaluate(first)).words, /antimoine/);
  assert.equal(await page.getAttribute('meta[name="robots"]', "content"), "noindex");
});

test("beside each view with a name stand its pictures and figures, and its code shows it", async () => {
  for (const lang of ["en", "fr"]) {
    const story = await (await fetch(new URL(`${lang}/`, here.address))).text();
    const named = new Set([...story.matchAll(/href="scenario\/([\w-]+)\/"/g)].map(([, name]) => name));
    assert.ok(named.size >= 5, [...named].join());
    for (const name of named) {
      const beside = async (ending) => {
        const answer = await fetch(new URL(`${lang}/scenario/${name}.${ending}`, here.address));
        assert.equal(answer.status, 200, `${name}.${ending}`);
        return answer.text();
      };
      const view = JSON.parse(await beside("json"));
      const letters = (text) => text.replace(/<[^>]*>|\s+/g, "");
      for (const size of ["svg", "narrow.svg"]) assert.ok(letters(await beside(size)).includes(letters(view.title)), `${name}.${size}`);
      assert.ok((await beside("csv")).includes(view.rows[0][0]), name);
      assert.ok(view.codes.picture.includes(`${lang}/scenario/${name}.svg`), view.codes.picture);
      const [, address] = /src="\{\{root\}\}([^"]*)"/.exec(view.codes.iframe);
      const page = await visit(here, `/${address.replaceAll("&amp;", "&")}`);
      await drawn(page);
      assert.equal(await page.textContent("caption"), view.title, name);
      assert.ok(await page.isHidden("#problem"), name);
      await page.context().close();
    }
  }
});

test("the query of a frame is its view, and its way out carries it", async () => {
  const page = await visit(here, "/embed/dependency-map/en/?mineral=gallium");
  await drawn(page);
  assert.match(await sentence(page, "dependency-map"), /gallium/);
  assert.match(await page.getAttribute("#explore", "href"), /\/en\/\?mineral=gallium$/);
  assert.deepEqual(page.problems, []);
});

test("what another view than the finished one is asked for is pale until it is drawn; what asks for no other waits for its reader", async () => {
  const context = await here.browser.newContext({ reducedMotion: "reduce" });
  const page = await context.newPage();
  let asked = 0;
  let go;
  const held = new Promise((done) => { go = done; });
  await page.route("**/*.wasm", async (route) => { asked += 1; await held; await route.continue(); });
  await page.goto(new URL("/embed/supplier-bars/en/gallium/?country=DEU", here.address).href);
  await page.waitForFunction(() => document.querySelector(".chart").ariaBusy === "true");
  await page.waitForFunction(() => getComputedStyle(document.querySelector(".picture")).opacity < 1);
  go();
  await page.waitForSelector(".picture.drawn canvas");
  assert.equal(await page.evaluate(() => document.querySelector(".chart").ariaBusy), null);
  const before = asked;
  assert.ok(before);
  // The mineral of the path is no other view: below the fold nothing comes by itself.
  article = `<!doctype html><title>x</title><body><div style="height:3000px"></div><iframe title="t" width="600" height="600" src="${new URL("/embed/supplier-bars/en/gallium/?mineral=gallium", here.address).href}"></iframe>`;
  await page.goto(`http://127.0.0.1:${host.address().port}/`);
  const frame = await (await page.waitForSelector("iframe")).contentFrame();
  await frame.waitForSelector(".picture");
  await frame.waitForLoadState("networkidle");
  assert.equal(await frame.evaluate(() => document.querySelector(".chart").ariaBusy), null);
  assert.equal(asked, before);
  await context.close();
});

test("the Embed box of a figure gives the frame of its view, and asks for nothing that the path says", async () => {
  const views = [
    ["?mineral=gallium", "/embed/supplier-bars/en/gallium/", /gallium/],
    ["?mineral=gallium&country=DEU", "/embed/supplier-bars/en/gallium/?country=DEU", /gallium/],
    // A view with a name has a frame that shows it at once; changed, or as another picture, it is as any other.
    ["scenario/magnets-shared/", "/embed/who-gets-it/en/magnets-shared/", /magnet/],
    ["scenario/magnets-shared/", "/embed/supplier-bars/en/permanent-magnets/?country=DEU&stop=100", /magnet/],
    ["scenario/magnets-shared/?mineral=permanent-magnets&stop=90", "/embed/who-gets-it/en/permanent-magnets/?stop=90", /magnet/],
  ];
  for (const [path, source, says] of views) {
    const page = await visit(here, `/en/${path}`);
    await drawn(page);
    const [, chart] = source.split("/").slice(1);
    const box = page.locator(`.chart[data-chart="${chart}"] details.embed`);
    await box.locator("summary").click();
    const code = box.locator("textarea");
    await page.waitForFunction((one) => one.value.includes("<iframe"), await code.elementHandle());
    const [, given] = / src="([^"]*)"/.exec(await code.inputValue());
    assert.equal(given.replaceAll("&amp;", "&"), new URL(source, here.address).href);
    await page.goto(given.replaceAll("&amp;", "&"));
    await drawn(page);
    assert.match(await sentence(page, chart), says);
    await page.context().close();
  }
});

test("a frame asks nobody but its own host and stores nothing", async () => {
  const context = await here.browser.newContext();
  const page = await context.newPage();
  const asked = [];
  page.on("request", (request) => asked.push(new URL(request.url()).origin));
  await page.goto(new URL("/embed/dependency-map/en/", here.address).href);
  await drawn(page);
  assert.deepEqual([...new Set(asked)].filter((origin) => origin !== "null"), [new URL(here.address).origin]);
  assert.deepEqual(await context.cookies(), []);
  const stored = await page.evaluate(async () => ({
    local: localStorage.length, session: sessionStorage.length, bases: (await indexedDB.databases()).length, caches: (await caches.keys()).length,
    workers: (await navigator.serviceWorker.getRegistrations()).length,
  }));
  assert.deepEqual(stored, { local: 0, session: 0, bases: 0, caches: 0, workers: 0 });
});
