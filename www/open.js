// @ts-check
// Starts the engine: wasm, facts and borders, fetched side by side.

import init, { Atlas } from "./offtake.js";

/** @param {string} name */
export async function bytes(name) {
  const answer = await fetch(new URL(name, import.meta.url));
  if (!answer.ok) throw new Error(`${name}: ${answer.status}`);
  return new Uint8Array(await answer.arrayBuffer());
}

const engine = new URL("offtake_bg.wasm", import.meta.url);

/**
 * The compiled engine: that of a frame of ours beside this one, else compiled here, for them to take. A frame of another
 * origin, or in a sandbox without one, cannot be asked.
 * @returns {Promise<WebAssembly.Module>}
 */
function compiled() {
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

/** @type {Promise<WebAssembly.Module> | null} */
let made = null;

/** The compiled engine of this page. */
export const shared = () => (made ??= compiled());

/**
 * The atlas of the page.
 * @param {WebAssembly.Module} [given] the compiled engine, where somebody has it already
 */
export async function open(given) {
  const [facts, borders] = await Promise.all([
    bytes("facts.bin"),
    bytes("borders.bin"),
    // A host may serve wasm under another type: then the slower way.
    (given ? Promise.resolve(given) : shared()).catch(() => engine).then((made) => init({ module_or_path: made })),
  ]);
  return Atlas.open(facts, borders);
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
