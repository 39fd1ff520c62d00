// @ts-check
// The generator: the form writes an address, three frames show it, the codes are filled with it.

import { part } from "./chart.js";
import { codes } from "./codes.js";

const root = new URL(document.body.dataset.up ?? "", location.href);
/** @type {HTMLFormElement} */
const form = part(document, "form.make");
const asked = new URLSearchParams(location.search);
/** @type {NodeListOf<HTMLInputElement | HTMLSelectElement>} */
const fields = form.querySelectorAll("select, input");
/** What goes into the path and the code, not into the query. */
const APART = ["chart", "mineral", "lang", "title", "height", "day"];
/** @type {HTMLInputElement} */
const height = part(form, 'input[name="height"]');
/** The height that was asked for, or nothing: what makes none is said by the field, and the computed one stays. */
const fixed = () => height.value && height.validity.valid ? String(height.valueAsNumber) : "";

for (const field of fields) {
  const word = asked.get(field.name);
  if (word !== null && field.type !== "checkbox") field.value = word;
  field.addEventListener("input", make);
}
for (const frame of document.querySelectorAll("iframe")) {
  addEventListener("message", ({ source, data }) => {
    if (source !== frame.contentWindow || data?.offtake !== 1 || data.type !== "height") return;
    frame.dataset.own = `${Math.round(data.height)}`;
    fit(frame);
  });
}
height.addEventListener("change", () => height.reportValidity());
for (const button of document.querySelectorAll("button.copy")) {
  button.addEventListener("click", () => {
    /** @type {HTMLTextAreaElement} */
    const code = part(/** @type {ParentNode} */ (button.parentElement), "textarea");
    code.select();
    navigator.clipboard.writeText(code.value).then(() => { button.textContent = /** @type {HTMLElement} */ (button).dataset.done ?? ""; }, () => {});
  });
}
form.hidden = false;
make();
offerDays();

/** Offers the days whose pictures this site keeps, where it keeps some. */
async function offerDays() {
  /** @type {HTMLSelectElement} */
  const choice = part(form, 'select[name="day"]');
  try {
    const { days } = await (await fetch(new URL("v/latest.json", root))).json();
    for (const day of days) choice.add(new Option(`${choice.dataset.of} ${day}`, day));
    part(form, ".day").hidden = !days.length;
    const word = asked.get("day");
    if (!days.includes(word)) return;
    choice.value = word;
    make();
  } catch {
    // What a site does not say it does not offer.
  }
}

/**
 * Gives a preview the height that was asked for, or the one that it says.
 * @param {HTMLIFrameElement} frame
 */
function fit(frame) {
  const px = fixed() || frame.dataset.own;
  if (px) frame.style.height = `${px}px`;
}

async function make() {
  const given = Object.fromEntries([...new FormData(form)].map(([name, word]) => [name, String(word)]));
  const query = new URLSearchParams(asked);
  for (const key of APART) query.delete(key);
  for (const { name } of fields) {
    if (APART.includes(name)) continue;
    query.delete(name);
    if (given[name]) query.set(name, given[name].replace(/^#/, ""));
  }
  const tail = query.size ? `?${query}` : "";
  const { chart, mineral, lang, title, day } = given;
  const address = new URL(`${day ? `v/${day}/` : ""}embed/${chart}/${lang}/${mineral}/${tail}`, root).href;
  for (const frame of document.querySelectorAll("iframe")) {
    if (frame.src !== address) frame.src = address;
    fit(frame);
  }
  const found = await codes(root, { chart, lang, mineral, query: tail, title, height: fixed(), day });
  /** @type {NodeListOf<HTMLTextAreaElement>} */
  const places = document.querySelectorAll("textarea[data-way]");
  for (const place of places) place.value = found[place.dataset.way ?? ""] ?? "";
}
