// Three engines behind one small door: a page is opened and asked one question. Chromium by Playwright, Firefox by WebDriver
// BiDi, WebKitGTK by WebDriver: the last two have no other way in that a system's own packages bring.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { chromium } from "playwright-core";
import WebSocket from "ws";

import { FLAGS } from "./site.js";

const WIDTH = 720;
const HEIGHT = 900;

/** What a test needs of a browser: `ask` opens an address and gives what a promise in its page, by an expression, resolves to. */
const ANSWER = "window.answer";

async function throughPlaywright() {
  const browser = await chromium.launch({ executablePath: process.env.OFFTAKE_CHROMIUM, args: FLAGS });
  return {
    version: `Chromium ${browser.version()}`,
    async ask(address, question = ANSWER) {
      const page = await browser.newPage({ viewport: { width: WIDTH, height: HEIGHT } });
      await page.goto(address);
      const answer = await page.evaluate(question);
      await page.close();
      return answer;
    },
    close: () => browser.close(),
  };
}

async function throughBidi() {
  const profile = mkdtempSync(join(tmpdir(), "offtake-firefox-"));
  const firefox = spawn(process.env.OFFTAKE_FIREFOX, ["--headless", "--no-remote", "--profile", profile, "--remote-debugging-port", "0", "--width", WIDTH, "--height", HEIGHT], { stdio: ["ignore", "ignore", "pipe"] });
  const address = await new Promise((done, failed) => {
    let said = "";
    firefox.once("exit", () => failed(new Error(`Firefox went away: ${said}`)));
    firefox.stderr.on("data", (data) => {
      said += data;
      const found = /WebDriver BiDi listening on (ws:\S+)/.exec(said);
      if (found) done(found[1]);
    });
  });
  const socket = new WebSocket(`${address}/session`);
  await once(socket, "open");
  const waiting = new Map();
  let last = 0;
  socket.on("message", (data) => {
    const { id, result, message, error } = JSON.parse(data);
    if (!waiting.has(id)) return;
    const { done, failed } = waiting.get(id);
    waiting.delete(id);
    if (error) failed(new Error(`${error}: ${message}`));
    else done(result);
  });
  const send = (method, params) => new Promise((done, failed) => {
    waiting.set(++last, { done, failed });
    socket.send(JSON.stringify({ id: last, method, params }));
  });
  const { capabilities } = await send("session.new", { capabilities: {} });
  const { context } = await send("browsingContext.create", { type: "tab" });
  return {
    version: `Firefox ${capabilities.browserVersion}`,
    async ask(url, question = ANSWER) {
      await send("browsingContext.navigate", { context, url, wait: "complete" });
      // As text: BiDi has a notation of its own for values.
      const { result, exceptionDetails } = await send("script.evaluate", {
        expression: `${question}.then(JSON.stringify)`, target: { context }, awaitPromise: true,
      });
      if (!result) throw new Error(exceptionDetails.text);
      return JSON.parse(result.value);
    },
    async close() {
      await send("browser.close", {}).catch(() => {});
      socket.close();
      if (firefox.exitCode === null) await Promise.race([once(firefox, "exit"), new Promise((done) => setTimeout(done, 5000))]);
      firefox.kill("SIGKILL");
      rmSync(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
    },
  };
}

async function throughWebDriver() {
  // A screen of its own; without the three settings WebKitGTK waits for a graphics card.
  const screen = spawn("Xvfb", ["-displayfd", "3", "-screen", "0", "1280x1024x24", "-nolisten", "tcp"], { stdio: ["ignore", "ignore", "ignore", "pipe"] });
  const [display] = await once(screen.stdio[3], "data");
  const port = 4000 + process.pid % 20_000;
  const driver = spawn(process.env.OFFTAKE_WEBKIT, [`--port=${port}`, "--host=127.0.0.1"], {
    stdio: "ignore",
    env: {
      ...process.env, DISPLAY: `:${String(display).trim()}`, LIBGL_ALWAYS_SOFTWARE: "1", GSK_RENDERER: "cairo", GDK_BACKEND: "x11",
      WEBKIT_SKIA_ENABLE_CPU_RENDERING: "1", WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: "1",
    },
  });
  const call = async (method, path, body) => {
    const answer = await fetch(`http://127.0.0.1:${port}/session${path}`, { method, body: body && JSON.stringify(body) });
    const { value } = await answer.json();
    if (!answer.ok) throw new Error(`${value.error}: ${value.message}`);
    return value;
  };
  let session;
  for (let tries = 0; !session; tries++) {
    try {
      session = await call("POST", "", {
        capabilities: { alwaysMatch: { "webkitgtk:browserOptions": { binary: process.env.OFFTAKE_MINIBROWSER, args: ["--automation"] } } },
      });
    } catch (error) {
      // The driver needs a moment before it listens.
      if (tries > 100) throw error;
      await new Promise((done) => setTimeout(done, 100));
    }
  }
  const path = `/${session.sessionId}`;
  await call("POST", `${path}/timeouts`, { script: 60_000, pageLoad: 60_000 });
  await call("POST", `${path}/window/rect`, { width: WIDTH, height: HEIGHT }).catch(() => {});
  return {
    version: `WebKitGTK ${session.capabilities.browserVersion}`,
    async ask(url, question = ANSWER) {
      await call("POST", `${path}/url`, { url });
      const script = `const done = arguments[0]; ${question}.then((answer) => done(JSON.stringify(answer)), (error) => done(JSON.stringify(String(error))));`;
      return JSON.parse(await call("POST", `${path}/execute/async`, { script, args: [] }));
    },
    async close() {
      await call("DELETE", path).catch(() => {});
      driver.kill();
      screen.kill();
    },
  };
}

/** Each engine: how it is started, and what is missing where it cannot be. */
export const ENGINES = {
  Chromium: { start: throughPlaywright, lacks: !process.env.OFFTAKE_CHROMIUM && "no Chromium: name one in OFFTAKE_CHROMIUM" },
  Firefox: { start: throughBidi, lacks: !process.env.OFFTAKE_FIREFOX && "no Firefox: install firefox-esr and name it in OFFTAKE_FIREFOX" },
  WebKit: {
    start: throughWebDriver,
    lacks: !(process.env.OFFTAKE_WEBKIT && process.env.OFFTAKE_MINIBROWSER) && "no WebKit: install webkit2gtk-driver and xvfb, and name WebKitWebDriver in OFFTAKE_WEBKIT, MiniBrowser in OFFTAKE_MINIBROWSER",
  },
};
