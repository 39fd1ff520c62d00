// @ts-check
// Figures drawn one by one, each in a task of its own, so that the page answers meanwhile: what is in view at once, then what is
// nearest, while nothing else is to be done.

/** @typedef {import("./chart.js").Figure} Figure */

/** A page that is never idle, since something moves on it or the machine is slow, is drawn all the same. */
const BUSY_MS = 200;

/** What the reader does, and what is to be shown, comes first. @returns {Promise<void>} */
const idle = () => new Promise((done) => {
  if ("requestIdleCallback" in window) requestIdleCallback(() => done(), { timeout: BUSY_MS });
  else setTimeout(done);
});

export class Turns {
  /** @param {Iterable<HTMLElement>} findings the sentences that are told elsewhere, each `data-of` a chart */
  constructor(findings) {
    this.findings = [...findings];
    /** @type {Map<Figure, () => unknown>} What is still to be drawn, and how. */
    this.waiting = new Map();
    /** What was begun last: an older round ends. */
    this.round = 0;
    /** When all of that is drawn, or something else was begun. */
    this.done = Promise.resolve();
    addEventListener("beforeprint", () => { for (const figure of this.waiting.keys()) this.take(figure); });
  }

  /**
   * Draws figures; the nearest before all else, so that what cannot be drawn is found out while everything is as it was.
   * @param {Figure[]} figures
   * @param {(figure: Figure) => void} draw
   */
  begin(figures, draw) {
    const first = this.nearest(figures);
    draw(first);
    this.round += 1;
    for (const figure of figures) {
      this.waiting.set(figure, () => draw(figure));
      figure.root.setAttribute("aria-busy", "true");
    }
    this.drop(first);
    this.done = this.rest(this.round);
  }

  /**
   * Draws figures whose finished pictures show the same already: none is in a hurry.
   * @param {Figure[]} figures
   * @param {(figure: Figure) => Promise<void>} draw
   */
  finished(figures, draw) {
    this.round += 1;
    for (const figure of figures) this.waiting.set(figure, () => draw(figure));
    this.done = this.rest(this.round);
  }

  /** @param {number} round */
  async rest(round) {
    /** @type {unknown} */
    let wrong = null;
    while (this.waiting.size) {
      // A page that has just come is there already.
      if (round === 1 || this.away(this.nearest(this.waiting.keys()))) await idle();
      if (round !== this.round) return;
      try {
        if (this.waiting.size) await this.take(this.nearest(this.waiting.keys()));
      } catch (error) {
        wrong = error;
      }
    }
    if (wrong) throw wrong;
  }

  /** Ends the round: what still waits is drawn in the next. */
  stop() {
    this.round += 1;
  }

  /** How far a figure, or what it says elsewhere, is out of view, in pixels. @param {Figure} figure */
  away({ root, chart }) {
    return Math.min(...[root, ...this.findings.filter(({ dataset }) => dataset.of === chart)].map((element) => {
      const { top, bottom } = element.getBoundingClientRect();
      return Math.max(top - innerHeight, -bottom, 0);
    }));
  }

  /** @param {Iterable<Figure>} figures */
  nearest(figures) {
    return [...figures].reduce((best, one) => (this.away(one) < this.away(best) ? one : best));
  }

  /** It is a figure's turn. @param {Figure} figure */
  take(figure) {
    const draw = this.waiting.get(figure);
    this.drop(figure);
    return draw?.();
  }

  /** A figure shows something else meanwhile. @param {Figure} figure */
  drop(figure) {
    this.waiting.delete(figure);
    figure.root.removeAttribute("aria-busy");
  }
}
