// Every way of pasting, on hosts of every kind, in three engines. What each shows in each is what the tables say; where an
// engine is not on this machine, its test says what to install.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { codes, newsroom } from "./article.js";
import { ENGINES } from "./browsers.js";
import { article, hosts } from "./consumers.js";
import { site } from "./site.js";

const here = site();
const room = newsroom();
const WAYS = ["iframe", "iframe-script", "element", "picture", "amp", "oembed"];
const pym = readFileSync(new URL("../node_modules/pym.js/dist/pym.v1.min.js", import.meta.url), "utf8");

const USUAL = { iframe: "live frame", "iframe-script": "live frame, fitted", element: "live element", picture: "picture", amp: "nothing", oembed: "nothing" };
const FITTED = { ...USUAL, iframe: "live frame, fitted" };
/** What a host makes of the six ways: a bare address and AMP's code are nothing to hosts that do not know them. */
const EXPECTED = {
  bare: USUAL,
  "sandbox=allow-scripts": USUAL,
  "policy without wasm": { ...USUAL, element: "live frame, fitted" },
  "script stripped": { ...USUAL, "iframe-script": "live frame", element: "picture" },
  "script lost": { ...USUAL, "iframe-script": "live frame", element: "picture" },
  WordPress: { ...FITTED, oembed: "live frame, fitted" },
  AMP: { ...USUAL, amp: "live frame, fitted" },
  pym: FITTED,
  Datawrapper: FITTED,
  Guardian: FITTED,
  oEmbed: { ...USUAL, oembed: "live frame" },
};

for (const [name, { start, lacks }] of Object.entries(ENGINES)) {
  test(`six ways on eleven hosts in ${name}`, { skip: lacks }, async (t) => {
    const found = await codes(here, "supplier-bars/en/natural-graphite");
    const ways = Object.fromEntries(WAYS.map((way) => [way, found[way]]));
    const engine = await start();
    t.after(() => engine.close());
    t.diagnostic(engine.version);
    const seen = {};
    for (const [host, kind] of Object.entries(hosts(new URL(here.address).origin, pym))) {
      Object.assign(room, { body: article(kind, ways), policy: kind.policy ?? "" });
      const { found, thrown } = await engine.ask(room.address);
      seen[host] = found;
      t.diagnostic(`${host}: ${WAYS.map((way) => `${way} ${found[way]}`).join(" · ")}`);
      assert.deepEqual(thrown, [], host);
    }
    assert.deepEqual(seen, EXPECTED);
  });
}
