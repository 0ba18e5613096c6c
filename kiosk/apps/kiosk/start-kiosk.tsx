import { render } from 'preact';
import { walkWithArrows } from './arrow-keys.ts';
import { OutOfService } from './away.tsx';
import type { Environment } from './environment.ts';
import { Kiosk } from './kiosk.tsx';
import { type OpenDoor, openDoor } from './open-door.ts';
import { guardTaps } from './tap-guard.ts';

const RETRY_MS = 5_000;
/** The server ends a session by itself; the person must not wait for that. */
const SIGN_OUT_MS_MAX = 3_000;

/**
 * Serves one person after the other. Between two, nothing remains: the session is ended at the server, the page is emptied, the
 * history is replaced, and keys, cache and answers are made anew.
 */
export function startKiosk(environment: Environment): { readonly stop: () => void } {
  const { root } = environment;
  const stopGuarding = guardTaps(document, () => performance.now());
  const stopWalking = walkWithArrows(document.body);
  let current: OpenDoor | undefined;
  let stopped = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const wipe = () => {
    render(null, root);
    root.replaceChildren();
    history.replaceState(null, '', location.pathname);
  };

  const serve = async () => {
    const opened = await openDoor(environment).catch(() => undefined);
    if (stopped) return opened?.door.bridge.close();
    current = opened;
    if (opened === undefined) {
      render(<OutOfService />, root);
      timer = setTimeout(() => void serve(), RETRY_MS);
      return undefined;
    }
    document.documentElement.style.setProperty('--mm', `${1 / opened.door.device.mmPerPx}px`);
    document.documentElement.dataset.paper = opened.settings.paper;
    wipe();
    render(<Kiosk {...opened} print={environment.print} onEnd={end} />, root);
    return undefined;
  };

  const end = () => {
    const { door } = current ?? {};
    current = undefined;
    wipe();
    void signOut(door).then(() => (stopped ? undefined : serve()));
  };

  const onPageHide = () => wipe();
  // A page that comes back from the browser's memory would show the person before.
  const onPageShow = (event: PageTransitionEvent) => {
    if (event.persisted) location.reload();
  };
  window.addEventListener('pagehide', onPageHide);
  window.addEventListener('pageshow', onPageShow);
  void serve();
  return {
    stop() {
      stopped = true;
      clearTimeout(timer);
      stopGuarding();
      stopWalking();
      window.removeEventListener('pagehide', onPageHide);
      window.removeEventListener('pageshow', onPageShow);
      current?.door.bridge.close();
      wipe();
    },
  };
}

/** Ends the session at the server, and lets go of the bridge. Neither may keep the next person waiting. */
async function signOut(door: OpenDoor['door'] | undefined): Promise<void> {
  if (door === undefined) return;
  const late = new Promise((resolve) => setTimeout(resolve, SIGN_OUT_MS_MAX));
  await Promise.race([door.client('closeSession', {}).catch(() => undefined), late]);
  door.bridge.close();
}
