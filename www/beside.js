// @ts-check
// What frames of one build on one page share. A frame of another origin, or in a sandbox without one, cannot be asked, and then
// everything is made here.

const home = new URL(".", import.meta.url).href;
/** @type {Record<string, Promise<any>>} What a page of its own has made: there is nobody beside it. */
const alone = {};

/**
 * What a frame beside this one has made already, else what is made here, for others to take.
 * @template T
 * @param {string} key
 * @param {() => Promise<T>} make
 * @returns {Promise<T>}
 */
export function shared(key, make) {
  const id = home + key;
  for (let at = 0; parent !== window && at < parent.length; at++) {
    try {
      const beside = /** @type {any} */ (parent[at]);
      const theirs = beside.offtake?.[id];
      if (theirs) return Promise.race([theirs, gone(beside)]).catch(() => ours(id, make));
    } catch {
      // A stranger's.
    }
  }
  return ours(id, make);
}

/**
 * @template T
 * @param {string} id
 * @param {() => Promise<T>} make
 */
function ours(id, make) {
  const all = parent === window ? alone : /** @type {any} */ (window).offtake ??= {};
  /** @type {Promise<T>} */
  const made = all[id] ??= make();
  return made;
}

/**
 * Fails when a frame goes: what it was about to give then never comes.
 * @param {Window} frame
 * @returns {Promise<never>}
 */
export function gone(frame) {
  return new Promise((_, failed) => frame.addEventListener("pagehide", () => failed(new Error("gone")), { once: true }));
}
