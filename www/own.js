// @ts-check
// A reader's own figures: the file is read here and handed to the engine, which checks it. Nothing is sent anywhere.

import { part } from "./chart.js";
import { lend } from "./sure.js";

/** @typedef {import("./offtake.js").Atlas} Atlas */
/** @typedef {import("./offtake.js").Choice} Choice */

/**
 * @param {HTMLElement} place the part of the page
 * @param {Atlas} atlas
 * @param {{lang: string, choice: () => Choice | null, redraw: () => Promise<void>}} page
 */
export function own(place, atlas, { lang, choice, redraw }) {
  /** @type {HTMLSelectElement} */
  const kind = part(place, '[name="kind"]');
  /** @type {HTMLInputElement} */
  const file = part(place, '[type="file"]');
  /** @type {HTMLTextAreaElement} */
  const pasted = part(place, "textarea");
  const verdict = part(place, ".verdict");
  const forget = part(place, '[data-do="forget"]');
  const inUse = part(document, "#in-use");
  const tables = atlas.ownTables(lang);
  kind.replaceChildren(...tables.map(({ id, label }) => new Option(label, id)));
  place.hidden = false;

  function describe() {
    part(place, ".columns").textContent = tables.find(({ id }) => id === kind.value)?.columns ?? "";
  }
  kind.addEventListener("change", describe);
  describe();

  /** @param {{said: string, faults: string[]}} what */
  function tell({ said, faults }) {
    part(verdict, "p").textContent = said;
    part(verdict, "ol").replaceChildren(...faults.map((fault) => {
      const line = document.createElement("li");
      line.textContent = fault;
      return line;
    }));
    verdict.hidden = false;
  }

  /** @param {Uint8Array} bytes */
  async function take(bytes) {
    const found = atlas.takeOwn(lang, kind.value, bytes);
    tell(found);
    if (!found.taken) return;
    await lend({ lang, kind: kind.value, bytes });
    forget.hidden = false;
    inUse.hidden = false;
    await redraw();
  }

  /** @param {Blob | null | undefined} blob */
  async function read(blob) {
    if (!blob) return;
    const refused = atlas.ownTooLarge(lang, blob.size);
    if (refused) tell(refused);
    else await take(new Uint8Array(await blob.arrayBuffer()));
    file.value = "";
  }

  file.addEventListener("change", () => read(file.files?.[0]));
  part(place, '[data-do="paste"]').addEventListener("click", () => take(new TextEncoder().encode(pasted.value)));
  place.addEventListener("dragover", (event) => {
    event.preventDefault();
    place.classList.add("over");
  });
  place.addEventListener("dragleave", () => place.classList.remove("over"));
  place.addEventListener("drop", (event) => {
    event.preventDefault();
    place.classList.remove("over");
    const [dropped] = event.dataTransfer?.files ?? [];
    if (dropped) read(dropped);
    else take(new TextEncoder().encode(event.dataTransfer?.getData("text/plain") ?? ""));
  });
  forget.addEventListener("click", async () => {
    atlas.dropOwn();
    await lend(null);
    forget.hidden = true;
    inUse.hidden = true;
    pasted.value = "";
    tell({ said: forget.dataset.done ?? "", faults: [] });
    await redraw();
    kind.focus();
  });
  /** @type {HTMLAnchorElement} */
  const template = part(place, ".template");
  template.addEventListener("click", (event) => {
    const view = choice();
    if (!view) return event.preventDefault();
    const blob = new Blob([atlas.ownTemplate(kind.value, view)], { type: "text/csv" });
    template.href = URL.createObjectURL(blob);
    template.download = `offtake-${kind.value}-${view.mineral}-${view.year}.csv`;
    setTimeout(() => URL.revokeObjectURL(template.href));
  });
}
