// @ts-check
// A slider drawn along: each step is laid out and painted by the worker that makes draws, on a canvas over the figure's own, so that
// the page stays free for the reader's hand. When the reader turns to the picture the figure draws it itself, as it does for the page
// when the hand rests.

import { easel } from "./sure.js";

/** @typedef {import("./chart.js").Figure} Figure */
/** @typedef {import("./chart.js").Said} Said */
/** @typedef {import("./offtake.js").Choice} Choice */

/** What a reader does who wants more of a picture than to see it. */
const TURNS = ["pointerdown", "focusin", "keydown"];
/** Words follow the hand so many ms apart: sooner nobody has read them, and each time costs more than the step. */
const WORDS_MS = 400;

export class Live {
  /** @param {Figure} figure */
  constructor(figure) {
    this.figure = figure;
    /** @type {Promise<void> | null} */
    this.opening = null;
    /** @type {import("./sure.js").Steps | null} Takes steps, once there is a worker. */
    this.steps = null;
    this.canvas = document.createElement("canvas");
    this.canvas.className = "over";
    this.canvas.setAttribute("aria-hidden", "true");
    /** Steps are numbered; those up to the one that was made when the figure drew itself no longer count. */
    this.number = 0;
    this.past = 0;
    /** What the last step asked for, and what becomes of it. */
    this.asked = "";
    this.answer = Promise.resolve();
    /** @type {Float64Array | undefined} The draws of the step that is shown. */
    this.made = undefined;
    /** @type {ReturnType<Figure["sheet"]> | undefined} What the steps that are shown are drawn for: when that changes, the figure draws. */
    this.paper = undefined;
    /** @type {Said | null} Words that are still to be written, and when the last were. */
    this.said = null;
    this.telling = 0;
    this.told = 0;
    /** Where the pointer was last. */
    this.place = "";
    for (const turn of TURNS) figure.root.addEventListener(turn, () => this.settle(), { capture: true });
    figure.root.addEventListener("pointermove", (event) => {
      const place = `${event.screenX} ${event.screenY}`;
      if (place !== this.place) this.settle();
      // What goes by under a pointer at rest is told as a move of it too.
      else if (this.shown()) event.stopPropagation();
      this.place = place;
    }, { capture: true });
    addEventListener("beforeprint", () => this.settle());
  }

  /** Has a worker take the canvas. */
  open() {
    return this.opening ??= easel(this.canvas).then((steps) => { this.steps = steps; }, console.warn);
  }

  /**
   * Draws a choice, once.
   * @param {Choice} choice
   */
  draw(choice) {
    this.said = null;
    this.past = this.number;
    this.asked = "";
    const { figure, made } = this;
    if (made && figure.choice) {
      const of = figure.atlas.chancesOf(figure.own(figure.choice));
      if (of) [figure.sure, figure.sureOf] = [made, of];
    }
    this.made = undefined;
    figure.draw(choice);
  }

  /** The worker's canvas is what is seen. */
  shown() {
    return this.figure.picture.classList.contains("live");
  }

  /**
   * Shows a choice of a reader who may go on to others at once.
   * @param {Choice} choice
   * @returns {Promise<void>} when it is shown, or no longer counts
   */
  async step(choice) {
    const { steps, figure } = this;
    if (!steps || !figure.drawing || !figure.choice) {
      this.open();
      this.draw(choice);
      return;
    }
    const own = figure.own(choice);
    const asked = JSON.stringify(own);
    // A slider says once more where it is when it is let go.
    if (asked === this.asked) return this.answer;
    this.asked = asked;
    return this.answer = this.show(steps, choice, own);
  }

  /**
   * @param {import("./sure.js").Steps} steps
   * @param {Choice} choice
   * @param {Choice} own the same, of this chart
   */
  async show(steps, choice, own) {
    const { figure, canvas } = this;
    const shown = this.shown();
    const from = shown || !figure.choice ? null : figure.own(figure.choice);
    const paper = this.paper = shown && this.paper || figure.sheet();
    const number = this.number += 1;
    /** @type {HTMLDetailsElement | null} */
    const values = figure.root.querySelector(".values");
    // The worker makes the draws of a step with it: others that are on their way are not waited for.
    figure.asked = "";
    const done = await steps({ choice: own, from, paper, slowly: figure.lively(paper), whole: !!values?.open });
    if (number <= this.past || done === "older") return;
    if (!done) {
      // The worker is gone, or cannot draw this: then the page says why.
      if (number === this.number) this.draw(choice);
      return;
    }
    figure.choice = choice;
    this.made = done.made;
    if (!this.shown()) {
      figure.stop();
      if (!canvas.isConnected) figure.canvas.after(canvas);
      figure.picture.classList.remove("unsure");
      figure.picture.classList.add("free", "live");
      figure.dismiss();
    }
    this.said = done.said;
    if (!this.telling) this.tell();
  }

  /** Writes the newest words, unless the figure has written its own meanwhile. */
  tell() {
    this.telling = 0;
    if (!this.said) return;
    const now = performance.now();
    const wait = this.told + WORDS_MS - now;
    if (wait > 0) {
      this.telling = setTimeout(() => this.tell(), wait);
      return;
    }
    this.told = now;
    this.figure.write(this.said, true);
    this.said = null;
  }

  /** The figure draws what is shown over it. */
  settle() {
    const { choice, root } = this.figure;
    if (choice && root.isConnected && this.shown()) this.draw(choice);
  }
}
