// @ts-check
// The worker behind sure.js: a second engine from the same compiled code, with facts of its own, that makes draws. Of several
// questions of one figure that wait only the newest is answered with draws.

import { ready, within } from "./open.js";

/** @typedef {import("./offtake.js").Choice} Choice */
/** @typedef {{number: number, figure: number, choice: Choice}} Asked */

/** @type {Promise<import("./offtake.js").Atlas> | null} */
let engine = null;
/** @type {Map<number, Asked>} By figure. */
const asked = new Map();
let due = 0;
/** A browser runs code that is new to it slowly and compiles meanwhile what runs often. So that this is behind a reader's first
 * step, the first draws are made again and again for this long, once nobody waits. */
const WARMING = 400;
let warm = false;

addEventListener("message", ({ data }) => {
  if (data.engine) {
    engine = within(data.engine, data.name);
    return;
  }
  if ("own" in data) {
    engine = engine && engine.then((atlas) => having(atlas, data.own));
    return;
  }
  const older = asked.get(data.figure);
  if (older) postMessage({ number: older.number, made: null });
  asked.set(data.figure, data);
  due ||= setTimeout(work);
});

/**
 * An atlas with a reader's own table, or with none any more.
 * @param {import("./offtake.js").Atlas} atlas
 * @param {import("./sure.js").Own | null} own
 */
async function having(atlas, own) {
  if (own) {
    await ready(atlas, `lang=${own.lang}`);
    atlas.takeOwn(own.lang, own.kind, own.bytes);
  } else {
    atlas.dropOwn();
  }
  return atlas;
}

async function work() {
  due = 0;
  const list = [...asked.values()];
  asked.clear();
  for (const { number, choice } of list) {
    /** @type {Float64Array | null} */
    let made = null;
    try {
      const atlas = await engine;
      if (atlas) {
        await ready(atlas, `lang=${choice.lang}&chart=${choice.chart}&mineral=${choice.mineral}&year=${choice.year}`);
        made = atlas.chances(choice);
      }
    } catch (error) {
      console.warn(error);
    }
    postMessage({ number, made });
    if (made && !warm) {
      warm = true;
      const until = performance.now() + WARMING;
      setTimeout(() => warmed(choice, until));
    }
  }
}

/**
 * @param {Choice} choice whose draws were made
 * @param {number} until
 */
async function warmed(choice, until) {
  if (performance.now() > until) return;
  try {
    const atlas = await engine;
    if (asked.size === 0) atlas?.chances(choice);
    setTimeout(() => warmed(choice, until));
  } catch {
    // Facts may have been taken back meanwhile; whoever asks for these draws is told.
  }
}
