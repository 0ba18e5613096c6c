/** The page's own service worker: it keeps the parts of the build that is open, and takes nothing over by itself. */
export interface Updates {
  /** Whether nothing is under way; then a newer page that waits may take over, at once or as soon as it is there. */
  mayTakeOver(rests: boolean): void;
  /** Nothing of the page is kept on this phone any more. */
  forget(): Promise<void>;
}

export interface UpdatesOptions {
  readonly container: Pick<ServiceWorkerContainer, 'register' | 'addEventListener' | 'controller'>;
  readonly caches: Pick<CacheStorage, 'keys' | 'delete'>;
  readonly url: string;
  readonly every: (act: () => void, ms: number) => void;
  readonly reload: () => void;
}

/** How often somebody who never closes the page is looked after. */
const LOOK_MS = 60 * 60_000;

/**
 * Registers the worker, and lets a newer one take over where a person stands at rest: never on the way, and never between a payment and its
 * result. Rejects nothing: a page without it works.
 */
export function makeUpdates({ container, caches, url, every, reload }: UpdatesOptions): Updates {
  let rests = false;
  let registration: ServiceWorkerRegistration | undefined;
  let taking = false;
  /** The newer one has begun later than it was asked to, when something was under way again. */
  let tookOver = false;
  // Where there was none before, the first worker takes over a page that is the newest already.
  const hadOne = container.controller !== null;
  const takeOver = () => {
    const waiting = registration?.waiting;
    if (!rests || !waiting || !hadOne) return;
    taking = true;
    waiting.postMessage('take-over');
  };
  container.addEventListener('controllerchange', () => {
    if (!taking) return;
    tookOver = true;
    if (rests) reload();
  });
  container.register(url).then(
    (found) => {
      registration = found;
      const follow = () => found.installing?.addEventListener('statechange', takeOver);
      found.addEventListener('updatefound', follow);
      follow();
      takeOver();
      every(() => {
        found.update().then(takeOver, () => undefined);
      }, LOOK_MS);
    },
    () => undefined,
  );
  return {
    mayTakeOver(now) {
      rests = now;
      if (now && tookOver) reload();
      else if (now) takeOver();
    },
    async forget() {
      for (const name of await caches.keys().catch(() => [])) await caches.delete(name).catch(() => false);
      await registration?.unregister().catch(() => false);
    },
  };
}
