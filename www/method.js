// @ts-check
// The methods with the numbers of the view in the address. The page was built with those of the view that a link without
// anything means, so the engine comes only when another one is asked for.

import { part } from "./chart.js";
import { open, ready, tell } from "./open.js";
import { search } from "./search.js";

const lang = document.documentElement.lang;
const problem = part(document, "#problem");
const words = part(document, "main").dataset;
const back = part(document, "#back");
const other = part(document, "#other-language");
const addresses = new Map([back, other].map((link) => [link, link.getAttribute("href") ?? ""]));
/** @type {NodeListOf<HTMLSelectElement>} */
const menus = document.querySelectorAll(".ask select");
const named = Array.from(menus, search);
/** @type {Promise<import("./offtake.js").Atlas> | undefined} */
let opened;
/** What was asked for last. */
let asked = "";

/** @param {string} query */
async function show(query) {
  asked = query;
  const whole = `lang=${lang}&${query}`;
  const atlas = await (opened ??= open("bench/offtake"));
  await ready(atlas, whole);
  const choice = atlas.fromLink(whole);
  const inputs = atlas.inputs(choice);
  if (asked !== query) return;
  const link = atlas.link(choice);
  for (const { id, text, senseless, behind } of inputs) {
    for (const place of document.querySelectorAll(`[data-in="${id}"]`)) {
      place.textContent = text || (senseless ? words.senseless : words.unknown) || "";
    }
    if (id !== "imports") continue;
    /** @type {NodeListOf<HTMLElement>} */
    const rows = document.querySelectorAll("[data-rows]");
    for (const row of rows) {
      const own = row.dataset.rows === "trade" ? behind : null;
      row.setAttribute("href", `../${own ?? `data/${choice.mineral}/#${row.dataset.rows}`}`);
    }
  }
  for (const menu of menus) menu.value = menu.name === "country" ? choice.country : choice.mineral;
  for (const name of named) name();
  for (const [anchor, address] of addresses) anchor.setAttribute("href", address + link);
  history.replaceState(null, "", `${location.pathname}${link}${location.hash}`);
  problem.hidden = true;
}

/** @param {string} query */
async function attempt(query) {
  try {
    await show(query);
  } catch (error) {
    if (opened && await opened.catch(() => null)) tell(error, problem);
    else {
      opened = undefined;
      console.warn(error);
      problem.textContent = problem.dataset.engine ?? "";
      problem.hidden = false;
    }
  }
}

for (const menu of menus) {
  menu.addEventListener("input", () => {
    const state = new URLSearchParams(location.search);
    if (menu.name === "mineral") for (const key of ["project", "tonnes", "market", "measure"]) state.delete(key);
    state.set(menu.name, menu.value);
    attempt(state.toString());
  });
}
/** @type {HTMLFormElement | null} */
const form = document.querySelector("form.ask");
if (form) form.hidden = false;
if (location.search.length > 1) attempt(location.search.slice(1));
