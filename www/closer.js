// @ts-check
// A map looked at more closely: by buttons, by keys, by the pointer and by two fingers. One finger scrolls the page. Where
// each of them leads is the engine's to say.

import { part } from "./chart.js";

/** @typedef {import("./chart.js").Figure} Figure */
/** @typedef {import("./offtake.js").Look} Look */

const KEYS = new Map([["+", "in"], ["=", "in"], ["-", "out"], ["0", "whole"]]);
const ARROWS = new Map([["ArrowLeft", "left"], ["ArrowRight", "right"], ["ArrowUp", "up"], ["ArrowDown", "down"]]);

/**
 * Lets a figure be looked at more closely.
 * @param {Figure} figure
 */
export function offer(figure) {
  const canvas = figure.canvas;
  const box = part(figure.root, ".closer");
  /** @type {number[] | null} Where the pointer or the fingers were when the map last followed them. */
  let from = null;
  let moved = false;

  /** @param {Look | undefined} look */
  const show = (look) => {
    figure.look = look;
    figure.later();
  };
  /** @param {string | undefined} step */
  const go = (step) => {
    if (step) show(figure.drawing?.step(step));
  };
  /** @param {{clientX: number, clientY: number}[]} places */
  const points = (places) => {
    const { left, top } = canvas.getBoundingClientRect();
    return places.flatMap(({ clientX, clientY }) => [clientX - left, clientY - top]);
  };
  /** @param {number[]} to */
  const follow = (to) => {
    // One picture a frame: what happens before it is drawn counts towards the next.
    if (figure.due || !from) return;
    show(figure.drawing?.drag(Float64Array.from(from), Float64Array.from(to)));
    from = to;
  };

  box.addEventListener("click", (event) => {
    const button = /** @type {HTMLElement} */ (event.target).closest("button");
    go(button?.dataset.step);
  });
  canvas.addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const step = event.shiftKey ? ARROWS.get(event.key) ?? KEYS.get(event.key) : KEYS.get(event.key);
    if (!step) return;
    event.preventDefault();
    go(step);
  });

  canvas.addEventListener("pointerdown", (event) => {
    moved = false;
    if (event.pointerType !== "mouse" || event.button || !box.classList.contains("near")) return;
    from = points([event]);
    canvas.setPointerCapture(event.pointerId);
  });
  canvas.addEventListener("pointermove", (event) => {
    if (event.pointerType !== "mouse" || !from) return;
    moved = true;
    follow(points([event]));
  });
  for (const end of ["pointerup", "pointercancel"]) canvas.addEventListener(end, () => { from = null; });
  // The end of a drag is no tap.
  canvas.addEventListener("click", (event) => {
    if (moved) event.stopImmediatePropagation();
    moved = false;
  }, { capture: true });

  /** @param {TouchEvent} event */
  const touch = (event) => {
    const fingers = [...event.touches];
    if (fingers.length !== 2) {
      from = null;
      return;
    }
    event.preventDefault();
    const to = points(fingers);
    if (event.type === "touchstart") from = to;
    follow(to);
  };
  for (const kind of /** @type {const} */ (["touchstart", "touchmove", "touchend", "touchcancel"])) {
    canvas.addEventListener(kind, touch, { passive: false });
  }

  return {
    /** Puts the buttons where the map is. */
    placed() {
      const pane = figure.drawing?.pane();
      box.hidden = !pane;
      if (!pane) return;
      canvas.style.touchAction = "pan-x pan-y";
      for (const side of /** @type {const} */ (["x", "y", "width", "height"])) box.style.setProperty(`--${side}`, `${pane[side]}px`);
      const near = !!figure.look && figure.look.zoom > 1;
      box.classList.toggle("near", near);
      for (const step of ["out", "whole"]) part(box, `[data-step="${step}"]`).setAttribute("aria-disabled", String(!near));
    },
  };
}
