// @ts-check
// One chart in a frame: no storage, no stranger's request, drawn when it is seen.

import { Figure, part } from "./chart.js";
import { listen, sayReady } from "./host.js";
import { LOOK, dress } from "./look.js";
import { open, ready, tell } from "./open.js";

/** @typedef {import("./offtake.js").Choice} Choice */

const problem = part(document, "#problem");
const root = part(document, "figure.chart");
const more = part(document, "#explore");
const lang = document.documentElement.lang;
const home = new URL(more.getAttribute("href") ?? "", location.href);
const asked = new URLSearchParams(location.search);

const strangers = dress(document.documentElement, asked);
if (strangers.length) {
  problem.textContent = `${problem.dataset.look} ${strangers.join(", ")}`;
  problem.hidden = false;
}
for (const key of LOOK) asked.delete(key);

const engine = seen(root).then(() => open(document.body.dataset.engine));
/** @type {Figure | null} */
let figure = null;

/**
 * Shows what a query means; what was shown stays when it makes no sense.
 * @param {URLSearchParams} query
 */
async function show(query) {
  const atlas = await engine;
  // The path names a mineral; the query may name another.
  const whole = `mineral=${document.body.dataset.mineral}&${query}&chart=${root.dataset.chart}&lang=${lang}`;
  await ready(atlas, whole);
  figure ??= new Figure(root, atlas);
  const choice = atlas.fromLink(whole);
  figure.draw(choice);
  more.setAttribute("href", new URL(atlas.link(choice), home).href);
  document.title = figure.drawing?.summary().title ?? document.title;
}

listen({
  get: () => /** @type {Record<string, unknown> | null} */ (figure?.choice ?? null),
  set: async (state) => {
    const query = new URLSearchParams();
    for (const [key, value] of Object.entries({ ...figure?.choice, ...state })) query.set(key, String(value));
    // What follows from the mineral follows it, unless the host says otherwise.
    if ("mineral" in state) for (const key of ["project", "own", "tonnes", "market", "measure"]) if (!(key in state)) query.delete(key);
    await show(query);
  },
});

show(asked).then(() => sayReady(/** @type {any} */ (figure?.choice)), async (error) => {
  const code = /** @type {{code?: string}} */ (error).code;
  if (code) tell(error, problem);
  else console.warn(error);
  // The finished picture is that of the path. Where the query asks for another and the engine is out of reach, say so.
  if (!code && asked.size) {
    problem.textContent = problem.dataset.engine ?? "";
    problem.hidden = false;
  }
});

// A frozen version asks its own host whether there are newer data, and says nothing where it cannot know.
if (document.body.dataset.frozen) {
  fetch(new URL(`${document.body.dataset.up}v/latest.json`, location.href)).then((answer) => answer.json()).then(({ date }) => {
    const link = part(document, "#newer");
    link.hidden = !(date > (document.body.dataset.frozen ?? ""));
    if (!link.hidden) link.setAttribute("href", link.getAttribute("href") + location.search);
  }).catch(() => {});
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
