// @ts-check
// One chart in a frame: no storage, no stranger's request, its height told to every host that listens.

import { Figure, part } from "./chart.js";
import { open, ready, tell } from "./open.js";

const problem = part(document, "#problem");
const lang = document.documentElement.lang;
const own = new URLSearchParams(location.search);
const secret = new URLSearchParams(location.hash.replace(/^#\?/, "")).get("secret");

// A finished picture has its height before the engine starts.
new ResizeObserver(say).observe(document.documentElement);
addEventListener("load", say);
addEventListener("message", (event) => {
  if (event.source === parent) say();
});

open().then(async (atlas) => {
  const figure = new Figure(part(document, "figure.chart"), atlas);
  // The path names a mineral; the query may name another.
  const query = `lang=${lang}&mineral=${document.body.dataset.mineral}&${own}`;
  try {
    await ready(atlas, query);
    const choice = atlas.fromLink(query);
    figure.draw(choice);
    const more = part(document, "#explore");
    more.setAttribute("href", new URL(atlas.link(choice), new URL(more.getAttribute("href") ?? "", location.href)).href);
    document.title = figure.drawing?.summary().title ?? document.title;
  } catch (error) {
    tell(error, problem);
  }
}, (error) => console.warn(error));

/** Tells the host how tall this is, in the dialects that hosts know. Nothing else is told. */
function say() {
  if (parent === window) return;
  const height = Math.ceil(document.documentElement.getBoundingClientRect().height);
  const child = own.get("childId") ?? "";
  const messages = [
    { sentinel: "amp", type: "embed-size", height },
    { type: "set-height", value: height },
    JSON.stringify({ context: "iframe.resize", height, src: location.href }),
    `pymxPYMx${child}xPYMxheightxPYMx${height}`,
    { "datawrapper-height": { [child || location.pathname]: height } },
    ...(secret ? [{ message: "height", value: height, secret }] : []),
  ];
  for (const message of messages) parent.postMessage(message, "*");
}
