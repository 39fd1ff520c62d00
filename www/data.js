// @ts-check
// The search box over lists that stand in the page: what does not hold the words is hidden.

/** @param {string} text */
const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

/** @type {HTMLFormElement | null} */
const form = document.querySelector("form.find");
/** @type {HTMLInputElement | null} */
const box = document.querySelector("form.find input");
/** @type {HTMLElement | null} */
const none = document.querySelector("#find-none");
/** @type {NodeListOf<HTMLElement>} */
const entries = document.querySelectorAll(".findable > *");
/** @type {NodeListOf<HTMLDetailsElement>} */
const folded = document.querySelectorAll("details:has(.findable)");

if (form && box && none) {
  form.hidden = false;
  form.addEventListener("submit", (event) => event.preventDefault());
  box.addEventListener("input", () => {
    const wanted = plain(box.value.trim());
    let found = false;
    for (const entry of entries) {
      entry.hidden = !plain(entry.dataset.name ?? entry.textContent ?? "").includes(wanted);
      found ||= !entry.hidden;
    }
    for (const part of folded) part.open = wanted !== "";
    none.hidden = found;
  });
}
