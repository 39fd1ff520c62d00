// What stands in an article beside our code: the listeners of newsrooms' systems, imitated from what they answer to, and pym
// itself. Each changes the code as its system would, and runs in the article.
import { readFileSync } from "node:fs";

/** A runtime of AMP: a frame of its own in a box of the code's, resized when it asks, unless the page is marked `data-amp="refuses"`. */
export const AMP = readFileSync(new URL("../../www/try-amp.js", import.meta.url), "utf8");

/** The address of the frame in a code. */
const source = (code) => /<iframe src="([^"]+)"/.exec(code)?.[1];

/** A listener that fits the frame which spoke. `read` gives the height in a message, or nothing. */
const listener = (read) => `addEventListener("message", ({ source, data }) => {
  const height = (${read})(data);
  for (const frame of document.querySelectorAll("iframe")) if (height && frame.contentWindow === source) frame.style.height = height + "px";
});`;

const unchanged = (code) => code;

/** What WordPress’ filter of oEmbed answers, `wp_filter_oembed_result`, knows of a frame by somebody whom it does not know. */
const KNOWN = ["src", "width", "height", "frameborder", "marginwidth", "marginheight", "scrolling", "title"];
/** What it leaves: of all the code one frame, with attributes that it knows and its own. */
function filtered(code, secret) {
  const [frame] = /<iframe[^>]*><\/iframe>/.exec(code) ?? [];
  if (!frame) return code;
  const known = [...frame.matchAll(/ ([\w-]+)="([^"]*)"/g)].filter(([, name]) => KNOWN.includes(name));
  const written = known.map(([, name, value]) => name === "src" ? ` src="${value}#?secret=${secret}" data-secret="${secret}"` : ` ${name}="${value}"`);
  return `<iframe class="wp-embedded-content" sandbox="allow-scripts" security="restricted"${written.join("")}></iframe>`;
}

/**
 * By name: `change` what becomes of a way's code in it, `script` what runs in the article, `policy` of the article.
 * @param {string} origin where our files stand
 * @param {string} pym the library
 */
export const hosts = (origin, pym) => ({
  bare: { change: unchanged },
  "sandbox=allow-scripts": { change: (code) => code.replace(/sandbox="[^"]*"/g, 'sandbox="allow-scripts"') },
  "policy without wasm": {
    change: unchanged,
    policy: `default-src 'none'; script-src 'unsafe-inline' ${origin}; connect-src ${origin}; style-src 'unsafe-inline' ${origin}; frame-src ${origin}; img-src ${origin}`,
  },
  "script stripped": { change: (code) => code.replace(/<script[^]*?<\/script>/g, "") },
  "script lost": { change: (code) => code.replace(/(<script [^>]*src="[^"]*)\.js"/g, '$1-gone.js"') },
  // As oEmbed, and wp-embed.js: a secret in the address, the same in the message, heights of 200 to 1000.
  WordPress: {
    change: (code, way, ways) => filtered(way === "oembed" ? ways.iframe : code, way.replace(/\W/g, "").padEnd(10, "x").slice(0, 10)),
    script: `addEventListener("message", ({ source, data }) => {
      if (!data || !data.secret || !data.message || /[^a-zA-Z0-9]/.test(data.secret)) return;
      for (const frame of document.querySelectorAll('iframe[data-secret="' + data.secret + '"]')) {
        if (frame.contentWindow !== source) continue;
        frame.removeAttribute("style");
        if (data.message === "height") frame.height = Math.min(1000, Math.max(200, ~~data.value));
      }
    });`,
  },
  AMP: {
    change: unchanged,
    script: AMP,
  },
  pym: {
    change: (code, way) => source(code) ? `<div id="${way}-pym"></div><script>new pym.Parent("${way}-pym", "${source(code)}", {});</script>` : code,
    script: pym,
  },
  Datawrapper: { change: unchanged, script: listener(`(data) => Object.values(data?.["datawrapper-height"] ?? {})[0]`) },
  Guardian: { change: unchanged, script: listener(`(data) => data?.type === "set-height" && data.value`) },
  // A consumer puts in what the answer's html says, without its scripts.
  oEmbed: { change: (code, way, ways) => way === "oembed" ? ways.iframe : code },
});

/** Runs in the article: scrolls to each way, waits until it shows what it will, and says what that is. */
const watch = async () => {
  const pause = (time) => new Promise((done) => setTimeout(done, time));
  await new Promise((done) => { if (document.readyState === "complete") done(); else addEventListener("load", done); });
  const found = {};
  for (const section of document.querySelectorAll("section")) {
    section.scrollIntoView();
    const look = () => {
      const element = section.querySelector("offtake-chart");
      if (element?.shadowRoot?.querySelector(".picture.drawn canvas")) return "live element";
      const frame = section.querySelector("iframe") ?? element?.shadowRoot?.querySelector("iframe");
      const said = window.heard.filter(([source]) => frame && source === frame.contentWindow).map(([, data]) => data);
      if (said.some((data) => data?.offtake === 1 && data.type === "ready")) {
        const height = said.filter((data) => data?.offtake === 1 && data.type === "height").at(-1)?.height;
        return frame.clientHeight === height ? "live frame, fitted" : "live frame";
      }
      const image = section.querySelector("img");
      return image?.complete && image.naturalWidth > 0 ? "picture" : "";
    };
    // What needs no script is there at once; a frame, or the script of an element, takes seconds on a busy machine.
    const patient = section.querySelector("iframe, [id$=pym]") || section.querySelector("offtake-chart") && document.querySelector("script[src$=\"offtake-chart.js\"]");
    for (let tries = 0; tries < (patient ? 600 : 5) && !look().startsWith("live"); tries++) {
      await pause(50);
      // What stands above may have found its height meanwhile: a reader scrolls on.
      if (tries % 20 === 19) section.scrollIntoView();
    }
    // Time for the last height.
    if (look() === "live frame") for (let tries = 0; tries < 8 && look() === "live frame"; tries++) await pause(50);
    found[section.dataset.way] = look() || "nothing";
  }
  return { found, thrown: window.thrown };
};

/** An article with every way in it, changed as a host changes it. */
export function article(host, ways) {
  const sections = Object.entries(ways).map(([way, code]) => `<section data-way="${way}">${host.change(code, way, ways)}</section>`);
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>Article</title>
<script>window.heard = []; window.thrown = [];
addEventListener("message", ({ data, source }) => window.heard.push([source, data]));
addEventListener("error", ({ message }) => window.thrown.push(message));
addEventListener("unhandledrejection", ({ reason }) => window.thrown.push(String(reason)));</script>
<script>${host.script ?? ""}</script>
<body style="margin:0;font-family:serif">${sections.join("\n<p>Words of the article between.</p>\n")}
<script>window.answer = (${watch})();</script>`;
}
