// @ts-check
// Sends what the form says to the frame, and writes down what the frame answers.

export {};

const frame = /** @type {HTMLIFrameElement} */ (document.querySelector("iframe"));
const form = /** @type {HTMLFormElement} */ (document.querySelector("form"));
const log = /** @type {HTMLOListElement} */ (document.querySelector("ol.log"));
let asked = 0;

form.addEventListener("change", ({ target }) => {
  const { name, value } = /** @type {HTMLInputElement} */ (target);
  frame.contentWindow?.postMessage({ offtake: 1, type: "set", id: ++asked, state: { [name]: value } }, "*");
});

addEventListener("message", ({ source, data }) => {
  // By its window: the origin of a sandboxed frame is "null".
  if (source !== frame.contentWindow || data?.offtake !== 1) return;
  if (data.type === "height") frame.height = data.height;
  const line = document.createElement("li");
  line.textContent = JSON.stringify(data);
  log.prepend(line);
});
