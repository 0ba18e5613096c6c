import { render } from 'preact';
import { makeNearCodes } from '../../client/device/near-codes.ts';
import { learnWords } from '../../i18n/text.ts';
import { OutOfService } from '../../shell/away.tsx';
import { hallWords } from '../../shell/hall-words.ts';
import { makeScenes } from '../../shell/scenes.ts';
import { guardTaps, TAP_GUARD_MS } from '../../shell/tap-guard.ts';
import { walkWithArrows } from './arrow-keys.ts';
import type { Environment } from './environment.ts';
import { FIRST_SCENES } from './first-scenes.ts';
import { Kiosk } from './kiosk.tsx';
import { manifests } from './manifests.ts';
import { type OpenServices, openServices } from './open-services.ts';
import { guardPage } from './page-guard.ts';
import { releaseRemoved } from './release-removed.ts';

const RETRY_MS = 5_000;
/** By then the first screen stands. */
const REST_AFTER_MS = 250;
/** The server ends a session by itself; the person must not wait for that. */
const SIGN_OUT_MS_MAX = 3_000;

/**
 * Serves one person after the other. Between two, nothing remains: the session is ended at the server, the page is emptied, the
 * history is replaced, and keys, cache and answers are made anew.
 */
export function startKiosk(environment: Environment): { readonly stop: () => void } {
  const { root, voice } = environment;
  const nearCodes = makeNearCodes(environment.now, environment.random);
  learnWords(hallWords);
  const scenes = makeScenes(manifests);
  const fetchPage: typeof globalThis.fetch = environment.fetch ?? ((input, init) => globalThis.fetch(input, init));
  const stopGuarding = guardTaps(
    document,
    () => performance.now(),
    () => current?.settings.tapGuardMs ?? TAP_GUARD_MS.usual,
  );
  const stopGuardingPage = guardPage(document);
  const stopReleasing = releaseRemoved(root);
  const stopWalking = walkWithArrows(document.body);
  let current: OpenServices | undefined;
  let stopped = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const wipe = () => {
    voice.stop();
    render(null, root);
    root.replaceChildren();
    history.replaceState(null, '', location.pathname);
  };

  /**
   * A browser asks but once for a part of a page: where one did not come, the page is loaded anew, as soon as the gateway is there to give
   * it. That is in the first moments of a page, or never.
   */
  const renew = (): void => {
    if (stopped) return;
    const { services } = current ?? {};
    current = undefined;
    wipe();
    render(<OutOfService />, root);
    void signOut(services);
    timer = setTimeout(() => {
      fetchPage(location.href).then(({ ok }) => (ok && !stopped ? location.reload() : renew()), renew);
    }, RETRY_MS);
  };

  const serve = async () => {
    const loading = scenes.load(...FIRST_SCENES).then(
      () => true,
      () => false,
    );
    const opened = await openServices(environment, nearCodes).catch(() => undefined);
    if (!(await loading)) {
      opened?.services.device.bridge.close();
      return renew();
    }
    if (stopped) return opened?.services.device.bridge.close();
    current = opened;
    if (opened === undefined) {
      render(<OutOfService />, root);
      timer = setTimeout(() => void serve(), RETRY_MS);
      return undefined;
    }
    setUp(document.documentElement, opened);
    wipe();
    render(
      <Kiosk {...opened} scenes={scenes} print={environment.print} voice={voice} onEnd={once(end)} onPractise={once(practise)} />,
      root,
    );
    // Nobody waits for a scene later, and the first screen waits for none.
    timer = setTimeout(() => {
      scenes.load(...manifests.map(({ name }) => name)).catch(renew);
    }, REST_AFTER_MS);
    return undefined;
  };

  /** Nothing of the real services is left in reach: not its gateway, not its reader, not its printer. */
  const practise = () => {
    const { services, settings } = current ?? {};
    if (services === undefined || settings === undefined) return;
    current = undefined;
    wipe();
    services.device.bridge.close();
    void import('../../practice/practice-services.ts').then(
      ({ makePracticeServices }) => {
        const practice = { services: makePracticeServices(services.device.record, environment), settings };
        if (!stopped)
          render(
            <Kiosk {...practice} scenes={scenes} practising print={() => undefined} voice={voice} onEnd={once(end)} />,
            root,
          );
      },
      () => void serve(),
    );
  };

  const end = () => {
    const { services } = current ?? {};
    current = undefined;
    wipe();
    void signOut(services).then(() => (stopped ? undefined : serve()));
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
      stopReleasing();
      stopWalking();
      window.removeEventListener('pagehide', onPageHide);
      window.removeEventListener('pageshow', onPageShow);
      current?.services.device.bridge.close();
      wipe();
    },
  };
}

/** What is set per kiosk: how large a millimetre is, what the printer takes, and the hospital's colour. */
function setUp({ style, dataset }: HTMLElement, { services, settings }: OpenServices): void {
  style.setProperty('--mm', `${1 / services.device.record.mmPerPx}px`);
  dataset.paper = settings.paper;
  if (settings.accent === undefined) style.removeProperty('--hospital-accent');
  else style.setProperty('--hospital-accent', settings.accent);
}

/** Ends the session at the server, and lets go of the bridge. Neither may keep the next person waiting. */
async function signOut(services: OpenServices['services'] | undefined): Promise<void> {
  if (services === undefined) return;
  const late = new Promise((resolve) => setTimeout(resolve, SIGN_OUT_MS_MAX));
  await Promise.race([services.client('closeSession', {}).catch(() => undefined), late]);
  services.device.bridge.close();
}

/** One visit ends once, though practice and nobody's touch may end it in the same second: a kiosk that opens twice keeps two readers open. */
function once(act: () => void): () => void {
  let done = false;
  return () => {
    if (done) return;
    done = true;
    act();
  };
}
