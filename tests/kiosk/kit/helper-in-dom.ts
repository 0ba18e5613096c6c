import { configure, fireEvent, waitFor } from '@testing-library/preact';
import { options } from 'preact';
import { vi } from 'vitest';
import type { Environment } from '../../../kiosk/apps/helper/environment.ts';
import { startHelper } from '../../../kiosk/apps/helper/start-helper.tsx';
import type { OwnDevice } from '../../../kiosk/client/device/own-device.ts';
import { followEvents } from '../../../kiosk/client/events.ts';
import { connectGateway } from '../../../kiosk/client/gateway.ts';
import { sampleDevice } from '../../../kiosk/practice/sample-city.ts';
import { createStandInHall, ENROLMENT_CODE, HALL_NOW, NUMBER, PIN } from './stand-in-hall.ts';

const ORIGIN = 'http://hall.example';

/** What is waited for comes when it comes: this ends only what would never end. */
configure({ asyncUtilTimeout: 60_000 });

/** The helper's page in a DOM without a browser; its device is one that needs no key. Seconds pass when they are told to. */
export function startHelperInDom({ openCamera, passkeys }: Partial<Pick<Environment, 'openCamera' | 'passkeys'>> = {}) {
  const gateway = createStandInHall();
  const { hall } = gateway;
  const world = { now: HALL_NOW, rings: [] as string[] };
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  // Effects run after a paint, which this DOM never has: without this each waits for the paint in vain.
  const { requestAnimationFrame } = options;
  options.requestAnimationFrame = (effects) => void setTimeout(effects, 0);
  const fetch = (input: string, init: RequestInit) => gateway.handle(new Request(input, init));
  const device = (): OwnDevice =>
    hall.enrolled
      ? { state: 'enrolled', client: connectGateway({ baseUrl: ORIGIN, fetch }), fetch, record: sampleDevice }
      : {
          state: 'not-enrolled',
          enrol: async (code) => {
            hall.enrolled = code === ENROLMENT_CODE;
            return hall.enrolled ? device() : { ...(device() as Extract<OwnDevice, { enrol: unknown }>), state: 'code-refused' };
          },
        };
  const root = document.body.appendChild(document.createElement('div'));
  const helper = () =>
    startHelper({
      root,
      origin: ORIGIN,
      now: () => world.now,
      random: () => 0,
      openDevice: async () => device(),
      follow: followEvents,
      bell: { wake: () => undefined, ring: (urgent) => world.rings.push(urgent ? 'urgent' : 'usual') },
      openCamera,
      passkeys,
    });
  let started: { readonly stop: () => void } | undefined;
  const named = (selector: string, words: RegExp): Element => {
    const found = [...root.querySelectorAll(selector)].find((element) =>
      words.test((element.getAttribute('aria-label') ?? element.textContent).trim()),
    );
    if (!found) throw new Error(`nothing says ${words} in: ${root.textContent}`);
    return found;
  };
  const sees = (words: RegExp) => waitFor(() => named('h1, h2, p, li, dd', words));
  const tap = async (words: RegExp) => {
    const button = await waitFor(() => {
      const found = named('button', words) as HTMLButtonElement;
      if (found.disabled) throw new Error(`${words} can not be pressed`);
      return found;
    });
    fireEvent.pointerDown(button);
    fireEvent.click(button);
  };
  const type = async (label: RegExp, text: string) => {
    const field = await waitFor(() => named('label', label).querySelector('input') as HTMLInputElement);
    fireEvent.input(field, { target: { value: text } });
  };
  return {
    gateway,
    hall,
    world,
    root,
    start() {
      started = helper();
    },
    sees,
    tap,
    type,
    /** Words that stand nowhere on the page, also after everything has settled. */
    async seesNot(words: RegExp) {
      await new Promise((resolve) => setTimeout(resolve, 50));
      if (words.test(root.textContent)) throw new Error(`${words} is still in: ${root.textContent}`);
    },
    /** Seconds in which nobody touches anything. */
    async wait(seconds: number) {
      await new Promise((resolve) => setTimeout(resolve, 20));
      for (let second = 0; second < seconds; second += 1) {
        world.now += 1_000;
        await vi.advanceTimersByTimeAsync(1_000);
      }
    },
    touch: () => void fireEvent.pointerDown(root),
    async signIn() {
      await type(/工号/, NUMBER);
      await type(/密码/, PIN);
      await tap(/^登录/);
    },
    async toHall() {
      started = helper();
      hall.onDuty = true;
      await type(/工号/, NUMBER);
      await type(/密码/, PIN);
      await tap(/^登录/);
      await sees(/谁在叫帮忙/);
    },
    async stop() {
      started?.stop();
      await new Promise((resolve) => setTimeout(resolve, 20));
      vi.useRealTimers();
      vi.restoreAllMocks();
      options.requestAnimationFrame = requestAnimationFrame;
      root.remove();
    },
  };
}

export type HelperInDom = ReturnType<typeof startHelperInDom>;
