/// <reference lib="webworker" />

/** Filled in by the build: its number, and the files of the page. */
declare const __BUILD__: string;
declare const __FILES__: readonly string[];

const scope = self as unknown as ServiceWorkerGlobalScope;
const PREFIX = 'onedoor-phone-';
const CACHE = `${PREFIX}${__BUILD__}`;
/** By then a phone with a bad line shows what it has. */
const PAGE_MS_MAX = 4_000;

/**
 * Keeps the parts of one build of the page, so that a page that is open finds them when the gateway has a newer one. It answers nothing of
 * the gateway's contract: what people see of themselves is never kept here.
 */
scope.addEventListener('install', (event) => {
  event.waitUntil(caches.open(CACHE).then((cache) => cache.addAll(__FILES__)));
});

scope.addEventListener('activate', (event) => {
  event.waitUntil(
    caches
      .keys()
      .then((names) =>
        Promise.all(names.filter((name) => name.startsWith(PREFIX) && name !== CACHE).map((old) => caches.delete(old))),
      ),
  );
});

scope.addEventListener('message', ({ data }) => {
  if (data === 'take-over') void scope.skipWaiting();
});

scope.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== scope.location.origin || !url.pathname.startsWith('/phone/')) return;
  if (request.mode === 'navigate') event.respondWith(page(request));
  else if (url.pathname.startsWith('/phone/assets/') && !url.pathname.endsWith('.woff2')) event.respondWith(part(request));
});

/** The newest page where there is a line; what is kept where there is none. */
async function page(request: Request): Promise<Response> {
  const kept = () => caches.match('/phone/');
  // By hand: older browsers of apps have no `AbortSignal.timeout`.
  const late = new AbortController();
  const timer = setTimeout(() => late.abort(), PAGE_MS_MAX);
  try {
    const answered = await fetch(request, { signal: late.signal });
    return answered.ok ? answered : ((await kept()) ?? answered);
  } catch (error) {
    const found = await kept();
    if (found === undefined) throw error;
    return found;
  } finally {
    clearTimeout(timer);
  }
}

/**
 * A file's name changes with its content: what is kept is right for ever. Typefaces are not kept, and not fetched through here either: a
 * worker that hands on megabytes is at work, and is not replaced.
 */
async function part(request: Request): Promise<Response> {
  return (await caches.match(request)) ?? fetch(request);
}
