// A frame's finished picture answers before there is an engine, says what the engine would, and hands over to it.
import assert from "node:assert/strict";
import { once } from "node:events";
import { readFileSync, readdirSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { after, test } from "node:test";

import { article, codes, inside, newsroom, open } from "./article.js";
import { ENGINES } from "./browsers.js";
import { drawn, first, site, visit } from "./site.js";

const here = site();
const room = newsroom();
const embeds = new URL("../../dist/embed/", import.meta.url);
const folders = (folder) => readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory()).map(({ name }) => name);
const CHARTS = folders(embeds);
/** The widths of finished pictures: there the canvas is the same picture. */
const WIDTHS = [[344, "fr"], [720, "en"]];
const TALL = 2000;
/** Of two minerals the one of which a chart says more: few have a market to share out. */
const telling = (chart) => ["gallium", "natural-graphite"].map((mineral) => {
  const folder = new URL(`${chart}/en/${mineral}/`, embeds);
  const marks = readdirSync(folder).find((name) => /^marks\.\w+\.json$/.test(name));
  return { mineral, size: statSync(new URL(marks, folder)).size };
}).sort((a, b) => b.size - a.size)[0].mineral;
/** How far from where two things meet what is found is certain, in px: pictures have whole half px. */
const SURE = 3;

/** A frame whose engine comes when `release` is called, or never. */
async function still(path, options = {}) {
  const context = await here.browser.newContext({ viewport: { width: 720, height: TALL }, reducedMotion: "reduce", ...options });
  let release;
  const released = new Promise((done) => { release = done; });
  await context.route("**/*.wasm", (route) => released.then(() => route.continue()).catch(() => {}));
  const page = await context.newPage();
  page.asked = [];
  page.on("request", (request) => page.asked.push(request.url()));
  await page.goto(new URL(path, here.address).href);
  await page.waitForSelector(".still[tabindex]", { state: "attached" });
  return { page, release };
}

/** What the pointer is told at points of the picture, by the still or by the canvas. */
const said = (page, points) => page.evaluate((all) => {
  const picture = document.querySelector(".picture");
  const target = [...picture.querySelectorAll("canvas, .still")].find((one) => one.checkVisibility());
  const { left, top } = picture.getBoundingClientRect();
  return all.map(([x, y]) => {
    target.dispatchEvent(new PointerEvent("pointermove", { bubbles: true, clientX: left + x, clientY: top + y, pointerType: "mouse" }));
    const tip = picture.querySelector(".tip");
    return tip.hidden ? null : tip.textContent;
  });
}, points);

/** Of points of the picture, whether something of the still is right there. */
const on = (page, points) => page.evaluate((all) => {
  const picture = document.querySelector(".picture");
  const { left, top } = picture.getBoundingClientRect();
  return all.map(([x, y]) => {
    for (const group of picture.querySelectorAll('g[pointer-events="all"]')) group.setAttribute("stroke-width", "0");
    return !!document.elementFromPoint(left + x, top + y).closest('g[pointer-events="all"]');
  });
}, points);

/** What is shown and told, and where the ring is. */
const shown = (page) => page.evaluate(() => {
  const [tip, ring] = [document.querySelector(".tip"), document.querySelector(".ring")];
  return {
    tip: tip.hidden ? null : tip.textContent, spoken: document.querySelector(".spoken").textContent,
    ring: ring.hidden ? null : [parseFloat(ring.style.left), parseFloat(ring.style.top)],
    on: document.activeElement.tagName === "CANVAS" ? "canvas" : document.activeElement.className,
  };
});

/** What the arrow keys tell, once around or so many times. */
async function walked(page, most) {
  await page.evaluate(() => [...document.querySelectorAll(".picture :is(canvas, .still)")].find((one) => one.checkVisibility()).focus());
  const found = [];
  for (let at = 0; at < most; at++) {
    await page.keyboard.press("ArrowRight");
    const { spoken, tip, ring } = await shown(page);
    assert.equal(spoken, tip);
    if (found.length && tip === found[0][0]) break;
    found.push([tip, ...ring]);
  }
  return found;
}

for (const chart of CHARTS) {
  test(`${chart}: the finished picture says what the engine says, at every point and key, at both widths`, async (t) => {
    for (const [width, lang] of WIDTHS) {
      const path = `/embed/${chart}/${lang}/${telling(chart)}/`;
      const options = { viewport: { width, height: TALL } };
      const { page } = await still(path, options);
      const whole = await visit(here, path, options);
      await drawn(whole);
      const tall = await whole.evaluate(() => document.querySelector("canvas").clientHeight);
      const points = [];
      for (let y = 7; y < tall; y += 29) for (let x = 5; x < width; x += 23) points.push([x, y]);
      const around = [[0, 0], [-SURE, 0], [SURE, 0], [0, -SURE], [0, SURE]];
      const engine = await said(whole, points.flatMap(([x, y]) => around.map(([across, down]) => [x + across, y + down])));
      const ours = await said(page, points);
      const sure = points.map((point, at) => ({ point, ours: ours[at], theirs: engine.slice(around.length * at, around.length * (at + 1)) }))
        .filter(({ theirs }) => new Set(theirs).size === 1);
      t.diagnostic(`${width}: ${sure.length} of ${points.length} points, ${sure.filter(({ theirs }) => theirs[0]).length} on something`);
      const wrong = sure.filter((one) => one.ours !== one.theirs[0]).map(({ point, ours, theirs }) => [...point, ours, theirs[0]]);
      // How far a finger is from a small country the engine measures from its corners, the browser from its outline.
      const few = chart === "dependency-map" ? sure.length / 100 : 0;
      assert.ok(wrong.length <= few, JSON.stringify(wrong.slice(0, 5)));
      assert.ok(!(await on(page, wrong)).includes(true), "what is on a country is never another");
      const [keys, wanted] = [await walked(page, 30), await walked(whole, 30)];
      assert.deepEqual(keys.map(([words]) => words), wanted.map(([words]) => words));
      assert.ok(wanted.length > 1 && sure.some(({ theirs }) => theirs[0]), `${chart} ${width} says little`);
      for (const [at, [words, x, y]] of keys.entries()) {
        assert.ok(Math.hypot(x - wanted[at][1], y - wanted[at][2]) < SURE, `${words}: ${x}, ${y}, not ${wanted[at].slice(1)}`);
      }
      await page.context().close();
      await whole.context().close();
    }
  });
}

test("a map with countries of which nothing may be said answers too", async (t) => {
  const bare = (mineral) => !readFileSync(new URL(`dependency-map/en/${mineral}/index.html`, embeds), "utf8").includes('id="land-');
  const hatched = folders(new URL("dependency-map/en/", embeds)).find(bare);
  if (!hatched) return t.skip("every mineral's map has land of which something may be said");
  const path = `/embed/dependency-map/en/${hatched}/`;
  const { page } = await still(path);
  const whole = await visit(here, path, { viewport: { width: 720, height: TALL } });
  await drawn(whole);
  const wanted = await walked(whole, 25);
  assert.deepEqual((await walked(page, 25)).map(([words]) => words), wanted.map(([words]) => words));
  const places = wanted.map(([, x, y]) => [x, y]);
  assert.deepEqual(await said(page, places), await said(whole, places));
});

test("a tap is pinned until Escape, a tap elsewhere or a scroll; keys walk around both ways with one stop", async () => {
  const { page } = await still("/embed/supplier-bars/en/gallium/", { viewport: { width: 720, height: 300 } });
  const [[first, x, y]] = await walked(page, 3);
  await page.keyboard.press("Escape");
  assert.equal((await shown(page)).tip, null);
  for (const away of [() => page.keyboard.press("Escape"), () => page.mouse.click(4, 296), () => page.evaluate(() => scrollBy(0, 20))]) {
    await page.evaluate(() => scrollTo(0, 0));
    await page.waitForTimeout(100);
    await page.mouse.click(x, y);
    assert.equal((await shown(page)).tip, first);
    await page.mouse.move(x, 20);
    assert.equal((await shown(page)).tip, first, "it is pinned");
    await away();
    await page.waitForFunction(() => document.querySelector(".tip").hidden);
    await page.mouse.move(x, 20);
  }
  const stops = () => page.evaluate(() => [...document.querySelectorAll('.picture [tabindex="0"]')].filter((one) => one.checkVisibility()).length);
  assert.equal(await stops(), 1);
  const fresh = await still("/embed/supplier-bars/en/gallium/");
  const all = await walked(fresh.page, 100);
  await fresh.page.keyboard.press("ArrowLeft");
  assert.equal((await shown(fresh.page)).tip, all.at(-1)[0]);
  const label = await fresh.page.getAttribute(".still.wide", "aria-label");
  assert.match(label, /Arrow keys walk/);
});

test("the canvas takes over what is focused, what is pinned, and where the keys are", async () => {
  for (const chart of ["supplier-bars", "dependency-map", "who-gets-it"]) {
    for (const width of [720, 500]) {
      const options = { viewport: { width, height: TALL } };
      const { page, release } = await still(`/embed/${chart}/en/${telling(chart)}/`, options);
      const walk = await walked(page, 3);
      release();
      await page.waitForSelector(".picture.drawn canvas");
      const taken = await shown(page);
      assert.deepEqual([taken.on, taken.tip, !!taken.ring], ["canvas", walk.at(-1)[0], true], chart);
      await page.keyboard.press("ArrowLeft");
      assert.equal((await shown(page)).tip, walk.at(-2)[0], chart);
      await page.context().close();

      const pinned = await still(`/embed/${chart}/en/${telling(chart)}/`, options);
      const [words, x, y] = walk[0];
      await pinned.page.mouse.click(x, y);
      assert.equal((await shown(pinned.page)).tip, words);
      pinned.release();
      await pinned.page.waitForSelector(".picture.drawn canvas");
      await pinned.page.mouse.move(x, 10);
      assert.equal((await shown(pinned.page)).tip, words, `${chart} ${width}: it is pinned still`);
      await pinned.page.keyboard.press("Escape");
      assert.equal((await shown(pinned.page)).tip, null);
      assert.equal(await pinned.page.locator(".tip").count(), 1);
      await pinned.page.context().close();
    }
  }
});

/** In the page: what a figure says at points, by the finished picture or the canvas, whichever is seen. */
function inElement(points) {
  const picture = document.querySelector("offtake-chart").shadowRoot.querySelector(".picture");
  const target = [...picture.querySelectorAll("canvas, .still")].find((one) => one.checkVisibility());
  const { left, top } = picture.getBoundingClientRect();
  return points.map(([x, y]) => {
    target.dispatchEvent(new PointerEvent("pointermove", { bubbles: true, composed: true, clientX: left + x, clientY: top + y, pointerType: "mouse" }));
    const tip = picture.querySelector(".tip");
    return tip.hidden ? null : tip.textContent;
  });
}

test("an element answers before its engine as it does after, in columns of two widths, and hands over", async (t) => {
  // Each chart at one of the widths, a map at both: its land is another's in each.
  for (const [at, chart] of CHARTS.entries()) for (const width of chart === "dependency-map" ? [344, 720] : [[344, 720][at % 2]]) {
    const context = await here.browser.newContext({ viewport: { width, height: TALL }, reducedMotion: "reduce" });
    let release;
    const released = new Promise((done) => { release = done; });
    await context.route("**/*.wasm", (route) => released.then(() => route.continue()).catch(() => {}));
    const page = await context.newPage();
    const thrown = [];
    page.on("pageerror", (error) => thrown.push(String(error)));
    Object.assign(room, { body: article((await codes(here, `${chart}/en/${telling(chart)}`)).element), policy: "" });
    await page.goto(room.address);
    const still = page.locator(`.still.${width < 480 ? "narrow" : "wide"}[tabindex]`);
    await still.waitFor();
    const shown = () => page.evaluate(() => {
      const { shadowRoot } = document.querySelector("offtake-chart");
      const [tip, ring] = [shadowRoot.querySelector(".tip"), shadowRoot.querySelector(".ring")];
      return { tip: tip.hidden ? null : tip.textContent, ring: !ring.hidden, on: shadowRoot.activeElement?.tagName, tips: shadowRoot.querySelectorAll(".tip").length };
    });
    const { width: wide, height: tall } = await still.boundingBox();
    assert.equal(Math.round(wide), width);
    const points = [];
    for (let y = 7; y < tall; y += 29) for (let x = 5; x < wide; x += 23) points.push([x, y]);
    const ours = await page.evaluate(inElement, points);
    // A tap is pinned until one elsewhere, in the article too.
    const some = ours.findIndex((words) => words);
    const box = await still.boundingBox();
    await page.mouse.click(box.x + points[some][0], box.y + points[some][1]);
    await page.mouse.move(box.x + 1, box.y + 1);
    assert.equal((await shown()).tip, ours[some], `${chart} ${width}: pinned`);
    await page.evaluate(() => document.querySelector("#after").dispatchEvent(new PointerEvent("pointerdown", { bubbles: true, composed: true })));
    assert.equal((await shown()).tip, null);
    await still.focus();
    await page.keyboard.press("ArrowRight");
    const first = await shown();
    assert.ok(first.tip && first.ring, chart);
    release();
    await page.waitForFunction(() => document.querySelector("offtake-chart").shadowRoot.querySelector(".picture.drawn canvas"));
    assert.deepEqual(await shown(), { ...first, on: "CANVAS", tips: 1 }, `${chart} ${width}: handed over`);
    await page.keyboard.press("Escape");
    const theirs = await page.evaluate(inElement, points);
    const [differ, on] = [points.filter((_, i) => ours[i] !== theirs[i]).length, ours.filter((words) => words).length];
    t.diagnostic(`${chart} ${width}: ${differ} of ${points.length} points differ, ${on} on something`);
    // At a border the two may find either side, as in a frame.
    assert.ok(differ <= on / 10, `${chart} ${width}: ${differ} differ, ${on} on something`);
    assert.deepEqual(thrown, []);
    await context.close();
  }
});

test("an element that is asked for another view than its path's is pale until that is drawn, and when it cannot be the picture stays", async () => {
  const { element } = await codes(here, "who-gets-it/en/natural-graphite", "?stop=80");
  const context = await here.browser.newContext({ viewport: { width: 700, height: TALL } });
  let release;
  const released = new Promise((done) => { release = done; });
  await context.route("**/*.wasm", (route) => released.then(() => route.continue()).catch(() => {}));
  const page = await context.newPage();
  const busy = () => page.evaluate(() => document.querySelector("offtake-chart").shadowRoot?.querySelector(".chart")?.ariaBusy ?? null);
  /** Whether the picture was ever shown as if it were what is asked for, before that was drawn. */
  await page.addInitScript(() => {
    window.feigned = false;
    const look = () => {
      const chart = document.querySelector("offtake-chart")?.shadowRoot?.querySelector(".chart");
      window.feigned ||= Boolean(chart && !chart.ariaBusy && !chart.querySelector(".picture.drawn"));
      requestAnimationFrame(look);
    };
    look();
  });
  Object.assign(room, { body: article(element), policy: "" });
  await page.goto(room.address);
  await page.locator(".still.wide").waitFor();
  assert.equal(await busy(), "true");
  release();
  await page.waitForFunction(() => document.querySelector("offtake-chart").shadowRoot.querySelector(".picture.drawn canvas"));
  await page.waitForFunction(() => !document.querySelector("offtake-chart").shadowRoot.querySelector(".chart").ariaBusy);
  assert.equal(await page.evaluate(() => window.feigned), false);
  room.body = article(element.replaceAll("stop=80", "stop=800"));
  await page.goto(room.address);
  await page.locator("#problem").waitFor();
  assert.equal(await busy(), null);
  assert.ok(await page.locator(".picture").isVisible());
  await context.close();
});

/** What each view with a name says, and the address of its frame. */
const named = ["en", "fr"].flatMap((lang) => folders(new URL(`../${lang}/scenario/`, embeds)).map((name) => {
  const view = JSON.parse(readFileSync(new URL(`../${lang}/scenario/${name}.json`, embeds), "utf8"));
  return { name, lang, view, path: `embed/${view.chart}/${lang}/${name}/` };
}));

test("a view with a name has a frame that shows it at once, before an engine and without scripts", async () => {
  assert.ok(named.length >= 10);
  for (const { name, view, path } of named) {
    assert.ok(view.codes.iframe.includes(`src="{{root}}${path}"`), name);
    const { page, release } = await still(`/${path}`);
    const shows = () => page.evaluate(() => ({
      title: document.querySelector("h1").textContent, busy: document.querySelector(".chart").ariaBusy, sentence: document.querySelector(".sentence").textContent,
      cells: [...document.querySelectorAll("tbody th, tbody td")].map(({ textContent }) => textContent),
    }));
    const before = await shows();
    assert.deepEqual(before, { title: view.title, busy: null, sentence: before.sentence, cells: view.rows.flat() }, name);
    release();
    await page.evaluate(() => dispatchEvent(new Event("pointermove")));
    await drawn(page);
    assert.deepEqual(await shows(), before, `${name}: the engine draws the same`);
    assert.equal(await page.locator("#explore").evaluate(({ href }) => new URL(href).search !== ""), true, `${name}: the way to the site is that of the view`);
    await page.context().close();
  }
});

test("what an address says beside a view's name goes before the view, in a frame and in an element", async () => {
  const { path, view, lang } = named.find(({ name }) => name === "magnets-shared");
  const { page, release } = await still(`/${path}?country=JPN&stop=60`);
  assert.equal(await page.getAttribute(".chart", "aria-busy"), "true");
  release();
  await drawn(page);
  assert.equal(await page.getAttribute(".chart", "aria-busy"), null);
  const link = new URL(await page.locator("#explore").evaluate(({ href }) => href));
  assert.deepEqual([link.pathname, ...["mineral", "country", "stop"].map((key) => link.searchParams.get(key))], [`/${lang}/`, "permanent-magnets", "JPN", "60"]);
  await page.context().close();
  const element = view.codes.element.replaceAll("{{root}}", here.address).replaceAll("{{title}}", "");
  const told = await open(here, room, article(element));
  const state = async () => {
    await told.waitForFunction(() => document.querySelector("offtake-chart").state);
    const { chart, mineral, country, stop, rule } = await told.evaluate(() => document.querySelector("offtake-chart").state);
    return [chart, mineral, country, stop, rule];
  };
  assert.deepEqual(await state(), ["who-gets-it", "permanent-magnets", "DEU", 100, "proportional"]);
  // To another view of the chart and back: each path says what it shows.
  const to = async (address) => told.evaluate((next) => new Promise((done) => {
    const chart = document.querySelector("offtake-chart");
    chart.addEventListener("ready", () => done(`${chart.state.mineral} ${chart.state.country} ${chart.state.stop}`), { once: true });
    chart.src = next;
  }), new URL(address, here.address).href);
  assert.equal(await to(`embed/who-gets-it/${lang}/natural-graphite/`), "natural-graphite CAN 50");
  assert.equal(await to(`${path}?stop=70`), "permanent-magnets DEU 70");
  assert.deepEqual(told.thrown, []);
  await told.context().close();
});

test("the engine is fetched after what answers, at once for another view, and when the host asks", async () => {
  const { page } = await still("/embed/supplier-bars/en/gallium/");
  await page.waitForRequest("**/*.wasm", { timeout: 5000 }).catch(() => {});
  const order = page.asked.map((url) => url.split("/").at(-1));
  const [marks, wasm] = [order.findIndex((name) => name.startsWith("marks.")), order.indexOf("offtake_bg.wasm")];
  assert.ok(marks > 0 && wasm > marks, order.join(" "));
  assert.equal(order.filter((name) => name.startsWith("marks.")).length, 1, "the marks are fetched once");
  assert.equal(order.filter((name) => name === "offtake_bg.wasm").length, 1, "the engine is fetched once");
  await page.context().close();
});

test("out of view nothing comes by itself; a host that asks has the engine, another view comes at once", async () => {
  const { iframe } = await codes(here, "supplier-bars/en/gallium");
  const page = await open(here, room, article(`<p style="height:4000px">${"Far below."}</p>${iframe.replace('loading="lazy"', "")}`));
  const frame = await inside(page);
  await frame.waitForSelector(".still[tabindex]", { state: "attached" });
  await page.waitForTimeout(800);
  const engines = () => page.asked.filter((url) => url.endsWith(".wasm")).length;
  assert.equal(engines(), 0);
  await page.evaluate(() => document.querySelector("iframe").contentWindow.postMessage({ offtake: 1, type: "get", id: 1 }, "*"));
  await frame.waitForSelector(".picture.drawn canvas");
  assert.equal(engines(), 1);
  await page.context().close();
  // The finished picture is that of the path.
  const other = await open(here, room, article(`<p style="height:4000px"></p>${iframe.replace('loading="lazy"', "").replace("gallium/", "gallium/?mineral=antimony")}`));
  await (await inside(other)).waitForSelector(".picture.drawn canvas");
  await other.context().close();
});

test("what a host's own script adds to an address asks for no other view", async () => {
  const { iframe } = await codes(here, "supplier-bars/en/gallium");
  // As pym writes it.
  const added = "gallium/?childId=kid&amp;initialWidth=700&amp;parentTitle=Article&amp;parentUrl=https%3A%2F%2Fnews.example%2F";
  const page = await open(here, room, article(`<p style="height:4000px"></p>${iframe.replace('loading="lazy"', "").replace("gallium/", added)}`));
  await (await inside(page)).waitForSelector(".still[tabindex]", { state: "attached" });
  await page.waitForTimeout(800);
  assert.deepEqual(page.asked.filter((url) => url.endsWith(".wasm")), []);
  assert.ok((await page.evaluate(() => window.heard)).some((data) => typeof data === "string" && data.startsWith("pymxPYMxkidxPYMxheightxPYMx")));
  await page.context().close();
});

test("without its marks a frame is what it was: the engine comes", async () => {
  const context = await here.browser.newContext({ viewport: { width: 720, height: 900 } });
  const page = await context.newPage();
  await page.route("**/marks.*", (route) => route.abort());
  await page.goto(new URL("/embed/supplier-bars/en/gallium/", here.address).href);
  await page.waitForSelector(".picture.drawn canvas");
  assert.equal(await page.locator(".tip").count(), 1);
  await context.close();
});

/** A page of the site's own origin, which may look into its frame, and no engine. */
const probe = `<!doctype html><meta charset="utf-8"><title>x</title><body style="margin:0"><iframe style="border:0;width:720px;height:1200px" src="/embed/CHART/en/gallium/"></iframe><script>
  window.answer = new Promise((done) => {
    const found = [];
    const look = async () => {
      const inner = document.querySelector("iframe").contentDocument;
      if (!inner?.querySelector(".still[tabindex]")) return setTimeout(look, 50);
      // What was never painted is not there to be pointed at.
      for (let frame = 0; frame < 3; frame++) await new Promise((painted) => requestAnimationFrame(painted));
      const [still, picture] = [inner.querySelector(".still.wide"), inner.querySelector(".picture")];
      const { left, top } = picture.getBoundingClientRect();
      const tip = () => picture.querySelector(".tip").hidden ? null : picture.querySelector(".tip").textContent;
      const walk = [];
      for (let at = 0; at < 12; at++) {
        still.dispatchEvent(new KeyboardEvent("keydown", { key: "ArrowRight", bubbles: true }));
        const { style } = picture.querySelector(".ring");
        walk.push([tip(), Math.round(parseFloat(style.left)), Math.round(parseFloat(style.top))]);
      }
      // What the keys showed last must not lie on what the pointer is to find.
      inner.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape" }));
      for (const [words, x, y] of walk) {
        still.dispatchEvent(new PointerEvent("pointermove", { bubbles: true, clientX: left + x, clientY: top + y, pointerType: "mouse" }));
        found.push([words, x, y, tip()]);
      }
      done(found);
    };
    look();
  });
</script>`;

/**
 * The site behind a door of the test's own.
 * @param meet answers a request itself and gives true, or lets it through
 */
async function behind(meet) {
  const proxy = createServer(async (request, answer) => {
    if (await meet(request, answer)) return;
    const found = await fetch(new URL(request.url, here.address));
    answer.setHeader("content-type", found.headers.get("content-type") ?? "text/plain");
    answer.writeHead(found.status).end(Buffer.from(await found.arrayBuffer()));
  }).listen(0, "127.0.0.1");
  await once(proxy, "listening");
  after(() => proxy.close());
  return `http://127.0.0.1:${proxy.address().port}`;
}

/** What each browser of this machine says, by its name. */
async function everywhere(t, question) {
  const said = {};
  for (const [name, { start, lacks }] of Object.entries(ENGINES)) {
    if (lacks) {
      t.diagnostic(`${name}: ${lacks}`);
      continue;
    }
    const browser = await start();
    said[name] = await question(browser);
    await browser.close();
  }
  return said;
}

/** A page of the site's own origin, around a frame, that says how the frame has become. */
const late = `<!doctype html><meta charset="utf-8"><title>x</title><body style="margin:0"><iframe style="border:0;width:720px;height:1200px" src="/embed/supplier-bars/en/gallium/"></iframe><script>
  window.answer = new Promise((done) => {
    const stills = [];
    const look = () => {
      const inner = document.querySelector("iframe").contentDocument;
      const answering = inner?.querySelectorAll(".still[tabindex]").length;
      if (answering) stills.push(answering);
      if (inner?.querySelector(".picture.drawn canvas") || performance.now() > 20_000) done({ answered: stills[0], drawn: Boolean(inner.querySelector(".picture.drawn canvas")) });
      else setTimeout(look, 20);
    };
    look();
  });
</script>`;

test("a style sheet that comes late is waited for, in every browser", async (t) => {
  const address = await behind(async (request, answer) => {
    if (request.url === "/late") return answer.setHeader("content-type", "text/html; charset=utf-8").end(late);
    if (request.url.endsWith("figure.css")) await new Promise((done) => setTimeout(done, 1500));
  });
  const said = await everywhere(t, (browser) => browser.ask(`${address}/late`));
  for (const [name, found] of Object.entries(said)) assert.deepEqual(found, { answered: 2, drawn: true }, name);
});

test("every browser finds the same in the finished picture", async (t) => {
  const address = await behind(async (request, answer) => {
    const [, chart] = /^\/probe\/(.*)/.exec(request.url) ?? [];
    if (chart) return answer.setHeader("content-type", "text/html; charset=utf-8").end(probe.replace("CHART", chart));
    return request.url.endsWith(".wasm") && answer.writeHead(404).end();
  });
  const seen = await everywhere(t, async (browser) => {
    const found = {};
    for (const chart of ["supplier-bars", "dependency-map"]) found[chart] = await browser.ask(`${address}/probe/${chart}`);
    return found;
  });
  for (const [name, charts] of Object.entries(seen)) {
    for (const [chart, found] of Object.entries(charts)) {
      assert.equal(found.length, 12, `${name} ${chart}`);
      for (const [at, [words, x, y, under]] of found.entries()) {
        assert.ok(words && words === under, `${name} ${chart}: ${words}'s ring is at ${x}, ${y}, where ${under} is found`);
        const first = Object.values(seen)[0][chart][at];
        assert.ok(words === first[0] && Math.abs(x - first[1]) <= 1 && Math.abs(y - first[2]) <= 1, `${name} ${chart}: ${found[at]}, not ${first}`);
      }
    }
  }
});

/** A page of the site's own origin around ten frames that all are in view, and how much they have made for all to use. */
const ten = `<!doctype html><meta charset="utf-8"><title>x</title><body style="margin:0">${'<iframe style="border:0;display:block;width:700px;height:70px" src="/embed/who-gets-it/en/natural-graphite/"></iframe>'.repeat(10)}<script>
  window.answer = new Promise((done) => {
    const frames = [...document.querySelectorAll("iframe")];
    const look = () => {
      const drawn = frames.filter(({ contentDocument }) => contentDocument?.querySelector(".picture.drawn canvas")).length;
      if (drawn < frames.length && performance.now() < 40_000) return setTimeout(look, 100);
      done({ drawn, made: frames.reduce((all, { contentWindow }) => all + Object.keys(contentWindow.offtake ?? {}).length, 0) });
    };
    look();
  });
</script>`;

test("ten frames share one engine in every browser", async (t) => {
  const address = await behind((request, answer) => request.url === "/ten" && answer.setHeader("content-type", "text/html").end(ten));
  const found = await everywhere(t, (browser) => browser.ask(`${address}/ten`));
  // Compiled once, opened once, and one worker for draws.
  for (const [name, answer] of Object.entries(found)) assert.deepEqual(answer, { drawn: 10, made: 3 }, name);
});

/** In a page of ours: of the finished pictures of frames of some widths, the width that they were drawn for, with and without style
 * sheets, their ink, how many have been laid out, which costs a frame more than all else, and whether those with style sheets are
 * as large as those without. What is tall is a little smaller on wide phones with them: it has the room of the canvas. */
const narrowOrWide = (path, widths, theme) => `Promise.all(${JSON.stringify(widths)}.map(async (width) => {
  const frame = document.createElement("iframe");
  Object.assign(frame, { width, height: 2000, frameBorder: "0", src: ${JSON.stringify(path)} + "?theme=${theme}" });
  document.body.prepend(frame);
  await new Promise((done) => { frame.onload = done; });
  const { document: inner } = frame.contentWindow;
  while (!inner.querySelector(".still[tabindex], .drawn")) await new Promise((done) => setTimeout(done, 20));
  for (const one of inner.querySelectorAll("canvas, .still")) one.remove();
  for (const one of inner.querySelectorAll(".picture")) one.classList.remove("drawn");
  const { ink, natural, scale } = (${first})(inner);
  const laid = [...inner.querySelectorAll(".first > g > svg")].filter((picture) => {
    try {
      return picture.getBBox().width;
    } catch {
      // Firefox refuses to measure what is not laid out.
      return false;
    }
  }).length;
  for (const sheet of inner.styleSheets) sheet.disabled = true;
  const { natural: bare, scale: before } = (${first})(inner);
  frame.remove();
  return [width, natural[0], bare[0], ink, laid, Math.abs(scale / before - 1) < (width < 480 ? 0.05 : 0.01) || scale / before];
}))`;

for (const [name, { start, lacks }] of Object.entries(ENGINES)) {
  test(`a frame shows the finished picture of its width in its host's theme, and no other: ${name}`, { skip: lacks }, async () => {
    const browser = await start();
    try {
      for (const [chart, theme, ink] of [["supplier-bars", "light", "rgb(20, 24, 29)"], ["dependency-map", "dark", "rgb(242, 244, 247)"]]) {
        const found = await browser.ask(new URL("en/accessibility/", here.address).href, narrowOrWide(`/embed/${chart}/en/gallium/`, [320, 479, 480, 700, 760], theme));
        assert.deepEqual(found, [[320, 344, 344, ink, 1, true], [479, 344, 344, ink, 1, true], [480, 720, 720, ink, 1, true], [700, 720, 720, ink, 1, true], [760, 720, 720, ink, 1, true]], chart);
      }
    } finally {
      await browser.close();
    }
  });
}
