// @ts-check
// The codes of a view, as the build wrote them, with the address put in.

/** @param {string} text */
const safe = (text) => text.replace(/&/g, "&amp;").replace(/"/g, "&quot;").replace(/</g, "&lt;");

/**
 * Every way's code for a view. Empty where they cannot be fetched.
 * @param {URL} root of the site
 * @param {{chart: string, lang: string, mineral: string, query: string, title: string, height?: string, day?: string}} view its
 *   height in px, without one it follows the column; the day on which it is frozen, without one it moves
 * @returns {Promise<Record<string, string>>}
 */
export async function codes(root, { chart, lang, mineral, query, title, height, day }) {
  try {
    const answer = await fetch(new URL(`${day ? `v/${day}/` : ""}embed/${chart}/${lang}/${mineral}.json`, root));
    const found = await answer.json();
    /** @param {string} code */
    const put = (code) => code.replaceAll("{{root}}", root.href).replaceAll("{{query}}", safe(query)).replaceAll("{{title}}", safe(title || found.title));
    const { frame } = found;
    /** @param {string} code */
    const high = (code) => height ? code
      .replace(`width="640" height="${frame.height}" layout="responsive"`, `height="${height}" layout="fixed-height"`)
      .replace(`height="${frame.height}" loading`, `height="${height}" loading`)
      .replace(`height:${frame.style}`, `height:${height}px`) : code;
    return Object.fromEntries(Object.entries(found.codes).map(([way, code]) => [way, put(high(/** @type {string} */ (code)))]));
  } catch {
    return {};
  }
}
