// The engine of pages draws every chart, that of frames of facts the charts that need no project, rule or scenario; the page
// of each frame names the engine that draws it.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
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

test("every frame names an engine that knows its chart, the smaller one where that is enough", async () => {
  const [whole, facts] = [await engine("target/pages"), await engine("target/frame")];
  const named = { "frame/offtake": 0, offtake: 0 };
  whole.choice("lang=en");
  for (const { id } of whole.atlas.catalogue("en").charts) {
    const query = `chart=${id}&lang=en&mineral=gallium`;
    const [, name] = /data-engine="([\w/]+)"/.exec(String(read(`dist/embed/${id}/en/gallium/index.html`)));
    named[name] += 1;
    const choice = whole.choice(query);
    if (name === "frame/offtake") assert.deepEqual(facts.choice(query), choice, id);
    else assert.throws(() => facts.choice(query), (error) => error.code === "choice" && error.message.includes(id), id);
    assert.equal(whole.atlas.link(choice), "?mineral=gallium");
  }
  assert.ok(named["frame/offtake"] > 2 && named.offtake > 2, JSON.stringify(named));
  // A rule means nothing to a chart of facts, but a link that names it leads on to the page.
  assert.equal(facts.atlas.link(facts.choice("chart=end-uses&lang=en&rule=talmud")), "?rule=talmud");
  assert.throws(() => facts.choice("chart=end-uses&lang=en&rule=grab"), (error) => error.code === "choice");
});
