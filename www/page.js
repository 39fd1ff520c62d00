// @ts-check
// The explainer: its address holds the whole state, controls write into it, the engine reads it.

import { Figure, part } from "./chart.js";
import { offline } from "./offline.js";
import { offer } from "./offer.js";
import { open, ready, tell } from "./open.js";
import { search } from "./search.js";

/** @typedef {import("./offtake.js").Choice} Choice */

const problem = part(document, "#problem");
const lang = document.documentElement.lang;
const root = new URL(document.body.dataset.up ?? "", location.href);
/** What a named view's page shows when its address says nothing. */
const named = document.body.dataset.scenario ?? "";
/**
 * What follows from a control when the reader has not said otherwise.
 * @type {Record<string, string[]>}
 */
const FOLLOWS = { mineral: ["project", "own", "tonnes", "market", "measure"], project: ["own", "tonnes", "market"] };

open().then(start, (error) => {
  console.warn(error);
  problem.textContent = problem.dataset.engine ?? "";
  problem.hidden = false;
});

/** @param {import("./offtake.js").Atlas} atlas */
async function start(atlas) {
  /** @type {NodeListOf<HTMLElement>} */
  const found = document.querySelectorAll("figure.chart");
  const figures = Array.from(found, (element) => new Figure(element, atlas));
  /** @type {NodeListOf<HTMLInputElement | HTMLSelectElement>} */
  const controls = document.querySelectorAll(".ask select, .ask input");
  /** @type {NodeListOf<HTMLOptionElement>} */
  const mineralOnly = document.querySelectorAll("option[data-mineral]");
  /** @type {NodeListOf<HTMLSelectElement>} */
  const long = document.querySelectorAll("select[data-none]");
  const searched = Array.from(long, search);
  /** @type {NodeListOf<HTMLElement>} */
  const steps = document.querySelectorAll(".steps > li");
  /** @type {NodeListOf<HTMLElement>} */
  const findings = document.querySelectorAll(".finding");
  /** @type {Choice | null} */
  let shown = null;

  /** What was asked for last: an answer that comes later than that is not shown. */
  let asked = "";
  let good = "";
  let last = "";
  /** @param {string} query */
  async function show(query) {
    asked = query;
    const whole = `lang=${lang}&${query}`;
    for (const { chart } of figures) {
      const own = `${whole}&chart=${chart}`;
      if (atlas.needs(own)) await ready(atlas, own);
    }
    if (asked !== query) return;
    const choice = atlas.fromLink(whole);
    last = whole;
    for (const figure of figures) figure.draw(choice);
    shown = choice;
    good = query;
    problem.hidden = true;
    const link = atlas.link(choice);
    // The page of a named view is that view as long as nothing was changed; then the address has to say so.
    const same = named && link === atlas.link(atlas.fromLink(`lang=${lang}&${named}`));
    history.replaceState(null, "", same ? location.pathname : link || (named ? "?start" : location.pathname));
    part(document, "#other-language").setAttribute("href", new URL(link, new URL(other, location.href)).href);
    // The step that shows what is shown anyway is the one that is on.
    for (const step of steps) {
      if (atlas.link(atlas.fromLink(`${whole}&${step.dataset.with}`)) === link) step.setAttribute("aria-current", "step");
      else step.removeAttribute("aria-current");
    }
    for (const figure of figures) offer(figure, link, { root, lang, here: location.href });
    for (const line of findings) {
      const figure = figures.find((one) => one.chart === line.dataset.of);
      line.textContent = figure?.drawing?.summary().title ?? "";
    }
    for (const option of mineralOnly) option.hidden = option.disabled = option.dataset.mineral !== choice.mineral;
    for (const control of controls) {
      if (control !== document.activeElement) control.value = String(choice[/** @type {keyof Choice} */ (control.name)]);
    }
    for (const refresh of searched) refresh();
  }

  /** @param {string} query */
  async function attempt(query) {
    try {
      await show(query.replace(/^\?/, ""));
    } catch (error) {
      asked = good;
      tell(error, problem);
    }
  }

  const other = part(document, "#other-language").getAttribute("href") ?? "";
  for (const control of controls) {
    control.addEventListener("input", () => {
      const state = new URLSearchParams(asked);
      for (const key of FOLLOWS[control.name] ?? []) state.delete(key);
      state.set(control.name, control.value);
      attempt(state.toString());
    });
    control.addEventListener("blur", () => {
      if (shown) control.value = String(shown[/** @type {keyof Choice} */ (control.name)]);
    });
  }
  /** @type {NodeListOf<HTMLElement>} */
  const acts = document.querySelectorAll(".act");
  for (const act of acts) {
    const figure = figures.find((one) => act.contains(one.root));
    if (figure) follow(act, (extra) => figure.draw(atlas.fromLink(`${last}&${extra}`)));
  }
  addEventListener("popstate", () => attempt(location.search || named));
  /** @type {NodeListOf<HTMLFormElement>} */
  const forms = document.querySelectorAll(".ask");
  for (const form of forms) {
    form.hidden = false;
    form.addEventListener("submit", (event) => event.preventDefault());
  }
  // A view must be there before a wrong link can fail to replace it.
  const wanted = location.search;
  await attempt(wanted || named);
  if (!shown) {
    const words = problem.textContent;
    history.replaceState(null, "", location.pathname);
    await attempt("");
    history.replaceState(null, "", wanted);
    problem.textContent = words;
    problem.hidden = false;
  }
  await offline(root, lang);
}

/**
 * Steps beside a figure: the one that is read, or pressed, changes what the figure shows.
 * @param {HTMLElement} act a figure with its steps
 * @param {(extra: string) => void} show draws the figure with more parameters
 */
function follow(act, show) {
  /** @type {NodeListOf<HTMLElement>} */
  const steps = act.querySelectorAll(".steps > li");
  /** @param {HTMLElement} step */
  const turn = (step) => {
    if (step.getAttribute("aria-current")) return;
    for (const other of steps) other.removeAttribute("aria-current");
    step.setAttribute("aria-current", "step");
    show(step.dataset.with ?? "");
  };
  for (const step of steps) {
    const button = part(step, "button");
    button.removeAttribute("disabled");
    button.addEventListener("click", () => {
      turn(step);
      part(act, "figure").scrollIntoView({ block: "nearest" });
    });
  }
  // Only where the steps pass beside the figure can it change unasked: elsewhere it would change out of sight.
  const beside = matchMedia("(min-width: 900px)");
  const seen = new IntersectionObserver((entries) => {
    if (!beside.matches) return;
    for (const entry of entries) if (entry.isIntersecting) turn(/** @type {HTMLElement} */ (entry.target));
  }, { rootMargin: "-45% 0px -45% 0px" });
  for (const step of steps) seen.observe(step);
}
