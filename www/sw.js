// @ts-check
// Keeps the pages that a reader opened, with the engine and the facts behind them, so that they open without a network.
// It serves the pages of one language and nothing else: a frame in an article is outside of its scope, and keeps nothing.

/** The folder of this build's assets, below the site; a new build has another. */
const BUILD = "{{assets}}";
/** What every page leans on, below that folder. */
const CORE = "{{core}}".split(" ");
/** The most pages that are kept. */
const MOST = 40;

const worker = /** @type {any} */ (self);
const root = new URL("./", location.href).href;
/** @type {string} the language's folder */
const scope = worker.registration.scope;
const lang = scope.slice(root.length, -1);
const assets = `${root}${BUILD}`;
const OWN = `offtake ${scope} `;
const NAME = `${OWN}${BUILD}`;
/** What stands for a page that is not kept. */
const ABSENT = `${scope}offline/`;

/** A page's address without what the reader chose: the file is the same. @param {string} address */
const bare = (address) => address.split(/[?#]/)[0];

/**
 * Keeps a page. One of another build would ask for assets that are not here, so it is left out.
 * @param {string} address
 * @param {Response} answer
 */
async function keep(address, answer) {
  if (!answer.ok || answer.redirected || !(await answer.clone().text()).includes(`${BUILD}/`)) return;
  const cache = await caches.open(NAME);
  await cache.put(bare(address), answer);
  const pages = (await cache.keys()).filter(({ url }) => url.startsWith(scope) && url !== ABSENT);
  for (const { url } of pages.slice(0, -MOST)) await cache.delete(url);
}

/** @param {string} address */
async function fetched(address) {
  const cache = await caches.open(NAME);
  if (address.startsWith(`${assets}/`)) return (await cache.match(address)) ? undefined : cache.add(address);
  if (address.startsWith(scope)) return keep(address, await fetch(bare(address)));
}

async function install() {
  const cache = await caches.open(NAME);
  await cache.addAll([...CORE, `facts/words-${lang}.bin`].map((name) => `${assets}/${name}`));
  await cache.add(ABSENT);
  // What the last build had kept is fetched anew; what cannot be had is left.
  const old = (await caches.keys()).filter((name) => name.startsWith(OWN) && name !== NAME);
  const had = await Promise.all(old.map(async (name) => (await caches.open(name)).keys()));
  const facts = /\/assets\/[^/]+(\/facts\/.*)$/;
  const wanted = had.flat().map(({ url }) => url.replace(facts, (_, name) => `/${BUILD}${name}`));
  await Promise.allSettled(wanted.map(fetched));
}

async function activate() {
  for (const name of await caches.keys()) if (name.startsWith(OWN) && name !== NAME) await caches.delete(name);
  await worker.clients.claim();
}

/**
 * A page: as it stands on the network, else as it was kept.
 * @param {Request} request
 * @param {(work: Promise<any>) => void} meanwhile what the reader does not wait for
 */
async function page(request, meanwhile) {
  try {
    const answer = await fetch(request);
    meanwhile(keep(request.url, answer.clone()).catch(() => {}));
    return answer;
  } catch {
    const cache = await caches.open(NAME);
    return (await cache.match(bare(request.url), { ignoreVary: true })) ?? Response.redirect(ABSENT);
  }
}

/**
 * A file whose address changes with its content: as it was kept.
 * @param {Request} request
 * @param {(work: Promise<any>) => void} meanwhile
 */
async function asset(request, meanwhile) {
  const cache = await caches.open(NAME);
  const kept = await cache.match(request.url, { ignoreVary: true });
  if (kept) return kept;
  const answer = await fetch(request);
  if (answer.ok) meanwhile(cache.put(request.url, answer.clone()).catch(() => {}));
  return answer;
}

worker.addEventListener("install", (/** @type {any} */ event) => event.waitUntil(install()));
worker.addEventListener("activate", (/** @type {any} */ event) => event.waitUntil(activate()));
// What a page had fetched before we were there.
worker.addEventListener("message", (/** @type {any} */ event) => {
  event.waitUntil(Promise.allSettled(event.data.keep.map(fetched)));
});
worker.addEventListener("fetch", (/** @type {any} */ event) => {
  /** @type {Request} */
  const request = event.request;
  if (request.method !== "GET") return;
  const meanwhile = event.waitUntil.bind(event);
  if (request.mode === "navigate") {
    if (request.url.startsWith(scope)) event.respondWith(page(request, meanwhile));
  } else if (request.url.startsWith(`${assets}/`)) event.respondWith(asset(request, meanwhile));
});
