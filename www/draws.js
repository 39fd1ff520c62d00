// @ts-check
// The worker behind sure.js: a second engine from the same compiled code, with facts of its own, that makes draws and paints the steps
// of a slider. Of several questions of one figure that wait only the newest is answered.

import { ready, within } from "./open.js";

/** @typedef {import("./offtake.js").Choice} Choice */
/** @typedef {{number: number, figure: number, choice: Choice}} Asked */
/** @typedef {{number: number, easel: number, step: import("./easel.js").Step}} Stepped */

/** @type {Promise<import("./offtake.js").Atlas> | null} */
let engine = null;
/** @type {Map<number, Asked>} By figure. */
const asked = new Map();
/** @type {Map<number, Stepped>} By easel. */
const stepped = new Map();
/** @type {Map<number, Promise<import("./easel.js").Easel>>} */
const easels = new Map();
let due = false;
/** Begins the next piece of work when what has come meanwhile is heard, and without the pauses between timers. */
const next = new MessageChannel();
next.port1.onmessage = work;
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
  if (data.canvas) {
    easels.set(data.number, import("./easel.js").then(({ Easel }) => new Easel(data.canvas)));
    Promise.all([engine, easels.get(data.number)]).then(() => data.number, () => null).then((answer) => postMessage({ number: data.number, answer }));
    return;
  }
  const [waiting, key] = data.step ? [stepped, data.easel] : [asked, data.figure];
  const older = waiting.get(key);
  if (older) postMessage({ number: older.number, answer: data.step ? "older" : null });
  waiting.set(key, data);
  if (!due) next.port2.postMessage(null);
  due = true;
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

/** One thing at a time: what a reader's hand waits for comes first. */
async function work() {
  const [step] = stepped.values();
  const [question] = asked.values();
  if (step) {
    const { number, easel, step: { choice, from } } = step;
    stepped.delete(easel);
    await answered(number, from ? [from, choice] : [choice], async (atlas) => (await easels.get(easel))?.show(atlas, step.step));
  } else if (question) {
    const { number, figure, choice } = question;
    asked.delete(figure);
    const made = await answered(number, [choice], (atlas) => atlas.chances(choice));
    if (made && !warm) {
      warm = true;
      const until = performance.now() + WARMING;
      setTimeout(() => warmed(choice, until));
    }
  }
  due = stepped.size + asked.size > 0;
  if (due) next.port2.postMessage(null);
}

/**
 * Answers with what an engine makes of choices whose facts are there, and with null where it cannot.
 * @template T
 * @param {number} number
 * @param {Choice[]} choices
 * @param {(atlas: import("./offtake.js").Atlas) => T | Promise<T>} make
 */
async function answered(number, choices, make) {
  /** @type {T | null} */
  let answer = null;
  try {
    const atlas = await engine;
    if (atlas) {
      for (const { lang, chart, mineral, year } of choices) await ready(atlas, `lang=${lang}&chart=${chart}&mineral=${mineral}&year=${year}`);
      answer = await make(atlas);
    }
  } catch (error) {
    console.warn(error);
  }
  // A step's draws are a copy that is given away.
  const made = /** @type {{made?: Float64Array} | null} */ (answer)?.made;
  postMessage({ number, answer }, { transfer: made ? [made.buffer] : [] });
  return answer;
}

/**
 * @param {Choice} choice whose draws were made
 * @param {number} until
 */
async function warmed(choice, until) {
  if (performance.now() > until) return;
  try {
    const atlas = await engine;
    if (!due) atlas?.chances(choice);
    setTimeout(() => warmed(choice, until));
  } catch {
    // Facts may have been taken back meanwhile; whoever asks for these draws is told.
  }
}
