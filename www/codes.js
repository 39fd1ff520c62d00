// @ts-check
// The codes of a view, as the build wrote them, with the address put in.

/** @param {string} text */
const safe = (text) => text.replace(/&/g, "&amp;").replace(/"/g, "&quot;").replace(/</g, "&lt;");

/** @type {Map<string, Promise<any>>} What the build wrote, by address. */
const files = new Map();

/** @param {string} address */
function file(address) {
  const found = files.get(address) ?? fetch(address).then((answer) => answer.json());
  found.catch(() => files.delete(address));
  files.set(address, found);
  return found;
}

/**
 * What the rule of a code comes to.
 * @param {string} rule
 * @param {number} width of the column in px
 */
function given(rule, width) {
  const column = document.createElement("div");
  column.style.cssText = `container-type:inline-size;position:absolute;width:${width}px`;
  const frame = document.createElement("div");
  frame.style.height = rule;
  column.append(frame);
  document.body.append(column);
  const { height } = frame.getBoundingClientRect();
  column.remove();
  return height;
}

/**
 * Every way's code for a view. Empty where they cannot be fetched. The build knows how tall the usual question is: what another needs
 * beyond that, its frames say.
 * @param {URL} root of the site
 * @param {{chart: string, lang: string, mineral: string, query: string, title: string, height?: string, day?: string,
 *   own?: [number, number][]}} view its height in px, without which it follows the column; the day on which it is frozen, without
 *   which it moves; how tall its frames are, by the widths of their columns
 * @returns {Promise<Record<string, string>>}
 */
export async function codes(root, { chart, lang, mineral, query, title, height, day, own = [] }) {
  try {
    const found = await file(new URL(`${day ? `v/${day}/` : ""}embed/${chart}/${lang}/${mineral}.json`, root).href);
    /** @param {string} code */
    const put = (code) => code.replaceAll("{{root}}", root.href).replaceAll("{{query}}", safe(query)).replaceAll("{{title}}", safe(title || found.title));
    const { frame } = found;
    const more = Math.ceil(Math.max(0, ...own.map(([width, tall]) => tall - given(frame.style, width))));
    // A picture may be as tall.
    const tall = new RegExp(`(?<start>="(?:100%|640)" height=")${frame.height}"`);
    /** @param {string} code */
    const high = (code) => height ? code
      .replace(/width="640" height="\d+" layout="responsive"( heights="[^"]*")?/, `height="${height}" layout="fixed-height"`)
      .replace(tall, `$<start>${height}"`)
      .replace(`height:${frame.style}`, `height:${height}px`) : !more ? code : code
      .replace(tall, `$<start>${frame.height + more}"`)
      // AMP's, by the width of the screen: in px, or in hundredths of a column of 640.
      .replace(/heights="[^"]*"/, (list) => list.replace(/(\d+)(px|%)(?=[,"])/g, (_, tall, unit) => `${Number(tall) + Math.ceil(unit === "%" ? more / 6.4 : more)}${unit}`))
      .replace(`height:${frame.style}`, `height:${frame.style.replace("(", `(${more}px + `)}`);
    return Object.fromEntries(Object.entries(found.codes).map(([way, code]) => [way, put(high(/** @type {string} */ (code)))]));
  } catch {
    return {};
  }
}
