// A whole site for an address of its own, built as a newsroom builds it that hosts the pictures itself: frozen, with settings for
// hosts, and as a zip.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createHash } from "node:crypto";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, renameSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { setPriority } from "node:os";
import { extname, join } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";
import { inflateRawSync } from "node:zlib";

import { article, codes, newsroom, open } from "./article.js";
import { HOSTS, typesOfNginx } from "./hosts.js";
import { drawn, site, visit } from "./site.js";

const ADDRESS = "https://news.example/sub/";
const BASE = new URL(ADDRESS).pathname;
const VIEW = "supplier-bars/en/natural-graphite";
// Where all that is built lies: hundreds of megabytes are too much for a folder in memory.
const folder = mkdtempSync(fileURLToPath(new URL("../../target/address-", import.meta.url)));
const out = join(folder, "dist");

/** Builds the site, of a checkout of its own where one is named. */
async function build(checkout) {
  // The engines are those of the site that the other tests look at; its packed facts are the same, and are left alone.
  const child = spawn(process.env.OFFTAKE_SITE, ["build", "--local", "--keep-wasm", "--freeze", "--zip", "--address", ADDRESS, "--out", out], {
    stdio: "inherit", env: { ...process.env, ...(checkout && { CARGO_MANIFEST_DIR: checkout }) },
  });
  // Others are timed meanwhile.
  setPriority(child.pid, 19);
  const [code] = await once(child, "exit");
  assert.equal(code, 0);
}

// Hooks run side by side: the site is built by the one that serves it.
const here = site(out, () => build());
after(() => rmSync(folder, { recursive: true, force: true }));

const room = newsroom();

/** The text of a file of the site. */
const text = (path) => readFileSync(join(out, path), "utf8");
/** Every file of the site, without what is packed beside it. */
const files = () => readdirSync(out, { recursive: true }).filter((path) => statSync(join(out, path)).isFile());
const date = () => readdirSync(join(out, "v")).find((name) => /^[\d-]{10}$/.test(name));
/** The way to the frozen view. */
const frozen = () => `/v/${date()}/embed/${VIEW}/`;
/** Whether what stands at a path of this site never changes: frozen, or named by what is in it. */
const lasts = (path) => /^(v\/[\d-]{10}\/|assets\/[0-9a-f]{16}\/|embed\/(.+\/marks\.[0-9a-f]{8}\.json|resize\.\d+\.js)$)/.test(path);

/** The files of a zip by name, as APPNOTE.TXT of PKWARE has its central directory. */
function* unzipped(bytes) {
  let at = bytes.readUInt32LE(bytes.length - 6);
  while (bytes.readUInt32LE(at) === 0x02014b50) {
    const [size, name, extra, note] = [bytes.readUInt32LE(at + 20), ...[28, 30, 32].map((place) => bytes.readUInt16LE(at + place))];
    const local = bytes.readUInt32LE(at + 42);
    const from = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
    const packed = bytes.subarray(from, from + size);
    yield [bytes.toString("utf8", at + 46, at + 46 + name), bytes.readUInt16LE(at + 10) ? inflateRawSync(packed) : packed];
    at += 46 + name + extra + note;
  }
}

test("the zip holds what the folder holds", () => {
  const left = new Set(files());
  for (const [name, bytes] of unzipped(readFileSync(`${out}.zip`))) {
    assert.ok(left.delete(name), `${name} is not in the folder, or twice in the zip`);
    assert.ok(bytes.equals(readFileSync(join(out, name))), name);
  }
  assert.deepEqual([...left], []);
});

test("whatever says where it stands says the address", () => {
  // What others read elsewhere, in every page; where a page says it, it says all of it.
  const says = [/<link rel="(?:canonical|alternate)"[^>]* href="([^"]*)"/g, /<meta property="og:(?:url|image)" content="([^"]*)"/g];
  let [pages, frames] = [0, 0];
  for (const path of files().filter((name) => name.endsWith(".html"))) {
    const page = text(path);
    const own = /^(?:en|fr)\//.test(path);
    const framed = /^(?:v\/[\d-]+\/)?embed\//.test(path);
    const told = says.flatMap((one) => [...page.matchAll(one)].map(([, named]) => named));
    // The feeds of corrections and changes are named from the page itself.
    for (const named of told.filter((one) => !one.endsWith(".atom"))) assert.ok(named.startsWith(ADDRESS), `${path} says ${named}`);
    if (own || framed) assert.match(page, /<link rel="canonical"/, path);
    pages += own;
    if (!framed) continue;
    frames += 1;
    const others = [...page.matchAll(/(?:href|src|content)="(https?:[^"]*)"/g)].map(([, named]) => named);
    assert.deepEqual(others.filter((named) => !named.startsWith(ADDRESS)), [], path);
    const beside = `${path.slice(0, -"/index.html".length)}.oembed.json`;
    assert.ok(page.includes(`type="application/json+oembed" href="${ADDRESS}${beside}"`), path);
    const { provider_url, html } = JSON.parse(text(beside));
    const [, source] = / src="([^"]*)"/.exec(html);
    assert.equal(provider_url, ADDRESS);
    // A view that readers change has one mineral to begin with.
    assert.ok(`${source}index.html`.startsWith(`${ADDRESS}${path.slice(0, -"index.html".length)}`), `${beside} shows ${source}`);
    statSync(join(out, source.slice(ADDRESS.length), "index.html"));
  }
  assert.ok(pages > 100 && frames > 1000, `${pages} pages, ${frames} frames`);
  const listed = [...text("sitemap.xml").matchAll(/<loc>([^<]*)<\/loc>/g)].map(([, named]) => named);
  assert.ok(listed.length > 100 && listed.every((named) => named.startsWith(ADDRESS)));
  assert.ok(text("robots.txt").includes(`Sitemap: ${ADDRESS}sitemap.xml`));
  for (const feed of ["changes", "changes.fr", "corrections", "corrections.fr"]) {
    for (const [, named] of text(`data/${feed}.atom`).matchAll(/<link [^>]*href="([^"]*)"/g)) assert.ok(named.startsWith(ADDRESS), `${feed} says ${named}`);
  }
});

/** The cells of a table, as RFC 4180 has them. */
const cells = (csv) => csv.trimEnd().split(/\r?\n/).map((line) => [...`${line},`.matchAll(/("(?:[^"]|"")*"|[^,]*),/g)]
  .map(([, cell]) => cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell));

test("beside each view with a name stand its pictures, figures and card, and what its page says of oEmbed leads to a frame that fits", async () => {
  const page = await visit(here, "about:blank", { viewport: { width: 640, height: 900 } });
  let count = 0;
  for (const lang of ["en", "fr"]) for (const name of readdirSync(join(out, lang, "scenario"))) {
    if (!statSync(join(out, lang, "scenario", name)).isDirectory()) continue;
    count += 1;
    const stem = `${lang}/scenario/${name}`;
    const story = text(`${stem}/index.html`);
    const below = (address) => {
      assert.ok(address.startsWith(ADDRESS), `${stem}: ${address}`);
      return address.slice(ADDRESS.length);
    };
    const card = below(/<meta property="og:image" content="([^"]*)"/.exec(story)[1]);
    const view = JSON.parse(text(`${stem}.json`));
    assert.deepEqual([view.language, view.license], [lang, "https://creativecommons.org/licenses/by/4.0/"], stem);
    assert.match(view.source, /^Source.*\sCC\sBY\s4\.0$/, stem);
    assert.deepEqual(cells(text(`${stem}.csv`)), [[`# title: ${view.title}`], [`# source: ${view.source}`], view.columns, ...view.rows], stem);
    const letters = (words) => words.replace(/\s+/g, "");
    await page.goto(new URL(`embed/${VIEW}/`, here.address).href);
    const { pictures, bitmaps } = await page.evaluate(async (all) => {
      const get = async (path) => {
        const answer = await fetch(new URL(path, location.origin));
        if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
        return answer;
      };
      return {
        pictures: await Promise.all(all.svg.map(async (path) => {
          const { documentElement: root } = new DOMParser().parseFromString(await (await get(path)).text(), "image/svg+xml");
          return [root.tagName, Number(root.getAttribute("width")), Number(root.getAttribute("height")), root.textContent];
        })),
        // What cannot be decoded throws.
        bitmaps: await Promise.all(all.png.map(async (path) => {
          const { width, height } = await createImageBitmap(await (await get(path)).blob());
          return [width, height];
        })),
      };
    }, { svg: [`${stem}.svg`, `${stem}.narrow.svg`], png: [`${stem}.png`, `${stem}.card.png`, card] });
    for (const [at, [tag, width, , words]] of pictures.entries()) {
      assert.deepEqual([tag, width], ["svg", [720, 344][at]], stem);
      for (const part of [view.title, view.source]) assert.ok(letters(words).includes(letters(part)), `${stem}: “${part}” is not in its picture`);
    }
    const [, wide, tall] = pictures[0];
    assert.deepEqual(bitmaps, [[2 * wide, 2 * tall], [1200, 630], [1200, 630]], stem);
    // As its page says it to whoever is given its address.
    const beside = below(/<link rel="alternate" type="application\/json\+oembed" href="([^"]*)"/.exec(story)[1]);
    assert.equal(beside, `${stem}.oembed.json`);
    const answer = JSON.parse(text(beside));
    assert.deepEqual([answer.version, answer.type, answer.width, answer.title], ["1.0", "rich", 640, view.title], stem);
    assert.deepEqual([answer.thumbnail_url, answer.thumbnail_width, answer.thumbnail_height], [`${ADDRESS}${stem}.card.png`, 1200, 630], stem);
    const source = below(/<iframe src="([^"]*)"/.exec(answer.html)[1].replaceAll("&amp;", "&"));
    assert.ok(answer.html.includes(` height="${answer.height}"`) && !answer.html.includes("<script"), stem);
    assert.ok(existsSync(join(out, source.split("?")[0], "index.html")), source);
    await page.goto(new URL(source, here.address).href);
    await drawn(page);
    assert.equal(await page.textContent("caption"), view.title, stem);
    const needed = await page.evaluate(() => document.documentElement.getBoundingClientRect().height);
    assert.ok(answer.height >= needed - 1 && answer.height < needed + 30, `${stem}: ${answer.height} said, ${needed} needed`);
  }
  assert.ok(count >= 10, `${count} views with a name`);
  assert.deepEqual(page.problems, []);
  await page.context().close();
});

/** What lets pages of others have our files. */
const SHARED = ["Access-Control-Allow-Origin", "Cross-Origin-Resource-Policy", "Cross-Origin-Embedder-Policy"];

test("three hosts are told the same, and keep for ever what is named by what is in it and nothing else", async () => {
  const hosts = Object.entries(HOSTS).map(([name, read]) => [name, read(text(name))]);
  const counts = { true: 0, false: 0 };
  const shared = { embed: 0, v: 0, assets: 0 };
  for (const name of files().filter((path) => !path.endsWith(".br") && !(path in HOSTS))) {
    const path = name.replace(/(^|\/)index\.html$/, "$1");
    const [[, first], ...others] = hosts;
    const told = first(BASE + path);
    for (const [host, read] of others) assert.deepEqual(read(BASE + path), told, `${host}: ${path}`);
    assert.equal(told["Cache-Control"], lasts(path) ? "public, max-age=31536000, immutable" : "no-cache", path);
    // What a frame, an element or an isolated article asks for, from whatever host.
    if (/^(embed|v|assets)\//.test(path)) {
      assert.deepEqual(SHARED.map((header) => told[header]), ["*", "cross-origin", "require-corp"], path);
      shared[path.split("/")[0]] += 1;
    }
    counts[lasts(path)] += 1;
    const policy = told["Content-Security-Policy"];
    assert.equal(policy.includes("frame-ancestors"), !/^(embed\/|v\/|assets\/|404\.html)/.test(path), path);
    for (const [named] of policy.matchAll(/https?:\S*/g)) assert.equal(named.replace(";", ""), new URL(ADDRESS).origin, path);
  }
  assert.ok(counts.true > 1000 && counts.false > 1000, JSON.stringify(counts));
  assert.ok(shared.embed > 1000 && shared.v > 1000 && shared.assets > 50, JSON.stringify(shared));
  // Our own server does what it tells others to do.
  const [, own] = hosts[0];
  const marks = files().find((path) => path.startsWith(`embed/${VIEW}/marks.`) && path.endsWith(".json"));
  const [assets] = readdirSync(join(out, "assets"));
  for (const path of ["en/", `embed/${VIEW}/`, marks, "embed/resize.1.js", "embed/offtake-chart.js", `assets/${assets}/facts.bin`, "v/latest.json", frozen().slice(1)]) {
    const answer = await fetch(new URL(path, here.address), { method: "HEAD" });
    for (const header of ["Cache-Control", ...SHARED]) assert.equal(answer.headers.get(header), own(BASE + path)[header], `${path}: ${header}`);
  }
});

test("nginx is told what every file is, as our own server says it", async () => {
  const type = typesOfNginx(text("nginx.conf"));
  const each = new Map(files().filter((path) => !path.endsWith(".br") && !(path in HOSTS)).map((path) => [extname(path), path]));
  assert.ok(each.size > 10, [...each.keys()].join());
  for (const [ending, path] of each) {
    const answer = await fetch(new URL(path, here.address), { method: "HEAD" });
    assert.equal(type(ending.slice(1)), answer.headers.get("content-type"), path);
    // Facts alone are bytes.
    assert.equal(answer.headers.get("content-type") === "application/octet-stream", ending === ".bin", path);
  }
});

test("an article of another host shows what oEmbed answers, from the address, under the headers that a host is told to send", async () => {
  const types = { ".html": "text/html", ".js": "text/javascript", ".css": "text/css", ".json": "application/json", ".wasm": "application/wasm" };
  const told = HOSTS._headers(text("_headers"));
  for (const [path, where] of [[`embed/${VIEW}`, "moving"], [frozen().slice(1, -1), "frozen"]]) {
    const page = await open(here, room, "");
    const strays = [];
    await page.context().route(`${new URL(ADDRESS).origin}/**`, (route) => {
      const asked = new URL(route.request().url()).pathname;
      const name = asked.slice(BASE.length).replace(/(^|\/)$/, "$1index.html");
      if (!asked.startsWith(BASE) || !existsSync(join(out, name))) {
        strays.push(asked);
        return route.fulfill({ status: 404 });
      }
      return route.fulfill({ body: readFileSync(join(out, name)), headers: { ...told(asked), "content-type": types[extname(name)] ?? "application/octet-stream" } });
    });
    const noted = [];
    page.on("console", (message) => { if (message.type() === "error") noted.push(message.text()); });
    room.body = article(JSON.parse(text(`${path}.oembed.json`)).html);
    await page.reload();
    const frame = await (await page.waitForSelector("iframe")).contentFrame();
    await frame.waitForSelector(".picture.drawn canvas");
    assert.equal(frame.url(), `${ADDRESS}${path}/`, where);
    assert.deepEqual([page.thrown, noted, strays], [[], [], []], where);
    await page.context().close();
  }
});

/** What of this site a page has asked for and what may change: nothing but the day of the newest data. */
const moving = (asked) => asked.filter((url) => url.startsWith(here.address)).map((url) => url.slice(here.address.length)).filter((path) => !lasts(path) && path !== "v/latest.json");

test("a frozen frame draws from what never changes", async () => {
  const page = await visit(here, "about:blank");
  const asked = [];
  page.on("request", (request) => asked.push(request.url()));
  await page.goto(new URL(frozen(), here.address).href);
  await drawn(page);
  assert.deepEqual(moving(asked), []);
  assert.ok(asked.some((url) => url.endsWith("_bg.wasm")));
  assert.deepEqual(page.problems, []);
  await page.context().close();
});

test("the generator offers the days that are kept, and its codes and previews are of the chosen one", async () => {
  const page = await visit(here, "fr/embedding/");
  const choice = page.locator('select[name="day"]');
  await choice.waitFor();
  assert.deepEqual(await choice.locator("option").evaluateAll((options) => options.map(({ value }) => value)), ["", date()]);
  await page.waitForFunction(() => document.querySelector('textarea[data-way="iframe"]').value);
  assert.ok(!(await page.inputValue('textarea[data-way="iframe"]')).includes("/v/"));
  await choice.selectOption(date());
  await page.waitForFunction((day) => [...document.querySelectorAll("textarea[data-way]")].every(({ value }) => value.includes(`/v/${day}/embed/`)), date());
  await page.frameLocator("iframe.phone").locator(`body[data-frozen="${date()}"] .picture`).waitFor();
  assert.deepEqual(page.problems, []);
  await page.context().close();
});

test("a frozen element draws in an article, from what never changes", async () => {
  const { element } = await codes(here, VIEW, "", `v/${date()}/`);
  assert.ok(element.includes(frozen()), element);
  const page = await open(here, room, article(element));
  await page.waitForFunction(() => document.querySelector("offtake-chart")?.shadowRoot?.querySelector(".picture.drawn canvas"));
  assert.deepEqual(moving(page.asked), []);
  assert.deepEqual(page.thrown, []);
  await page.context().close();
});

test("a frozen version leads to the moving one once there are newer data, and says nothing before", async () => {
  const { element } = await codes(here, VIEW, "?stop=80", `v/${date()}/`);
  const latest = join(out, "v/latest.json");
  /** The line in a frame and in an element, once each has asked what the newest data are. */
  const lines = async () => {
    const found = [];
    for (const way of ["frame", "element"]) {
      const page = await open(here, room, "");
      const told = page.waitForResponse((answer) => answer.url().endsWith("/v/latest.json"));
      if (way === "frame") await page.goto(new URL(`${frozen()}?stop=80`, here.address).href);
      else {
        room.body = article(element);
        await page.reload();
        await page.waitForFunction(() => document.querySelector("offtake-chart")?.state);
      }
      await (await told).finished();
      // Whoever asks after the page has its answer after the page.
      found.push(await page.evaluate(async (address) => {
        await (await fetch(address)).json();
        const link = (document.querySelector("offtake-chart")?.shadowRoot ?? document).querySelector("#newer");
        return link.checkVisibility() ? link.href : "nothing";
      }, new URL("/v/latest.json", here.address).href));
      await page.context().close();
    }
    return found;
  };
  assert.deepEqual(await lines(), ["nothing", "nothing"]);
  // As the next build leaves it, whose data are of another day.
  renameSync(`${latest}.br`, `${latest}.before.br`);
  const before = readFileSync(latest);
  try {
    writeFileSync(latest, JSON.stringify({ date: "9999-12-31" }));
    const there = new URL(`/embed/${VIEW}/?stop=80`, here.address).href;
    assert.deepEqual(await lines(), [there, there]);
    assert.equal((await fetch(there)).status, 200);
  } finally {
    writeFileSync(latest, before);
    renameSync(`${latest}.before.br`, `${latest}.br`);
  }
});

/** Another day of the view, as a site keeps it whose assets have changed since: its date, and where its assets stand. */
function otherDay() {
  const [day, folder] = ["9999-12-30", `assets/${"0".repeat(16)}`];
  const [own] = readdirSync(join(out, "assets")).filter((name) => name.length === 16 && !folder.endsWith(name)).map((name) => `assets/${name}`);
  const plain = (path) => !path.endsWith(".br");
  cpSync(join(out, own), join(out, folder), { recursive: true, filter: plain });
  for (const part of [`embed/${VIEW.split("/")[0]}`, "embed/offtake-chart.js"]) {
    const to = join(out, "v", day, part);
    cpSync(join(out, "v", date(), part), to, { recursive: true, filter: plain });
    const all = statSync(to).isDirectory() ? readdirSync(to, { recursive: true }).map((name) => join(to, name)) : [to];
    for (const path of all.filter((name) => /\.(html|js)$/.test(name))) writeFileSync(path, readFileSync(path, "utf8").replaceAll(own, folder).replaceAll(date(), day));
  }
  const clear = () => { for (const path of [folder, `v/${day}`]) rmSync(join(out, path), { recursive: true, force: true }); };
  return { day, own, folder, clear };
}

/** In the page: what each element shows, and from where it has its facts. */
const elements = (page) => page.evaluate(() => [...document.querySelectorAll("offtake-chart")].map(({ shadowRoot }) => ({
  canvas: Boolean(shadowRoot?.querySelector(".picture.drawn canvas")), frame: shadowRoot?.querySelector("iframe")?.src,
})));

test("elements of two builds on one page are each drawn from what is of their own, whichever script comes first", async () => {
  const { element } = await codes(here, VIEW);
  const other = otherDay();
  try {
    const frozenElement = element.replaceAll("/embed/", `/v/${other.day}/embed/`);
    for (const [first, second, own, there] of [[element, frozenElement, other.own, other.folder], [frozenElement, element, other.folder, other.own]]) {
      const page = await open(here, room, "", { viewport: { width: 700, height: 3000 } });
      const facts = [];
      page.on("request", (request) => { if (/facts/.test(request.url())) facts.push([request.frame() === page.mainFrame() ? "article" : "frame", new URL(request.url()).pathname.slice(1).split("/facts")[0]]); });
      room.body = article(`${first}\n${second}`);
      await page.reload();
      await page.waitForFunction(() => [...document.querySelectorAll("offtake-chart")].every((chart) => chart.state));
      const [drawn, framed] = await elements(page);
      assert.deepEqual([drawn, framed.canvas], [{ canvas: true, frame: undefined }, false]);
      const [, inner] = page.frames();
      assert.equal(inner.url(), framed.frame);
      await inner.waitForSelector(".picture.drawn canvas");
      assert.deepEqual([...new Set(facts.map(String))].sort(), [`article,${own}`, `frame,${there}`]);
      assert.deepEqual(page.thrown, []);
      await page.context().close();
    }
  } finally {
    other.clear();
  }
});

test("an element follows its address to another day and back, and tells ready and error there too", async () => {
  const { element } = await codes(here, VIEW);
  const other = otherDay();
  try {
    const page = await open(here, room, article(element));
    await page.waitForFunction(() => document.querySelector("offtake-chart")?.state);
    /** What the element tells next and then shows, once its address is another. */
    const to = async (address) => {
      const told = await page.evaluate((next) => new Promise((done) => {
        const chart = document.querySelector("offtake-chart");
        for (const type of ["ready", "error"]) chart.addEventListener(type, ({ detail }) => done([type, detail.code ?? `${detail.chart} ${detail.stop}`]), { once: true });
        chart.src = next;
      }), address);
      await page.waitForFunction(() => document.querySelector("offtake-chart").shadowRoot.querySelector("iframe, .picture.drawn canvas"));
      const [{ canvas, frame }] = await elements(page);
      return [...told, canvas ? "canvas" : "", frame ?? ""];
    };
    const moving = new URL(`/embed/${VIEW}/`, here.address).href;
    const kept = new URL(`/v/${other.day}/embed/${VIEW}/`, here.address).href;
    assert.deepEqual(await to(`${kept}?stop=80`), ["ready", "supplier-bars 80", "", `${kept}?stop=80`]);
    assert.deepEqual(await to(`${kept}?stop=60`), ["ready", "supplier-bars 60", "", `${kept}?stop=60`]);
    assert.deepEqual(await to(`${kept}?stop=900`), ["error", "choice", "", `${kept}?stop=900`]);
    // What was shown stays.
    assert.deepEqual(await to(`${moving}?stop=900`), ["error", "choice", "", `${kept}?stop=900`]);
    assert.deepEqual(await to(`${moving}?stop=70`), ["ready", "supplier-bars 70", "canvas", ""]);
    assert.equal(page.frames().length, 1);
    assert.deepEqual(await to(`${kept}?stop=50`), ["ready", "supplier-bars 50", "", `${kept}?stop=50`]);
    assert.deepEqual(await to(`${moving.replace("supplier-bars", "who-gets-it")}?stop=40`), ["ready", "who-gets-it 40", "canvas", ""]);
    assert.deepEqual(page.thrown, []);
    await page.context().close();
  } finally {
    other.clear();
  }
});

/** A checkout like this one in which China mined a tenth of the graphite that it did, as of another day. */
function corrected() {
  const checkout = join(folder, "corrected");
  const ours = fileURLToPath(new URL("../../", import.meta.url));
  mkdirSync(checkout);
  for (const name of readdirSync(ours)) {
    if (["www", "pkg"].includes(name)) cpSync(join(ours, name), join(checkout, name), { recursive: true });
    else if (!name.startsWith("dist")) symlinkSync(join(ours, name), join(checkout, name));
  }
  const change = (path, from, to) => {
    const before = readFileSync(join(checkout, path), "utf8");
    assert.equal(before.split(from).length, 2, `${path} has one ${from}`);
    writeFileSync(join(checkout, path), before.replace(from, to));
  };
  const row = 'natural_graphite,mine,production,2024,CHN,1270000,,,reported,graphite,"';
  change("www/data/production.csv", row, row.replace("1270000", "127000"));
  writeFileSync(join(checkout, "www/changes.toml"), `[${LATER}-graphite]\ndate = "${LATER}"\nen = "Corrected."\nfr = "Corrigé."\n\n${readFileSync(join(checkout, "www/changes.toml"), "utf8")}`);
  return checkout;
}
const LATER = "2099-01-01";

/** The sum over every file below a folder of the site, by its path. */
const sums = (below) => Object.fromEntries(readdirSync(join(out, below), { recursive: true })
  .filter((path) => statSync(join(out, below, path)).isFile())
  .map((path) => [path, createHash("sha256").update(readFileSync(join(out, below, path))).digest("hex")]));

// The last: the site is another then.
test("the data change and a view is withdrawn: frozen files stay to the byte, and the withdrawn picture stays and says so", async () => {
  const day = date();
  const own = `assets/${/assets\/([0-9a-f]{16})\//.exec(text(`v/${day}/embed/${VIEW}/index.html`))[1]}`;
  // As if this build had a view that the next one has not.
  const lost = "supplier-bars/en/unobtainium";
  for (const name of readdirSync(join(out, "embed/supplier-bars/en")).filter((one) => /^natural-graphite(\.|$)/.test(one))) {
    cpSync(join(out, "embed/supplier-bars/en", name), join(out, "embed/supplier-bars/en", name.replace("natural-graphite", "unobtainium")), { recursive: true });
  }
  const before = [sums(`v/${day}`), sums(own)];
  assert.ok(Object.keys(before[0]).length > 1000 && Object.keys(before[1]).length > 50);
  const moving = text(`embed/${VIEW}/index.html`);
  await build(corrected());
  assert.deepEqual([sums(`v/${day}`), sums(own)], before);
  assert.deepEqual(JSON.parse(text("v/latest.json")), { date: LATER, days: [LATER, day] });

  const figure = /1,270,000/;
  const shows = async (path, options) => {
    const page = await visit(here, path, { viewport: { width: 640, height: 900 }, ...options });
    if (options?.javaScriptEnabled !== false) await drawn(page);
    if (path.startsWith(`/v/${day}/`)) await page.locator("#newer").waitFor();
    const told = {
      old: figure.test(await page.locator("table").first().innerHTML()),
      newer: await page.locator("#newer").isVisible(), withdrawn: await page.locator("#withdrawn").isVisible(),
      picture: await page.locator(".picture").isVisible(),
    };
    assert.deepEqual(page.problems, [], path);
    await page.context().close();
    return told;
  };
  assert.ok(figure.test(moving) && !figure.test(text(`embed/${VIEW}/index.html`)));
  const picture = { picture: true };
  assert.deepEqual(await shows(`/embed/${VIEW}/`), { old: false, newer: false, withdrawn: false, ...picture });
  assert.deepEqual(await shows(`/v/${LATER}/embed/${VIEW}/`), { old: false, newer: false, withdrawn: false, ...picture });
  assert.deepEqual(await shows(`/v/${day}/embed/${VIEW}/`), { old: true, newer: true, withdrawn: false, ...picture });
  for (const options of [{}, { javaScriptEnabled: false }]) {
    for (const query of ["", "?controls=off"]) assert.deepEqual(await shows(`/embed/${lost}/${query}`, options), { old: true, newer: false, withdrawn: true, ...picture });
  }
  assert.match(text(`embed/${lost}/index.html`), /<p id="withdrawn" class="more">This view has been withdrawn[^<]* \d{4}-\d\d-\d\d\.<\/p>/);
  assert.ok(!existsSync(join(out, "v", LATER, "embed", lost)), "what is withdrawn is not of that day");
  // What stands beside it, and its codes, are still to be had.
  assert.deepEqual(Object.keys(JSON.parse(text(`embed/${lost}.json`)).codes).length, 6);
  // An element that names it shows it in a frame of its own: the facts of today are not its facts.
  const { element } = await codes(here, VIEW);
  const page = await open(here, room, article(element.replaceAll(VIEW, lost)));
  await page.waitForFunction(() => document.querySelector("offtake-chart")?.state);
  const inner = page.frames().find((frame) => frame.url().includes(lost));
  await inner.waitForSelector(".picture.drawn canvas");
  assert.ok(await inner.locator("#withdrawn").isVisible());
  assert.deepEqual(page.thrown, []);
  await page.context().close();
});
