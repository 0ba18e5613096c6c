import { configure, fireEvent, waitFor } from '@testing-library/preact';
import { options } from 'preact';
import { vi } from 'vitest';
import { startDesk } from '../../../kiosk/apps/desk/start-desk.tsx';
import type { OwnDevice } from '../../../kiosk/client/device/own-device.ts';
import { followEvents } from '../../../kiosk/client/events.ts';
import { connectGateway } from '../../../kiosk/client/gateway.ts';
import { sampleDevice } from '../../../kiosk/practice/sample-city.ts';
import { createStandInDesk } from './stand-in-desk.ts';
import { ENROLMENT_CODE, HALL_NOW, NUMBER, PIN } from './stand-in-hall.ts';

const ORIGIN = 'http://hall.example';

/** What is waited for comes when it comes: this ends only what would never end. */
configure({ asyncUtilTimeout: 60_000 });

/** The page of a desk in a DOM without a browser, worked by keys alone. Seconds pass when they are told to. */
export function startDeskInDom() {
  const gateway = createStandInDesk();
  const world = { now: HALL_NOW, printed: [] as string[], keys: 0 };
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  // Effects run after a paint, which this DOM never has: without this each waits for the paint in vain.
  const { requestAnimationFrame } = options;
  options.requestAnimationFrame = (effects) => void setTimeout(effects, 0);
  const fetch = (input: string, init: RequestInit) => gateway.handle(new Request(input, init));
  const enrolled = (): OwnDevice => ({
    state: 'enrolled',
    client: connectGateway({ baseUrl: ORIGIN, fetch }),
    fetch,
    record: { ...sampleDevice, kind: 'desk' },
  });
  const device = (): OwnDevice =>
    gateway.hall.enrolled
      ? enrolled()
      : {
          state: 'not-enrolled',
          enrol: async (code) => (code === ENROLMENT_CODE ? enrolled() : { state: 'away' }),
        };
  const root = document.body.appendChild(document.createElement('div'));
  let started: { readonly stop: () => void } | undefined;
  const seen = (selector: string) =>
    [...root.querySelectorAll<HTMLElement>(selector)].filter((element) => element.closest('[hidden]') === null);
  const named = (selector: string, words: RegExp): HTMLElement => {
    const found = seen(selector).find((element) => words.test(element.textContent.trim()));
    if (!found) throw new Error(`nothing says ${words} in: ${root.textContent}`);
    return found;
  };
  const sees = (words: RegExp) => waitFor(() => named('h1, h2, p, li, dd, td', words));
  const field = (label: RegExp) =>
    waitFor(() => {
      const found = named('label', label);
      const input = found.querySelector('input') ?? document.getElementById(found.getAttribute('for') ?? '');
      return input as HTMLInputElement;
    });
  const type = async (label: RegExp, text: string) => {
    const input = await field(label);
    input.focus();
    fireEvent.input(input, { target: { value: text } });
  };
  /** What is chosen of a list. */
  const choose = async (label: RegExp, value: string) => {
    const select = await field(label);
    fireEvent.change(select, { target: { value } });
  };
  /** A key of the page, once what it does may be done. */
  const press = async (keys: string) => {
    await waitFor(() => {
      const button = seen('[aria-keyshortcuts]').find((one) => one.getAttribute('aria-keyshortcuts') === keys);
      if (!button || button.getAttribute('aria-disabled') === 'true')
        throw new Error(`${keys} does nothing in: ${root.textContent}`);
    });
    const [alt, name = keys] = keys.startsWith('Alt+') ? [true, keys.slice(4)] : [false];
    const code = /^\d$/.test(name) ? `Digit${name}` : `Key${name}`;
    fireEvent.keyDown(
      document.activeElement ?? document.body,
      alt ? { key: name, code, altKey: true } : { key: keys, code: keys },
    );
  };
  /** Enter in a form. */
  const enter = async () => {
    const form = await waitFor(() => {
      const [found] = seen('form');
      if (!found) throw new Error('there is no form');
      return found;
    });
    fireEvent.submit(form);
  };
  const signIn = async () => {
    await type(/工号/, NUMBER);
    await type(/密码/, PIN);
    await enter();
  };
  return {
    gateway,
    hall: gateway.hall,
    desk: gateway.desk,
    clinic: gateway.clinic,
    world,
    root,
    start() {
      started = startDesk({
        root,
        origin: ORIGIN,
        now: () => world.now,
        random: () => 0,
        openDevice: async () => device(),
        follow: followEvents,
        passkeys: undefined,
        print: () => world.printed.push(document.querySelector('.sheet')?.textContent ?? ''),
        workAlone: () => undefined,
        newKey() {
          world.keys += 1;
          return `key-of-the-desk-${world.keys}`;
        },
      });
    },
    sees,
    field,
    type,
    choose,
    press,
    enter,
    signIn,
    /** Once what follows has settled. */
    async seesNot(words: RegExp) {
      await new Promise((resolve) => setTimeout(resolve, 50));
      if (words.test(document.body.textContent ?? '')) throw new Error(`${words} is still in: ${document.body.textContent}`);
    },
    /** What comes onto the page from now on, be it for a moment. */
    watch(words: RegExp): () => readonly string[] {
      const seenSince: string[] = [];
      const watcher = new MutationObserver(() => {
        if (words.test(root.textContent)) seenSince.push(root.textContent);
      });
      watcher.observe(root, { childList: true, subtree: true, characterData: true });
      return () => {
        watcher.disconnect();
        return seenSince;
      };
    },
    /** Seconds in which nobody touches anything. */
    async wait(seconds: number) {
      await new Promise((resolve) => setTimeout(resolve, 20));
      for (let second = 0; second < seconds; second += 1) {
        world.now += 1_000;
        await vi.advanceTimersByTimeAsync(1_000);
      }
    },
    /** A clerk on duty, with nobody at the counter. */
    async toDesk() {
      gateway.hall.onDuty = true;
      this.start();
      await signIn();
      await sees(/下一位：输证件/);
    },
    /** A cashier on duty, with no paper yet. */
    async toTill() {
      gateway.hall.role = 'cashier';
      gateway.hall.onDuty = true;
      this.start();
      await signIn();
      await sees(/收现金/);
      await sees(/已上岗/);
    },
    /** Somebody of this role, in their own room. */
    async toRoom(role: 'clinician' | 'reviewer') {
      gateway.hall.role = role;
      this.start();
      await signIn();
      await sees(role === 'clinician' ? /分享给本院的/ : /急救时打开过的记录/);
    },
    /** And with a paper of which something is due. */
    async toPayment(text: string) {
      await this.toTill();
      await type(/^付款号码/, text);
      await enter();
      await sees(/王\*国/);
    },
    /** And with somebody, whose document is known. */
    async toPerson(number: string) {
      await this.toDesk();
      await type(/^号码/, number);
      await enter();
      await sees(/这个人的挂号/);
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

export type DeskInDom = ReturnType<typeof startDeskInDom>;
