// The service worker: keeps the page and all that it loads, so that Fieldbook opens without a network.
// setup/offline.mjs puts `const BUILD = {version, files, later}` before this text and writes both as sw.js.
/* global BUILD */

const PREFIX = "fieldbook-";
const CACHE = PREFIX + BUILD.version;
/** Outlives the builds in which its files are the same. */
const LATER = `${PREFIX}later-${BUILD.later.version}`;
/** A network that has not answered by then is taken for none. */
const PATIENCE_MS = 5000;

const addressOf = (file) => new URL(file, self.registration.scope).href;
const PAGE = addressOf("./");
const kept = new Set(BUILD.files.map(addressOf));
const keptLater = new Set(BUILD.later.files.map(addressOf));
/** Names under assets/ hold a hash of the content: what is kept is what is asked for. */
const isHashed = (address) => address.startsWith(addressOf("assets/"));

/** A response that was redirected may not answer a navigation; its copy may. */
async function fetchWhole(address) {
  const response = await fetch(address, {
    cache: isHashed(address) ? "default" : "no-cache",
    credentials: "same-origin",
  });
  if (!response.ok) throw new Error(`${address} answers ${response.status}.`);
  if (!response.redirected) return response;
  const { status, statusText, headers } = response;
  return new Response(await response.blob(), { status, statusText, headers });
}

async function keepAll() {
  const cache = await caches.open(CACHE);
  // headers are kept too: they isolate the page from other origins, which threads need
  await Promise.all([...kept].map(async (file) => cache.put(file, await fetchWhole(file))));
}

async function dropOthers() {
  const names = await caches.keys();
  const old = names.filter((name) => name.startsWith(PREFIX) && name !== CACHE && name !== LATER);
  await Promise.all(old.map((name) => caches.delete(name)));
  await self.clients.claim();
}

const recall = async (address) => (await caches.open(CACHE)).match(address);

async function cacheFirst(request, address) {
  return (await recall(address)) ?? fetch(request);
}

/** Their names stay while their contents may change, and then their cache is another. */
async function keepLater(address) {
  const cache = await caches.open(LATER);
  const known = await cache.match(address);
  if (known) return known;
  const response = await fetchWhole(address);
  // a full disk keeps nobody from using what came
  await cache.put(address, response.clone()).catch(() => {});
  return response;
}

async function networkFirst(request, address) {
  const asked = fetch(request);
  const late = new Promise((resolve) => setTimeout(resolve, PATIENCE_MS));
  const inTime = await Promise.race([asked, late]).catch(() => undefined);
  // with nothing kept, whatever the network says
  return inTime ?? (await recall(address)) ?? asked;
}

self.addEventListener("install", (event) => event.waitUntil(keepAll()));
self.addEventListener("activate", (event) => event.waitUntil(dropOthers()));

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== self.location.origin) return;
  url.hash = "";
  url.search = "";
  const address = request.mode === "navigate" ? PAGE : url.href;
  if (keptLater.has(address)) return event.respondWith(keepLater(address));
  // what is no part of the page, as a notebook that lies on the same server, is none of ours
  if (request.mode === "navigate" ? url.href !== PAGE : !kept.has(address)) return;
  event.respondWith(
    isHashed(address) ? cacheFirst(request, address) : networkFirst(request, address),
  );
});

/**
 * A page asks whether this worker, which waits, may take over. Where the page is of this build and alone, it
 * does so by itself; else the page is told to ask the person, and says `now` when they agree.
 */
async function considerTakingOver({ script, now }) {
  const pages = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  const mayTakeOver = now || (kept.has(script) && pages.length <= 1);
  if (mayTakeOver) await self.skipWaiting();
  return { asks: !mayTakeOver && !kept.has(script) };
}
self.addEventListener("message", (event) => {
  if (event.data?.type !== "take-over") return;
  event.waitUntil(
    considerTakingOver(event.data).then((answer) => event.ports[0]?.postMessage(answer)),
  );
});
