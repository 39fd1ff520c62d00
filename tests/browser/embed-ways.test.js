// Six ways to paste a view, on hosts of many kinds. What each gives in each is what the test says.
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { test } from "node:test";

import { article, codes, inside, newsroom, open } from "./article.js";
import { article as consumed, hosts } from "./consumers.js";
import { drawn, site, visit } from "./site.js";

const here = site();
const room = newsroom();
const VIEW = "supplier-bars/en/natural-graphite";
const WAYS = ["iframe", "iframe-script", "element", "picture", "amp", "oembed"];
const ALL = readdirSync(new URL("../../dist/embed/", import.meta.url), { withFileTypes: true }).filter((entry) => entry.isDirectory()).map(({ name }) => name);
const origin = () => new URL(here.address).origin;

/** What a reader of an article sees of an embed. */
async function seen(page) {
  if (await page.$("iframe")) {
    const frame = await inside(page);
    await frame.waitForURL("**/embed/**");
    const live = await frame.waitForSelector(".picture.drawn canvas", { timeout: 4000 }).catch(() => null);
    return live ? "live frame" : (await frame.$(".first")) ? "finished picture in a frame" : "empty frame";
  }
  const found = await page.evaluate(() => {
    const element = document.querySelector("offtake-chart");
    if (element?.shadowRoot?.querySelector(".picture.drawn canvas")) return "live element";
    return document.querySelector("body img") && "image";
  });
  if (found !== "image") return found ?? "nothing";
  // A lazy image is asked for only once the article is laid out.
  const loaded = page.waitForFunction(() => document.querySelector("body img").naturalWidth > 0, undefined, { timeout: 4000 });
  return loaded.then(() => "picture", () => "nothing");
}

/** Hosts, and what each makes of a code. */
const HOSTS = {
  bare: (code) => ({ body: article(code) }),
  "sandbox=allow-scripts": (code) => ({ body: article(code.replace(/sandbox="[^"]*"/g, 'sandbox="allow-scripts"')) }),
  "policy without wasm": (code) => ({
    body: article(code), policy: `script-src 'unsafe-inline' ${origin()}; connect-src ${origin()}; style-src 'unsafe-inline' ${origin()}; frame-src ${origin()}; img-src ${origin()}`,
  }),
  "script stripped": (code) => ({ body: article(code.replace(/<script[^]*?<\/script>/g, "")) }),
  "dir=rtl, dark": (code) => ({ body: article(code).replace("<html lang", '<html dir="rtl" lang'), colorScheme: "dark" }),
};
const EXPECTED = {
  bare: { iframe: "live frame", "iframe-script": "live frame", element: "live element", picture: "picture", amp: "nothing", oembed: "nothing" },
  "sandbox=allow-scripts": { iframe: "live frame", "iframe-script": "live frame", element: "live element", picture: "picture", amp: "nothing", oembed: "nothing" },
  "policy without wasm": { iframe: "live frame", "iframe-script": "live frame", element: "live frame", picture: "picture", amp: "nothing", oembed: "nothing" },
  "script stripped": { iframe: "live frame", "iframe-script": "live frame", element: "picture", picture: "picture", amp: "nothing", oembed: "nothing" },
  "dir=rtl, dark": { iframe: "live frame", "iframe-script": "live frame", element: "live element", picture: "picture", amp: "nothing", oembed: "nothing" },
};

for (const [name, host] of Object.entries(HOSTS)) {
  test(`six ways on a host: ${name}`, async (t) => {
    const ways = await codes(here, VIEW);
    const found = {};
    for (const way of WAYS) {
      const { body, ...options } = host(ways[way]);
      const page = await open(here, room, body, options);
      await page.waitForFunction(() => {
        const element = document.querySelector("offtake-chart");
        return !customElements.get("offtake-chart") || !element || element.querySelector("iframe") || element.shadowRoot?.querySelector("iframe, .picture.drawn canvas");
      });
      if (way === "element") await page.waitForTimeout(500);
      found[way] = await seen(page);
      assert.deepEqual(page.thrown, [], way);
      const others = page.asked.filter((url) => ![origin(), new URL(room.address).origin].includes(new URL(url).origin) && !url.startsWith("data:"));
      assert.deepEqual(others, [], way);
      await page.context().close();
    }
    t.diagnostic(JSON.stringify(found));
    assert.deepEqual(found, EXPECTED[name]);
  });
}

/** What a page, a frame or a tab keeps of a visit. */
const kept = (place) => place.evaluate(async () => [
  document.cookie, ...Object.keys(localStorage), ...Object.keys(sessionStorage), ...(await indexedDB.databases()).map(({ name }) => name),
  ...await caches.keys(), ...(await navigator.serviceWorker.getRegistrations()).map(({ scope }) => scope),
].filter(Boolean));

test("no way leaves anything behind, in the article or in the site, and each asks the site alone", async (t) => {
  const ways = await codes(here, "who-gets-it/en/natural-graphite", "?stop=80");
  const all = hosts(origin(), "");
  for (const way of WAYS) {
    const host = { amp: all.AMP, oembed: all.oEmbed }[way] ?? all.bare;
    const page = await open(here, room, "");
    room.body = consumed(host, { iframe: ways.iframe, [way]: ways[way] }).replace(/<section data-way="iframe">[^]*?<\/section>/, (section) => way === "iframe" ? section : "");
    page.asked.length = 0;
    await page.reload();
    const { found } = await page.evaluate("window.answer");
    assert.match(found[way], way === "picture" ? /^picture$/ : /^live/, way);
    // Somebody reads: the draws come, and the table.
    const frame = page.frames()[1];
    if (frame) await frame.waitForSelector(".picture.drawn:not(.unsure) canvas");
    if (frame) await frame.click("details.values summary");
    await page.waitForLoadState("networkidle");
    const paths = page.asked.map((url) => new URL(url)).filter(({ protocol }) => protocol.startsWith("http"));
    assert.deepEqual([...new Set(paths.map((url) => url.origin))].filter((one) => ![origin(), new URL(room.address).origin].includes(one)), [], way);
    t.diagnostic(`${way}: ${[...new Set(paths.filter((url) => url.origin === origin()).map(({ pathname }) => pathname))].join(" ")}`);
    const after = { article: await kept(page), cookies: await page.context().cookies() };
    // A frame that is in a sandbox without an origin has nowhere to keep anything.
    if (frame && way !== "amp") after.frame = await kept(frame);
    // The site itself, in a file that runs nothing.
    const tab = await page.context().newPage();
    await tab.goto(new URL("/robots.txt", here.address).href);
    after.site = await kept(tab);
    for (const [where, left] of Object.entries(after)) assert.deepEqual(left, [], `${way}: ${where}`);
    assert.deepEqual(page.thrown, [], way);
    await page.context().close();
  }
});

test("an element shows its finished picture, which leads to the live view, until its script has come, and nothing moves then", async () => {
  // Where the picture, as wide as its column, would be taller than the chart that comes.
  for (const [stem, width, query] of [[VIEW, 700, ""], [VIEW, 320, "?stop=80&theme=dark"], ["rules-side-by-side/fr/cobalt", 415, ""], ["end-uses/en/natural-graphite", 1200, ""]]) {
    const { element, picture, found } = await codes(here, stem, query);
    const page = await open(here, room, "", { viewport: { width, height: 900 } });
    await page.addInitScript(() => {
      window.shift = 0;
      new PerformanceObserver((list) => { for (const { value } of list.getEntries()) window.shift += value; }).observe({ type: "layout-shift", buffered: true });
    });
    let release;
    const held = new Promise((done) => { release = done; });
    await page.route("**/offtake-chart.js", (route) => held.then(() => route.continue()));
    room.body = article(`${element}${"<p>More.</p>".repeat(20)}`);
    await page.reload({ waitUntil: "commit" });
    await page.waitForFunction(() => document.querySelector("offtake-chart img")?.naturalWidth > 0);
    const before = await page.evaluate(() => {
      const [tag, link, image] = ["offtake-chart", "offtake-chart a", "offtake-chart img"].map((one) => document.querySelector(one));
      const box = (one) => one.getBoundingClientRect();
      return {
        defined: !!customElements.get("offtake-chart"), seen: image.checkVisibility() && box(image).width > 200, inside: box(image).bottom <= box(tag).bottom + 0.5,
        kept: box(tag).height, leads: link.href, called: link.title, says: image.alt, shows: image.currentSrc, after: box(document.querySelector("#after")).top,
      };
    });
    const where = `${stem} ${width}`;
    assert.deepEqual([before.defined, before.seen, before.inside], [false, true, true], where);
    assert.equal(before.leads, `${here.address}embed/${stem}/${query}`, where);
    // The picture says what it shows, which is the usual question; the link is called as the view is.
    assert.deepEqual([before.called, before.says], [found.title, found.sentence], where);
    assert.equal(before.shows, `${here.address}embed/${stem}${width < 480 ? ".narrow" : ""}.svg`, where);
    assert.ok(picture.includes(`alt="${found.sentence}"`), where);
    release();
    await page.waitForFunction(() => document.querySelector("offtake-chart").state && document.querySelector("offtake-chart").shadowRoot.querySelector(".picture.drawn:not(.unsure)"));
    await page.waitForTimeout(200);
    const after = await page.evaluate(() => ({ shown: document.querySelector("offtake-chart img").checkVisibility(), shift: window.shift, after: document.querySelector("#after").getBoundingClientRect().top }));
    assert.deepEqual([after.shown, after.after], [false, before.after], where);
    assert.ok(after.shift <= 0.01, `${where}: ${after.shift}`);
    assert.deepEqual(page.thrown, [], where);
    await page.context().close();
  }
});

test("a frame that takes an element's place is called as its link is, in codes of every age", async () => {
  const { element, found } = await codes(here, VIEW);
  const old = element.replace(/<a [^]*<\/a>/, `<a href="${here.address}embed/${VIEW}/">What an older code says</a>`);
  for (const [code, title] of [[element, found.title], [old, "What an older code says"]]) {
    const page = await open(here, room, article(code), { policy: `script-src 'unsafe-inline' ${origin()}; connect-src ${origin()}; style-src 'unsafe-inline' ${origin()}; frame-src ${origin()}; img-src ${origin()}` });
    const frame = await page.waitForSelector("iframe", { state: "attached" });
    assert.equal(await frame.getAttribute("title"), title);
    await page.context().close();
  }
});

test("AMP's code has what amp-iframe asks for, and the address names its figures", async () => {
  const ways = await codes(here, VIEW);
  for (const part of ["<amp-iframe", "resizable", "<amp-img", "placeholder", "overflow", 'layout="responsive" heights="', 'sandbox="allow-scripts allow-popups allow-popups-to-escape-sandbox allow-downloads"']) assert.ok(ways.amp.includes(part), part);
  assert.equal((await fetch(ways.oembed)).status, 200);
  for (const [ending, type] of [["svg", "image/svg+xml"], ["narrow.svg", "image/svg+xml"], ["csv", "text/csv; charset=utf-8"], ["json", "application/json"]]) {
    const answer = await fetch(new URL(`embed/${VIEW}.${ending}`, here.address));
    assert.deepEqual([answer.status, answer.headers.get("content-type")], [200, type], ending);
  }
  const card = await fetch(new URL("embed/supplier-bars/en.card.png", here.address));
  const bytes = new DataView(await card.arrayBuffer());
  assert.deepEqual([bytes.getUint32(16), bytes.getUint32(20)], [1200, 630]);
});

test("ten elements share one engine and one copy of the facts, and draw when they are seen", async () => {
  const ways = await codes(here, VIEW);
  const [script, element] = ways.element.split("\n");
  const page = await open(here, room, article(script + `${element}<div style="height:1400px"></div>`.repeat(10)), { viewport: { width: 700, height: 800 } });
  const live = () => page.evaluate(() => [...document.querySelectorAll("offtake-chart")].filter((one) => one.shadowRoot?.querySelector(".picture.drawn canvas")).length);
  await page.waitForFunction(() => document.querySelector("offtake-chart").shadowRoot?.querySelector(".picture.drawn canvas"));
  await page.waitForTimeout(300);
  assert.equal(await live(), 1);
  // On a busy machine one that goes by in a moment is never seen: each is waited for.
  for (let nth = 1; nth < 10; nth += 1) {
    await page.evaluate((n) => document.querySelectorAll("offtake-chart")[n].scrollIntoView(), nth);
    await page.waitForFunction((n) => document.querySelectorAll("offtake-chart")[n].shadowRoot?.querySelector(".picture.drawn canvas"), nth);
  }
  for (const file of ["offtake_bg.wasm", "facts.bin", "natural-graphite.bin"]) {
    assert.equal(page.asked.filter((url) => url.endsWith(`/${file}`)).length, 1, file);
  }
  await page.context().close();
});

test("the element changes with its address, tells ready and error, and keeps its picture", async () => {
  const ways = await codes(here, VIEW);
  const page = await open(here, room, article(ways.element));
  await page.waitForFunction(() => document.querySelector("offtake-chart")?.state);
  const told = await page.evaluate(async () => {
    const element = document.querySelector("offtake-chart");
    const next = (type, change) => new Promise((done) => { element.addEventListener(type, (event) => done(event.detail), { once: true }); change(); });
    const words = () => element.shadowRoot.querySelector(".sentence").textContent;
    const ready = await next("ready", () => { element.src = element.src.replace(/\/$/, "/?mineral=antimony&theme=dark"); });
    const after = words();
    const error = await next("error", () => { element.src += "&stop=900"; });
    return { mineral: ready.mineral, after, error, kept: words() === after, dark: element.shadowRoot.querySelector("div").dataset.theme };
  });
  assert.equal(told.mineral, "antimony");
  assert.match(told.after, /antimony/);
  assert.equal(told.error.code, "choice");
  assert.ok(told.kept);
  assert.equal(told.dark, "dark");
  assert.deepEqual(page.thrown, []);
  await page.context().close();
});

test("the element follows its address to another chart, language and look, and says what of it is wrong", async () => {
  const ways = await codes(here, VIEW);
  const page = await open(here, room, article(ways.element));
  await page.waitForFunction(() => document.querySelector("offtake-chart")?.state);
  const to = (from, into) => page.evaluate(async ([old, fresh]) => {
    const element = document.querySelector("offtake-chart");
    const told = [];
    for (const type of ["ready", "error"]) element.addEventListener(type, ({ detail }) => told.push([type, detail.code ?? detail.chart]));
    element.src = element.src.replace(old, fresh);
    while (!told.length) await new Promise((done) => setTimeout(done, 50));
    const root = element.shadowRoot;
    const [wrapper, figure] = [root.querySelector(".inside"), root.querySelector(".chart")];
    const notes = [...root.querySelectorAll(".note:not([hidden])")].map((note) => note.textContent).join(" ");
    return { told, chart: figure.dataset.chart, lang: wrapper.lang, theme: wrapper.dataset.theme, table: root.querySelector("summary").textContent, words: root.querySelector(".sentence").textContent, notes };
  }, [from, into]);
  const other = await to("supplier-bars", "who-gets-it");
  assert.deepEqual([other.chart, other.told], ["who-gets-it", [["ready", "who-gets-it"]]]);
  const french = await to("/en/natural-graphite/", "/fr/natural-graphite/?theme=dark");
  assert.deepEqual([french.lang, french.theme, french.table], ["fr", "dark", "Tableau"]);
  const bare = await to("?theme=dark", "");
  assert.equal(bare.theme, undefined);
  const wrong = await to(/$/, "?stop=900&theme=purple");
  assert.deepEqual([wrong.told.at(-1), wrong.words], [["error", "choice"], bare.words]);
  assert.match(wrong.notes, /900/);
  const odd = await to("stop=900&", "");
  assert.deepEqual(odd.told[0], ["error", "look"]);
  assert.match(odd.notes, /theme=purple$/);
  assert.deepEqual(page.thrown, []);
  await page.context().close();
});

test("where the element is a frame, the frame follows its address", async () => {
  const ways = await codes(here, VIEW);
  const body = article(ways.element.replace("<offtake-chart", '<offtake-chart height="777"'));
  const page = await open(here, room, body, { policy: `script-src 'unsafe-inline' ${new URL(here.address).origin}; connect-src ${new URL(here.address).origin}` });
  const within = () => page.frames().find((frame) => frame !== page.mainFrame());
  for (let wait = 0; wait < 100 && !within(); wait += 1) await page.waitForTimeout(50);
  assert.equal(await (await within().frameElement()).getAttribute("height"), "777");
  await page.evaluate(() => {
    window.errors = 0;
    const element = document.querySelector("offtake-chart");
    element.addEventListener("error", () => { window.errors += 1; });
    element.addEventListener("ready", ({ detail }) => { window.detail = detail; });
    element.src = element.src.replace("supplier-bars/en", "who-gets-it/fr");
  });
  await page.waitForFunction(() => window.heard.some((one) => one?.type === "ready" && one.state.chart === "who-gets-it" && one.state.lang === "fr"));
  assert.equal(await page.evaluate(() => window.errors), 0);
  // What the frame tells is told by the element.
  const told = await page.evaluate(() => [window.detail?.chart, document.querySelector("offtake-chart").state?.chart]);
  assert.deepEqual(told, ["who-gets-it", "who-gets-it"]);
  await page.evaluate(() => { document.querySelector("offtake-chart").src += "?stop=900"; });
  await page.waitForFunction(() => window.errors === 1);
  await page.context().close();
});

/** Pictures that a reader sees in a document or in an element, once something has come of the canvas. */
const pictures = (place) => place.evaluate(() => {
  const root = document.querySelector("offtake-chart")?.shadowRoot ?? document;
  return [...root.querySelectorAll(".first, .still svg, canvas")].filter((one) => one.checkVisibility() && one.getBoundingClientRect().height > 50).map(({ tagName }) => tagName.toLowerCase());
});

test("without its style sheet an embed shows one picture, the finished one", async () => {
  const ways = await codes(here, VIEW);
  for (const way of ["iframe", "element"]) {
    for (const times of [Infinity, 1]) {
      const page = await open(here, room, "");
      let asked = 0;
      await page.route("**/figure.css", (route) => (asked += 1) > times ? route.continue() : route.abort());
      Object.assign(room, { body: article(ways[way]) });
      await page.reload();
      // What has no host to tell says it to nobody: the element is asked.
      await page.waitForFunction(() => window.heard.some((one) => one?.offtake === 1 && ["ready", "error"].includes(one.type)) || document.querySelector("offtake-chart")?.state);
      const [top, ...frames] = await Promise.all(page.frames().map(pictures));
      // A frame asks again for what did not come to the element.
      const expected = way === "element" && times === 1 ? "canvas" : "svg";
      assert.deepEqual([top, frames], [[], [[expected]]], `${way}, ${times} times`);
      assert.ok(asked > 0);
      assert.deepEqual(page.thrown, []);
      await page.context().close();
    }
  }
});

/** In the light and in the dark. */
const COLOURS = { ground: ["250, 251, 252", "0, 1, 2"], ink: ["3, 4, 5", "240, 241, 242"], soft: ["60, 61, 62", "180, 181, 182"], accent: ["16, 17, 18", "254, 220, 186"] };

test("the element wears what its host sets for light and for dark", async () => {
  const { element } = await codes(here, VIEW, "?theme=dark");
  const page = await open(here, room, article(element, `<style>offtake-chart { ${Object.entries(COLOURS).flatMap(([name, both]) => both.map((colour, dark) => `--offtake-${name}${dark ? "-dark" : ""}: rgb(${colour});`)).join(" ")} }</style>`));
  await page.waitForFunction(() => document.querySelector("offtake-chart")?.state);
  const worn = () => page.evaluate(() => {
    const style = (selector) => getComputedStyle(document.querySelector("offtake-chart").shadowRoot.querySelector(selector));
    return { ground: style(".inside").backgroundColor, ink: style(".inside").color, soft: style(".sentence").color, accent: style("summary").color };
  });
  const expected = (dark) => Object.fromEntries(Object.entries(COLOURS).map(([name, both]) => [name, `rgb(${both[dark]})`]));
  assert.deepEqual(await worn(), expected(1));
  for (const [theme, device, dark] of [["light", "dark", 0], ["auto", "light", 0], ["auto", "dark", 1]]) {
    await page.emulateMedia({ colorScheme: device });
    await page.evaluate((word) => new Promise((done) => {
      const chart = document.querySelector("offtake-chart");
      chart.addEventListener("ready", done, { once: true });
      chart.src = chart.src.replace(/theme=\w+/, `theme=${word}`);
    }), theme);
    assert.deepEqual(await worn(), expected(dark), `${theme} on a ${device} device`);
  }
  await page.context().close();
});

test("nothing of the article moves for a frame or an element, and neither is wider than its column", async () => {
  for (const chart of ALL) {
    const ways = await codes(here, `${chart}/en/natural-graphite`);
    // Of the others the narrowest is enough, where a script gives the height.
    const each = ["iframe", "iframe-script", "element"].flatMap((way) => [320, 375, 700].map((width) => [way, width]));
    for (const [way, width] of ["supplier-bars", "dependency-map", "who-gets-it"].includes(chart) ? each : [["iframe-script", 320]]) {
      const watch = "<script>window.shift = 0; new PerformanceObserver((list) => { for (const { value } of list.getEntries()) window.shift += value; }).observe({ type: 'layout-shift', buffered: true });</script>";
      const page = await open(here, room, article(`${ways[way]}${"<p>More.</p>".repeat(20)}`, watch), { viewport: { width, height: 900 } });
      await page.waitForFunction(async () => {
        const element = document.querySelector("offtake-chart");
        return element ? element.state && element.shadowRoot.querySelector(".picture.drawn:not(.unsure)") : window.heard.some((one) => one?.type === "ready");
      });
      await page.waitForTimeout(300);
      const { shift, wide } = await page.evaluate(() => ({ shift: window.shift, wide: document.documentElement.scrollWidth }));
      assert.ok(shift <= 0.01, `${chart} ${way} ${width}: ${shift}`);
      assert.ok(wide <= width, `${chart} ${way} ${width}: ${wide} wide`);
      await page.context().close();
    }
  }
});

test("a page built with npm has its element from the site that it names", async () => {
  const module = readFileSync(new URL("../../pkg/element.js", import.meta.url), "utf8");
  const page = await open(here, room, article(""));
  const told = await page.evaluate(async ([source, site, view]) => {
    const { load } = await import(URL.createObjectURL(new Blob([source], { type: "text/javascript" })));
    const before = customElements.get("offtake-chart");
    const [Chart, again] = await Promise.all([load(site), load(`${site}/`)]);
    const chart = Object.assign(new Chart(), { src: `${site}/embed/${view}/` });
    const ready = new Promise((done) => chart.addEventListener("ready", ({ detail }) => done(detail.mineral)));
    document.body.append(chart);
    return { before, same: Chart === again && chart instanceof Chart, mineral: await ready };
  }, [module, here.address.replace(/\/$/, ""), VIEW]);
  assert.deepEqual(told, { before: undefined, same: true, mineral: "natural-graphite" });
  await page.waitForFunction(() => document.querySelector("offtake-chart").shadowRoot?.querySelector(".picture.drawn canvas"));
  assert.deepEqual(page.thrown, []);
  // A policy that refuses the site leaves what stands in the tag.
  const strict = await open(here, room, article("<offtake-chart><a href='#after'>The chart</a></offtake-chart>"), { policy: "script-src 'unsafe-inline' 'unsafe-eval' blob:" });
  const refused = await strict.evaluate(async ([source, site]) => {
    const { load } = await import(URL.createObjectURL(new Blob([source], { type: "text/javascript" })));
    return load(site).then(() => "loaded", () => "refused");
  }, [module, here.address]);
  assert.equal(refused, "refused");
  assert.ok(await strict.isVisible("offtake-chart a"));
  for (const one of [page, strict]) await one.context().close();
});

/** Whether a frame is drawn, with its draws. */
const finished = (frame) => frame.waitForSelector(".picture.drawn:not(.unsure) canvas", { timeout: 60_000 });

test("ten frames share one engine, one copy of the facts and one worker for draws", async () => {
  const { iframe } = await codes(here, "who-gets-it/en/natural-graphite");
  const page = await open(here, room, article(iframe.replace('loading="lazy"', "").repeat(10)), { viewport: { width: 700, height: 15_000 } });
  const frames = page.frames().slice(1);
  assert.equal(frames.length, 10);
  for (const frame of frames) await finished(frame);
  assert.equal(page.workers().length, 1);
  const made = await Promise.all(frames.map((frame) => frame.evaluate(() => Object.keys(window.offtake ?? {}).length)));
  assert.deepEqual(made.filter((count) => count > 0), [3], "one has compiled, opened and begun what all use");
  assert.deepEqual(page.thrown, []);
  await page.context().close();
});

/** What an article with a frame of each view costs its reader: bytes by path, each as often as it came over the line. */
async function paid(views, minerals) {
  const page = await open(here, room, "", { viewport: { width: 700, height: 15_000 } });
  const session = await page.context().newCDPSession(page);
  await session.send("Network.enable");
  const [paths, came] = [new Map(), []];
  session.on("Network.requestWillBeSent", ({ requestId, request: { url } }) => { if (url.startsWith(here.address)) paths.set(requestId, url.slice(here.address.length)); });
  // What the browser has already is sent by nobody.
  session.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => { if (paths.has(requestId) && encodedDataLength) came.push([paths.get(requestId), encodedDataLength]); });
  room.body = article((await Promise.all(views.map((view) => codes(here, view)))).map(({ iframe }) => iframe.replace('loading="lazy"', "")).join(""));
  await page.reload();
  const frames = page.frames().slice(1);
  assert.equal(frames.length, views.length);
  for (const frame of frames) await finished(frame);
  const own = await Promise.all(frames.map((frame) => frame.evaluate(() => Object.keys(window.offtake ?? {}).map((key) => key.split("/").slice(5).join("/")))));
  assert.equal(page.workers().length, 1);
  assert.deepEqual(page.thrown, []);
  await page.context().close();
  const twice = came.map(([path]) => path).filter((path, at, all) => all.indexOf(path) !== at);
  assert.deepEqual(twice, [], "what frames share comes once");
  // Every other file is of a mineral or of one frame.
  const shared = came.filter(([path]) => path.startsWith("assets/") && !minerals.some((mineral) => path.includes(`/facts/${mineral}`)));
  const sum = (list) => list.reduce((all, [, bytes]) => all + bytes, 0);
  return { all: sum(came), shared: sum(shared), requests: came.length, engines: came.filter(([path]) => path.endsWith(".wasm")).length, own: own.flat().sort() };
}

test("ten different frames cost little more than one: what they share comes once, and is compiled and opened once", async (t) => {
  const minerals = ["natural-graphite", "gallium", "antimony", "tungsten", "cobalt", "bismuth", "lithium", "germanium", "magnesium", "nickel"];
  const one = await paid(["who-gets-it/en/natural-graphite"], minerals);
  const ten = await paid(minerals.map((mineral) => `who-gets-it/en/${mineral}`), minerals);
  t.diagnostic(`one: ${one.all} bytes in ${one.requests} answers; ten minerals: ${ten.all} in ${ten.requests}`);
  assert.deepEqual([ten.shared, ten.engines, ten.own], [one.shared, 1, one.own]);
  // A page, what answers in it, and the facts of its mineral.
  assert.equal(ten.requests, one.requests + 9 * 3);
  assert.ok(ten.all < 1.3 * one.all, `${ten.all} bytes for ten, ${one.all} for one`);
  // Charts of several kinds: an engine a kind.
  const charts = ["who-gets-it", "supplier-bars", "dependency-map", "end-uses", "trend", "pipeline", "before-and-after", "rules-side-by-side", "who-would-leave", "shortfall-waterfall"];
  const kinds = await paid(charts.map((chart) => `${chart}/en/natural-graphite`), minerals);
  t.diagnostic(`ten charts: ${kinds.all} bytes in ${kinds.requests} answers, ${kinds.engines} engines`);
  assert.equal(kinds.engines, 4);
});

test("frames go on when the one goes that had made what they share", async () => {
  const { iframe } = await codes(here, "who-gets-it/en/natural-graphite");
  const page = await open(here, room, article(iframe.replace('loading="lazy"', "").repeat(3)), { viewport: { width: 700, height: 3000 } });
  const frames = page.frames().slice(1);
  for (const frame of frames) await finished(frame);
  const made = await Promise.all(frames.map((frame) => frame.evaluate(() => "offtake" in window)));
  const first = made.indexOf(true);
  await page.evaluate((at) => document.querySelectorAll("iframe")[at].remove(), first);
  const [other] = frames.filter((_, at) => at !== first);
  const before = await other.textContent(".sentence");
  await page.evaluate(() => document.querySelector("iframe").contentWindow.postMessage({ offtake: 1, type: "set", id: 1, state: { mineral: "antimony", stop: 70 } }, "*"));
  await other.waitForFunction((was) => document.querySelector(".sentence").textContent !== was, before);
  await finished(other);
  assert.deepEqual(page.thrown, []);
  await page.context().close();
});

test("a sandboxed frame has no worker and makes its draws itself", async () => {
  const { iframe } = await codes(here, "who-gets-it/en/natural-graphite");
  const page = await open(here, room, article(iframe.replace(/sandbox="[^"]*"/, 'sandbox="allow-scripts"')));
  await finished(await inside(page));
  assert.equal(page.workers().length, 0);
  assert.deepEqual(page.thrown, []);
  await page.context().close();
});

test("frames below the fold do not start the engine", async () => {
  const { iframe } = await codes(here, VIEW);
  // Without loading=lazy: the frame itself waits.
  const eager = iframe.replace('loading="lazy"', "");
  const page = await open(here, room, article(`<div style="height:3000px"></div>${eager}`));
  const frame = await inside(page);
  await frame.waitForSelector(".first");
  await page.waitForTimeout(600);
  assert.equal(await frame.$("canvas"), null);
  await page.evaluate(() => document.querySelector("iframe").scrollIntoView());
  await frame.waitForSelector(".picture.drawn canvas");
  await page.context().close();
});

test("the guide makes six codes and shows three widths, in both languages", async () => {
  for (const lang of ["en", "fr"]) {
    const page = await visit(here, `/${lang}/embedding/?chart=who-gets-it&mineral=gallium&stop=80`);
    await page.waitForFunction(() => [...document.querySelectorAll("textarea[data-way]")].every((one) => one.value));
    await page.selectOption('select[name="theme"]', "dark");
    await page.fill('input[name="title"]', 'Who "gets" it');
    await page.waitForFunction(() => document.querySelector('textarea[data-way="iframe"]').value.includes("theme=dark") && document.querySelector('textarea[data-way="iframe"]').value.includes("gets&quot; it"));
    const code = await page.inputValue('textarea[data-way="iframe"]');
    assert.ok(code.includes(`/embed/who-gets-it/${lang}/gallium/?stop=80&amp;theme=dark"`), code);
    assert.ok(code.includes('title="Who &quot;gets&quot; it"'), code);
    const ask = async (height, words) => {
      await page.fill('input[name="height"]', height);
      await page.waitForFunction((wanted) => document.querySelector('textarea[data-way="iframe"]').value.includes(wanted), words);
    };
    await ask("480", 'height="480"');
    const high = (way) => page.inputValue(`textarea[data-way="${way}"]`);
    for (const way of ["iframe", "iframe-script"]) {
      assert.match(await high(way), /<iframe [^>]*height="480" [^>]*style="border:0;width:100%;height:480px;color-scheme:normal"/, way);
    }
    assert.match(await high("element"), /--offtake-height:480px;display:block;min-height:var\(--offtake-height\)/);
    assert.match(await high("amp"), /<amp-iframe [^>]*height="480" layout="fixed-height" sandbox=/);
    assert.ok(!(await high("oembed")).includes("480"));
    assert.deepEqual(await page.$$eval(".previews iframe", (frames) => frames.map((frame) => frame.clientHeight)), [480, 480, 480]);
    // What is no height changes nothing but the field, which says so.
    for (const odd of ["5", "99999", "480.5", ""]) {
      await ask("480", "height:480px");
      await ask(odd, "cqw");
      assert.equal(await page.$eval('input[name="height"]', (field) => field.validity.valid), odd === "");
    }
    const widths = await page.$$eval(".previews iframe", (frames) => frames.map((frame) => frame.clientWidth));
    assert.deepEqual(widths, [320, 560, 720]);
    for (const frame of page.frames().slice(1)) await frame.waitForSelector(".first", { state: "attached" });
    await page.frames()[1].waitForSelector(".picture.drawn canvas");
    assert.deepEqual(page.problems, []);
    await page.context().close();
  }
});

test("a frozen page says when newer data exist, and nothing where it cannot know", async () => {
  for (const [latest, shown] of [['{"date":"2999-01-01"}', true], ['{"date":"2000-01-01"}', false], ["not json", false]]) {
    const context = await here.browser.newContext();
    const page = await context.newPage();
    await page.route("**/v/latest.json", (route) => route.fulfill({ body: latest }));
    await page.route("**/embed/supplier-bars/en/gallium/", async (route) => {
      const answer = await route.fetch();
      await route.fulfill({ response: answer, body: (await answer.text()).replace('data-frozen=""', 'data-frozen="2026-11-24"') });
    });
    await page.goto(new URL("/embed/supplier-bars/en/gallium/", here.address).href);
    await drawn(page);
    await page.waitForTimeout(100);
    assert.equal(await page.isVisible("#newer"), shown, latest);
    await context.close();
  }
});
