// @ts-check
// <offtake-chart src="https://…/embed/supplier-bars/en/gallium/?stop=80">: a chart in the page itself. All of a page share
// one engine and one copy of the facts, and are drawn when they are seen. Where the page's policy refuses wasm or our
// requests, a frame takes its place.

import { Figure, inTheDark, part } from "./chart.js";
import { dress, LOOK } from "./look.js";
import { open, ready } from "./open.js";

/** @typedef {import("./offtake.js").Atlas} Atlas */

/** @type {Promise<Atlas> | null} */
let engine = null;

const watch = new IntersectionObserver((entries) => {
  for (const { isIntersecting, target } of entries) {
    if (!isIntersecting) continue;
    watch.unobserve(target);
    /** @type {OfftakeChart} */ (target).run();
  }
}, { rootMargin: "200px" });

export class OfftakeChart extends HTMLElement {
  static observedAttributes = ["src"];

  constructor() {
    super();
    /** @type {Figure | null} */
    this.figure = null;
    this.running = false;
    this.again = false;
  }

  connectedCallback() {
    watch.observe(this);
  }

  disconnectedCallback() {
    watch.unobserve(this);
  }

  attributeChangedCallback() {
    if (this.figure || this.running) this.run();
  }

  /** The address of the view. */
  get src() { return this.getAttribute("src") ?? ""; }
  set src(address) { this.setAttribute("src", address); }

  /** What is shown, or null before that. */
  get state() { return this.figure?.choice ?? null; }

  /** Shows the view of `src`. Tells `ready` or `error` by an event; what was shown stays after an error. */
  async run() {
    this.again = true;
    if (this.running) return;
    this.running = true;
    while (this.again) {
      this.again = false;
      try {
        await this.show(new URL(this.src, document.baseURI));
        this.dispatchEvent(new CustomEvent("ready", { detail: this.state }));
      } catch (error) {
        const code = /** @type {{code?: string}} */ (error).code;
        if (!code) this.frame();
        this.dispatchEvent(new CustomEvent("error", { detail: { code: code ?? "engine", message: String(/** @type {Error} */ (error).message) } }));
      }
    }
    this.running = false;
  }

  /** @param {URL} address */
  async show(address) {
    const root = this.shadowRoot ?? await this.furnish(address);
    engine ??= open();
    const atlas = await engine;
    const wrapper = part(root, "div");
    dress(wrapper, address.searchParams);
    const query = new URLSearchParams(address.search);
    for (const key of LOOK) query.delete(key);
    const [, chart, lang, mineral] = /embed\/([^/]+)\/([^/]+)\/(?:([^/]+)\/)?$/.exec(address.pathname) ?? [];
    const whole = `${mineral ? `mineral=${mineral}&` : ""}${query}&chart=${chart}&lang=${lang}`;
    await ready(atlas, whole);
    this.figure ??= new Figure(part(root, ".chart"), atlas);
    this.figure.draw(atlas.fromLink(whole));
  }

  /**
   * The finished picture, its table and its words, from the page that a frame would show.
   * @param {URL} address
   */
  async furnish(address) {
    const answer = await fetch(address, { credentials: "omit", referrerPolicy: "no-referrer" });
    if (!answer.ok) throw new Error(`${address.pathname}: ${answer.status}`);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const figure = part(page, ".chart");
    for (const link of figure.querySelectorAll("a")) {
      link.href = new URL(link.getAttribute("href") ?? "", address).href;
      link.target = "_blank";
      link.rel = "noopener";
    }
    const wrapper = document.createElement("div");
    wrapper.className = "inside frame";
    wrapper.dir = "ltr";
    wrapper.lang = page.documentElement.lang;
    wrapper.dataset.up = new URL(page.body.dataset.up ?? "", address).href;
    // Its theme says which pictures are taken.
    dress(wrapper, address.searchParams);
    place(figure, inTheDark(wrapper));
    wrapper.append(document.importNode(figure, true));
    const style = document.createElement("link");
    style.rel = "stylesheet";
    style.href = new URL("figure.css", import.meta.url).href;
    const dressed = new Promise((done) => { style.onload = style.onerror = done; });
    const root = this.attachShadow({ mode: "open" });
    root.append(style, wrapper);
    await dressed;
    return root;
  }

  /** The same view in a frame, for pages whose policy allows no more. */
  frame() {
    if (this.querySelector("iframe") || this.figure) return;
    const frame = document.createElement("iframe");
    frame.src = this.src;
    frame.title = this.textContent?.trim() ?? "";
    frame.loading = "lazy";
    frame.referrerPolicy = "no-referrer";
    frame.setAttribute("sandbox", "allow-scripts allow-same-origin allow-popups allow-popups-to-escape-sandbox allow-downloads");
    frame.width = "100%";
    frame.height = this.getAttribute("height") ?? "600";
    frame.style.border = "0";
    addEventListener("message", ({ source, data }) => {
      if (source === frame.contentWindow && data?.offtake === 1 && data.type === "height") frame.style.height = `${Math.round(data.height)}px`;
    });
    if (this.shadowRoot) this.shadowRoot.replaceChildren(frame);
    else this.replaceChildren(frame);
  }
}

/**
 * A frame chooses its picture by its own width, which the column of an article has not: here the style sheet chooses.
 * @param {ParentNode} figure
 * @param {boolean} dark
 */
function place(figure, dark) {
  const [wideDark, narrowDark, wide] = [...figure.querySelectorAll("source")].map(({ srcset }) => srcset);
  const { src } = /** @type {HTMLImageElement} */ (part(figure, "picture > img"));
  const chosen = { narrow: dark ? narrowDark : src, wide: dark ? wideDark : wide };
  for (const [name, picture] of Object.entries(chosen)) {
    const svg = new DOMParser().parseFromString(decodeURIComponent(picture.slice(picture.indexOf(",") + 1)), "image/svg+xml");
    part(figure, `.still.${name}`).replaceChildren(svg.documentElement);
  }
  for (const own of figure.querySelectorAll("picture, link")) own.remove();
}

customElements.define("offtake-chart", OfftakeChart);
