// @ts-check
// Changes the element's address as the form says, and writes down its events.

import "./element.js";

const chart = /** @type {HTMLElement & {src: string, state: object | null}} */ (document.querySelector("offtake-chart"));
const form = /** @type {HTMLFormElement} */ (document.querySelector("form"));
const log = /** @type {HTMLOListElement} */ (document.querySelector("ol.log"));

form.addEventListener("change", ({ target }) => {
  const { name, value } = /** @type {HTMLInputElement} */ (target);
  const address = new URL(chart.src, document.baseURI);
  address.searchParams.set(name, value);
  chart.src = address.href;
});

for (const type of ["ready", "error"]) {
  chart.addEventListener(type, (event) => {
    const line = document.createElement("li");
    line.textContent = `${type} ${JSON.stringify(/** @type {CustomEvent} */ (event).detail)}`;
    log.prepend(line);
  });
}
