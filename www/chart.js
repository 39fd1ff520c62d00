// @ts-check
// One figure: a canvas in place of the finished picture, the pointer, the keyboard, the table beside it.

import { dark, forced, inTheDark } from "./look.js";
import { draws } from "./sure.js";

/** @typedef {import("./offtake.js").Atlas} Atlas */
/** @typedef {import("./offtake.js").Choice} Choice */
/** @typedef {import("./offtake.js").Drawing} Drawing */
/** @typedef {import("./offtake.js").Hit} Hit */
/** @typedef {import("./offtake.js").Look} Look */
/** @typedef {import("./offtake.js").Summary} Summary */
/** @typedef {Summary | Pick<Summary, "title" | "sentence">} Said what a picture says, without its table while nobody reads that */

/** Draws that are still to come. */
const NONE = new Float64Array();
/** After so long without another step the reader has let go. */
export const PAUSE_MS = 600;
/** For so long after a key, what scrolls is the window that follows it and not the reader. */
const BRINGING_MS = 200;
/** Widths that pictures on paper are drawn for, in CSS px. */
const PAPER_PX = 640;
const BROAD_PX = 960;

const still = matchMedia("(prefers-reduced-motion: reduce)");

/**
 * The element of a figure, which the page's template promises.
 * @template {HTMLElement} T
 * @param {ParentNode} root
 * @param {string} selector
 * @returns {T}
 */
export function part(root, selector) {
  const found = root.querySelector(selector);
  if (!found) throw new Error(`the page lacks ${selector}`);
  return /** @type {T} */ (found);
}

export class Figure {
  /**
   * @param {HTMLElement} root the <figure>
   * @param {Atlas} atlas
   */
  constructor(root, atlas) {
    this.root = root;
    this.atlas = atlas;
    this.chart = root.dataset.chart ?? "";
    /** @type {HTMLElement} */
    this.picture = part(root, ".picture");
    /** @type {HTMLElement} */
    this.spoken = part(root, ".spoken");
    this.canvas = document.createElement("canvas");
    this.canvas.tabIndex = 0;
    this.canvas.dir = "ltr";
    this.canvas.setAttribute("role", "img");
    this.ring = this.overlay("ring");
    this.ring.setAttribute("aria-hidden", "true");
    this.tip = this.overlay("tip");
    this.paper = document.createElement("div");
    this.paper.className = "paper";
    this.paper.setAttribute("aria-hidden", "true");
    /** @type {Drawing | null} */
    this.drawing = null;
    /** @type {Choice | null} */
    this.choice = null;
    /** @type {Look | undefined} The part of the map that is looked at. */
    this.look = undefined;
    /** @type {Promise<{placed: () => void}> | null} What looks more closely at a map. */
    this.closer = null;
    this.pinned = false;
    this.due = 0;
    /** @type {Float64Array | undefined} The last draws, and what they depend on. */
    this.sure = undefined;
    this.sureOf = "";
    this.asked = "";
    /** Nobody else can make draws. */
    this.alone = false;
    this.frame = 0;
    /** @type {Drawing | null} What the canvas shows while the drawing waits for its draws. */
    this.seen = null;
    /** The width that was drawn for: a picture that grows taller is not drawn again, and goes on moving. */
    this.wide = 0;
    /** When what moves has arrived. */
    this.arrived = Promise.resolve();
    this.arrive = () => {};
    this.saying = 0;
    this.fitting = 0;
    /** When a key was last pressed on the picture. */
    this.keyed = -BRINGING_MS;
    this.listen();
  }

  /** @param {string} name */
  overlay(name) {
    const element = document.createElement("div");
    element.className = name;
    element.hidden = true;
    return element;
  }

  listen() {
    const canvas = this.canvas;
    /** @type {HTMLDetailsElement} */
    const take = part(this.root, "details.take");
    take.hidden = false;
    take.addEventListener("toggle", () => {
      import("./download.js").then((module) => module.offer(this, take));
    }, { once: true });
    canvas.addEventListener("pointermove", (event) => {
      if (event.pointerType === "mouse" && !this.pinned && !this.rests(event)) this.point(event);
    });
    canvas.addEventListener("pointerleave", (event) => {
      // Onto the words themselves is not away from them.
      if (!this.pinned && event.relatedTarget !== this.tip && !this.rests(event)) this.dismiss();
    });
    this.tip.addEventListener("pointerleave", () => {
      if (!this.pinned) this.dismiss();
    });
    canvas.addEventListener("click", (event) => {
      this.point(event);
      this.pinned = !this.tip.hidden;
    });
    canvas.addEventListener("keydown", (event) => this.key(event));
    canvas.addEventListener("blur", () => this.dismiss());
    document.addEventListener("keydown", (event) => {
      if (event.key === "Escape") this.dismiss();
    });
    document.addEventListener("pointerdown", (event) => {
      // To the article what lies in an element is the element.
      const [target] = event.composedPath();
      if (target !== canvas && target !== this.tip) this.dismiss();
    });
    addEventListener("scroll", ({ timeStamp }) => { if (timeStamp > this.keyed + BRINGING_MS) this.dismiss(); }, { passive: true });
    // The width of the column, the ratio of the screen and the ground can all change under a picture.
    new ResizeObserver(() => { if (this.picture.clientWidth !== this.wide) this.later(); }).observe(this.root);
    for (const wish of [dark, forced]) wish.addEventListener("change", () => this.later());
    addEventListener("beforeprint", () => this.print());
    addEventListener("afterprint", () => this.paper.replaceChildren());
    this.watchRatio();
  }

  /**
   * Whether the picture goes by under a pointer at rest, where keys have it shown.
   * @param {PointerEvent} event
   */
  rests(event) {
    return !this.ring.hidden && !event.movementX && !event.movementY;
  }

  /** On paper the view is lines and letters, not dots: what is drawn is drawn anew as SVG, on white. */
  print() {
    if (!this.choice) return;
    const own = this.own(this.choice);
    const drawn = (/** @type {number} */ widthPx) =>
      this.atlas.draw(document.createElement("canvas"), own, { widthPx, dpr: 1, dark: false, bare: false }, this.made(own));
    let drawing = drawn(PAPER_PX);
    // A tall picture shares its sheet with a table, and would be printed small: its parts stand side by side.
    if (drawing.heightPx() > PAPER_PX) {
      drawing.free();
      drawing = drawn(BROAD_PX);
    }
    this.paper.replaceChildren(new DOMParser().parseFromString(drawing.svg(), "image/svg+xml").documentElement);
    drawing.free();
  }

  watchRatio() {
    const query = matchMedia(`(resolution: ${devicePixelRatio}dppx)`);
    query.addEventListener("change", () => { this.later(); this.watchRatio(); }, { once: true });
  }

  later() {
    if (this.due || !this.choice) return;
    this.due = requestAnimationFrame(() => {
      this.due = 0;
      if (this.choice && this.root.isConnected) this.draw(this.choice);
    });
  }

  /**
   * A choice of this chart.
   * @param {Choice} choice
   */
  own(choice) {
    return { ...choice, chart: this.chart };
  }

  /** What a picture is drawn for here. */
  sheet() {
    const bare = !!this.root.closest('[data-ground="none"]');
    return { widthPx: this.picture.clientWidth, dpr: devicePixelRatio, dark: inTheDark(this.root), bare, window: this.look };
  }

  /**
   * Draws a choice. What was there before stays when this throws.
   * @param {Choice} choice
   */
  draw(choice) {
    const own = this.own(choice);
    const paper = this.sheet();
    this.wide = paper.widthPx;
    const of = this.atlas.chancesOf(own);
    const known = this.made(own);
    const later = of && !known && !this.alone;
    if (later) this.ask(choice, own, of);
    // The finished picture has its draws: it stays until they are here. Later pictures are shown at once, without.
    if (later && !this.drawing) {
      this.choice = choice;
      return;
    }
    const drawing = this.atlas.lay(this.canvas, own, paper, later ? NONE : known);
    const changed = JSON.stringify(choice) !== JSON.stringify(this.choice);
    const before = this.seen ?? this.drawing;
    const moves = !!before && drawing.follow(before) && (changed || !!this.seen);
    // The room that was kept for the finished picture stays until another view is shown: nothing moves.
    if (this.drawing && changed) this.picture.classList.add("free");
    // A link may ask for a view that the room was not kept for.
    if (!this.drawing && !fits(drawing.heightPx(), this.picture.clientHeight)) this.picture.classList.add("free");
    if (this.seen) this.drawing?.free();
    this.seen = before;
    this.drawing = drawing;
    this.choice = choice;
    const slowly = moves && this.lively(paper);
    if (later) this.hold(slowly);
    else this.move(slowly);
    if (!this.canvas.isConnected) this.picture.append(this.canvas, this.ring, this.tip, this.paper);
    this.picture.classList.add("drawn");
    this.picture.classList.toggle("unsure", !!later);
    this.dismiss();
    this.write(drawing.summary(), changed && !!before);
    if (drawing.pane()) this.closer ??= import("./closer.js").then((module) => module.offer(this));
    this.closer?.then((closer) => closer.placed());
  }

  /**
   * Shows the drawing without its draws if these are not there in the second frame from now: mostly they are, and the picture is
   * painted once.
   * @param {boolean} slowly
   */
  hold(slowly) {
    this.stop();
    this.frame = requestAnimationFrame(() => {
      this.frame = requestAnimationFrame(() => this.move(slowly));
    });
  }

  /**
   * Shows the drawing, at once or as it comes about from the one before. The first frame is there at once either way, and
   * whoever draws again starts from what is shown.
   * @param {boolean} slowly
   */
  move(slowly) {
    this.stop();
    this.seen?.free();
    this.seen = null;
    this.fitting = setTimeout(() => this.drawing?.fit(this.canvas), PAUSE_MS);
    // What a worker has painted over the canvas goes, and may be further than what the canvas showed.
    const { classList } = this.picture;
    const over = classList.contains("live");
    classList.remove("live");
    if (over || !slowly) {
      this.drawing?.paint(this.canvas, Infinity);
      return;
    }
    this.arrived = new Promise((done) => { this.arrive = () => done(undefined); });
    const start = performance.now();
    const step = (/** @type {number} */ now) => {
      if (this.drawing?.paint(this.canvas, now - start)) this.frame = requestAnimationFrame(step);
      else this.arrive();
    };
    step(start);
  }

  /** Ends what the drawing before had still to do. */
  stop() {
    cancelAnimationFrame(this.frame);
    clearTimeout(this.fitting);
    this.arrive();
  }

  /**
   * Whether what changes on a sheet may be seen to move.
   * @param {{bare: boolean}} paper
   */
  lively({ bare }) {
    return !bare && !still.matches && this.inView();
  }

  inView() {
    const { top, bottom } = this.root.getBoundingClientRect();
    return top < innerHeight && bottom > 0;
  }

  /**
   * The draws of a picture, where they are here.
   * @param {Choice} own of this chart
   */
  made(own) {
    return this.atlas.chancesOf(own) === this.sureOf ? this.sure : undefined;
  }

  /**
   * Has the draws of a picture made beside the page, then draws it with them.
   * @param {Choice} choice
   * @param {Choice} own the same, of this chart
   * @param {string} of what the draws depend on
   */
  async ask(choice, own, of) {
    if (this.asked === of) return;
    this.asked = of;
    const made = await draws(own, this);
    // What moves arrives before more is drawn on it.
    await this.arrived;
    // Something else has been asked meanwhile, or the figure is gone.
    if (this.asked !== of || !this.root.isConnected) return;
    this.asked = "";
    if (made) [this.sure, this.sureOf] = [made, of];
    else this.alone = true;
    try {
      this.draw(this.choice ?? choice);
    } catch (error) {
      console.warn(error);
    }
  }

  /**
   * @param {Said} said
   * @param {boolean} asked the reader has asked for another view, and hears what it says even where that is the same
   */
  write(said, asked) {
    // Where there is nothing to walk through nobody is sent to it.
    const keys = !("rows" in said) || said.rows.length > 0;
    this.canvas.tabIndex = keys ? 0 : -1;
    this.canvas.setAttribute("aria-label", keys ? `${said.sentence} ${this.spoken.dataset.keys}` : said.sentence);
    const sentence = part(this.root, ".sentence");
    const other = sentence.textContent !== said.sentence;
    if (asked || other) {
      // A result is told once, when the reader has let go, and only where the reader looks.
      clearTimeout(this.saying);
      this.saying = setTimeout(() => {
        if (this.inView()) this.spoken.textContent = said.sentence;
      }, PAUSE_MS);
    }
    if (other) {
      // The finding stands on the picture: those who see it need not read it twice.
      const finding = document.createElement("span");
      finding.className = "unseen";
      finding.textContent = said.title;
      const rest = said.sentence.startsWith(said.title) ? said.sentence.slice(said.title.length) : said.sentence;
      sentence.replaceChildren(finding, rest);
    }
    part(this.root, "caption").textContent = said.title;
    if ("rows" in said) this.list(said);
    this.root.dispatchEvent(new Event("drawn"));
  }

  /** @param {Summary} said */
  list(said) {
    part(this.root, "thead").replaceChildren(row(said.columns.map((name) => cell("th", name, "col"))));
    const rows = said.rows.map((cells, line) => row(cells.map((text, at) => {
      if (at) return cell("td", text);
      const path = said.behind[line];
      const head = cell("th", path ? "" : text, "row");
      if (path) head.append(behind(this.root, document.createElement("a"), path, text));
      return head;
    })));
    // Figures of the reader's own stand nowhere else.
    part(this.root, ".behind").hidden = !said.all_behind;
    if (said.all_behind) behind(this.root, part(this.root, ".behind"), said.all_behind);
    part(this.root, "tbody").replaceChildren(...rows);
  }

  /** @param {MouseEvent} event */
  point(event) {
    const hit = this.drawing?.pick(event.offsetX, event.offsetY) ?? null;
    if (hit) this.show(hit, event.offsetX, event.offsetY);
    else this.dismiss();
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    const steps = new Map([["ArrowRight", 1], ["ArrowDown", 1], ["ArrowLeft", -1], ["ArrowUp", -1]]);
    const step = steps.get(event.key);
    if (!step || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const hit = this.drawing?.focus(step);
    if (!hit) return;
    this.show(hit, hit.x, hit.y);
    place(this.ring, hit.x, hit.y);
    this.ring.hidden = false;
    this.spoken.textContent = hit.words;
    this.keyed = event.timeStamp;
    this.ring.scrollIntoView({ block: "nearest", behavior: "instant" });
  }

  /**
   * @param {Hit} hit
   * @param {number} x
   * @param {number} y
   */
  show(hit, x, y) {
    this.ring.hidden = true;
    this.tip.textContent = hit.words;
    this.tip.hidden = false;
    place(this.tip, x, y);
    // Beside the finger and inside the picture: which side is the style sheet's to say.
    this.tip.classList.toggle("left", this.canvas.clientWidth < x + x);
    this.tip.classList.toggle("above", this.canvas.clientHeight < y + y);
  }

  dismiss() {
    this.pinned = false;
    this.tip.hidden = true;
    this.ring.hidden = true;
  }
}

/**
 * Whether a picture of that height sits in a room of that height: a width between or beyond the rooms leaves some of it empty.
 * @param {number} tall
 * @param {number} room
 */
function fits(tall, room) {
  return tall < room + 2 && tall > room - 120;
}

/**
 * @param {HTMLElement} element
 * @param {number} x
 * @param {number} y
 */
function place(element, x, y) {
  element.style.left = `${x}px`;
  element.style.top = `${y}px`;
}

/**
 * Leads a link to the rows behind a figure. A frame is no place to read them: they open beside it.
 * @param {HTMLElement} root the figure
 * @param {HTMLAnchorElement} link
 * @param {string} path below the language's folder
 * @param {string} [text]
 */
function behind(root, link, path, text) {
  const place = /** @type {HTMLElement} */ (root.closest("[data-up]"));
  const lang = /** @type {HTMLElement} */ (root.closest("[lang]")).lang;
  link.href = new URL(path, new URL(`${place.dataset.up}${lang}/`, location.href)).href;
  if (text) link.textContent = text;
  if (place.classList.contains("frame")) {
    link.target = "_blank";
    link.rel = "noopener";
  }
  return link;
}

/** @param {HTMLElement[]} cells */
function row(cells) {
  const element = document.createElement("tr");
  element.append(...cells);
  return element;
}

/**
 * @param {"th" | "td"} kind
 * @param {string} text
 * @param {string} [scope]
 */
function cell(kind, text, scope) {
  const element = document.createElement(kind);
  if (scope) element.setAttribute("scope", scope);
  element.textContent = text;
  return element;
}
