import { configure, fireEvent, waitFor } from '@testing-library/preact';
import { HttpResponse, http } from 'msw';
import { setupServer } from 'msw/node';
import { options } from 'preact';
import { vi } from 'vitest';
import { startKiosk } from '../../../kiosk/apps/kiosk/start-kiosk.tsx';
import { createFakeBridge, type FakeBridge, wang } from './fake-bridge.ts';
import { STAND_IN_NOW } from './stand-in-city.ts';
import { createStandInGateway } from './stand-in-gateway.ts';

const ORIGIN = 'http://kiosk.example';
const EFFECTS_MS = 20;

/** What is waited for comes when it comes: this ends only what would never end. */
configure({ asyncUtilTimeout: 60_000 });

/** Until the page asks the printer whether the paper came. */
const PAPER_MS = 3_000;
const SOONER_MS = 200;

/** Nobody waits for paper that does not come: waits of just these lengths pass sooner, all others as they are. */
function soonerThan(waitsMs: readonly number[]): void {
  const real = globalThis.setTimeout;
  vi.spyOn(globalThis, 'setTimeout').mockImplementation(((run: () => void, ms?: number, ...given: never[]) =>
    real(run, ms !== undefined && waitsMs.includes(ms) ? SOONER_MS : ms, ...given)) as typeof setTimeout);
}

/** A bridge without a socket: what is sent is answered in the next turn. */
function socketTo(bridge: FakeBridge): WebSocket {
  const target = new EventTarget();
  bridge.connect((message) =>
    queueMicrotask(() => target.dispatchEvent(Object.assign(new Event('message'), { data: JSON.stringify(message) }))),
  );
  queueMicrotask(() => target.dispatchEvent(new Event('open')));
  return Object.assign(target, {
    readyState: 1,
    send: (text: string) => bridge.receive(JSON.parse(text)),
    close: () => undefined,
  }) as unknown as WebSocket;
}

/** Nobody is asked meanwhile whether they are still there. */
const ASKS_MAX = 15;

/** The first of these whose words are so. What a voice would call it is for a browser to say: here that costs most of the time. */
function named(root: Element, selector: string, words: RegExp): Element {
  const found = [...root.querySelectorAll(selector)].find((element) =>
    words.test((element.getAttribute('aria-label') ?? element.textContent).trim()),
  );
  if (!found) throw new Error(`nothing says ${words}`);
  return found;
}

/** The whole kiosk in a DOM without a browser: the gateway is answered at the level of fetch. Seconds pass when they are told to. */
/** @param soonerMs further waits that nobody is to sit through. */
export function startInDom({ settings = true, soonerMs = [] as readonly number[] } = {}) {
  const gateway = createStandInGateway();
  const bridge = createFakeBridge();
  const world = { settings, away: false, printed: 0, said: [] as string[] };
  const server = setupServer(
    http.get(`${ORIGIN}/kiosk/config.json`, () =>
      world.settings ? HttpResponse.json({ bridge: 'ws://127.0.0.1:9/' }) : new HttpResponse(null, { status: 404 }),
    ),
    http.all(`${ORIGIN}/v1/*`, ({ request }) => (world.away ? HttpResponse.error() : gateway.handle(request))),
  );
  server.listen({ onUnhandledRequest: 'error' });
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  soonerThan([PAPER_MS, ...soonerMs]);
  // Every tap of a test comes a second after the one before.
  let taps = 0;
  vi.spyOn(performance, 'now').mockImplementation(() => ++taps * 1_000);
  // Effects run after a paint, which this DOM never has: without this each waits for the paint in vain.
  const { requestAnimationFrame } = options;
  options.requestAnimationFrame = (effects) => void setTimeout(effects, 0);
  const root = document.body.appendChild(document.createElement('div'));
  let count = 0;
  let stopped = false;
  // What a page says when it goes belongs to no later one, whose gateway has the same address.
  const fetch: typeof globalThis.fetch = (input, init) =>
    stopped ? Promise.reject(new TypeError('this page is gone')) : globalThis.fetch(input, init);
  const kiosk = startKiosk({
    root,
    fetch,
    origin: ORIGIN,
    settingsUrl: `${ORIGIN}/kiosk/config.json`,
    now: () => STAND_IN_NOW,
    newId: () => `00000000-0000-4000-8000-${String(++count).padStart(12, '0')}`,
    random: () => 0.4812,
    voice: {
      chime: () => world.said.push('chime'),
      say: (sentence) => world.said.push(sentence),
      stop: () => undefined,
    },
    print: () => {
      world.printed += 1;
    },
    openSocket: () => socketTo(bridge),
  });
  const sees = (question: RegExp) => waitFor(() => named(root, 'h1, h2', question));
  const wait = async (seconds: number) => {
    // Effects run first.
    await new Promise((resolve) => setTimeout(resolve, EFFECTS_MS));
    await vi.advanceTimersByTimeAsync(seconds * 1_000);
  };
  const tap = async (words: RegExp) => void fireEvent.click(await waitFor(() => named(root, 'button', words)));
  return {
    gateway,
    bridge,
    world,
    root,
    sees,
    tap,
    /** Lets seconds pass in which nobody touches anything. */
    wait,
    /** Lets so many seconds pass, and again, until the question stands there: what is asked again and again is asked first. */
    async comesTo(question: RegExp, everySeconds: number) {
      for (let waits = 0; waits < ASKS_MAX; waits += 1) {
        await wait(everySeconds);
        if ([...root.querySelectorAll('h1, h2')].some(({ textContent }) => question.test(textContent.trim()))) return;
      }
      await sees(question);
    },
    async toHome() {
      const listed = gateway.called('listAppointments').length;
      await tap(/^中文/);
      await sees(/请放证件/);
      bridge.put({ kind: 'card', card: wang });
      await tap(/对，是我/);
      await sees(/今天办什么/);
      // What the home screen asks for has come: a problem that is scripted from here on meets what is asked next.
      while (gateway.called('listAppointments').length === listed) await new Promise((resolve) => setTimeout(resolve, 20));
      bridge.put({ kind: 'removed' });
    },
    async toCheck() {
      for (const words of [/给自己挂号/, /腰、腿/, /^骨科/, /^9:30/]) await tap(words);
      await sees(/请核对/);
    },
    async stop() {
      kiosk.stop();
      // What was asked before may still be answered.
      await new Promise((resolve) => setTimeout(resolve, EFFECTS_MS));
      stopped = true;
      server.close();
      vi.useRealTimers();
      vi.restoreAllMocks();
      options.requestAnimationFrame = requestAnimationFrame;
      root.remove();
    },
  };
}

export type InDom = ReturnType<typeof startInDom>;
