// @ts-check
// How sure a picture is: its draws, made by an engine in a worker, so that the page answers meanwhile. A frame without the
// right to one has none: then the picture makes them itself.

import { shared } from "./open.js";

/** @typedef {import("./offtake.js").Choice} Choice */

/** @type {Promise<Worker | null> | null} */
let worker = null;
/** @type {Map<number, (made: Float64Array | null) => void>} */
const waiting = new Map();
let last = 0;

/** A worker with the engine of this page; null where there can be none. */
async function started() {
  try {
    const made = await shared();
    const found = new Worker(new URL("draws.js", import.meta.url), { type: "module" });
    found.onmessage = ({ data }) => answer(data.number, data.made);
    found.onerror = (event) => {
      event.preventDefault();
      worker = Promise.resolve(null);
      for (const number of waiting.keys()) answer(number, null);
    };
    found.postMessage({ engine: made });
    return found;
  } catch {
    return null;
  }
}

/**
 * @param {number} number
 * @param {Float64Array | null} made
 */
function answer(number, made) {
  waiting.get(number)?.(made);
  waiting.delete(number);
}

/**
 * The draws of a choice's picture; null where no worker can make them, or the same figure has asked again meanwhile.
 * @param {Choice} choice
 * @param {number} figure
 * @returns {Promise<Float64Array | null>}
 */
export async function draws(choice, figure) {
  const found = await (worker ??= started());
  if (!found) return null;
  last += 1;
  const number = last;
  return new Promise((done) => {
    waiting.set(number, done);
    found.postMessage({ number, figure, choice });
  });
}
