// One chart in a stranger's article.
import assert from "node:assert/strict";
import { createServer } from "node:http";
import { once } from "node:events";
import { after, before, test } from "node:test";

import { drawn, sentence, site, visit } from "./site.js";

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

test("each mineral has a finished picture for frames in which no script runs", async () => {
  const page = await visit(here, "/embed/supplier-bars/fr/antimony/", { javaScriptEnabled: false });
  assert.match(await page.textContent(".sentence"), /antimoine/);
  assert.ok(await page.isVisible(".still.wide svg"));
  assert.equal(await page.getAttribute('meta[name="robots"]', "content"), "noindex");
});

test("the query of a frame is its view, and its way out carries it", async () => {
  const page = await visit(here, "/embed/dependency-map/en/?mineral=gallium");
  await drawn(page);
  assert.match(await sentence(page, "dependency-map"), /gallium/);
  assert.match(await page.getAttribute("#explore", "href"), /\/en\/\?mineral=gallium$/);
  assert.deepEqual(page.problems, []);
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
});
