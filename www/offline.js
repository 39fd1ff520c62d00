// @ts-check
// Asks the browser to keep what a reader opened, so that it opens without a network.

/**
 * @param {URL} root the site
 * @param {string} lang
 */
export async function offline(root, lang) {
  if (!("serviceWorker" in navigator)) return;
  try {
    await navigator.serviceWorker.register(new URL("sw.js", root), { scope: new URL(`${lang}/`, root).href });
    const { active } = await navigator.serviceWorker.ready;
    const seen = performance.getEntriesByType("resource").map(({ name }) => name);
    // What the page opens with is kept too: a reader may have come for another view.
    const own = document.body.dataset.keep?.split(" ").map((name) => new URL(name, import.meta.url).href) ?? [];
    active?.postMessage({ keep: [location.href, ...seen, ...own] });
  } catch (error) {
    // A browser that may not keep anything shows the page all the same.
    console.info(error);
  }
}
