// @ts-check
// Starts the engine: script, wasm and facts, fetched side by side.

/** @typedef {import("./offtake.js").Atlas} Atlas */

/** @param {string} name */
async function bytes(name) {
  const answer = await fetch(new URL(name, import.meta.url));
  if (!answer.ok) throw new Error(`${name}: ${answer.status}`);
  return new Uint8Array(await answer.arrayBuffer());
}

/**
 * The compiled engine: that of a frame of ours beside this one, else compiled here, for them to take. A frame of another
 * origin, or in a sandbox without one, cannot be asked.
 * @param {URL} engine
 * @returns {Promise<WebAssembly.Module>}
 */
function compiled(engine) {
  for (let at = 0; at < parent.length; at++) {
    try {
      const beside = /** @type {any} */ (parent[at]).offtake;
      if (beside?.engine === engine.href) return beside.made;
    } catch {
      // A stranger's.
    }
  }
  const made = WebAssembly.compileStreaming(fetch(engine));
  Object.assign(window, { offtake: { engine: engine.href, made } });
  return made;
}

/**
 * The atlas of the page.
 * @param {string} [name] of the engine: all charts, or `facts`, which a frame with one chart of facts needs
 * @returns {Promise<Atlas>}
 */
export async function open(name = "offtake") {
  const engine = new URL(`${name}_bg.wasm`, import.meta.url);
  /** @type {[typeof import("./offtake.js"), Uint8Array, WebAssembly.Module | URL]} */
  const [script, facts, made] = await Promise.all([
    import(`./${name}.js`),
    bytes("facts.bin"),
    // A host may serve wasm under another type: then the slower way.
    compiled(engine).catch(() => engine),
  ]);
  await script.default({ module_or_path: made });
  // Borders come when a map is asked for.
  return script.Atlas.open(facts, new Uint8Array());
}

/**
 * Fetches what a query needs beside the facts that are here.
 * @param {Atlas} atlas
 * @param {string} query
 */
export async function ready(atlas, query) {
  for (let id = atlas.needs(query); id; id = atlas.needs(query)) atlas.add(id, await bytes(`facts/${id}.bin`));
}

/**
 * What to tell the reader about an error: the engine's own sentence where it has one.
 * @param {unknown} error
 * @param {HTMLElement} place the alert, which holds the page's words
 */
export function tell(error, place) {
  const code = /** @type {{code?: string}} */ (error).code;
  const words = code && error instanceof Error ? error.message : place.dataset.failed;
  place.textContent = `${words} ${place.dataset.kept}`;
  place.hidden = false;
}
