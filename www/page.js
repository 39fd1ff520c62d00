// @ts-check
// The explainer: its address holds the whole state, controls write into it, the engine reads it. It stands finished in the page,
// so the engine comes when the reader stirs; what is asked of it until it is there is done then.

import { Figure, PAUSE_MS, part } from "./chart.js";
import { offline } from "./offline.js";
import { offer } from "./offer.js";
import { Live } from "./live.js";
import { open, ready, tell } from "./open.js";
import { search } from "./search.js";
import { settled, stirred } from "./stir.js";
import { Turns } from "./turns.js";

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

/** @type {NodeListOf<HTMLFormElement>} */
const forms = document.querySelectorAll(".ask");
/** @type {NodeListOf<HTMLInputElement | HTMLSelectElement>} */
const controls = document.querySelectorAll(".ask select, .ask input");
/** @type {NodeListOf<HTMLSelectElement>} */
const long = document.querySelectorAll("select[data-none]");
/** @type {NodeListOf<HTMLElement>} */
const pictures = document.querySelectorAll("figure.chart");
/** @type {NodeListOf<HTMLElement>} */
const acts = document.querySelectorAll(".act");

/** @typedef {{open: () => void, change: (name: string, value: string) => void, slide: (name: string, value: string) => void, step: (act: HTMLElement, extra: string) => void}} Running */
/** @type {Promise<Running | null> | null} */
let running = null;
/** @type {Running | null} */
let there = null;
const searched = Array.from(long, search);

// A packed link is the workbench's: there it means what it says.
if (new URLSearchParams(location.search).has("z")) location.replace(new URL(`${lang}/explore/${location.search}`, root));
else listen();

/** Starts the engine, once. */
function begin() {
  return running ??= fetched().then(start).then((now) => there = now, (error) => {
    console.warn(error);
    problem.textContent = problem.dataset.engine ?? "";
    problem.hidden = false;
    for (const form of forms) form.hidden = true;
    /** @type {NodeListOf<HTMLButtonElement>} */
    const buttons = document.querySelectorAll(".steps button");
    for (const button of buttons) button.disabled = true;
    for (const figure of pictures) figure.removeAttribute("aria-busy");
    return null;
  });
}

function fetched() {
  // All at once: none waits for what asks for it.
  const { content } = /** @type {HTMLTemplateElement} */ (part(document, "#engine"));
  if (new URLSearchParams(location.search).has("mineral")) part(content, "[data-of=mineral]").remove();
  document.head.append(content);
  return open();
}

function listen() {
  for (const form of forms) {
    form.hidden = false;
    form.addEventListener("submit", (event) => event.preventDefault());
  }
  for (const control of controls) {
    control.addEventListener("input", () => {
      const { name, value } = control;
      // A field that is being emptied asks for nothing yet.
      if (!value) return;
      for (const twin of controls) if (twin !== control && twin.name === name) twin.value = value;
      if (there) there[control.type === "range" ? "slide" : "change"](name, value);
      else {
        waits(pictures);
        begin().then((now) => now?.change(name, value));
      }
    });
    if (control.type === "range") for (const near of ["pointerover", "focus"]) control.addEventListener(near, () => there?.open());
  }
  for (const act of acts) follow(act);
  // What stands in the page is not what the address asks for.
  if (location.search) {
    waits(pictures);
    begin();
  } else stirred().then(begin);
  settled().then(() => offline(root, lang));
}

/**
 * What was asked for is on its way, and with it these figures.
 * @param {Iterable<HTMLElement>} figures
 */
function waits(figures) {
  for (const figure of figures) figure.setAttribute("aria-busy", "true");
}

/**
 * @param {import("./offtake.js").Atlas} atlas
 * @returns {Promise<Running>}
 */
async function start(atlas) {
  /** @type {NodeListOf<HTMLElement>} */
  const findings = document.querySelectorAll(".finding");
  // Before what draws on paper, so that it comes first.
  addEventListener("beforeprint", rest);
  const turns = new Turns(findings);
  const figures = Array.from(pictures, (element) => new Figure(element, atlas));
  const lives = new Map(figures.map((figure) => [figure, new Live(figure)]));
  /** @type {NodeListOf<HTMLElement>} The ways from an empty picture to a mineral with figures. */
  const elsewhere = document.querySelectorAll(".elsewhere");
  /** @type {NodeListOf<HTMLOptionElement>} */
  const mineralOnly = document.querySelectorAll("option[data-mineral]");
  /** @type {NodeListOf<HTMLElement>} */
  const steps = document.querySelectorAll(".steps > li");
  const floor = part(document, "#floor");
  /** @type {Choice | null} */
  let shown = null;
  /** @type {Choice | null} What the page is about, which steps beside a figure are not. */
  let view = null;

  for (const figure of figures) {
    // A picture may wait for its draws: what stands beside it changes with it.
    figure.root.addEventListener("drawn", () => {
      for (const line of findings) if (line.dataset.of === figure.chart && figure.choice === view) line.textContent = part(figure.root, "caption").textContent;
      for (const way of elsewhere) {
        if (way.dataset.of !== figure.chart) continue;
        way.hidden = !!figure.root.querySelector("tbody tr");
        part(way, "a").setAttribute("href", `?${moved("mineral", part(way, "a").dataset.mineral ?? "")}`);
      }
    });
  }

  /** The pause after a slider's step. */
  let resting = 0;
  /** What was asked for last: an answer that comes later than that is not shown. */
  let asked = "";
  let good = "";
  let last = "";
  /** @param {string} query */
  async function show(query) {
    asked = query;
    const whole = `lang=${lang}&${query}`;
    // What the page was built with stands in it: then what a picture alone needs comes with its turn.
    const built = !shown && query === named;
    /** @param {Figure} figure */
    const own = (figure) => `${whole}&chart=${figure.chart}`;
    for (const one of built ? [whole] : figures.map(own)) if (atlas.needs(one)) await ready(atlas, one);
    if (asked !== query) return;
    const choice = view = atlas.fromLink(whole);
    const link = atlas.link(choice);
    // The page of a named view is that view as long as nothing was changed; then the address has to say so.
    const usual = named ? atlas.fromLink(`lang=${lang}&${named}`) : null;
    const same = usual && link === atlas.link(usual);
    const address = same ? location.pathname : link || (named ? "?start" : location.pathname);
    const here = new URL(address, location.href).href;
    /** @param {Figure} figure */
    const draw = (figure) => {
      lives.get(figure)?.draw(choice);
      offer(figure, link, { root, lang, here, name: same && usual.chart === figure.chart ? document.body.dataset.name : "" });
    };
    if (built) {
      turns.finished(figures, async (figure) => {
        if (atlas.needs(own(figure))) await ready(atlas, own(figure));
        if (asked === query) draw(figure);
      });
    } else turns.begin(figures, draw);
    turns.done.catch((error) => tell(error, problem));
    costs(choice);
    last = whole;
    shown = choice;
    good = query;
    problem.hidden = true;
    history.replaceState(null, "", address);
    part(document, "#other-language").setAttribute("href", new URL(link, new URL(other, location.href)).href);
    // The step that shows what is shown anyway is the one that is on.
    for (const step of steps) {
      if (atlas.link(atlas.fromLink(`${whole}&${step.dataset.with}`)) === link) step.setAttribute("aria-current", "step");
      else step.removeAttribute("aria-current");
    }
    for (const option of mineralOnly) option.hidden = option.disabled = option.dataset.mineral !== choice.mineral;
    fill();
    for (const refresh of searched) refresh();
  }

  /** @param {Choice} choice */
  function costs(choice) {
    const cost = atlas.floor(choice) ?? "";
    // Said anew only where it is new.
    if (floor.textContent !== cost) floor.textContent = cost;
  }

  /** What a slider asks for is shown everywhere, address and all, once it rests or the reader does something else. */
  function rest() {
    if (resting) attempt(asked);
  }
  addEventListener("pagehide", rest);
  addEventListener("pointerdown", ({ target }) => {
    if (!(target instanceof HTMLInputElement && target.type === "range")) rest();
  }, { capture: true });

  /**
   * A slider is drawn along: what is in view goes with it.
   * @param {string} query
   */
  async function slide(query) {
    clearTimeout(resting);
    asked = query;
    resting = setTimeout(rest, PAUSE_MS);
    turns.stop();
    const near = figures.filter((figure) => !turns.away(figure));
    const whole = `lang=${lang}&${query}`;
    try {
      if (near.some((figure) => atlas.needs(`${whole}&chart=${figure.chart}`))) return;
      const choice = view = atlas.fromLink(whole);
      costs(choice);
      for (const figure of near) turns.drop(figure);
      await Promise.all(near.map((figure) => lives.get(figure)?.step(choice)));
    } catch {
      // What cannot be drawn is told with all else.
    }
  }

  /** What the controls show is what is shown, but for the one that is being written in. */
  function fill() {
    if (!shown) return;
    for (const control of controls) {
      if (control !== document.activeElement) control.value = String(shown[/** @type {keyof Choice} */ (control.name)]);
    }
  }

  /** @param {string} query */
  async function attempt(query) {
    clearTimeout(resting);
    resting = 0;
    try {
      await show(query.replace(/^\?/, ""));
    } catch (error) {
      asked = good;
      tell(error, problem);
      fill();
      for (const figure of figures) if (!turns.waiting.has(figure)) figure.root.removeAttribute("aria-busy");
      // The sentence stands at the top of the window: what is being written in stays beside it.
      document.activeElement?.scrollIntoView({ block: "nearest" });
    }
  }

  /**
   * What is asked for once a control says something else.
   * @param {string} name
   * @param {string} value
   */
  function moved(name, value) {
    const state = new URLSearchParams(asked);
    for (const key of FOLLOWS[name] ?? []) state.delete(key);
    state.set(name, value);
    return state.toString();
  }

  const other = part(document, "#other-language").getAttribute("href") ?? "";
  for (const way of elsewhere) {
    const link = part(way, "a");
    link.addEventListener("click", (event) => {
      // Else it opens beside this page.
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      attempt(moved("mineral", link.dataset.mineral ?? ""));
    });
  }
  for (const control of controls) {
    control.addEventListener("blur", () => {
      rest();
      if (shown) control.value = String(shown[/** @type {keyof Choice} */ (control.name)]);
    });
  }
  addEventListener("popstate", () => attempt(location.search || named));
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
  // Other views' facts came with it.
  turns.done.catch(() => {}).then(() => offline(root, lang));
  return {
    open: () => { for (const [figure, live] of lives) if (!turns.away(figure)) live.open(); },
    change: (name, value) => { attempt(moved(name, value)); },
    slide: (name, value) => { slide(moved(name, value)); },
    step: (act, extra) => {
      const figure = figures.find((one) => act.contains(one.root));
      if (!figure) return;
      turns.drop(figure);
      lives.get(figure)?.draw(atlas.fromLink(`${last}&${extra}`));
    },
  };
}

/**
 * Steps beside a figure: the one that is read, or pressed, changes what the figure shows.
 * @param {HTMLElement} act a figure with its steps
 */
function follow(act) {
  /** @type {NodeListOf<HTMLElement>} */
  const steps = act.querySelectorAll(".steps > li");
  /** @type {HTMLElement | null} */
  let wish = null;
  /** @param {HTMLElement} step */
  const turn = async (step) => {
    wish = step;
    if (!there && !step.getAttribute("aria-current")) waits([part(act, "figure")]);
    const now = there ?? await begin();
    if (!now || wish !== step || step.getAttribute("aria-current")) return;
    for (const other of steps) other.removeAttribute("aria-current");
    step.setAttribute("aria-current", "step");
    now.step(act, step.dataset.with ?? "");
  };
  const beside = matchMedia("(min-width: 900px)");
  for (const step of steps) {
    const button = part(step, "button");
    button.removeAttribute("disabled");
    button.addEventListener("click", () => {
      turn(step);
      // Beside the figure the step that is read is the one that is shown: then it has to be the one that was pressed.
      if (beside.matches) step.scrollIntoView({ block: "center" });
      else part(act, "figure").scrollIntoView({ block: "nearest" });
    });
  }
  // Only where the steps pass beside the figure can it change unasked: elsewhere it would change out of sight.
  const seen = new IntersectionObserver((entries) => {
    if (!beside.matches) return;
    for (const entry of entries) if (entry.isIntersecting) turn(/** @type {HTMLElement} */ (entry.target));
  }, { rootMargin: "-45% 0px -45% 0px" });
  for (const step of steps) seen.observe(step);
}
