// What stays when the network goes: pages that were opened, and nothing of a frame.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";

import { drawn, sentence, site } from "./site.js";

const here = site();

/** A server that can be stopped: the network is then gone for pages and workers alike. */
async function serve(port = "0", dir = undefined) {
  const server = spawn(process.env.OFFTAKE_SITE, ["serve", "--no-build", "--port", port, ...(dir ? ["--dir", dir] : [])], { stdio: ["ignore", "pipe", "inherit"] });
  const [line] = await once(server.stdout, "data");
  const address = String(line).trim();
  return { address, port: new URL(address).port, stop: async () => { server.kill(); await once(server, "exit"); } };
}

/** Every address that is kept, over all caches. */
const kept = (page) => page.evaluate(async () => {
  const found = [];
  for (const name of await caches.keys()) for (const { url } of await (await caches.open(name)).keys()) found.push(new URL(url).pathname);
  return found;
});

/** Waits until something is kept that a path ends with. */
async function until(page, ...ends) {
  for (let tries = 0; tries < 200; tries++) {
    const found = await kept(page);
    if (ends.every((end) => found.some((path) => path.endsWith(end)))) return found;
    await page.waitForTimeout(50);
  }
  assert.fail(`${ends} is not kept: ${await kept(page)}`);
}

test("after the first visit the story opens without a network, what-ifs and all", async () => {
  const server = await serve();
  const context = await here.browser.newContext();
  const page = await context.newPage();
  await page.goto(`${server.address}en/?mineral=permanent-magnets`);
  await drawn(page);
  const said = await sentence(page, "supplier-bars");
  // Also what the story opens with where a link says nothing.
  const own = await page.evaluate(() => document.body.dataset.keep.split(" "));
  await until(page, "/en/", "/facts/permanent-magnets.bin", ...own);
  await page.goto(`${server.address}en/rules/`);
  await until(page, "/en/rules/");
  await server.stop();
  await page.goto(`${server.address}en/?mineral=permanent-magnets`);
  await drawn(page);
  assert.equal(await sentence(page, "supplier-bars"), said);
  await page.selectOption('select[name="country"]', "JPN");
  assert.match(await sentence(page, "supplier-bars"), /Japan/);
  await page.goto(`${server.address}en/rules/`);
  assert.match(await page.textContent("h1"), /rule/);
  // One that was never opened says so, and leads back.
  await page.goto(`${server.address}en/data/gallium/`);
  assert.match(page.url(), /\/en\/offline\/$/);
  assert.match(await page.textContent("main"), /not opened before|have not/);
  await page.click("main a");
  await drawn(page);
  await context.close();
});

test("a page that nobody touched is kept with its engine: a reader may stir when the network is gone", async () => {
  const server = await serve();
  const context = await here.browser.newContext();
  const page = await context.newPage();
  await page.goto(`${server.address}fr/`);
  const own = await page.evaluate(() => document.body.dataset.keep.split(" "));
  await until(page, "/fr/", "/offtake_bg.wasm", ...own);
  assert.equal(await page.locator("figure canvas").count(), 0);
  await server.stop();
  await page.selectOption('select[name="country"]', "JPN");
  await drawn(page);
  assert.match(await sentence(page, "supplier-bars"), /Japon/);
  await page.reload();
  await drawn(page);
  assert.match(await sentence(page, "supplier-bars"), /Japon/);
  await context.close();
});

test("the workbench is kept with its own engine, also when nobody touched it", async () => {
  const server = await serve();
  const context = await here.browser.newContext();
  const page = await context.newPage();
  await page.goto(`${server.address}en/explore/`);
  const own = await page.evaluate(() => document.body.dataset.keep.split(" "));
  assert.ok(own.includes("bench/offtake_bg.wasm"), own.join(" "));
  await until(page, "/en/explore/", ...own);
  assert.equal(await page.locator("figure canvas").count(), 0);
  await server.stop();
  await page.reload();
  await page.selectOption('[name="country"]', "JPN");
  await page.waitForFunction(() => /JPN/.test(location.search));
  await drawn(page);
  assert.match(await page.textContent("figure .sentence"), /Japan/);
  assert.ok(await page.isHidden("#problem"));
  await context.close();
});

test("a mineral whose facts were never fetched is said without a network, and the last picture stays", async () => {
  const server = await serve();
  const context = await here.browser.newContext();
  const page = await context.newPage();
  await page.goto(`${server.address}fr/`);
  await drawn(page);
  const said = await sentence(page, "dependency-map");
  await until(page, "/fr/");
  await server.stop();
  await page.selectOption('select[name="mineral"]', "antimony");
  await page.waitForSelector("#problem:not([hidden])");
  assert.equal(await sentence(page, "dependency-map"), said);
  await context.close();
});

test("a frame has no worker and keeps nothing", async () => {
  const context = await here.browser.newContext();
  const page = await context.newPage();
  await page.goto(new URL("embed/who-gets-it/en/", here.address).href);
  await drawn(page);
  assert.deepEqual(await page.evaluate(async () => ({
    controller: navigator.serviceWorker.controller, registered: (await navigator.serviceWorker.getRegistrations()).length, caches: await caches.keys(),
  })), { controller: null, registered: 0, caches: [] });
  // Nor when the reader has opened the site itself before.
  await page.goto(new URL("en/", here.address).href);
  await drawn(page);
  const before = await until(page, "/en/");
  await page.goto(new URL("embed/who-gets-it/en/", here.address).href);
  await drawn(page);
  assert.equal(await page.evaluate(() => navigator.serviceWorker.controller), null);
  assert.deepEqual((await kept(page)).filter((path) => path.includes("/embed/")), []);
  assert.ok(before.length > 5);
  await context.close();
});

/** A site as small as can be, of one build. */
function build(dir, name) {
  const worker = readFileSync(new URL("../../www/sw.js", import.meta.url), "utf8");
  const put = (path, text) => {
    mkdirSync(join(dir, path, ".."), { recursive: true });
    writeFileSync(join(dir, path), text);
  };
  put("index.html", "");
  put("404.html", "");
  put("sw.js", worker.replace("{{assets}}", `assets/${name}`).replace("{{core}}", "style.css"));
  for (const file of ["style.css", "facts/words-en.bin", "facts/gallium.bin"]) put(`assets/${name}/${file}`, name);
  const html = `<!doctype html><html lang="en"><title>${name}</title><link rel="stylesheet" href="../assets/${name}/style.css">`;
  for (const path of ["en/index.html", "en/offline/index.html", "en/other/index.html"]) put(path, html);
}

test("a new build takes over whole: what was opened is kept anew, and nothing of the old build is left", async () => {
  const dir = mkdtempSync(join(tmpdir(), "offtake-offline-"));
  build(dir, "old");
  const server = await serve("0", dir);
  const context = await here.browser.newContext();
  const page = await context.newPage();
  await page.goto(`${server.address}en/`);
  const register = () => page.evaluate(async () => {
    const registration = await navigator.serviceWorker.register("/sw.js", { scope: "/en/" });
    await registration.update();
    const { active } = await navigator.serviceWorker.ready;
    active.postMessage({ keep: [location.href, `${location.origin}/assets/old/facts/gallium.bin`, "https://other.example/a.js"] });
  });
  await register();
  await until(page, "/en/", "/assets/old/facts/gallium.bin");
  rmSync(join(dir, "assets/old"), { recursive: true });
  build(dir, "new");
  // The old worker is in charge as long as a page of it is open; it keeps no page whose assets it has not.
  await page.goto(`${server.address}en/other/`);
  assert.equal(await page.title(), "new");
  assert.deepEqual((await kept(page)).filter((path) => path === "/en/other/"), []);
  await page.evaluate(async () => { await (await navigator.serviceWorker.getRegistration("/en/")).update(); });
  await until(page, "/assets/new/facts/gallium.bin");
  // When its last page is closed, the new one takes over.
  await page.goto("about:blank");
  const later = await context.newPage();
  await later.goto(`${server.address}404.html`);
  for (let tries = 0; tries < 100 && (await kept(later)).some((path) => path.includes("/old/")); tries++) await later.waitForTimeout(50);
  assert.deepEqual((await kept(later)).sort(), ["/assets/new/facts/gallium.bin", "/assets/new/facts/words-en.bin", "/assets/new/style.css", "/en/", "/en/offline/"]);
  await server.stop();
  await later.goto(`${server.address}en/`);
  assert.equal(await later.title(), "new");
  await context.close();
  rmSync(dir, { recursive: true });
});
