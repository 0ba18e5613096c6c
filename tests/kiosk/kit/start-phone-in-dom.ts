import { configure, fireEvent, waitFor } from '@testing-library/preact';
import { options } from 'preact';
import { vi } from 'vitest';
import { sceneWords } from '../../../kiosk/apps/phone/scene-words.ts';
import { startPhone } from '../../../kiosk/apps/phone/start-phone.tsx';
import { phoneWords } from '../../../kiosk/apps/phone/words.ts';
import { preferWords } from '../../../kiosk/i18n/text.ts';
import { keptInMemory } from './kept-in-memory.ts';
import { STAND_IN_NOW } from './stand-in-city.ts';
import { createStandInGateway } from './stand-in-gateway.ts';

const ORIGIN = 'http://phone.example';
const EFFECTS_MS = 20;

configure({ asyncUtilTimeout: 60_000 });

/** The first of these whose words are so. */
function named(root: Element, selector: string, words: RegExp): Element {
  const found = [...root.querySelectorAll(selector)].find(({ textContent }) => words.test(textContent.trim()));
  if (!found) throw new Error(`nothing says ${words}`);
  return found;
}

/** The tests of one worker share the words: those of a phone are a machine's again. */
function sayAsMachine(): void {
  for (const words of [phoneWords, sceneWords]) preferWords(words)();
}

/** The whole page of a phone in a DOM without a browser, before the gateway of the tests. Seconds of what is looked at again pass when they are told to. */
export function startPhoneInDom() {
  const gateway = createStandInGateway();
  // As the page does once its first screen stands: nobody types a code before.
  preferWords(sceneWords);
  // Answers that never arrive, though the gateway did what was asked.
  const lost = new Set<string>();
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  const { requestAnimationFrame } = options;
  options.requestAnimationFrame = (effects) => void setTimeout(effects, 0);
  vi.stubGlobal('scrollTo', () => undefined);
  gateway.script.sessions = true;
  // The browser's cookie, which no page sees.
  const cookie = () => `__Host-onedoor=${gateway.tokens.at(-1) ?? ''}`;
  const fetch = async (input: string | URL | Request, init?: RequestInit): Promise<Response> => {
    const request = new Request(input, init);
    const headers = new Headers(init?.headers);
    headers.set('cookie', cookie());
    Object.defineProperty(request, 'headers', { value: headers });
    const { pathname } = new URL(request.url);
    const answered = await gateway.handle(request);
    if (lost.delete(`${request.method} ${pathname}`)) throw new TypeError('the answer was lost');
    return answered;
  };
  const root = document.body.appendChild(document.createElement('div'));
  const kept = keptInMemory(STAND_IN_NOW);
  let count = 0;
  let now = STAND_IN_NOW;
  const phone = startPhone({
    root,
    origin: ORIGIN,
    now: () => now,
    newId: () => `00000000-0000-4000-8000-${String(++count).padStart(12, '0')}`,
    random: () => 0.4812,
    kept,
    updates: undefined,
    // As fast as a test presses.
    tapGuardMs: 0,
    build: 'test',
    browser: { crypto },
    fetch: fetch as typeof globalThis.fetch,
  });
  const sees = (question: RegExp) => waitFor(() => named(root, 'h1, h2', question));
  const tap = async (words: RegExp) => void fireEvent.click(await waitFor(() => named(root, 'button:not([disabled])', words)));
  const typeInto = (index: number, text: string) => {
    const field = root.querySelectorAll('input')[index];
    if (field === undefined) throw new Error('there is nothing to type into');
    fireEvent.input(field, { target: { value: text } });
  };
  const type = (text: string) => typeInto(0, text);
  return {
    gateway,
    root,
    lost,
    sees,
    tap,
    type,
    typeInto,
    /** So much later, though nothing that waits has noticed. */
    later(ms: number) {
      now += ms;
    },
    async wait(seconds: number) {
      await new Promise((resolve) => setTimeout(resolve, EFFECTS_MS));
      await vi.advanceTimersByTimeAsync(seconds * 1_000);
    },
    async toCode(number = '13800000000') {
      await sees(/^请输入手机号/);
      type(number);
      await tap(/^发短信给我/);
      await sees(/^请输入短信里的六位数字/);
    },
    async toHome() {
      await this.toCode();
      type('481209');
      await sees(/今天办什么/);
    },
    async stop() {
      phone.stop();
      await new Promise((resolve) => setTimeout(resolve, EFFECTS_MS));
      vi.useRealTimers();
      vi.unstubAllGlobals();
      options.requestAnimationFrame = requestAnimationFrame;
      sayAsMachine();
      root.remove();
    },
  };
}

export type PhoneInDom = ReturnType<typeof startPhoneInDom>;
