// The built pages, one of every template: of pages that one template makes many times, one is read.
import { readdirSync } from "node:fs";

const dist = new URL("../dist/", import.meta.url);
const ALIKE = [[/^..\/data\/(?!countries|record)[^/]+\//, /\/gallium\//], [/^..\/scenario\//, /\/tungsten-stops\//], [/^embed\//, /\/(dependency-map|who-gets-it)\//]];

/** Every page below a folder, as paths below the site. */
function pages(folder) {
  const found = [];
  for (const entry of readdirSync(new URL(folder, dist), { withFileTypes: true })) {
    if (entry.isDirectory()) found.push(...pages(`${folder}${entry.name}/`));
    else if (entry.name.endsWith(".html")) found.push(folder + entry.name);
  }
  return found;
}

/** The files of the built site. */
export const files = () => ["index.html", "404.html", ...["en/", "fr/"].flatMap(pages), ...readdirSync(new URL("embed/", dist), { withFileTypes: true })
  .filter((entry) => entry.isDirectory()).flatMap(({ name }) => [`embed/${name}/en/index.html`, `embed/${name}/fr/index.html`])]
  .filter((path) => ALIKE.every(([many, one]) => !many.test(path) || one.test(path)));

/** Where a reader opens them. */
export function addresses() {
  const found = files().filter((path) => /^(en|fr|embed)\//.test(path)).map((path) => `/${path.replace(/index\.html$/, "")}`);
  // A page that is forgotten here would be tested by nobody.
  if (found.length < 30) throw new Error(`only ${found}: is the site built?`);
  return found;
}

/** Whether figures of the page are drawn by an engine when it is opened. */
export const engine = (path) => /^\/(..|embed\/.*|..\/scenario\/.*|..\/explore)\/$/.test(path);
