// The engine of pages draws every chart, each engine of frames one family of the charts that need no project, rule or scenario;
// the page of each frame names the engine that draws it.
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { test } from "node:test";

const root = new URL("../../", import.meta.url);
const read = (path) => readFileSync(new URL(path, root));

/** An engine with all that a query needs. */
async function engine(folder) {
  const script = await import(new URL(`${folder}/offtake.js`, root));
  await script.default({ module_or_path: read(`${folder}/offtake_bg.wasm`) });
  const atlas = script.Atlas.open(read("pkg/facts.bin"), new Uint8Array());
  return {
    atlas,
    choice(query) {
      for (let id = atlas.needs(query); id; id = atlas.needs(query)) atlas.add(id, read(id === "borders" ? "pkg/borders.bin" : `pkg/facts/${id}.bin`));
      return atlas.fromLink(query);
    },
  };
}

test("every frame names an engine that knows its chart, the smallest that does", async () => {
  const whole = await engine("target/pages");
  const frames = new Map();
  for (const family of readdirSync(new URL("target/frames/", root))) frames.set(`${family}/offtake`, await engine(`target/frames/${family}`));
  assert.equal(frames.size, 3);
  const named = new Map([...frames.keys(), "offtake"].map((name) => [name, 0]));
  whole.choice("lang=en");
  for (const { id } of whole.atlas.catalogue("en").charts) {
    const query = `chart=${id}&lang=en&mineral=gallium`;
    const [, name] = /data-engine="([\w/]+)"/.exec(String(read(`dist/embed/${id}/en/gallium/index.html`)));
    named.set(name, named.get(name) + 1);
    const choice = whole.choice(query);
    for (const [frame, { choice: known }] of frames) {
      if (name === frame) assert.deepEqual(known(query), choice, id);
      else assert.throws(() => known(query), (error) => error.code === "choice" && error.message.includes(id), `${id} in ${frame}`);
    }
    assert.equal(whole.atlas.link(choice), "?mineral=gallium");
  }
  assert.ok([...named.values()].every((count) => count > 0), JSON.stringify([...named]));
  // A rule or a measure means nothing to a chart of other facts, but a link that names it leads on to the page.
  const bars = frames.get("bars/offtake");
  assert.equal(bars.atlas.link(bars.choice("chart=end-uses&lang=en&rule=talmud&measure=origin-share")), "?rule=talmud&measure=origin-share");
  assert.throws(() => bars.choice("chart=end-uses&lang=en&rule=grab"), (error) => error.code === "choice");
  assert.throws(() => bars.choice("chart=end-uses&lang=en&measure=guess"), (error) => error.code === "choice" && error.message.includes("origin-share"));
});
