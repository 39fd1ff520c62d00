// @ts-check
// The look that a host asks for in the address: checked against what is known, never put into a style as it came.

/** What each key may be. A host's word is looked up here, not believed. */
const KNOWN = {
  theme: /^(auto|light|dark)$/,
  accent: /^[0-9a-f]{6}$/i,
  font: /^(sans|serif|system)$/,
  ground: /^(own|none)$/,
  controls: /^(on|off)$/,
};

export const dark = matchMedia("(prefers-color-scheme: dark)");
export const forced = matchMedia("(forced-colors: active)");

/** Keys that change the look and not the view. */
export const LOOK = Object.keys(KNOWN);

/**
 * Dresses an element, the frame's root or an element's own, in what is asked for and no more. Gives the words that made no sense,
 * as `theme=purple`.
 * @param {HTMLElement} root
 * @param {URLSearchParams} asked
 */
export function dress(root, asked) {
  const strangers = [];
  root.style.removeProperty("--accent");
  for (const [key, known] of Object.entries(KNOWN)) {
    const word = asked.get(key);
    delete root.dataset[key];
    if (word === null) continue;
    if (!known.test(word)) strangers.push(`${key}=${word.slice(0, 40)}`);
    else if (key === "accent") root.style.setProperty("--accent", `#${word}`);
    else root.dataset[key] = word;
  }
  // Whoever does not know what it stands on has a ground of its own.
  if ((root.dataset.theme ?? "auto") === "auto") delete root.dataset.ground;
  // A ground that is not ours must not be painted by the browser either: the frame then has the host's scheme.
  if (root.matches('html[data-ground="none"]')) document.querySelector('meta[name="color-scheme"]')?.setAttribute("content", "normal");
  return strangers;
}

/**
 * A host may ask for a theme; else the reader's system says, and always where it forces its colours.
 * @param {Element} element
 */
export function inTheDark(element) {
  if (forced.matches) return dark.matches;
  const asked = /** @type {HTMLElement | null} */ (element.closest("[data-theme]"))?.dataset.theme ?? "auto";
  return asked === "auto" ? dark.matches : asked === "dark";
}
