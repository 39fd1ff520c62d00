// @ts-check
// The first sign that a reader wants more of a page than to read what stands in it. Until then it need not have its engine.

const SIGNS = ["pointermove", "pointerdown", "keydown", "scroll", "focusin"];

/** @returns {Promise<void>} */
export const stirred = () => new Promise((done) => {
  const over = new AbortController();
  const stop = () => { over.abort(); done(); };
  for (const sign of SIGNS) addEventListener(sign, stop, { capture: true, passive: true, signal: over.signal });
});

/**
 * When a page has come and nothing else is to be done.
 * @returns {Promise<void>}
 */
export const settled = () => new Promise((done) => {
  const rest = () => ("requestIdleCallback" in window ? requestIdleCallback(() => done()) : setTimeout(done));
  if (document.readyState === "complete") rest();
  else addEventListener("load", rest, { once: true });
});
