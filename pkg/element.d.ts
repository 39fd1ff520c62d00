import type { Choice } from "./offtake.js";

/** What stands in the tag. */
export interface OfftakeChartAttributes {
  /** The address of a view: `https://…/embed/supplier-bars/en/gallium/?stop=80`. A change draws anew. */
  src: string;
  /**
   * In px, of the frame that takes the place where the page's policy refuses wasm or the view is of another day than the script, until
   * the frame says its own.
   */
  height?: string;
}

/** Why a view is not shown. What was shown before stays. */
export interface OfftakeChartFailure {
  /**
   * `choice` where the address makes no sense, `look` where only its look does, `engine` where something is out of reach, `gone` where
   * there is no picture at the address.
   */
  code: string;
  /** A sentence that names what is unknown and lists what is known. */
  message: string;
}

/** What the element tells, beside what every element does. */
export interface OfftakeChartEvents {
  ready: CustomEvent<Choice>;
  error: CustomEvent<OfftakeChartFailure>;
}

/** `<offtake-chart>`: a chart in the page itself. */
export interface OfftakeChart extends HTMLElement {
  /** The attribute. */
  src: string;
  /** What is shown, or null before that. */
  readonly state: Choice | null;
  addEventListener<K extends keyof OfftakeChartEvents>(type: K, listener: (this: OfftakeChart, event: OfftakeChartEvents[K]) => unknown, options?: boolean | AddEventListenerOptions): void;
  addEventListener(type: string, listener: EventListenerOrEventListenerObject, options?: boolean | AddEventListenerOptions): void;
  removeEventListener<K extends keyof OfftakeChartEvents>(type: K, listener: (this: OfftakeChart, event: OfftakeChartEvents[K]) => unknown, options?: boolean | EventListenerOptions): void;
  removeEventListener(type: string, listener: EventListenerOrEventListenerObject, options?: boolean | EventListenerOptions): void;
}

/**
 * Defines `<offtake-chart>` with the script of a site: `https://your.host/offtake/`. The first site that is named draws all charts
 * of a page that are of its build; of another, a frozen day say, each stands in a frame. Rejects where the page's policy refuses the site's script; what stands in the tag, a link say, is then what readers see.
 */
export function load(site: string | URL): Promise<{ new (): OfftakeChart }>;

declare global {
  interface HTMLElementTagNameMap {
    "offtake-chart": OfftakeChart;
  }
}

/** What a page says to a frame of ours: `frame.contentWindow.postMessage(message, "*")`. */
export type ToFrame =
  | { offtake: 1; type: "hello" }
  | { offtake: 1; type: "get"; id?: unknown }
  | { offtake: 1; type: "set"; id?: unknown; state: Partial<Choice> };

/** What a frame of ours says to the page that holds it, known by `event.source === frame.contentWindow`. */
export type FromFrame =
  | { offtake: 1; type: "height"; height: number }
  | { offtake: 1; type: "ready"; state: Choice }
  | { offtake: 1; type: "state"; id?: unknown; state: Choice | null }
  | ({ offtake: 1; type: "error"; id?: unknown } & OfftakeChartFailure);
