// @ts-check
// What the worker of draws.js does for live.js: it lays the steps of a reader out and paints them on a canvas that the page gave it.

/** @typedef {import("./offtake.js").Atlas} Atlas */
/** @typedef {import("./offtake.js").Choice} Choice */
/** @typedef {import("./offtake.js").Drawing} Drawing */
/** @typedef {import("./offtake.js").Paperwork} Paperwork */
/**
 * @typedef {object} Step
 * @property {Choice} choice of this chart
 * @property {Choice | null} from what the page shows, where that is not the step before
 * @property {Paperwork} paper
 * @property {boolean} slowly it may be seen to move
 * @property {boolean} whole the table is read too
 */
/** @typedef {import("./chart.js").Said} Said */
/**
 * @typedef {object} Done
 * @property {Said} said with the table where that is read
 * @property {Float64Array | undefined} made draws
 */

export class Easel {
  /** @param {OffscreenCanvas} canvas */
  constructor(canvas) {
    this.canvas = canvas;
    // Firefox gives a worker's canvas its context once, and throws when it is asked again.
    const pen = canvas.getContext("2d");
    Object.defineProperty(canvas, "getContext", { value: () => pen });
    /** @type {Drawing | null} */
    this.drawing = null;
    /** @type {string | undefined} What the last draws depend on. */
    this.of = undefined;
    /** @type {Float64Array | undefined} */
    this.made = undefined;
    this.frame = 0;
  }

  /**
   * @param {Atlas} atlas
   * @param {Choice} choice
   * @param {Paperwork} paper
   */
  lay(atlas, choice, paper) {
    const of = atlas.chancesOf(choice);
    if (of !== this.of) [this.of, this.made] = [of, of === undefined ? undefined : atlas.chances(choice)];
    return atlas.lay(this.canvas, choice, paper, this.made);
  }

  /**
   * Shows a step, at once or as it comes about from what was shown.
   * @param {Atlas} atlas
   * @param {Step} step
   * @returns {Promise<Done>}
   */
  async show(atlas, { choice, from, paper, slowly, whole }) {
    const before = from ? this.lay(atlas, from, paper) : this.drawing;
    const drawing = this.lay(atlas, choice, paper);
    const moves = !!before && drawing.follow(before);
    cancelAnimationFrame(this.frame);
    if (from) {
      before?.free();
      // Nobody sees the canvas yet: it is as tall as this picture, and then as the tallest that follows.
      this.canvas.height = 0;
    }
    this.drawing?.free();
    this.drawing = drawing;
    const start = performance.now();
    const paint = (/** @type {number} */ now) => {
      if (drawing.paint(this.canvas, now - start)) this.frame = requestAnimationFrame(paint);
    };
    if (moves && slowly) paint(start);
    else drawing.paint(this.canvas, Infinity);
    const all = drawing.summary();
    const said = whole ? all : { title: all.title, sentence: all.sentence };
    // The page has its canvas shown when there is something on it.
    if (from) await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
    return { said, made: this.made?.slice() };
  }
}
