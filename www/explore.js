// @ts-check
// The workbench: every control at once, one scenario or two. The address holds the whole state; the engine reads and
// writes it, and comes when the reader stirs: until then what stands in the page is what it would show.

import { Figure, PAUSE_MS, part } from "./chart.js";
import { offline } from "./offline.js";
import { offer } from "./offer.js";
import { Live } from "./live.js";
import { bytes, open as engine, tell } from "./open.js";
import { own } from "./own.js";
import { settled, stirred } from "./stir.js";
import { by } from "./sure.js";

/** @typedef {import("./offtake.js").Atlas} Atlas */
/** @typedef {import("./offtake.js").Choice} Choice */
/** @typedef {HTMLInputElement | HTMLSelectElement} Control */

const lang = document.documentElement.lang;
const root = new URL(document.body.dataset.up ?? "", location.href);
const problem = part(document, "#problem");
const status = part(document, "#status");
const bench = part(document, ".bench");
const other = part(document, "#other-language");
/** What a second scenario is made from, as long as nothing is drawn in it. */
const blank = /** @type {HTMLElement} */ (part(bench, ".scenario").cloneNode(true));

/** @param {string} key */
const button = (key) => /** @type {HTMLButtonElement} */ (part(document, `[data-do="${key}"]`));
/** @param {string} query */
const whole = (query) => `lang=${lang}&${query.replace(/^\?/, "")}`;

const bar = part(document, ".bar");
const form = part(bench, ".controls");
/** The scenarios have their engine: what their controls ask for, they hear themselves. */
let there = false;
/** @type {Promise<void> | null} */
let running = null;
/** What was changed before the first view stood, in order: of which scenario, as `alter` has it. @type {[boolean, string, string, boolean][]} */
const early = [];

for (const place of [bar, form]) place.hidden = false;
form.addEventListener("submit", (event) => event.preventDefault());
form.addEventListener("change", ({ target }) => {
  if (there) return;
  const control = /** @type {HTMLInputElement} */ (target);
  const { type, name, value, checked } = control;
  early.push([false, type === "checkbox" ? (checked ? "with" : "without") : name, value, true]);
  if (name === "with") control.value = "";
  waits();
  begin();
});
paired(form);
bar.addEventListener("click", ({ target }) => {
  if (there || !(target instanceof HTMLButtonElement)) return;
  waits();
  begin().then(() => there && target.click());
});
// What stands in the page is not what the address asks for.
if (location.search) {
  waits();
  begin();
} else stirred().then(begin);
settled().then(() => offline(root, lang));

/** Starts the engine, once. */
function begin() {
  return running ??= open().then(start).catch((error) => {
    console.warn(error);
    problem.textContent = problem.dataset.engine ?? "";
    problem.hidden = false;
    for (const place of [bar, form]) place.remove();
    early.length = 0;
    rests();
  });
}

/** What was asked for is on its way. */
function waits() {
  part(bench, "figure").setAttribute("aria-busy", "true");
}

function rests() {
  if (early.length) return;
  part(bench, "figure").removeAttribute("aria-busy");
}

/**
 * Two fields of one name say the same, before anything is drawn.
 * @param {HTMLElement} fields
 */
function paired(fields) {
  fields.addEventListener("input", ({ target }) => {
    const { name, value } = /** @type {Control} */ (target);
    if (!name || !value) return;
    /** @type {NodeListOf<Control>} */
    const twins = fields.querySelectorAll(`[name="${name}"]`);
    for (const twin of twins) if (twin !== target) twin.value = value;
  });
}

/** The engine of analysts, with the words that only this page says. */
async function open() {
  const name = "bench/offtake";
  // All at once: none waits for what asks for it.
  document.head.append(/** @type {HTMLTemplateElement} */ (part(document, "#engine")).content);
  by(name);
  const [atlas, words, more] = await Promise.all([
    engine(name),
    bytes(`facts/words-${lang}.bin`),
    bytes(`facts/bench-${lang}.bin`),
  ]);
  atlas.add(`words-${lang}`, words);
  atlas.add(`bench-${lang}`, more);
  return atlas;
}

/** One scenario: its picture and its controls. */
class Scenario {
  /**
   * @param {HTMLElement} section
   * @param {Atlas} atlas
   * @param {(name: string, value: string, done: boolean, slides?: boolean) => void} change
   */
  constructor(section, atlas, change) {
    this.section = section;
    this.atlas = atlas;
    this.figure = new Figure(part(section, "figure.chart"), atlas);
    this.live = new Live(this.figure);
    this.form = part(section, "form");
    this.members = part(this.form, ".members");
    /** @type {NodeListOf<Control>} */
    this.controls = this.form.querySelectorAll("[name]");
    this.form.hidden = false;
    // Draws come later, and the finding with them.
    this.figure.root.addEventListener("drawn", () => {
      part(this.form, ".found").textContent = part(section, "caption").textContent;
    });
    this.form.addEventListener("submit", (event) => event.preventDefault());
    for (const control of this.controls) {
      const slides = control.type === "range";
      if (slides) for (const near of ["pointerover", "focus"]) control.addEventListener(near, () => this.live.open());
      // A picture follows while a slider is drawn; a name is done when it is left.
      if (slides || control.type === "number") {
        control.addEventListener("input", () => { if (control.value) change(control.name, control.value, false, slides); });
      }
      control.addEventListener("change", () => {
        change(control.name, control.value, true, slides);
        if (control.name === "with") control.value = "";
      });
      control.addEventListener("blur", () => this.fill());
    }
    this.members.addEventListener("change", (event) => {
      const box = /** @type {HTMLInputElement} */ (event.target);
      change(box.checked ? "with" : "without", box.value, true);
    });
  }

  /**
   * @param {Choice} choice
   * @param {boolean} slides the reader may go on to others at once
   */
  async draw(choice, slides) {
    this.figure.chart = choice.chart;
    this.figure.root.dataset.chart = choice.chart;
    if (slides) await this.live.step(choice);
    else this.live.draw(choice);
  }

  /** What the controls show is what is drawn, but for the one that is being written in. */
  fill() {
    const choice = this.figure.choice;
    if (!choice) return;
    const shown = this.atlas.controls(choice);
    options(/** @type {HTMLSelectElement} */ (part(this.form, '[name="project"]')), shown.projects);
    options(/** @type {HTMLSelectElement} */ (part(this.form, '[name="year"]')), shown.years);
    const values = new Map(shown.values);
    for (const control of this.controls) {
      const value = values.get(control.name);
      if (value !== undefined && control !== document.activeElement) control.value = value;
    }
    boxes(this.members, shown.allies);
    part(this.form, ".rule:not(.cost)").textContent = shown.rule;
    part(this.form, ".cost").textContent = shown.floor;
    part(this.form, "[data-priced]").hidden = !shown.priced;
    /** @type {NodeListOf<HTMLElement>} */
    const own = this.form.querySelectorAll("[data-own]");
    for (const label of own) label.hidden = choice.project !== "own";
    part(this.form, "[data-by]").hidden = choice.project !== "by-year";
    part(this.form, "[data-of]").hidden = part(this.form, "[data-of]").dataset.of !== choice.chart;
  }
}

/** @param {Atlas} atlas */
async function start(atlas) {
  const first = new Scenario(part(bench, ".scenario"), atlas, (...changed) => alter(false, ...changed));
  there = true;
  /** What the address asks for is shown: before, a change would be made to something else. */
  let stood = false;
  /** @type {Scenario | null} */
  let second = null;
  /** @type {Scenario | null} The second scenario, kept when it goes: it listens to the page, and has a canvas of the worker. */
  let spare = null;
  /** The link of what stands in the address, and what was asked for last: a later answer is not shown. */
  let good = "";
  let asked = "";
  /** When a slider has rested: then the page draws what its worker has shown. */
  let resting = 0;
  /** The place of the address in the history, and the last place there is. */
  let step = Number(history.state?.step ?? 0);
  let last = step;

  /** Fetches what a query needs beside the facts that are here. @param {string} query */
  async function fetched(query) {
    for (let id = atlas.viewsNeed(whole(query)); id; id = atlas.viewsNeed(whole(query))) atlas.add(id, await bytes(`facts/${id}.bin`));
  }

  /**
   * Shows what a query means; what was shown stays when it makes no sense.
   * @param {string} query
   * @param {boolean} [slides]
   * @returns {Promise<string | null>} the shortest query that means it; null where another was asked for meanwhile
   */
  async function show(query, slides = false) {
    asked = query;
    clearTimeout(resting);
    await fetched(query);
    if (asked !== query) return null;
    const views = atlas.views(whole(query));
    beside(!!views.second);
    // Both at once: whatever is drawn next comes after both.
    await Promise.all([first.draw(views.first, slides), views.second && second?.draw(views.second, slides)]);
    if (asked !== query) return null;
    for (const scenario of second ? [first, second] : [first]) scenario.fill();
    problem.hidden = true;
    rests();
    return views.link;
  }

  /** @param {boolean} two */
  function beside(two) {
    bench.classList.toggle("two", two);
    part(first.section, "h2").hidden = !two;
    button("compare").setAttribute("aria-pressed", String(two));
    if (two && !second) {
      second = spare ??= pair();
      bench.append(second.section);
    } else if (!two && second) {
      second.section.remove();
      second = null;
    }
  }

  function pair() {
    const section = /** @type {HTMLElement} */ (blank.cloneNode(true));
    const name = blank.dataset.second ?? "";
    section.setAttribute("aria-label", name);
    const head = part(section, "h2");
    head.textContent = name;
    head.hidden = false;
    paired(part(section, "form"));
    return new Scenario(section, atlas, (...changed) => alter(true, ...changed));
  }

  /** What leads away from the page, once an address stands. */
  function lead() {
    other.setAttribute("href", new URL(`${good}`, new URL(away, location.href)).href);
    for (const scenario of second ? [first, second] : [first]) {
      const { choice } = scenario.figure;
      if (choice) offer(scenario.figure, atlas.link(choice), { root, lang, here: location.href });
    }
    button("undo").disabled = step === 0;
    button("redo").disabled = step === last;
    cite();
  }

  /**
   * @param {string} link
   * @param {"push" | "replace"} how
   */
  function stand(link, how) {
    if (how === "push" && link !== good) {
      step += 1;
      last = step;
      history.pushState({ step }, "", link || location.pathname);
    } else if (how === "replace") {
      history.replaceState({ step }, "", link || location.pathname);
    }
    good = link;
    lead();
  }

  /**
   * @param {string} query
   * @param {"push" | "replace" | ""} how what becomes of the address
   * @param {boolean} [slides]
   * @returns {Promise<boolean>}
   */
  async function attempt(query, how, slides) {
    try {
      const shown = show(query, slides);
      if (slides) resting = setTimeout(() => attempt(query, how), PAUSE_MS);
      const link = await shown;
      if (link !== null && how) stand(link, how);
      return true;
    } catch (error) {
      asked = good;
      clearTimeout(resting);
      refuse(error);
      return false;
    }
  }

  /** @param {unknown} error */
  function refuse(error) {
    tell(error, problem);
    for (const scenario of second ? [first, second] : [first]) scenario.fill();
    rests();
    // The sentence stands at the top of the window: what is being written in stays beside it.
    document.activeElement?.scrollIntoView({ block: "nearest" });
  }

  /**
   * @param {boolean} which the second scenario, or the first
   * @param {string} name
   * @param {string} value
   * @param {boolean} done
   * @param {boolean} [slides]
   */
  async function alter(which, name, value, done, slides) {
    if (stood) await altered(which, name, value, done, slides);
    else early.push([which, name, value, done]);
  }

  /**
   * @param {boolean} which
   * @param {string} name
   * @param {string} value
   * @param {boolean} done
   * @param {boolean} [slides]
   */
  async function altered(which, name, value, done, slides) {
    try {
      // What a change means can depend on facts that are not here: those of another chart or mineral. A slider asks for none.
      if (!slides) await fetched(`${good}&${which ? "b." : ""}${name}=${encodeURIComponent(value)}`);
      await attempt(atlas.change(whole(good), which, name, value), done ? "push" : "", slides);
    } catch (error) {
      refuse(error);
    }
  }

  const away = other.getAttribute("href") ?? "";
  const cited = /** @type {HTMLDetailsElement} */ (part(document, ".cite"));
  function cite() {
    if (!cited.open) return;
    const edition = part(bench, "details.take").dataset.edition ?? "";
    const [seen = ""] = new Date().toISOString().split("T");
    const title = part(first.section, "caption").textContent ?? "";
    const { apa, bibtex } = atlas.cite(lang, title, location.href, edition, seen);
    part(cited, ".apa").textContent = apa;
    part(cited, ".bibtex").textContent = bibtex;
  }
  cited.addEventListener("toggle", cite);

  /** @param {string} text */
  const say = (text) => { status.textContent = text; };
  /** @type {Record<string, (pressed: HTMLButtonElement) => void>} */
  const acts = {
    undo: (pressed) => { say(pressed.dataset.done ?? ""); history.back(); },
    redo: (pressed) => { say(pressed.dataset.done ?? ""); history.forward(); },
    reset: (pressed) => { attempt("", "push").then(() => say(pressed.dataset.done ?? "")); },
    compare: (pressed) => {
      const wish = second ? "no" : "yes";
      alter(false, "compare", wish, true);
      say(pressed.dataset[wish] ?? "");
    },
    link: (pressed) => {
      navigator.clipboard.writeText(location.href).then(
        () => say(pressed.dataset.done ?? ""),
        () => say(`${pressed.dataset.shown} ${location.href}`),
      );
    },
    cite: (pressed) => {
      const text = `${part(cited, ".apa").textContent}\n\n${part(cited, ".bibtex").textContent}`;
      navigator.clipboard.writeText(text).then(() => say(pressed.dataset.done ?? ""), () => {});
    },
  };
  for (const [key, act] of Object.entries(acts)) button(key).addEventListener("click", () => act(button(key)));
  addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.key.toLowerCase() !== "z") return;
    // In a field that is being written in, the browser undoes letters.
    if (event.target instanceof HTMLInputElement && event.target.type === "text") return;
    event.preventDefault();
    button(event.shiftKey ? "redo" : "undo").click();
  });
  addEventListener("popstate", (event) => {
    step = Number(event.state?.step ?? 0);
    if (step > last) last = step;
    attempt(location.search, "").then((fine) => { if (fine) { good = location.search; lead(); } });
  });
  // A view must be there before a wrong link can fail to replace it.
  const wanted = location.search;
  if (!(await attempt(wanted, "replace"))) {
    const words = problem.textContent;
    const link = await show("");
    good = link ?? "";
    lead();
    problem.textContent = words;
    problem.hidden = false;
  }
  for (let next = early.shift(); next; next = early.shift()) await altered(...next);
  stood = true;
  // Other views' facts came with it.
  offline(root, lang);
  own(part(document, ".own"), atlas, {
    lang,
    choice: () => first.figure.choice,
    // A view of a project that is gone is no view: then the first one.
    redraw: async () => { if (!(await attempt(good, ""))) await attempt("", "push"); },
  });
}

/**
 * The lines of a menu. One that has them already is left alone.
 * @param {HTMLSelectElement} menu
 * @param {{id: string, label: string}[]} entries
 */
function options(menu, entries) {
  const is = Array.from(menu.options, (option) => option.value).join();
  if (is !== entries.map(({ id }) => id).join()) menu.replaceChildren(...entries.map(({ id, label }) => new Option(label, id)));
}

/**
 * A box to tick for each country. Those that are there already stay, and with them the focus.
 * @param {HTMLElement} place
 * @param {{id: string, label: string, note: string}[]} entries
 */
function boxes(place, entries) {
  /** @type {NodeListOf<HTMLInputElement>} */
  const found = place.querySelectorAll("input");
  const known = new Map(Array.from(found, (box) => [box.value, box]));
  for (const box of found) if (!entries.some(({ id }) => id === box.value)) box.parentElement?.remove();
  let before = part(place, "legend").nextSibling;
  for (const { id, label, note } of entries) {
    let box = known.get(id);
    if (!box) {
      box = document.createElement("input");
      box.type = "checkbox";
      box.value = id;
      const line = document.createElement("label");
      line.append(box, ` ${label}`);
      place.insertBefore(line, before);
    }
    box.checked = note === "in";
    before = box.parentElement?.nextSibling ?? null;
  }
}
