// Articles and lines that make it hard: another direction and other words' styles, strict policies, an isolated page, a column of
// 50 px, addresses that make no sense, answers that end half way.
import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer, request } from "node:http";
import { after, before, test } from "node:test";

import { article, codes, inside, newsroom, open } from "./article.js";
import { site } from "./site.js";

const here = site();
const room = newsroom();
const VIEW = "supplier-bars/en/natural-graphite";

/** What a reader sees of an embed, in an article or in its frame: pictures that stand there, and notes. */
const seen = (place) => place.evaluate(() => {
  const root = document.querySelector("offtake-chart")?.shadowRoot ?? document;
  const shown = (selector) => [...root.querySelectorAll(selector)].filter((one) => one.checkVisibility());
  return {
    pictures: shown(".first, picture > img, canvas").filter((one) => one.getBoundingClientRect().height > 100 && one.naturalWidth !== 0).map(({ tagName }) => tagName),
    note: shown(".note:not([hidden])").map((note) => note.textContent.trim()).join(" "),
    sentence: root.querySelector(".sentence")?.textContent,
  };
});
/** Waits until the embed of an article has drawn. */
const live = (page) => page.waitForFunction(() => {
  const element = document.querySelector("offtake-chart");
  return element ? element.shadowRoot?.querySelector(".picture.drawn:not(.unsure) canvas") : window.heard.some((data) => data?.type === "ready");
});

test("in an article from right to left, whose words have styles of their own, an embed keeps its direction and its words, and is as wide as its column", async () => {
  const ways = await codes(here, VIEW);
  const styled = (code) => article(code).replace("<html lang", '<html dir="rtl" lang').replace("margin:0", "margin:0;text-align:right;letter-spacing:2px;text-transform:uppercase;white-space:pre-wrap").replace("<script>", "<style>offtake-chart { text-indent: 2em; }</style><script>");
  const heights = {};
  for (const [way, code] of ["iframe", "element", "picture"].map((name) => [name, ways[name]])) for (const width of [320, 700]) {
    const page = await open(here, room, styled(code), { viewport: { width, height: 900 } });
    if (way === "picture") await page.waitForFunction(() => document.querySelector("body img").naturalWidth > 0);
    else await live(page);
    const found = await page.evaluate(() => {
      const { left, right } = document.querySelector("iframe, offtake-chart, body img").getBoundingClientRect();
      const root = document.querySelector("offtake-chart")?.shadowRoot;
      const { direction, textAlign, letterSpacing, textTransform, textIndent } = root ? getComputedStyle(root.querySelector(".sentence")) : {};
      return { box: [left, right], wide: document.documentElement.scrollWidth, words: root ? [direction, textAlign, letterSpacing, textTransform, textIndent] : null };
    });
    assert.deepEqual([found.box, found.wide], [[0, width], width], `${way} ${width}`);
    if (way === "element") {
      assert.deepEqual(found.words, ["ltr", "start", "normal", "none", "0px"]);
      // Its words wrap as a frame's do.
      const tall = await page.evaluate(() => document.querySelector("offtake-chart").shadowRoot.querySelector(".inside").clientHeight);
      heights[width].push(tall);
    }
    if (way === "iframe") {
      const frame = await inside(page);
      assert.equal(await frame.evaluate(() => getComputedStyle(document.querySelector(".sentence")).direction), "ltr");
      heights[width] = [await frame.evaluate(() => document.querySelector(".more").offsetTop)];
    }
    assert.deepEqual(page.thrown, []);
    await page.context().close();
  }
  // The element has no line that leads to the explainer.
  for (const [width, [frame, element]] of Object.entries(heights)) assert.ok(Math.abs(frame - element) <= 8, `${width}: ${frame} in a frame, ${element} in the element`);
});

test("where a policy refuses inline styles a code has no edge, is as wide as its column and as tall as its attribute or its script says", async () => {
  const { origin } = new URL(here.address);
  const ways = await codes(here, VIEW);
  for (const way of ["iframe", "iframe-script", "element"]) for (const width of [320, 656]) {
    const body = article(ways[way]).replaceAll("<script>", '<script nonce="n">');
    const policy = `default-src 'none'; style-src 'self'${way === "element" ? ` ${origin}` : ""}; script-src 'nonce-n' 'wasm-unsafe-eval' ${origin}; frame-src ${origin}; img-src ${origin}; connect-src ${origin}`;
    const page = await open(here, room, body, { policy, viewport: { width, height: 900 } });
    await live(page);
    const box = await page.$eval("iframe, offtake-chart", (one) => {
      const { left, right, height } = (one.shadowRoot?.querySelector(".inside") ?? one).getBoundingClientRect();
      return { left, right, height, edge: getComputedStyle(one).borderTopWidth, refused: one.getAttribute("style") !== null && one.style.width + one.style.minHeight === "" };
    });
    assert.ok(box.refused, "the policy does not refuse styles");
    // The article's own margin is 8 px there.
    assert.deepEqual([box.left, box.right, box.edge], [8, width - 8, "0px"], `${way} ${width}`);
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), width, `${way} ${width}`);
    const said = () => page.evaluate(() => window.heard.filter((data) => data?.type === "height").at(-1)?.height);
    if (way === "iframe") assert.equal(box.height, ways.found.frame.height);
    if (way === "iframe" && width === 656) assert.ok(Math.abs(await said() - box.height) < 3, `${await said()} said`);
    if (way === "iframe-script") await page.waitForFunction(() => document.querySelector("iframe").clientHeight === window.heard.filter((data) => data?.type === "height").at(-1)?.height);
    assert.deepEqual(page.thrown, []);
    await page.context().close();
  }
});

test("a page that is isolated shows every way, frames with their worker", async () => {
  // A view with draws, which a worker makes.
  const ways = await codes(here, "who-gets-it/en/natural-graphite");
  const isolated = createServer((_, answer) => {
    answer.writeHead(200, { "content-type": "text/html; charset=utf-8", "cross-origin-embedder-policy": "require-corp", "cross-origin-opener-policy": "same-origin" });
    answer.end(room.body);
  }).listen(0, "127.0.0.1");
  await once(isolated, "listening");
  try {
    for (const way of ["iframe", "element", "picture"]) {
      const page = await open(here, room, article(ways[way]));
      const lost = [];
      page.on("requestfailed", (one) => { if (/BLOCKED/.test(one.failure().errorText)) lost.push(one.url()); });
      await page.goto(`http://127.0.0.1:${isolated.address().port}/`);
      assert.equal(await page.evaluate(() => crossOriginIsolated), true);
      if (way === "picture") await page.waitForFunction(() => document.querySelector("body img").naturalWidth > 0);
      else await live(page);
      if (way === "iframe") {
        await (await inside(page)).waitForSelector(".picture.drawn:not(.unsure) canvas");
        assert.equal(page.workers().length, 1);
      }
      assert.deepEqual([lost, page.thrown], [[], []], way);
      await page.context().close();
    }
  } finally {
    isolated.close();
  }
});

test("a frame of 50 px in either direction throws nothing, scrolls inside alone and says its height", async () => {
  const frame = (chart, width, height) => `<iframe sandbox="allow-scripts" title="${chart}" width="${width}" height="${height}" src="${here.address}embed/${chart}/en/gallium/?stop=80"></iframe>`;
  const sizes = [[50, 600], [300, 50], [50, 50]];
  const page = await open(here, room, article(["dependency-map", "who-gets-it"].flatMap((chart) => sizes.map(([width, height]) => frame(chart, width, height))).join("")));
  const noted = [];
  page.on("console", (message) => { if (message.type() === "error") noted.push(message.text()); });
  for (const holder of await page.$$("iframe")) {
    const own = await holder.contentFrame();
    await own.waitForSelector(".picture.drawn canvas");
    const { width } = await holder.evaluate((one) => ({ width: one.clientWidth }));
    assert.ok(await own.evaluate(() => document.documentElement.scrollWidth) <= width, `wider than ${width}`);
  }
  await page.waitForFunction(() => window.heard.filter((data) => data?.type === "ready").length === 6);
  const heights = await page.evaluate(() => window.heard.filter((data) => data?.offtake === 1 && data.type === "height").map(({ height }) => height));
  assert.ok(heights.length >= 6 && heights.every((height) => height > 100), heights.join());
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth) <= 700);
  assert.deepEqual([page.thrown, noted], [[], []]);
  await page.context().close();
});

/** What makes no sense, and by what name its parameter is known to readers. */
const ODD = {
  theme: ["purple", /theme=purple/], accent: ["1c62a", /accent=1c62a/], font: ["comic", /font=comic/], ground: ["grass", /ground=grass/], controls: ["1", /controls=1/],
  mineral: ["unobtainium", /mineral/], country: ["ZZZ", /country/], year: ["1066", /year/], stop: ["101", /stop/], leak: ["-5", /leak/], stock: ["731", /stock/],
  rule: ["grab", /rule/], allies: ["nobody", /allies/], project: ["nowhere", /project/], tonnes: ["-3", /tonnes/], market: ["ZZZ", /market/], measure: ["luck", /measure/],
  own: ["A~B~C", /A~B~C/], rows: ["sideways", /rows/], columns: ["sideways", /columns/], terms: ["kind", /term/], by: ["1999", /year of projects/], price: ["-1", /price/],
};

test("an address with a word out of range keeps the picture and names the word and what it is, to its reader and to its page", async () => {
  const { iframe } = await codes(here, "who-gets-it/en/natural-graphite", "QUERY");
  const frames = Object.entries(ODD).map(([key, [word]]) => iframe.replace("QUERY", `?${key}=${word}`).replace('loading="lazy"', `data-key="${key}"`));
  const page = await open(here, room, article(frames.join("")));
  const told = await page.waitForFunction((count) => {
    const errors = window.heard.filter((data) => data?.offtake === 1 && data.type === "error");
    return errors.length >= count && errors;
  }, frames.length).then((handle) => handle.jsonValue());
  assert.equal(told.length, frames.length);
  const { sentence } = await seen(await (await page.$('iframe[data-key="theme"]')).contentFrame());
  for (const holder of await page.$$("iframe")) {
    const key = await holder.getAttribute("data-key");
    const [word, name] = ODD[key];
    const found = await seen(await holder.contentFrame());
    assert.ok(found.pictures.length > 0, `${key} has no picture`);
    assert.equal(found.sentence, sentence, key);
    const look = /=/.test(name.source);
    const error = told.find(({ code, message }) => code === (look ? "look" : "choice") && name.test(message) && message.toLowerCase().includes(word.toLowerCase()));
    assert.ok(error, `${key}: ${told.map(({ message }) => message.slice(0, 60)).join(" | ")}`);
    assert.ok(found.note.includes(error.message.trim().slice(0, 60)), `${key}: ${found.note}`);
  }
  assert.deepEqual(page.thrown, []);
  await page.context().close();
});

/** A line that ends half way through answers whose path `cut` is about; `plain` takes what is not compressed. */
const line = { cut: /^$/, plain: false, address: "" };
let server;
before(async () => {
  server = createServer((asked, answer) => {
    const headers = { ...asked.headers, host: new URL(line.address).host };
    if (line.plain) delete headers["accept-encoding"];
    request(new URL(asked.url, here.address), { method: asked.method, headers }, async (given) => {
      const body = Buffer.concat(await given.toArray());
      answer.writeHead(given.statusCode, { ...given.headers, "content-length": body.length });
      if (!line.cut.test(asked.url)) answer.end(body);
      else answer.write(body.subarray(0, body.length >> 1), () => answer.destroy());
    }).end();
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  line.address = `http://127.0.0.1:${server.address().port}/`;
});
after(() => server.close());

test("a line that ends half way leaves the picture, throws nothing in the article, and says why another view is not shown", async () => {
  const ends = { engine: /_bg\.wasm$/, script: /\/offtake\.js$/, facts: /\/facts\.bin$/, mineral: /\/natural-graphite\.bin$/, words: /\/words-en\.bin$/, style: /\/figure\.css$/, figure: /\/chart\.js$/, element: /\/element\.js$/ };
  for (const [what, cut] of Object.entries(ends)) for (const way of what === "element" ? ["element"] : ["iframe", "element"]) {
    // Without its script there is no element: what stands in the tag stays.
    const linked = what === "element";
    Object.assign(line, { cut, plain: false });
    const ways = await codes(here, VIEW, "?stop=80");
    const page = await open(here, room, article(ways[way].replaceAll(here.address, line.address)));
    if (linked) {
      await page.waitForLoadState("networkidle");
      assert.ok(await page.$eval("offtake-chart > a img", (image) => image.checkVisibility() && image.naturalWidth > 0), what);
    } else {
      await page.waitForFunction(() => window.heard.some((data) => data?.type === "error"));
      const [error] = await page.evaluate(() => window.heard.filter((data) => data?.type === "error"));
      assert.equal(error.code, "engine", what);
      const frame = page.frames().at(-1);
      await frame.waitForSelector("#problem:not([hidden])");
      const { pictures, note, sentence } = await seen(frame);
      assert.deepEqual([pictures, /could not start/.test(note), /graphite/.test(sentence)], [["svg"], true, true], `${what} ${way}: ${pictures} ${note}`);
    }
    assert.deepEqual(page.thrown, [], `${what} ${way}`);
    await page.context().close();
  }
});

test("of a frame whose page ends half way the article keeps the place and throws nothing", async () => {
  Object.assign(line, { cut: /^\/embed\/.*\/$/, plain: true });
  const ways = await codes(here, VIEW);
  for (const way of ["iframe-script", "element"]) {
    const page = await open(here, room, article(ways[way].replaceAll(here.address, line.address)));
    // The element gives its place to a frame, which asks again.
    await page.waitForFunction(() => document.querySelector("iframe") ?? document.querySelector("offtake-chart")?.shadowRoot?.querySelector("iframe"));
    await page.waitForLoadState("networkidle");
    const tall = await page.$eval("iframe", (frame) => frame.clientHeight);
    assert.ok(tall >= ways.found.frame.height - 1, `${way}: ${tall}`);
    assert.ok(await page.isVisible("#after"));
    assert.deepEqual(page.thrown, [], way);
    await page.context().close();
  }
});
