// @ts-check
// How sure a picture is: its draws, made by an engine in a worker, so that the page answers meanwhile; and canvases that it paints on
// for the page. Frames of one page share the worker. A frame without the right to one has none: then the picture makes them itself.

import { gone, shared } from "./beside.js";
import { compiled } from "./open.js";

/** @typedef {import("./offtake.js").Choice} Choice */
/** @typedef {{lang: string, kind: string, bytes: Uint8Array}} Own a reader's own table */
/**
 * @typedef {object} Maker
 * @property {(choice: Choice, figure: object) => Promise<Float64Array | null>} ask
 * @property {(canvas: HTMLCanvasElement) => Promise<Steps | null>} easel
 * @property {(own: Own | null) => void} lend
 * @property {Window} home whose worker it is
 */

/** @typedef {(step: import("./easel.js").Step) => Promise<import("./easel.js").Done | "older" | null>} Steps */

/** @type {Promise<{maker: Maker, lost: Promise<never>} | null> | null} */
let found = null;
/** @type {string | undefined} The engine of the page. */
let engine;
/** @type {Own[]} Tables of the reader's own that are in use: the worker of another frame does not have them. */
let own = [];

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
  /** @type {Map<number, (answer: any) => void>} */
  const waiting = new Map();
  /** @type {WeakMap<object, number>} */
  const figures = new WeakMap();
  let last = 0;
  let broken = false;
  /**
   * @param {number} number
   * @param {unknown} what
   */
  const answer = (number, what) => {
    waiting.get(number)?.(what);
    waiting.delete(number);
  };
  try {
    const made = await compiled(engine);
    const worker = new Worker(new URL("draws.js", import.meta.url), { type: "module" });
    worker.onmessage = ({ data }) => answer(data.number, data.answer);
    worker.onerror = (event) => {
      event.preventDefault();
      broken = true;
      for (const number of waiting.keys()) answer(number, null);
    };
    worker.postMessage({ engine: made, name: engine });
    for (const table of own) worker.postMessage({ own: table });
    const ask = (/** @type {object} */ what, /** @type {Transferable[]} */ given = []) => new Promise((/** @type {(answer: any) => void} */ done) => {
      if (broken) return done(null);
      waiting.set(last += 1, done);
      worker.postMessage({ number: last, ...what }, given);
    });
    return {
      home: window,
      ask: (choice, figure) => {
        if (!figures.has(figure)) figures.set(figure, last);
        return ask({ figure: figures.get(figure), choice });
      },
      easel: async (canvas) => {
        const given = canvas.transferControlToOffscreen();
        // The number under which a canvas was given is its name from then on.
        const easel = await ask({ canvas: given }, [given]);
        return easel && ((step) => ask({ easel, step }));
      },
      lend: (given) => worker.postMessage({ own: given }),
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
    if (!known || (own.length > 0 && known.maker.home !== window)) return null;
    try {
      return await Promise.race([known.maker.ask(choice, figure), known.lost]);
    } catch {
      found = null;
    }
  }
}

/**
 * Gives a canvas to the worker of this page, which paints on it from then on; null where there is none, or no such canvas.
 * @param {HTMLCanvasElement} canvas
 * @returns {Promise<Steps | null>}
 */
export async function easel(canvas) {
  const known = await (found ??= find());
  return known?.maker.home === window && "transferControlToOffscreen" in canvas ? known.maker.easel(canvas) : null;
}

/**
 * Has draws made by the engine that the page has anyway.
 * @param {string} name
 */
export function by(name) {
  engine = name;
}

/**
 * Gives the worker of this page a reader's own table too, or has it give all of them up.
 * @param {Own | null} table
 */
export async function lend(table) {
  own = table ? [...own, table] : [];
  const known = await found;
  if (known?.maker.home === window) known.maker.lend(table);
}
