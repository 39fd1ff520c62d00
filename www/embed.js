// @ts-check
// One chart in a frame: no storage, no stranger's request. Its finished picture answers by itself; the engine comes when the reader
// or the host wants something, or when there is nothing else to do.

import { HOSTS, listen, sayError, sayReady } from "./host.js";
import { LOOK, dress } from "./look.js";
import { answer } from "./quick.js";

/** @typedef {import("./chart.js").Figure} Figure */

/** A reader in a frame that is never idle has the engine all the same. */
const BUSY_MS = 2000;
/** What a reader does who wants something. */
const SIGNS = ["pointermove", "pointerdown", "keydown", "focusin"];

/** @param {string} selector @returns {any} */
const part = (selector) => document.querySelector(selector);
const problem = part("#problem");
const root = part(".chart");
const more = part("#explore");
const lang = document.documentElement.lang;
const { frozen, mineral, query: own, up } = document.body.dataset;
const home = new URL(`${up}${lang}/`, location.href);
const asked = new URLSearchParams(location.search);

const strangers = dress(document.documentElement, asked);
if (strangers.length) {
  const look = part("#look");
  look.append(strangers.join(", "));
  look.hidden = false;
  sayError("look", look.textContent);
}
for (const key of [...LOOK, ...HOSTS]) asked.delete(key);
if (asked.get("mineral") === mineral) asked.delete("mineral");

/** Without its style sheet a canvas and what answers would stand under the finished picture, not on it: the picture is left alone. */
const bare = () => getComputedStyle(root).position === "static";
// WebKit runs a page's modules before a sheet in its body is there: until the page has loaded nobody knows whether one comes.
const dressed = Promise.resolve(bare() && document.readyState !== "complete" && new Promise((done) => addEventListener("load", done)));

/** @type {((figure: Figure) => void) | undefined} Hands over to the canvas. */
let hand;
const quick = dressed.then(async () => {
  if (bare()) for (const over of root.querySelectorAll(".still")) over.remove();
  hand = await answer(root, fetch(part("#marks").href));
}).catch(() => {});

/** @type {ReturnType<typeof fetched> | null} */
let engine = null;
/** @type {Figure | null} */
let figure = null;

async function fetched() {
  await dressed;
  if (bare()) throw new Error("figure.css");
  // All at once: none waits for what asks for it.
  document.head.append(part("#engine").content);
  const [{ Figure }, { open, ready }] = await Promise.all([import("./chart.js"), import("./open.js")]);
  return { atlas: await open(document.body.dataset.engine), Figure, ready };
}

/**
 * Shows what a query means; what was shown stays when it makes no sense.
 * @param {URLSearchParams} query
 */
async function show(query) {
  const { atlas, Figure, ready } = await (engine ??= fetched());
  // The path names a mineral, or a view with a name; what the query says goes before that.
  const whole = `mineral=${mineral}&${own}&${query}&chart=${root.dataset.chart}&lang=${lang}`;
  await ready(atlas, whole);
  const shown = figure ??= begun(new Figure(root, atlas));
  const choice = atlas.fromLink(whole);
  shown.draw(choice);
  more.setAttribute("href", new URL(atlas.link(choice), home).href);
  document.title = shown.drawing?.summary().title ?? document.title;
}

/** @param {Figure} fresh a canvas that is to come */
function begun(fresh) {
  root.addEventListener("drawn", () => {
    hand?.(fresh);
    hand = undefined;
  }, { once: true });
  return fresh;
}

/** @type {Promise<void> | null} */
let first = null;
/** Shows the view of the address, once. */
const begin = () => first ??= show(asked).then(() => sayReady(/** @type {any} */ (figure?.choice)), async (error) => {
  root.ariaBusy = null;
  const { code, message } = /** @type {{code?: string, message: string}} */ (error);
  if (code) (await import("./open.js")).tell(error, problem);
  else console.warn(error);
  // The finished picture is that of the path. Where the query asks for another and the engine is out of reach, say so.
  if (!code && asked.size) {
    problem.textContent = problem.dataset.engine ?? "";
    problem.hidden = false;
  }
  sayError(code ?? "engine", message);
});

listen({
  get: () => {
    begin();
    return /** @type {Record<string, unknown> | null} */ (figure?.choice ?? null);
  },
  set: async (state) => {
    await begin();
    const query = new URLSearchParams();
    for (const [key, value] of Object.entries({ ...figure?.choice, ...state })) query.set(key, String(value));
    // What follows from the mineral follows it, unless the host says otherwise.
    if ("mineral" in state) for (const key of ["project", "own", "tonnes", "market", "measure"]) if (!(key in state)) query.delete(key);
    await show(query);
  },
});

// The finished picture is that of the path: another has to be drawn, and it is pale until then.
if (asked.size) {
  root.ariaBusy = "true";
  root.addEventListener("drawn", () => { root.ariaBusy = null; }, { once: true });
  begin();
}
for (const sign of SIGNS) addEventListener(sign, begin, { once: true, capture: true, passive: true });
// What answers already comes first on a slow line. Beside other frames it comes first that they answer: they are given as long
// again as this one took.
const calm = quick.then(() => new Promise((done) => setTimeout(done, parent.length > 1 ? performance.now() : 0)));
Promise.all([seen(root), calm]).then(() => {
  if ("requestIdleCallback" in window) requestIdleCallback(begin, { timeout: BUSY_MS });
  else setTimeout(begin);
});

if (frozen) {
  const link = part("#newer");
  link.setAttribute("href", link.getAttribute("href") + location.search);
  import("./newer.js").then(({ newer }) => newer(link, frozen, new URL(`${up}`, location.href).href)).catch(() => {});
}

/**
 * When an element comes into view.
 * @param {Element} element
 * @returns {Promise<void>}
 */
function seen(element) {
  return new Promise((done) => {
    const watch = new IntersectionObserver((entries) => {
      if (!entries.some((entry) => entry.isIntersecting)) return;
      watch.disconnect();
      done();
    }, { rootMargin: "200px" });
    watch.observe(element);
  });
}
