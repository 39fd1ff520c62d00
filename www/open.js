// @ts-check
// Starts the engine: wasm, facts and borders, fetched side by side.

import init, { Atlas } from "./offtake.js";

/** @param {string} name */
async function bytes(name) {
  const answer = await fetch(new URL(name, import.meta.url));
  if (!answer.ok) throw new Error(`${name}: ${answer.status}`);
  return new Uint8Array(await answer.arrayBuffer());
}

/** The atlas of the page. */
export async function open() {
  const [facts, borders] = await Promise.all([
    bytes("facts.bin"),
    bytes("borders.bin"),
    init({ module_or_path: new URL("offtake_bg.wasm", import.meta.url) }),
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
