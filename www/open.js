// @ts-check
// Starts an engine: its script, its wasm and the facts, fetched side by side.

import { shared } from "./beside.js";

/** @typedef {import("./offtake.js").Atlas} Atlas */

/** The engine of pages, which knows every chart. */
const ENGINE = "offtake";

/** @param {string} name */
export async function bytes(name) {
  const answer = await fetch(new URL(name, import.meta.url));
  if (!answer.ok) throw new Error(`${name}: ${answer.status}`);
  return new Uint8Array(await answer.arrayBuffer());
}

/** @param {string} name */
const code = (name) => new URL(`${name}_bg.wasm`, import.meta.url);

/**
 * A compiled engine.
 * @param {string} [name]
 */
export const compiled = (name = ENGINE) => shared(`${name}_bg.wasm`, () => WebAssembly.compileStreaming(fetch(code(name))));

/**
 * An atlas of its own. Borders come when a map is asked for.
 * @param {string} name
 * @param {Promise<WebAssembly.Module>} made
 * @returns {Promise<Atlas>}
 */
async function start(name, made) {
  /** @type {[typeof import("./offtake.js"), Uint8Array, WebAssembly.Module | URL]} */
  const [script, facts, engine] = await Promise.all([
    import(`./${name}.js`),
    bytes("facts.bin"),
    // A host may serve wasm under another type: then the slower way.
    made.catch(() => code(name)),
  ]);
  await script.default({ module_or_path: engine });
  return script.Atlas.open(facts, new Uint8Array());
}

/**
 * The atlas of the page, or of all frames of ours on a page.
 * @param {string} [name] of the engine: that of pages, `maps/offtake` and the like with a family of charts of facts, `bench/offtake`
 *   with all that analysts call
 */
export const open = (name = ENGINE) => shared(name, () => start(name, compiled(name)));

/**
 * The atlas of a worker.
 * @param {WebAssembly.Module} made
 * @param {string} [name] of the engine
 */
export const within = (made, name = ENGINE) => start(name, Promise.resolve(made));

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
  const { code, message } = /** @type {{code?: string, message?: string}} */ (error);
  // An error of an engine that frames share is of another window: no `Error` of this one.
  const words = code ? message : place.dataset.failed;
  place.textContent = `${words} ${place.dataset.kept}`;
  place.hidden = false;
}
