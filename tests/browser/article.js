// A newsroom's page on a host of its own, with an embed in it.
import { once } from "node:events";
import { createServer } from "node:http";
import { after, before } from "node:test";

/** A host whose next page is what `serve` was given last. */
export function newsroom() {
  const room = { body: "", policy: "", address: "" };
  let server;
  before(async () => {
    server = createServer((_, answer) => {
      answer.setHeader("content-type", "text/html; charset=utf-8");
      if (room.policy) answer.setHeader("content-security-policy", room.policy);
      answer.end(room.body);
    }).listen(0, "127.0.0.1");
    await once(server, "listening");
    room.address = `http://127.0.0.1:${server.address().port}/`;
  });
  after(() => server.close());
  return room;
}

/** An article that keeps every message that it hears. */
export const article = (code, head = "") => `<!doctype html><html lang="en"><title>Article</title>${head}
<script>window.heard = []; addEventListener("message", ({ data, source }) => window.heard.push(data));</script>
<body style="margin:0"><p>Before.</p>${code}<p id="after">After.</p>`;

/** The six codes of a view, filled as the generator fills them; `version` is the folder of a frozen one. */
export async function codes(here, stem, query = "", version = "") {
  const found = await (await fetch(new URL(`${version}embed/${stem}.json`, here.address))).json();
  const put = (code) => code.replaceAll("{{root}}", here.address).replaceAll("{{query}}", query.replace(/&/g, "&amp;")).replaceAll("{{title}}", found.title.replace(/"/g, "&quot;"));
  return { found, ...Object.fromEntries(Object.entries(found.codes).map(([way, code]) => [way, put(code)])) };
}

/** Opens an article and remembers what went wrong in it. */
export async function open(here, room, body, { policy = "", ...options } = {}) {
  Object.assign(room, { body, policy });
  const context = await here.browser.newContext({ viewport: { width: 700, height: 900 }, reducedMotion: "reduce", ...options });
  const page = await context.newPage();
  page.thrown = [];
  page.asked = [];
  page.on("pageerror", (error) => page.thrown.push(String(error)));
  page.on("request", (request) => page.asked.push(request.url()));
  await page.goto(room.address);
  return page;
}

/** The frame of an article. */
export const inside = async (page) => (await page.waitForSelector("iframe")).contentFrame();
