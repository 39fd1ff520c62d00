// @ts-check
// A slider drawn along: each step is laid out and painted by the worker that makes draws, on a canvas over the figure's own, so that
// the page stays free for the reader's hand. When the hand rests, or the reader turns to the picture, the figure draws it itself.

import { easel } from "./sure.js";

/** @typedef {import("./chart.js").Figure} Figure */
/** @typedef {import("./easel.js").Done} Done */
/** @typedef {import("./offtake.js").Choice} Choice */

/** What a reader does who wants more of a picture than to see it. */
const TURNS = ["pointerdown", "focusin", "keydown"];
/** Words follow the hand so many ms apart: sooner nobody has read them, and each time costs more than the step. */
const WORDS_MS = 250;

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
    /** Steps are numbered; what the figure draws itself makes those before it void. */
    this.number = 0;
    this.void = 0;
    this.telling = 0;
    this.told = 0;
    /** Where the pointer was last. */
    this.place = "";
    for (const turn of TURNS) figure.root.addEventListener(turn, () => this.settle(), { capture: true });
    figure.root.addEventListener("pointermove", ({ screenX, screenY }) => {
      // What goes by under a pointer at rest is told as a move of it too.
      const place = `${screenX} ${screenY}`;
      if (place !== this.place) this.settle();
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
    clearTimeout(this.telling);
    this.void = this.number;
    this.figure.draw(choice);
  }

  /**
   * Shows a choice of a reader who may go on to others at once.
   * @param {Choice} choice
   * @returns {Promise<void>} when it is shown, or another is
   */
  async step(choice) {
    const { steps, figure, canvas } = this;
    if (!steps || !figure.drawing || !figure.choice) {
      this.open();
      this.draw(choice);
      return;
    }
    const over = figure.picture.classList.contains("live");
    const from = over ? null : { ...figure.choice, chart: figure.chart };
    const number = this.number += 1;
    /** @type {HTMLDetailsElement | null} */
    const values = figure.root.querySelector(".values");
    const own = { ...choice, chart: figure.chart };
    const done = await steps({ choice: own, from, paper: figure.sheet(), slowly: figure.lively(), whole: !!values?.open });
    if (number <= this.void || done === "older") return;
    if (!done) {
      // The worker is gone, or cannot draw this: then the page says why.
      this.steps = null;
      this.draw(choice);
      return;
    }
    figure.choice = choice;
    if (done.of) [figure.sure, figure.sureOf] = [done.made, done.of];
    if (!over) {
      if (!canvas.isConnected) figure.canvas.after(canvas);
      figure.picture.classList.add("free", "live");
      figure.dismiss();
    }
    this.tell(done);
  }

  /** @param {Done} done */
  tell(done) {
    clearTimeout(this.telling);
    const { figure } = this;
    const now = performance.now();
    if (now < this.told + WORDS_MS) {
      this.telling = setTimeout(() => this.tell(done), this.told + WORDS_MS - now);
      return;
    }
    this.told = now;
    figure.write(done.said);
  }

  /** The figure draws what is shown over it. */
  settle() {
    const { choice, picture } = this.figure;
    if (choice && picture.classList.contains("live")) this.draw(choice);
  }
}
