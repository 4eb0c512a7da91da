/**
 * The service worker: opens the map without a network. It keeps the app shell, for which it asks the
 * network first, and the tiles of the base map that were looked at; of reports nothing, so that what
 * is taken down is never shown from here.
 *
 * @typedef {{ version: string, home: string, offline: string, pages: Record<string, string>,
 *   files: string[], tiles: string }} Shell home: the map's address; pages: what is kept of it, by language;
 *   tiles: what the addresses of the base map's tiles begin with
 * @typedef {Event & { waitUntil: (work: Promise<unknown>) => void }} Waiting
 * @typedef {Waiting & { request: Request,
 *   respondWith: (answer: Promise<Response>) => void }} Asked
 * @typedef {{ shell: Shell, skipWaiting: () => Promise<void>,
 *   clients: { claim: () => Promise<void> },
 *   addEventListener: ((name: "fetch", act: (event: Asked) => void) => void)
 *     & ((name: string, act: (event: Waiting) => void) => void) }} Scope
 */

const worker = /** @type {Scope} */ (/** @type {unknown} */ (self));
const { shell } = worker;
const SHELL = `shell-${shell.version}`;
const LANGUAGE = "language";
const TILES = "basemap";
const MOST_TILES = 300;
const PATIENCE = 6000;
/** Milliseconds that a part of the shell may take before the one that is kept is shown. */

worker.addEventListener("install", (event) => event.waitUntil(install()));
worker.addEventListener("activate", (event) => event.waitUntil(activate()));
worker.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname, search } = new URL(request.url);
  if (request.method !== "GET" || origin !== location.origin) return;
  if (request.mode === "navigate") event.respondWith(openPage(event, pathname));
  else if (pathname.startsWith(shell.tiles)) event.respondWith(tile(event));
  else if (shell.files.includes(pathname + search)) event.respondWith(soon(request, request.url));
});

async function install() {
  const kept = await caches.open(SHELL);
  const addresses = [...shell.files, shell.offline, ...Object.values(shell.pages)];
  await kept.addAll(addresses.map(asNobody));
  await worker.skipWaiting();
}

/** A page as it is for everybody: without cookies it holds nothing of who uses this phone. @param {string} address */
function asNobody(address) {
  return new Request(address, { credentials: "omit", cache: "no-cache" });
}

async function activate() {
  const names = await caches.keys();
  const old = names.filter((name) => ![SHELL, LANGUAGE, TILES].includes(name));
  await Promise.all(old.map((name) => caches.delete(name)));
  await worker.clients.claim();
}

/**
 * A page from the network; without one the kept map, or a page that says so.
 * @param {Asked} event
 * @param {string} path
 */
async function openPage(event, path) {
  const isHome = path === shell.home;
  const instead = isHome ? shell.pages[await lastLanguage()] : shell.offline;
  try {
    const answer = await (isHome ? soon(event.request, instead) : fetch(event.request));
    event.waitUntil(rememberLanguage(answer));
    return answer;
  } catch {
    return (await kept(instead)) ?? Response.error();
  }
}

/**
 * The network's answer, or what is kept where that fails or takes too long.
 * @param {Request} request
 * @param {string} instead the address that is kept
 * @returns {Promise<Response>}
 */
async function soon(request, instead) {
  const answer = fetch(request);
  const known = await kept(instead);
  if (!known) return answer;
  const late = new Promise((resolve) => setTimeout(resolve, PATIENCE, known));
  return Promise.race([answer.catch(() => known), late]);
}

/**
 * A tile of the base map: its address names that very base map, so one that is kept is still true.
 * @param {Asked} event
 */
async function tile(event) {
  const { request } = event;
  const tiles = await caches.open(TILES);
  const known = await tiles.match(request);
  if (known) return known;
  const answer = await fetch(request);
  if (answer.ok) event.waitUntil(keep(tiles, request, answer.clone()).catch(() => undefined));
  return answer;
}

/**
 * Keep a tile, and let the oldest go.
 * @param {Cache} tiles
 * @param {Request} request
 * @param {Response} answer
 */
async function keep(tiles, request, answer) {
  await tiles.put(request, answer);
  const addresses = await tiles.keys();
  const oldest = addresses.slice(0, Math.max(0, addresses.length - MOST_TILES));
  await Promise.all(oldest.map((address) => tiles.delete(address)));
}

/** @param {string} address */
async function kept(address) {
  return (await caches.open(SHELL)).match(address, { ignoreVary: true });
}

async function lastLanguage() {
  const told = await (await caches.open(LANGUAGE)).match("/");
  return told ? told.text() : Object.keys(shell.pages)[0];
}

/** @param {Response} answer */
async function rememberLanguage(answer) {
  const language = answer.headers.get("Content-Language") ?? "";
  if (language in shell.pages) {
    await (await caches.open(LANGUAGE)).put("/", new Response(language));
  }
}
