// @ts-check
// <offtake-chart> for pages that are built with npm. The element, its engine, its facts and its styles belong together: all come
// from the site that is named, as with the script tag. The import alone defines nothing, so that a server may render what holds it.

const NAME = "offtake-chart";

/**
 * @param {string | URL} site
 * @returns {Promise<{ new (): import("./element.d.ts").OfftakeChart }>}
 */
export async function load(site) {
  if (!customElements.get(NAME)) {
    const script = new URL("embed/offtake-chart.js", String(site).replace(/\/?$/, "/"));
    // What bundles this must leave the address alone.
    await import(/* webpackIgnore: true */ /* @vite-ignore */ script.href);
  }
  return /** @type {any} */ (await customElements.whenDefined(NAME));
}
