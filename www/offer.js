// @ts-check
// What a figure offers beside its picture: the address of its view, the code for an article, the way to the workbench.

import { part } from "./chart.js";
import { codes } from "./codes.js";

/** @typedef {import("./chart.js").Figure} Figure */

/** Widths of columns, in px, in which the view of an open box is asked how tall it is. */
const COLUMNS = [320, 640];
/** Ends that. */
let asking = new AbortController();

/**
 * The address of a figure's own view, and the code that puts it into an article.
 * @param {Figure} figure
 * @param {string} link what differs from the usual, as the engine writes it
 * @param {{root: URL, lang: string, here: string, name?: string}} place the site, the language, the address of the view; of one
 *   that is built under a name, that name
 */
export function offer(figure, link, { root, lang, here, name }) {
  const query = link.replace(/^\?/, "");
  const anchor = part(figure.root, ".link");
  anchor.setAttribute("href", here);
  anchor.hidden = false;
  const bench = part(figure.root, ".to-bench");
  bench.setAttribute("href", new URL(`${lang}/explore/?chart=${figure.chart}&${query}`, root).href);
  bench.hidden = document.body.classList.contains("workbench");
  const method = part(figure.root, ".method");
  method.setAttribute("href", new URL(`${lang}/method/${link}`, root).href);
  method.hidden = false;
  const box = part(figure.root, "details.embed");
  box.hidden = false;
  // The path of the code names it: what else is asked for has to be drawn anew.
  const mineral = name || (figure.choice?.mineral ?? "");
  const rest = new URLSearchParams(name ? "" : query);
  rest.delete("mineral");
  part(box, "a").setAttribute("href", new URL(`${lang}/embedding/?chart=${figure.chart}&${query}`, root).href);
  /** @type {HTMLTextAreaElement} */
  const code = part(box, "textarea");
  const title = part(figure.root, "caption").textContent ?? "";
  box.ontoggle = () => {
    asking.abort();
    if (!(/** @type {HTMLDetailsElement} */ (box).open)) return;
    /** @type {Map<number, number>} */
    const own = new Map();
    const write = async () => {
      const found = await codes(root, { chart: figure.chart, lang, mineral, query: rest.size ? `?${rest}` : "", title, own: [...own] });
      code.value = found.iframe ?? "";
    };
    write();
    // The usual question's height is in the code.
    if (rest.size) ask(new URL(`embed/${figure.chart}/${lang}/${mineral}/?${rest}`, root).href, (width, tall) => {
      own.set(width, tall);
      write();
    });
  };
  if (/** @type {HTMLDetailsElement} */ (box).open) box.ontoggle(new ToggleEvent("toggle"));
  /** @type {HTMLButtonElement} */
  const copy = part(box, "button");
  copy.onclick = () => {
    code.select();
    navigator.clipboard.writeText(code.value).then(() => { copy.textContent = copy.dataset.done ?? ""; }, () => {});
  };
}

/**
 * Asks frames of a view that nobody sees how tall they are, until another is asked.
 * @param {string} address
 * @param {(width: number, tall: number) => void} say
 */
function ask(address, say) {
  const { signal } = asking = new AbortController();
  for (const width of COLUMNS) {
    const frame = document.createElement("iframe");
    // Fixed: it makes no page wider.
    frame.style.cssText = `position:fixed;visibility:hidden;border:0;width:${width}px`;
    frame.ariaHidden = "true";
    frame.tabIndex = -1;
    frame.src = address;
    addEventListener("message", ({ source, data }) => {
      if (source === frame.contentWindow && data?.offtake === 1 && data.type === "height") say(width, data.height);
    }, { signal });
    signal.addEventListener("abort", () => frame.remove());
    document.body.append(frame);
  }
}
