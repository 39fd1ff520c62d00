// @ts-check
// <offtake-chart src="https://…/embed/supplier-bars/en/gallium/?stop=80">: a chart in the page itself. All of a page share
// one engine and one copy of the facts, and are drawn when they are seen. Where the page's policy refuses wasm or our
// requests, a frame takes its place, and where the view is of another day than this script: it has an engine and facts of its own.

import { dark, dress, LOOK } from "./look.js";
import { answer } from "./quick.js";

/** @typedef {import("./chart.js").Figure} Figure */

/** What an article says of its own words is not said of ours. */
const PLAIN = "text-align:start;text-indent:0;text-transform:none;letter-spacing:0;word-spacing:0;white-space:normal";

/** What belongs to this script: styles, engine and facts of one day. */
const OWN = new URL(".", import.meta.url).href;

/** @type {ReturnType<typeof started> | null} */
let engine = null;
/** For so long an engine waits for what answers before it, in ms. */
const PATIENCE_MS = 2000;

/** What draws. */
async function started() {
  const [{ Figure }, { open, ready }] = await Promise.all([import("./chart.js"), import("./open.js")]);
  return { atlas: await open(), Figure, ready };
}

/**
 * @param {ParentNode} tree
 * @param {string} selector of what the page of a frame promises
 * @returns {any}
 */
const part = (tree, selector) => tree.querySelector(selector);

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
    /** The way to chart and language of what is there, without what is in a frame. */
    this.kind = "";
    /** The path of the page that was read last, and what a frame of it shows: its mineral, and of a view with a name the rest. */
    this.path = "";
    this.own = "";
    this.begun = false;
    this.running = false;
    this.again = false;
    /** @type {HTMLIFrameElement | null} What stands in the chart's place. */
    this.framed = null;
    /** @type {Promise<void> | null} */
    this.dressed = null;
    /** @type {((figure?: Figure) => void) | void} Hands over to the canvas. */
    this.hand = undefined;
    /** Whether a frame stands there because its view is of another day. */
    this.foreign = false;
    /** @type {import("./offtake.js").Choice | null} What the frame says that it shows. */
    this.told = null;
  }

  connectedCallback() {
    // Where a policy refuses what the tag says of its look, the place of words in a line is below a picture that stands in it.
    if (getComputedStyle(this).display === "inline") this.style.display = "block";
    watch.observe(this);
    dark.addEventListener("change", this);
  }

  disconnectedCallback() {
    watch.unobserve(this);
    dark.removeEventListener("change", this);
  }

  /** The article's words may have changed with the reader's device. */
  handleEvent() {
    if (this.figure && this.look(new URL(this.src, document.baseURI)).get("ground") === "none") this.run();
  }

  attributeChangedCallback() {
    if (this.framed && !this.foreign) this.framed.src = this.src;
    else if (this.begun) this.run();
  }

  /** The address of the view. */
  get src() { return this.getAttribute("src") ?? ""; }
  set src(address) { this.setAttribute("src", address); }

  /** What is shown, or null before that. */
  get state() { return this.figure?.choice ?? this.told; }

  /** Shows the view of `src`. Tells `ready` or `error` by an event; what was shown stays after an error. */
  async run() {
    this.again = this.begun = true;
    if (this.running) {
      // The finished picture is of what was asked before.
      const figure = this.shadowRoot?.querySelector(".chart:not(:has(.drawn))");
      if (figure) figure.ariaBusy = "true";
      return;
    }
    this.running = true;
    while (this.again) {
      this.again = false;
      try {
        if (await this.show(new URL(this.src, document.baseURI))) this.dispatchEvent(new CustomEvent("ready", { detail: this.state }));
      } catch (error) {
        const { code, message } = /** @type {{code?: string, message: string}} */ (error);
        const problem = /** @type {HTMLElement | null | undefined} */ (this.shadowRoot?.querySelector("#problem"));
        this.settle();
        if (!code && !this.figure) this.frame();
        else if (code && problem) (await import("./open.js")).tell(error, problem);
        this.fail(code ?? "engine", String(message));
      }
    }
    this.running = false;
  }

  /**
   * @param {string} code
   * @param {string} message
   */
  fail(code, message) {
    this.dispatchEvent(new CustomEvent("error", { detail: { code, message } }));
  }

  /**
   * Whether the view is drawn here; else a frame shows it, and says so itself.
   * @param {URL} address
   */
  async show(address) {
    const [way, chart, lang] = /^.*embed\/([^/]+)\/([^/]+)\/(?=(?:[^/]+\/)?$)/.exec(address.pathname) ?? [];
    const kind = `${address.origin}${way}`;
    const path = `${address.origin}${address.pathname}`;
    // Styles come beside the page: neither waits for the other.
    const dressed = this.kind === kind && this.path === path ? null : this.styled();
    const page = dressed && await fetched(address);
    if (page) {
      const { assets, mineral, query } = page.body.dataset;
      if (assets !== undefined && new URL(assets, address).href !== OWN) {
        this.frame(page);
        return false;
      }
      Object.assign(this, { path, own: `mineral=${mineral}&${query}` });
    }
    // The finished picture comes before there is an engine.
    const query = new URLSearchParams(address.search);
    for (const key of LOOK) query.delete(key);
    if (page && !this.kind && !this.framed) {
      const marks = query.size ? null : fetch(new URL(part(page, "#marks").getAttribute("href"), address));
      // Whoever waits hears of it.
      marks?.catch(() => {});
      await dressed;
      const figure = this.furnish(page, address, kind);
      // It is the picture of the path: another has to be drawn, and it is pale until then. Else what answers comes first.
      if (marks) await Promise.race([this.listen(figure, marks), new Promise((done) => setTimeout(done, PATIENCE_MS))]);
      else figure.ariaBusy = "true";
    }
    const { atlas, Figure, ready } = await (engine ??= started());
    const whole = `${this.own}&${query}&chart=${chart}&lang=${lang}`;
    await ready(atlas, whole);
    const choice = atlas.fromLink(whole);
    // What is there stays until it is known that there is another.
    if (page && this.kind !== kind) {
      await dressed;
      this.furnish(page, address, kind);
    }
    const root = /** @type {ShadowRoot} */ (this.shadowRoot);
    this.dress(part(root, ".inside"), address);
    this.figure ??= new Figure(part(root, ".chart"), atlas);
    this.figure.draw(choice);
    part(root, "#problem").hidden = true;
    return true;
  }

  /**
   * Lets the finished picture answer before there is an engine, until a canvas takes over.
   * @param {HTMLElement} figure
   * @param {Promise<Response>} marks
   */
  async listen(figure, marks) {
    this.hand = await answer(figure, marks).catch(() => {});
  }

  /**
   * The finished picture answers no more: a canvas, or another picture, has come.
   * @param {Figure | null} [figure]
   */
  quiet(figure) {
    this.hand?.(figure ?? undefined);
    this.hand = undefined;
  }

  /** What is shown stays: nothing else is to come. */
  settle() {
    const figure = this.shadowRoot?.querySelector(".chart");
    if (figure) figure.ariaBusy = null;
  }

  /**
   * What the address says. On the article's own ground a theme that nobody has named is that of the article's words.
   * @param {URL} address
   */
  look({ search }) {
    const asked = new URLSearchParams(search);
    if (asked.get("ground") === "none" && (asked.get("theme") ?? "auto") === "auto") asked.set("theme", bright(getComputedStyle(this).color) ? "dark" : "light");
    return asked;
  }

  /**
   * Gives the look that the address asks for, and says what of it is not known.
   * @param {HTMLElement} wrapper
   * @param {URL} address
   */
  dress(wrapper, address) {
    const strangers = dress(wrapper, this.look(address));
    const look = part(wrapper, "#look");
    look.hidden = !strangers.length;
    look.textContent = `${look.dataset.words ??= look.textContent ?? ""}${strangers.join(", ")}`;
    if (strangers.length) this.fail("look", look.textContent);
  }

  /**
   * The finished picture, its table and its words, from the page that a frame would show.
   * @param {Document} page
   * @param {URL} address
   * @param {string} kind
   */
  furnish(page, address, kind) {
    const figure = part(page, ".chart");
    for (const link of figure.querySelectorAll("a")) {
      link.href = new URL(link.getAttribute("href") ?? "", address).href;
      link.target = "_blank";
      link.rel = "noopener";
    }
    const wrapper = document.createElement("div");
    wrapper.className = "inside frame";
    wrapper.dir = "ltr";
    wrapper.style.cssText = PLAIN;
    wrapper.lang = page.documentElement.lang;
    const up = wrapper.dataset.up = new URL(page.body.dataset.up ?? "", address).href;
    for (const note of ["#problem", "#look"]) wrapper.append(document.importNode(part(page, note), true));
    dress(wrapper, this.look(address));
    // Its style sheet is there.
    part(figure, "link").remove();
    wrapper.append(document.importNode(figure, true));
    const withdrawn = part(page, "#withdrawn");
    if (withdrawn && !withdrawn.hidden) wrapper.append(document.importNode(withdrawn, true));
    const { frozen } = page.body.dataset;
    if (frozen) {
      const link = /** @type {HTMLAnchorElement} */ (document.importNode(part(page, "#newer"), true));
      link.href = new URL(link.getAttribute("href") ?? "", address).href + address.search;
      wrapper.append(link);
      import("./newer.js").then(({ newer }) => newer(link, frozen, up)).catch(() => {});
    }
    this.quiet();
    this.kind = kind;
    this.figure = this.framed = this.told = null;
    this.seat(wrapper);
    const chart = part(wrapper, ".chart");
    chart.addEventListener("drawn", () => {
      chart.ariaBusy = null;
      this.quiet(this.figure);
    });
    return chart;
  }

  /** The style sheet. Without it a picture has another height: what stands in the tag, or a frame, is seen until then. */
  styled() {
    if (this.dressed) return this.dressed;
    const root = this.shadowRoot ?? this.attachShadow({ mode: "open" });
    const style = document.createElement("link");
    style.rel = "stylesheet";
    style.href = `${OWN}figure.css`;
    // A frame takes the place of what cannot be dressed: it has a picture that needs no style sheet.
    this.dressed = new Promise((done, fail) => {
      style.onload = () => done(undefined);
      style.onerror = () => fail(new Error("figure.css"));
    });
    this.dressed.catch(() => {});
    root.append(style, document.createElement("slot"));
    return this.dressed;
  }

  /**
   * Puts something in the place of what is there; the style sheet stays.
   * @param {HTMLElement} next
   */
  seat(next) {
    const root = this.shadowRoot ?? this.attachShadow({ mode: "open" });
    const there = root.querySelector(".inside, iframe, slot");
    if (there) there.replaceWith(next);
    else root.append(next);
  }

  /**
   * The same view in a frame: the article's policy allows no more, or the view is of another day.
   * @param {Document} [other] its page, in that case
   */
  frame(other) {
    this.foreign = Boolean(other);
    if (this.framed) {
      if (this.framed.getAttribute("src") !== this.src) this.framed.src = this.src;
      return;
    }
    const frame = this.framed = document.createElement("iframe");
    frame.src = this.src;
    frame.title = this.querySelector("a")?.title || this.textContent?.trim() || other?.title || "";
    frame.loading = "lazy";
    frame.referrerPolicy = "no-referrer";
    frame.setAttribute("sandbox", "allow-scripts allow-same-origin allow-popups allow-popups-to-escape-sandbox allow-downloads");
    frame.width = "100%";
    frame.height = this.getAttribute("height") ?? String(this.clientHeight || 600);
    frame.style.border = "0";
    addEventListener("message", ({ source, data }) => {
      if (frame !== this.framed || source !== frame.contentWindow || data?.offtake !== 1) return;
      if (data.type === "height") frame.style.height = `${Math.round(data.height)}px`;
      if (data.type === "error") this.fail(String(data.code), String(data.message));
      if (data.type === "ready") {
        this.told = data.state;
        this.dispatchEvent(new CustomEvent("ready", { detail: this.state }));
      }
    });
    this.quiet();
    this.kind = "";
    this.figure = null;
    this.seat(frame);
  }
}

/**
 * The page that a frame would show.
 * @param {URL} address
 */
async function fetched(address) {
  const answer = await fetch(address, { credentials: "omit", referrerPolicy: "no-referrer" });
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const words = `${address.pathname}: ${answer.status}`;
  // What is there stays: there is nothing that a frame could show.
  if (answer.status === 404 || answer.status === 410) throw { code: "gone", message: page.body.dataset.gone ?? words };
  if (!answer.ok) throw new Error(words);
  return page;
}

/**
 * Whether a colour is nearer to white than to black.
 * @param {string} colour as the browser computes it: `rgb(0, 0, 0)`, `color(srgb 0 0 0)`, `lab(0 0 0)`, `oklch(0 0 0)`
 */
function bright(colour) {
  const [space, ...words] = colour.split(/[\s(),/]+/);
  const [red, green, blue] = words.map(parseFloat).filter(Number.isFinite);
  if (/^(ok)?l/.test(space)) return red > (space.startsWith("ok") ? 0.6 : 50);
  return 2 * red + 7 * green + blue > (space === "color" ? 5 : 1275);
}

// An article may name the element of more than one day: the first draws what is of its day, and frames show the rest.
if (!customElements.get("offtake-chart")) customElements.define("offtake-chart", OfftakeChart);
