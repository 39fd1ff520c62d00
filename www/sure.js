// @ts-check
// How sure a picture is: its draws, made by an engine in a worker, so that the page answers meanwhile. Frames of one page share
// the worker. A frame without the right to one has none: then the picture makes them itself.

import { gone, shared } from "./beside.js";
import { compiled } from "./open.js";

/** @typedef {import("./offtake.js").Choice} Choice */
/**
 * @typedef {object} Maker
 * @property {(choice: Choice, figure: object) => Promise<Float64Array | null>} ask
 * @property {Window} home whose worker it is
 */

/** @type {Promise<{maker: Maker, lost: Promise<never>} | null> | null} */
let found = null;

async function find() {
  const maker = await shared("draws", started);
  if (!maker) return null;
  /** @type {Promise<never>} */
  const lost = maker.home === window ? new Promise(() => {}) : gone(maker.home);
  // Whoever asks is told; nobody may be asking.
  lost.catch(() => {});
  return { maker, lost };
}

/**
 * A worker with the engine of this page; null where there can be none.
 * @returns {Promise<Maker | null>}
 */
async function started() {
  /** @type {Map<number, (made: Float64Array | null) => void>} */
  const waiting = new Map();
  /** @type {WeakMap<object, number>} */
  const figures = new WeakMap();
  let last = 0;
  let broken = false;
  /**
   * @param {number} number
   * @param {Float64Array | null} made
   */
  const answer = (number, made) => {
    waiting.get(number)?.(made);
    waiting.delete(number);
  };
  try {
    const made = await compiled();
    const worker = new Worker(new URL("draws.js", import.meta.url), { type: "module" });
    worker.onmessage = ({ data }) => answer(data.number, data.made);
    worker.onerror = (event) => {
      event.preventDefault();
      broken = true;
      for (const number of waiting.keys()) answer(number, null);
    };
    worker.postMessage({ engine: made });
    return {
      home: window,
      ask: (choice, figure) => new Promise((done) => {
        if (broken) return done(null);
        last += 1;
        if (!figures.has(figure)) figures.set(figure, last);
        waiting.set(last, done);
        worker.postMessage({ number: last, figure: figures.get(figure), choice });
      }),
    };
  } catch {
    return null;
  }
}

/**
 * The draws of a choice's picture; null where no worker can make them, or the same figure has asked again meanwhile.
 * @param {Choice} choice
 * @param {object} figure
 * @returns {Promise<Float64Array | null>}
 */
export async function draws(choice, figure) {
  for (;;) {
    const known = await (found ??= find());
    if (!known) return null;
    try {
      return await Promise.race([known.maker.ask(choice, figure), known.lost]);
    } catch {
      found = null;
    }
  }
}
