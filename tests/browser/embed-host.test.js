// What passes between a frame and the page that holds it.
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { test } from "node:test";

import Ajv2020 from "ajv/dist/2020.js";

import { article, codes, inside, newsroom, open } from "./article.js";
import { drawn, sentence, site, visit } from "./site.js";

const here = site();
const room = newsroom();
const schema = JSON.parse(readFileSync(new URL("../../www/messages.schema.json", import.meta.url)));

/** An article with a drawn frame. */
async function framed(query = "", options = {}) {
  const { iframe } = await codes(here, "who-gets-it/en/natural-graphite", query);
  const page = await open(here, room, article(iframe), options);
  const frame = await inside(page);
  await frame.waitForSelector(".picture.drawn canvas");
  return { page, frame };
}
const post = (page, message) => page.evaluate((said) => document.querySelector("iframe").contentWindow.postMessage(said, "*"), message);
const heard = (page, type) => page.waitForFunction((wanted) => window.heard.filter((data) => data?.offtake === 1 && data.type === wanted).at(-1), type)
  .then((handle) => handle.jsonValue());
const said = (page, type) => page.evaluate((wanted) => window.heard.filter((data) => data?.offtake === 1 && data.type === wanted).length, type);

test("a host sets another view and is told the state, every word of which is in the schema", async () => {
  const { page, frame } = await framed();
  const first = await heard(page, "ready");
  assert.equal(first.state.mineral, "natural-graphite");
  await post(page, { offtake: 1, type: "set", id: 7, state: { mineral: "antimony", stop: 80 } });
  const state = await heard(page, "state");
  assert.deepEqual([state.id, state.state.mineral, state.state.stop], [7, "antimony", 80]);
  assert.match(await frame.textContent(".sentence"), /antimony/);
  assert.match(await frame.getAttribute("#explore", "href"), /mineral=antimony&stop=80/);
  const known = { ...schema.$defs.change.properties, ...schema.$defs.state.properties };
  for (const key of Object.keys(state.state)) assert.ok(key in known, key);
  assert.deepEqual(page.thrown, []);
  await page.context().close();
});

/** What is wrong with messages by the schema, each as it came; those of a frame may be none that a host sends. */
function wrong(messages, types) {
  const fits = new Ajv2020({ strict: false, allErrors: true }).compile(schema);
  return messages.filter((message) => !fits(message) || !types.includes(message.type)).map((message) => `${JSON.stringify(message)}: ${JSON.stringify(fits.errors)}`);
}
const ours = (page) => page.evaluate(() => window.heard.filter((data) => data?.offtake === 1));
const FROM = ["height", "ready", "state", "error"];

test("all that frames of every chart say unasked is as the schema has it", async () => {
  const stems = readdirSync(new URL("../../dist/embed/", import.meta.url), { withFileTypes: true }).filter((entry) => entry.isDirectory()).map(({ name }, at) => `${name}/${["en", "fr"][at % 2]}/gallium`);
  const frames = (await Promise.all(stems.map((stem) => codes(here, stem)))).map(({ iframe }) => iframe.replace('loading="lazy"', ""));
  const page = await open(here, room, article(frames.join("")), { viewport: { width: 700, height: 15_000 } });
  await page.waitForFunction((count) => window.heard.filter((data) => data?.type === "ready").length === count, stems.length);
  const messages = await ours(page);
  assert.deepEqual(wrong(messages, FROM), []);
  assert.deepEqual(messages.filter(({ type }) => type === "ready").map(({ state }) => `${state.chart}/${state.lang}/${state.mineral}`).sort(), stems.sort());
  await page.context().close();
});

test("all that a frame answers is as the schema has it: to what makes sense, to what makes none, and without its engine", async () => {
  const asked = [
    { offtake: 1, type: "get", id: "before" }, { offtake: 1, type: "hello" }, { offtake: 1, type: "set", id: { any: "thing" }, state: { mineral: "antimony", country: "eu", year: 2024, stop: 12.5, leak: 30, stock: 90, rule: "talmud", allies: "nato", measure: "top-three", by: 2030, price: 2.5 } },
    { offtake: 1, type: "get" }, { offtake: 1, type: "set", id: 3, state: { stop: 900 } }, { offtake: 1, type: "set", id: 4, state: { mineral: "permanent-magnets", tonnes: 1234.5 } }, { offtake: 1, type: "set", id: 5, state: null },
  ];
  const seen = new Set();
  for (const lost of [false, true]) {
    const { iframe } = await codes(here, "who-gets-it/fr/natural-graphite", "?theme=x&stop=80");
    const page = await open(here, room, "");
    if (lost) await page.route("**/facts.bin", (route) => route.abort());
    room.body = article(iframe);
    await page.reload();
    await page.waitForFunction(() => window.heard.some((data) => data?.type === "height"));
    for (const [at, message] of asked.entries()) {
      await post(page, message);
      // One after the other: of many of a kind the last is answered.
      await page.waitForFunction((count) => window.heard.filter((data) => data?.offtake === 1 && ("id" in data || data.type === "height")).length > count, at);
      if (message.id !== undefined) await page.waitForFunction((id) => window.heard.some((data) => ["state", "error"].includes(data?.type) && JSON.stringify(data.id) === id), JSON.stringify(message.id));
    }
    const messages = await ours(page);
    assert.deepEqual(wrong(messages, FROM), []);
    for (const { type, code, state } of messages) seen.add(code ?? (state === null ? "no state" : type));
    await page.context().close();
  }
  for (const one of ["height", "ready", "state", "choice", "look", "engine"]) assert.ok(seen.has(one), `${one} is never said: ${[...seen].join()}`);
  // A schema that anything fits would say nothing.
  assert.deepEqual(wrong(asked.slice(0, 4), ["hello", "get", "set"]), []);
  const state = Object.fromEntries(schema.$defs.state.required.map((key) => [key, ["stop", "leak", "stock", "year", "by", "price", "tonnes"].includes(key) ? 0 : key === "lang" ? "en" : "abc"]));
  assert.deepEqual(wrong([{ offtake: 1, type: "ready", state }], FROM), []);
  const { stop: _, ...short } = state;
  const odd = [asked[4], asked[6], { type: "hello" }, { offtake: 1, type: "shout" }, { offtake: 1, type: "height", height: 12.5 }, { offtake: 1, type: "ready", state: short }, { offtake: 1, type: "ready", state: { ...state, lang: "de" } }, { offtake: 1, type: "error", code: "x" }];
  assert.equal(wrong(odd, [...FROM, "hello", "get", "set"]).length, odd.length);
  // The types of the package have the same kinds.
  const types = readFileSync(new URL("../../pkg/element.d.ts", import.meta.url), "utf8");
  const typed = (name) => [...types.slice(types.indexOf(`type ${name} =`)).split(";\n\n")[0].matchAll(/type: "(\w+)"/g)].map(([, kind]) => kind);
  assert.deepEqual([...typed("ToFrame"), ...typed("FromFrame")], schema.oneOf.map((kind) => kind.properties.type.const));
});

test("a state that makes no sense is an error with the reason, and the picture stays", async () => {
  const { page, frame } = await framed();
  const before = await frame.textContent(".sentence");
  for (const [state, named] of [[{ mineral: "unobtainium" }, "unobtainium"], [{ stop: 900 }, "900"], [{ rule: "grab" }, "grab"], ["gallium", "state"], [null, "state"]]) {
    await post(page, { offtake: 1, type: "set", id: named, state });
    await page.waitForFunction((id) => window.heard.some((data) => data?.type === "error" && data.id === id), named);
    const error = await heard(page, "error");
    assert.ok(error.message.includes(named), error.message);
  }
  assert.equal(await frame.textContent(".sentence"), before);
  assert.deepEqual(page.thrown, []);
  await page.context().close();
});

test("a stranger is not heard, a flood is answered once, nothing throws in the host", async () => {
  const { page, frame } = await framed();
  const before = await frame.textContent(".sentence");
  // A second frame speaks to the first.
  await page.evaluate(() => {
    const stranger = document.createElement("iframe");
    stranger.srcdoc = `<script>parent.frames[0].postMessage({offtake: 1, type: "set", state: {mineral: "gallium"}}, "*")</script>`;
    document.body.append(stranger);
  });
  await page.waitForTimeout(300);
  assert.equal(await frame.textContent(".sentence"), before);
  const heights = await said(page, "height");
  await page.evaluate(() => {
    const { contentWindow } = document.querySelector("iframe");
    for (let at = 0; at < 5000; at++) contentWindow.postMessage({ offtake: 1, type: "get", id: at }, "*");
    for (const odd of [null, 1, "x", [], { offtake: 2 }, { offtake: 1, type: {} }]) contentWindow.postMessage(odd, "*");
  });
  await page.waitForFunction(() => window.heard.some((data) => data?.type === "state" && data.id === 4999));
  const states = await said(page, "state");
  assert.ok(states < 100, `${states} answers to 5000 questions`);
  // What makes no sense is answered no more often, and neither is what takes its time.
  const errors = await said(page, "error");
  await page.evaluate(() => {
    const { contentWindow } = document.querySelector("iframe");
    for (let at = 0; at < 2000; at++) contentWindow.postMessage({ offtake: 1, type: "set", id: at, state: at % 2 ? null : { country: "USA" } }, "*");
  });
  await page.waitForFunction(() => window.heard.some((data) => data?.type === "error" && data.id === 1999));
  const refused = await said(page, "error") - errors;
  assert.ok(refused < 100, `${refused} errors of 1000 messages without sense`);
  assert.ok(await said(page, "height") - heights < 100);
  assert.deepEqual(page.thrown, []);
  await page.context().close();
});

test("a frame with the script hears its own window alone, however much others say", async () => {
  const ways = await codes(here, "supplier-bars/en/natural-graphite");
  const page = await open(here, room, article(`${ways["iframe-script"]}<iframe id="stranger" srcdoc="<p>Stranger</p>"></iframe>`));
  await (await inside(page)).waitForSelector(".picture.drawn canvas");
  const tall = () => page.$eval("iframe[data-offtake]", (frame) => frame.clientHeight);
  const before = await tall();
  await page.evaluate(async () => {
    const lies = [{ offtake: 1, type: "height", height: 5000 }, { offtake: 1, type: "height", height: "9e9" }, { offtake: 1, type: "height" }, null, 7, "height"];
    const stranger = document.querySelector("#stranger").contentWindow;
    const speak = stranger.eval("(data) => parent.postMessage(data, '*')");
    for (let time = 0; time < 500; time += 1) for (const lie of lies) { speak(lie); postMessage(lie, "*"); }
    await new Promise((done) => setTimeout(done, 300));
  });
  assert.equal(await tall(), before);
  assert.deepEqual(page.thrown, []);
  await page.context().close();
});

/** How often a height was said in each dialect, by a frame that is `kid` to pym and has the secret `s3` of WordPress. */
const spoken = (page) => page.evaluate(() => {
  const is = {
    amp: (data) => data.sentinel === "amp" && data.type === "embed-size" && data.height > 100,
    guardian: (data) => data.type === "set-height" && data.value > 100,
    pym: (data) => /^pymxPYMxkidxPYMxheightxPYMx\d+$/.test(data),
    datawrapper: (data) => data["datawrapper-height"]?.kid > 100,
    wordpress: (data) => data.message === "height" && data.secret === "s3" && data.value > 100,
    medium: (data) => typeof data === "string" && data.startsWith("{") && JSON.parse(data).context === "iframe.resize",
  };
  return Object.fromEntries(Object.entries(is).map(([name, test]) => [name, window.heard.filter(test).length]));
});

test("every dialect is spoken on load, on change and when asked, never by the clock", async () => {
  const source = new URL("/embed/who-gets-it/en/natural-graphite/?childId=kid#?secret=s3", here.address).href;
  const page = await open(here, room, article(`<iframe id="kid" title="t" sandbox="allow-scripts" width="100%" height="600" src="${source}"></iframe>`));
  const frame = await inside(page);
  await frame.waitForSelector(".picture.drawn canvas");
  const count = () => spoken(page);
  await page.waitForTimeout(300);
  const loaded = await count();
  for (const [name, times] of Object.entries(loaded)) assert.ok(times > 0, name);
  await page.waitForTimeout(1200);
  assert.deepEqual(await count(), loaded, "nothing is said by the clock");
  await frame.click("details.values summary");
  await page.waitForTimeout(200);
  const changed = await count();
  for (const [name, times] of Object.entries(changed)) assert.ok(times > loaded[name], `${name} on change`);
  await post(page, { sentinel: "amp", type: "send-embed-size" });
  await page.waitForTimeout(200);
  for (const [name, times] of Object.entries(await count())) assert.ok(times > changed[name], `${name} when asked`);
  await page.context().close();
});

/** What a removed picture is said to be, in both languages of the page that stands there. */
const GONE = /^There is no picture at this address\. Il n’y a pas d’image à cette adresse\.$/;

test("where a picture is gone the frame says so to its host, and how tall it is, in every dialect", async () => {
  for (const sandbox of ["allow-scripts", "allow-scripts allow-same-origin"]) {
    const source = new URL("/embed/who-gets-it/fr/unobtainium/?childId=kid#?secret=s3", here.address).href;
    const page = await open(here, room, article(`<iframe id="kid" title="t" sandbox="${sandbox}" width="320" height="100" src="${source}"></iframe>`));
    const error = await heard(page, "error");
    assert.equal(error.code, "gone", sandbox);
    assert.match(error.message, GONE, sandbox);
    await (await inside(page)).waitForLoadState("load");
    const needed = await (await inside(page)).evaluate(() => Math.ceil(document.documentElement.getBoundingClientRect().height));
    await page.waitForFunction((tall) => window.heard.filter((data) => data?.type === "height").at(-1)?.height === tall, needed);
    assert.ok(needed > 200, `${needed} px`);
    for (const [name, times] of Object.entries(await spoken(page))) assert.ok(times > 0, `${name}, ${sandbox}`);
    // A host that asks has an answer.
    await post(page, { offtake: 1, type: "get", id: 1 });
    await post(page, { offtake: 1, type: "set", id: 2, state: { mineral: "gallium" } });
    await page.waitForFunction(() => [1, 2].every((id) => window.heard.some((data) => data?.id === id)));
    const answers = (await ours(page)).filter(({ id }) => id).map(({ id, type, state, code }) => [id, type, state ?? code]);
    assert.deepEqual(answers.sort(), [[1, "state", undefined], [2, "error", "gone"]]);
    assert.deepEqual(wrong(await ours(page), FROM), []);
    assert.deepEqual(page.thrown, []);
    await page.context().close();
  }
  // Who comes by another way reads the same page, and nobody is told.
  const page = await visit(here, "/embed/who-gets-it/fr/unobtainium/");
  assert.match(await page.textContent("body"), /There is no page here/);
  assert.deepEqual(page.problems.filter((text) => !text.includes("404")), []);
  await page.context().close();
});

test("where a picture is gone the element says so and keeps what stands there, first the link in its tag", async () => {
  const { element } = await codes(here, "who-gets-it/fr/natural-graphite");
  const watch = `<script>window.errors = []; addEventListener("error", ({ detail }) => { if (detail) errors.push(detail); }, true);</script>`;
  const page = await open(here, room, article(element.replaceAll("natural-graphite", "unobtainium"), watch));
  await page.waitForFunction(() => window.errors.length);
  const [{ code, message }] = await page.evaluate(() => window.errors);
  assert.equal(code, "gone");
  assert.match(message, GONE);
  assert.ok(await page.isVisible("offtake-chart a"));
  assert.deepEqual([page.frames().length, await page.evaluate(() => document.querySelector("offtake-chart").state)], [1, null]);
  // It follows its address on, and keeps its picture when that leads nowhere.
  const to = (from, into) => page.evaluate(([old, fresh]) => new Promise((done) => {
    const chart = document.querySelector("offtake-chart");
    for (const type of ["ready", "error"]) chart.addEventListener(type, ({ detail }) => done([type, detail.code ?? detail.chart]), { once: true });
    chart.src = chart.src.replace(old, fresh);
  }), [from, into]);
  assert.deepEqual(await to("unobtainium", "gallium"), ["ready", "who-gets-it"]);
  const sentence = () => page.textContent("offtake-chart .sentence");
  const before = await sentence();
  assert.deepEqual(await to("who-gets-it", "who-got-it"), ["error", "gone"]);
  assert.deepEqual([await sentence(), await page.evaluate(() => document.querySelector("offtake-chart").state.chart)], [before, "who-gets-it"]);
  assert.match(await page.textContent("offtake-chart #problem:not([hidden])"), /no picture at this address/);
  assert.deepEqual(page.thrown, []);
  await page.context().close();
});

test("a host's look is checked: what is known is worn, what is not is said, the picture stays", async () => {
  const page = await visit(here, "/embed/supplier-bars/en/gallium/?theme=dark&accent=ff8800&font=serif&controls=off&ground=none");
  await drawn(page);
  const seen = await page.evaluate(() => {
    const { dataset, style } = document.documentElement;
    const canvas = document.querySelector("canvas");
    return {
      dataset: { ...dataset }, accent: style.getPropertyValue("--accent"), tools: getComputedStyle(document.querySelector(".tools")).display,
      ground: getComputedStyle(document.body).backgroundColor, corner: canvas.getContext("2d").getImageData(1, 1, 1, 1).data[3],
      face: getComputedStyle(document.querySelector(".caption")).fontFamily,
    };
  });
  assert.deepEqual(seen.dataset, { theme: "dark", font: "serif", controls: "off", ground: "none" });
  assert.deepEqual([seen.accent, seen.tools, seen.ground, seen.corner], ["#ff8800", "none", "rgba(0, 0, 0, 0)", 0]);
  assert.match(seen.face, /Georgia/);
  assert.deepEqual(page.problems, []);
  await page.context().close();
  for (const bad of ["theme=purple", "accent=red;background:url(x)", "font=%3Cscript%3E", "controls=1"]) {
    const odd = await visit(here, `/embed/supplier-bars/fr/gallium/?${bad}`);
    await drawn(odd);
    assert.match(await odd.textContent("#look:not([hidden])"), new RegExp(`ne connaît pas ces réglages.*${bad.split("=")[0]}=`));
    assert.equal(await odd.evaluate(() => document.documentElement.getAttribute("style")), null);
    assert.deepEqual(odd.problems, []);
    await odd.context().close();
  }
});

test("without its links a frame of any chart keeps its source, in the finished picture and in the drawn one", async () => {
  for (const chart of readdirSync(new URL("../../dist/embed/", import.meta.url), { withFileTypes: true }).filter((entry) => entry.isDirectory()).map(({ name }) => name)) {
    const [lang, width] = chart.length % 2 ? ["en", 640] : ["fr", 360];
    const path = `/embed/${chart}/${lang}/natural-graphite/`;
    const options = { viewport: { width, height: 900 } };
    const drawings = [];
    for (const query of ["?controls=off", ""]) {
      const page = await visit(here, path + query, options);
      for (const words of await page.$$eval(".first > g", (pictures) => pictures.map((one) => [...one.querySelectorAll("tspan")].map(({ textContent }) => textContent).join(" ")))) {
        assert.match(words.replace(/\s+/g, " "), /Source( :|:) [^.]*[^]*CC BY 4.0/, `${chart} ${lang}`);
      }
      await drawn(page);
      assert.equal(await page.isVisible(".tools"), !query, chart);
      assert.ok(await page.isVisible("canvas"), chart);
      drawings.push(await page.$eval("canvas", (canvas) => canvas.toDataURL()));
      assert.deepEqual(page.problems, []);
      await page.context().close();
    }
    // Its canvas is painted as with them, source and all.
    assert.equal(drawings[0], drawings[1], chart);
  }
});

test("what is wrong with the look is said beside what is wrong with the view", async () => {
  const page = await visit(here, "/embed/supplier-bars/en/gallium/?theme=x&accent=zz&by=1999");
  await page.waitForFunction(() => document.querySelector("#problem")?.textContent.includes("1999"));
  assert.match(await page.textContent("#look:not([hidden])"), /knows nothing.*: theme=x, accent=zz$/);
  await page.context().close();
});

test("a host is told why what its code asks for is not shown", async () => {
  const { iframe } = await codes(here, "supplier-bars/en/natural-graphite", "?stop=900&theme=x");
  const page = await open(here, room, article(iframe));
  const errors = () => page.evaluate(() => window.heard.filter((one) => one?.type === "error"));
  await page.waitForFunction(() => window.heard.filter((one) => one?.type === "error").length === 2);
  const [look, view] = await errors();
  assert.deepEqual([look.offtake, look.code, view.code], [1, "look", "choice"]);
  assert.match(look.message, /theme=x$/);
  assert.match(view.message, /900/);
  await page.context().close();
});

test("in WordPress a link of a frame is opened by its host", async () => {
  const frame = `<iframe sandbox="allow-scripts" src="${here.address}embed/supplier-bars/en/natural-graphite/#?secret=s3cret" width="600" height="900"></iframe>`;
  const page = await open(here, room, article(frame));
  await (await inside(page)).click("#explore");
  await page.waitForFunction(() => window.heard.some((one) => one?.message === "link"));
  const told = await page.evaluate(() => window.heard.filter((one) => one?.message === "link"));
  assert.deepEqual(told, [{ message: "link", value: new URL("en/", here.address).href, secret: "s3cret" }]);
  assert.equal(page.context().pages().length, 1);
  await page.context().close();
});

test("out of reach, the engine leaves the picture; where another view was asked for, that is said", async () => {
  for (const lost of ["**/*.wasm", "**/facts.bin", "**/gallium.bin", "**/words-en.bin", "**/borders.bin"]) {
    for (const query of ["", "?stop=80"]) {
      const context = await here.browser.newContext();
      const page = await context.newPage();
      const thrown = [];
      page.on("pageerror", (error) => thrown.push(String(error)));
      await page.route(lost, (route) => route.abort());
      await page.goto(new URL(`/embed/dependency-map/en/gallium/${query}`, here.address).href);
      if (query) await page.waitForSelector("#problem:not([hidden])");
      else await page.waitForTimeout(200);
      assert.ok(await page.isVisible(".first"), lost);
      assert.match(await sentence(page, "dependency-map"), /gallium/);
      assert.equal(await page.isVisible("#problem"), query !== "", `${lost} ${query}`);
      assert.deepEqual(thrown, []);
      await context.close();
    }
  }
});

test("a frame of 50 px draws, and one that does not exist is the site's own page of it", async () => {
  const narrow = await visit(here, "/embed/dependency-map/en/gallium/", { viewport: { width: 50, height: 50 } });
  await drawn(narrow);
  assert.deepEqual(narrow.problems, []);
  await narrow.context().close();
  const source = new URL("/embed/dependency-map/en/unobtainium/", here.address).href;
  const page = await open(here, room, article(`<iframe title="t" sandbox="allow-scripts allow-popups" width="320" height="600" src="${source}"></iframe>`));
  const gone = await inside(page);
  for (const words of ["no longer at this address", "n’est plus à cette adresse"]) await gone.waitForSelector(`text=${words}`);
  // The whole site does not fit into the frame of an article.
  assert.deepEqual(await gone.$$eval("a", (links) => links.map((link) => [link.getAttribute("href"), link.target, link.rel])), [["/en/", "_blank", "noopener"], ["/fr/", "_blank", "noopener"]]);
  const [opened] = await Promise.all([page.context().waitForEvent("page"), gone.click("a")]);
  assert.equal(new URL(opened.url()).pathname, "/en/");
  assert.ok(await gone.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
  await page.context().close();
});

/** The colour of a place on the screen. */
async function colour(page, x, y) {
  const shot = (await page.screenshot({ clip: { x, y, width: 1, height: 1 } })).toString("base64");
  const plain = await here.browser.newPage();
  const found = await plain.evaluate(async (bytes) => {
    const image = await createImageBitmap(await (await fetch(`data:image/png;base64,${bytes}`)).blob());
    const context = new OffscreenCanvas(1, 1).getContext("2d");
    context.drawImage(image, 0, 0);
    return [...context.getImageData(0, 0, 1, 1).data];
  }, shot);
  await plain.close();
  return found;
}

test("a transparent frame stands on its host's ground, whatever scheme either has", async () => {
  for (const theme of ["light", "dark"]) for (const colorScheme of ["light", "dark"]) for (const scheme of ["light", "dark", "light dark"]) {
    const { iframe } = await codes(here, "supplier-bars/en/natural-graphite", `?ground=none&theme=${theme}`);
    const host = article(`<div id="ground">${iframe}</div>`, `<style>:root { color-scheme: ${scheme}; } #ground { background: rgb(18, 52, 86); }</style>`);
    const page = await open(here, room, host, { colorScheme });
    await (await inside(page)).waitForSelector(".picture.drawn canvas");
    const { x, y } = await (await page.$("iframe")).boundingBox();
    assert.deepEqual(await colour(page, x + 2, y + 2), [18, 52, 86, 255], `${theme} ${scheme} on a ${colorScheme} device`);
    await page.context().close();
  }
});

/** The ground of a part of the screen, and how far what is written there stands out from it: the contrast of WCAG 2. */
async function contrast(page, clip) {
  const shot = (await page.screenshot({ clip })).toString("base64");
  const plain = await here.browser.newPage();
  const found = await plain.evaluate(async (bytes) => {
    const image = await createImageBitmap(await (await fetch(`data:image/png;base64,${bytes}`)).blob());
    const context = new OffscreenCanvas(image.width, image.height).getContext("2d");
    context.drawImage(image, 0, 0);
    const { data } = context.getImageData(0, 0, image.width, image.height);
    const counts = new Map();
    for (let at = 0; at < data.length; at += 4) {
      const key = data.slice(at, at + 3).join();
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
    const light = (key) => key.split(",").map((part) => part / 255).map((part) => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4).reduce((sum, part, at) => sum + part * [0.2126, 0.7152, 0.0722][at], 0);
    const [[ground]] = [...counts].sort((one, other) => other[1] - one[1]);
    const ratio = (key) => { const [low, high] = [light(key), light(ground)].sort((one, other) => one - other); return (high + 0.05) / (low + 0.05); };
    return { ground, most: Math.max(...[...counts.keys()].map(ratio)) };
  }, shot);
  await plain.close();
  return found;
}

test("where no theme is asked for, what stands on its host's ground can be read, whatever the reader's device", async () => {
  for (const way of ["iframe", "element"]) for (const theme of ["", "&theme=auto"]) for (const colorScheme of ["light", "dark"]) for (const [ground, ink] of [["#ffffff", "#111111"], ["#102030", "#eeeeee"]]) {
    const ways = await codes(here, "supplier-bars/en/gallium", `?ground=none${theme}`);
    const page = await open(here, room, article(ways[way], `<style>body { background: ${ground}; color: ${ink}; }</style>`), { colorScheme });
    const where = `${way}${theme} on ${ground}, device ${colorScheme}`;
    const place = way === "iframe" ? await inside(page) : page;
    if (way === "iframe") await place.waitForSelector(".picture.drawn:not(.unsure) canvas");
    else await page.waitForFunction(() => document.querySelector("offtake-chart").shadowRoot?.querySelector(".picture.drawn:not(.unsure) canvas"));
    const offset = way === "iframe" ? await (await page.$("iframe")).boundingBox() : { x: 0, y: 0 };
    const parts = await place.evaluate(() => {
      const root = document.querySelector("offtake-chart")?.shadowRoot ?? document;
      const box = (selector, tall) => { const { x, y, width, height } = root.querySelector(selector).getBoundingClientRect(); return { x, y, width, height: tall ?? height }; };
      // The title stands at the head of the picture.
      return [box(".picture", 32), box(".sentence"), box(".tools")];
    });
    for (const { x, y, ...size } of parts) {
      const found = await contrast(page, { x: x + offset.x, y: y + offset.y, ...size });
      assert.ok(found.most >= 4.5, `${where}: ${found.most.toFixed(1)} on ${found.ground}`);
      // The element knows what it stands on.
      if (way === "element") assert.equal(found.ground, ground === "#ffffff" ? "255,255,255" : "16,32,48", where);
    }
    await page.context().close();
  }
});

test("on its article's ground an element follows the article where that follows the reader's device", async () => {
  const { element } = await codes(here, "supplier-bars/en/gallium", "?ground=none");
  const page = await open(here, room, article(element, "<style>:root { color-scheme: light dark; }</style>"), { colorScheme: "light" });
  const themed = (theme) => page.waitForFunction((wanted) => document.querySelector("offtake-chart").state && document.querySelector("offtake-chart").shadowRoot.querySelector(".inside").dataset.theme === wanted, theme);
  for (const theme of ["light", "dark", "light"]) {
    await page.emulateMedia({ colorScheme: theme });
    await themed(theme);
  }
  assert.deepEqual(page.thrown, []);
  await page.context().close();
});

test("an element knows light words from dark ones however they are written, where the browser blurs what a canvas holds too", async () => {
  const { element } = await codes(here, "supplier-bars/en/gallium", "?ground=none");
  const inks = {
    light: ["black", "#222", "rgb(20 20 20 / 90%)", "hsl(210 50% 20%)", "color(srgb 0.1 0.1 0.2)", "color(display-p3 0.1 0.2 0.1)", "lab(20 10 -10)", "oklch(0.3 0.1 250)", "color-mix(in srgb, black, white 20%)"],
    dark: ["white", "#eee", "rgba(250, 250, 240, 0.9)", "hsl(210 50% 90%)", "color(srgb 0.9 0.9 0.8)", "color(display-p3 0.9 0.9 0.9)", "lab(90 10 -10)", "oklch(0.9 0.05 250)", "color-mix(in srgb, white, black 20%)"],
  };
  const page = await open(here, room, "");
  await page.addInitScript(() => {
    CanvasRenderingContext2D.prototype.getImageData = (x, y, width, height) => new ImageData(new Uint8ClampedArray(4 * width * height).fill(127), width, height);
  });
  room.body = article(element);
  await page.reload();
  await page.waitForFunction(() => document.querySelector("offtake-chart")?.state);
  for (const [theme, all] of Object.entries(inks)) for (const ink of all) {
    const worn = await page.evaluate((colour) => new Promise((done) => {
      const chart = document.querySelector("offtake-chart");
      document.body.style.color = colour;
      chart.addEventListener("ready", () => done(chart.shadowRoot.querySelector(".inside").dataset.theme), { once: true });
      chart.src = chart.src;
    }), ink);
    assert.equal(worn, theme, ink);
  }
  assert.deepEqual(page.thrown, []);
  await page.context().close();
});

test("the wheel over a chart in an article scrolls the article, over a map too", async () => {
  for (const chart of ["supplier-bars", "dependency-map"]) {
    const { iframe } = await codes(here, `${chart}/en/natural-graphite`);
    const page = await open(here, room, article(`${iframe}<div style="height:3000px"></div>`));
    const frame = await inside(page);
    await frame.waitForSelector(".picture.drawn canvas");
    const before = await frame.evaluate(() => document.querySelector("canvas").toDataURL());
    const { x, y } = await (await page.$("iframe")).boundingBox();
    await page.mouse.move(x + 300, y + 200);
    await page.mouse.wheel(0, 250);
    await page.waitForFunction(() => scrollY >= 200);
    assert.equal(await frame.evaluate(() => document.querySelector("canvas").toDataURL()), before, `${chart} zoomed`);
    await page.context().close();
  }
});
