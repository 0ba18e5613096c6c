import { makeUpdates, type Updates } from './updates.ts';
import { workerUrl } from './worker-url.ts';

/** The worker of the page that is open. Throws where the browser refuses one. */
export function updatesHere(): Updates {
  return makeUpdates({
    container: navigator.serviceWorker,
    caches: globalThis.caches,
    url: workerUrl(globalThis) as string,
    every: (act, ms) => void setInterval(act, ms),
    reload: () => location.reload(),
  });
}
