// @ts-check
// The host of a frame: told the height in every dialect that hosts know, and answered when it asks. messages.schema.json
// says what passes. Only the window that holds the frame is heard, whatever a message says of itself.

const own = new URLSearchParams(location.search);
/** By which WordPress knows the frame. */
const secret = new URLSearchParams(location.hash.replace(/^#\?/, "")).get("secret");

/** What a host's own script adds to an address, pym's above all: nothing of it asks for another view. */
export const HOSTS = ["childId", "initialWidth", "parentTitle", "parentUrl"];

/** @param {object | string} message */
function post(message) {
  if (parent !== window) parent.postMessage(message, "*");
}

/** Says how tall this is. Nothing else is told unasked but `ready` and `state`. */
export function sayHeight() {
  const height = Math.ceil(document.documentElement.getBoundingClientRect().height);
  // In a closed tab nothing has a height; it is told when the tab is opened.
  if (!height) return;
  const child = own.get("childId") ?? "";
  post({ offtake: 1, type: "height", height });
  post({ sentinel: "amp", type: "embed-size", height });
  post({ type: "set-height", value: height });
  post(JSON.stringify({ context: "iframe.resize", height, src: location.href }));
  post(`pymxPYMx${child}xPYMxheightxPYMx${height}`);
  post({ "datawrapper-height": { [child || location.pathname]: height } });
  if (secret) post({ message: "height", value: height, secret });
}

/**
 * @typedef {object} View
 * @property {() => Record<string, unknown> | null} get the state that is shown, null before the engine runs
 * @property {(state: Record<string, unknown>) => Promise<void>} set shows another; throws and keeps what was shown
 */

/**
 * Listens to the host from now on.
 * @param {View} view
 */
export function listen(view) {
  /** @type {Map<string, any>} The last question of each kind: a flood is answered once a frame. */
  const asked = new Map();
  let due = 0;
  const answer = async () => {
    const list = [...asked.values()];
    asked.clear();
    for (const { type, id, state } of list) {
      try {
        if (type === "set") {
          if (state === null || typeof state !== "object") throw new Error("set: `state` is an object of ids, such as {mineral: \"gallium\"}");
          await view.set(state);
        }
        if (type === "set" || type === "get") post({ offtake: 1, type: "state", id, state: view.get() });
      } catch (error) {
        const { code = "choice", message } = /** @type {{code?: string, message: string}} */ (error);
        sayError(code, message, id);
      }
    }
    sayHeight();
    // One after the other: what came meanwhile has its turn now.
    due = asked.size ? setTimeout(answer, 16) : 0;
  };
  addEventListener("message", ({ source, data }) => {
    if (source !== parent || parent === window) return;
    const ours = data !== null && typeof data === "object" && data.offtake === 1;
    const type = ours && ["hello", "get", "set"].includes(data.type) ? data.type : "hello";
    asked.set(type, ours ? { type, id: data.id, state: data.state } : { type });
    due ||= setTimeout(answer, 16);
  });
  // A finished picture has its height before the engine starts.
  new ResizeObserver(sayHeight).observe(document.documentElement);
  addEventListener("load", sayHeight);
  // WordPress lets a frame open no window: it opens what it is told.
  if (secret) addEventListener("click", (event) => {
    const link = /** @type {Element} */ (event.target).closest("a[target]");
    if (!link) return;
    event.preventDefault();
    post({ message: "link", value: /** @type {HTMLAnchorElement} */ (link).href, secret });
  });
}

/** @param {Record<string, unknown>} state */
export const sayReady = (state) => post({ offtake: 1, type: "ready", state });

/**
 * Says why something asked for is not shown.
 * @param {string} code
 * @param {string} message
 * @param {unknown} [id] of the host's question
 */
export const sayError = (code, message, id) => post({ offtake: 1, type: "error", id, code, message });
