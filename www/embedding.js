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
/** The last time that codes were asked for. */
let latest = {};

for (const field of fields) {
  const word = asked.get(field.name);
  if (word !== null && field.type !== "checkbox") field.value = word;
  field.addEventListener("input", make);
}
const previews = document.querySelectorAll("iframe");
for (const frame of previews) {
  addEventListener("message", ({ source, data }) => {
    if (source !== frame.contentWindow || data?.offtake !== 1 || data.type !== "height") return;
    frame.dataset.own = `${Math.round(data.height)}`;
    fit(frame);
    write();
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
    if (word === null || !days.includes(word)) return;
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

/** What the form says: the view, and what its address says beside its path. */
function asks() {
  const given = Object.fromEntries([...new FormData(form)].map(([name, word]) => [name, String(word)]));
  const query = new URLSearchParams(asked);
  for (const key of APART) query.delete(key);
  for (const { name } of fields) {
    if (APART.includes(name)) continue;
    query.delete(name);
    if (given[name]) query.set(name, given[name].replace(/^#/, ""));
  }
  const { chart, mineral, lang, title, day } = given;
  return { chart, mineral, lang, title, day, query: query.size ? `?${query}` : "" };
}

function make() {
  const { chart, mineral, lang, query, day } = asks();
  const address = new URL(`${day ? `v/${day}/` : ""}embed/${chart}/${lang}/${mineral}/${query}`, root).href;
  for (const frame of previews) {
    if (frame.src !== address) {
      frame.src = address;
      delete frame.dataset.own;
    }
    fit(frame);
  }
  write();
}

/** Fills the codes in. */
async function write() {
  const said = [...previews].filter((frame) => frame.dataset.own);
  const own = said.map((frame) => /** @type {[number, number]} */ ([frame.clientWidth, Number(frame.dataset.own)]));
  const mine = latest = {};
  const found = await codes(root, { ...asks(), height: fixed(), own });
  // Another view has been asked for meanwhile.
  if (mine !== latest) return;
  /** @type {NodeListOf<HTMLTextAreaElement>} */
  const places = document.querySelectorAll("textarea[data-way]");
  for (const place of places) place.value = found[place.dataset.way ?? ""] ?? "";
}
