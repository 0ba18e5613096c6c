import { render } from 'preact';
import { makeDrafts } from '../../client/drafts.ts';
import { OutOfService } from '../../screens/away.tsx';
import { walkWithArrows } from './arrow-keys.ts';
import type { Environment } from './environment.ts';
import { Kiosk } from './kiosk.tsx';
import { letGo } from './let-go.ts';
import { type OpenDoor, openDoor } from './open-door.ts';
import { guardPage } from './page-guard.ts';
import { guardTaps } from './tap-guard.ts';

const RETRY_MS = 5_000;
/** Until the settings are there. */
const TAP_GUARD_MS = 400;
/** The server ends a session by itself; the person must not wait for that. */
const SIGN_OUT_MS_MAX = 3_000;

/**
 * Serves one person after the other. Between two, nothing remains: the session is ended at the server, the page is emptied, the
 * history is replaced, and keys, cache and answers are made anew.
 */
export function startKiosk(environment: Environment): { readonly stop: () => void } {
  const { root, voice } = environment;
  const drafts = makeDrafts(environment.now, environment.random);
  const stopGuarding = guardTaps(
    document,
    () => performance.now(),
    () => current?.settings.tapGuardMs ?? TAP_GUARD_MS,
  );
  const stopGuardingPage = guardPage(document);
  const stopLettingGo = letGo(root);
  const stopWalking = walkWithArrows(document.body);
  let current: OpenDoor | undefined;
  let stopped = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const wipe = () => {
    voice.stop();
    render(null, root);
    root.replaceChildren();
    history.replaceState(null, '', location.pathname);
  };

  const serve = async () => {
    const opened = await openDoor(environment, drafts).catch(() => undefined);
    if (stopped) return opened?.door.bridge.close();
    current = opened;
    if (opened === undefined) {
      render(<OutOfService />, root);
      timer = setTimeout(() => void serve(), RETRY_MS);
      return undefined;
    }
    setUp(document.documentElement, opened);
    wipe();
    render(<Kiosk {...opened} print={environment.print} voice={voice} onEnd={end} onPractise={practise} />, root);
    return undefined;
  };

  /** Nothing of the real door is left in reach: not its gateway, not its reader, not its printer. */
  const practise = () => {
    const { door, settings } = current ?? {};
    if (door === undefined || settings === undefined) return;
    current = undefined;
    wipe();
    door.bridge.close();
    void import('../../practice/practice-door.ts').then(
      ({ makePracticeDoor }) => {
        const practice = { door: makePracticeDoor(door.device, environment), settings };
        if (!stopped) render(<Kiosk {...practice} practising print={() => undefined} voice={voice} onEnd={end} />, root);
      },
      () => void serve(),
    );
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
      stopGuardingPage();
      stopLettingGo();
      stopWalking();
      window.removeEventListener('pagehide', onPageHide);
      window.removeEventListener('pageshow', onPageShow);
      current?.door.bridge.close();
      wipe();
    },
  };
}

/** What is set per kiosk: how large a millimetre is, what the printer takes, and the hospital's colour. */
function setUp({ style, dataset }: HTMLElement, { door, settings }: OpenDoor): void {
  style.setProperty('--mm', `${1 / door.device.mmPerPx}px`);
  dataset.paper = settings.paper;
  if (settings.accent === undefined) style.removeProperty('--hospital-accent');
  else style.setProperty('--hospital-accent', settings.accent);
}

/** Ends the session at the server, and lets go of the bridge. Neither may keep the next person waiting. */
async function signOut(door: OpenDoor['door'] | undefined): Promise<void> {
  if (door === undefined) return;
  const late = new Promise((resolve) => setTimeout(resolve, SIGN_OUT_MS_MAX));
  await Promise.race([door.client('closeSession', {}).catch(() => undefined), late]);
  door.bridge.close();
}
