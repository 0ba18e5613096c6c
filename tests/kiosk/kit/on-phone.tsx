import { options, render } from 'preact';
import { afterEach, beforeEach } from 'vitest';
import { looking } from '../../../kiosk/apps/gallery/stage.tsx';
import type { OwnBrowser } from '../../../kiosk/client/own-browser.ts';
import { USUAL_DISPLAY } from '../../../kiosk/components/display/display.ts';
import { type Language, sayIn } from '../../../kiosk/i18n/text.ts';
import type { Answers } from '../../../kiosk/journey/answers.ts';
import type { PageAddress } from '../../../kiosk/journey/page.ts';
import { positionOf } from '../../../kiosk/journey/path.ts';
import { makeWorldServices } from '../../../kiosk/practice/practice-services.ts';
import { ownBrowser } from '../../../kiosk/practice/sample-browser.ts';
import { SAMPLE_NOW, sampleDevice, sampleWorld } from '../../../kiosk/practice/sample-city.ts';
import type { World } from '../../../kiosk/practice/world.ts';
import { type Acts, type Visit, VisitContext } from '../../../kiosk/shell/visit.ts';
import { rows, scenes } from './all-scenes.ts';

const TURNS = 60;

export interface Shown {
  readonly answers: Answers;
  readonly page?: PageAddress;
  readonly world?: Partial<World>;
  readonly browser?: Partial<OwnBrowser>;
  readonly language?: Language;
  /** At an enrolled machine instead. */
  readonly atKiosk?: boolean;
}

/** One screen in a DOM, on somebody's own phone: what the gateway was asked there, and what was answered and opened. */
export function useScreensOnPhone() {
  const root = document.createElement('div');
  const usual = options.requestAnimationFrame;
  const asked: { readonly operation: string; readonly given: object }[] = [];
  const said: { readonly question: string; readonly value: unknown }[] = [];
  const opened: PageAddress[] = [];
  beforeEach(() => {
    for (const list of [asked, said, opened]) list.length = 0;
    document.body.append(root);
    options.requestAnimationFrame = (callback) => queueMicrotask(callback);
  });
  afterEach(() => {
    render(null, root);
    root.remove();
    options.requestAnimationFrame = usual;
  });
  const rest = async () => {
    for (let turn = 0; turn < TURNS; turn += 1) await Promise.resolve();
  };
  const text = () => root.textContent ?? '';
  return {
    root,
    asked,
    said,
    opened,
    rest,
    text,
    async show({ answers, page, world, browser, language = 'zh', atKiosk = false }: Shown) {
      render(null, root);
      const services = makeWorldServices({ ...sampleWorld, ...world }, sampleDevice, {
        now: () => SAMPLE_NOW,
        newId: () => 'key-1',
        random: () => 0.5,
      });
      const client = ((operation: string, given: object) => {
        asked.push({ operation, given });
        return (services.client as (operation: string, given: object) => unknown)(operation, given);
      }) as unknown as typeof services.client;
      const { device, here, ...own } = services;
      const machine = atKiosk ? { device, here } : { browser: { ...ownBrowser, ...browser } };
      const act = {
        ...looking,
        settle: (question: string, value: unknown) => void said.push({ question, value }),
        open: (address: PageAddress) => void opened.push(address),
      } as Acts;
      const visit: Visit = {
        services: { ...own, ...machine, client, origin: 'https://gateway.example' },
        scenes,
        answers,
        page,
        language,
        say: sayIn(language),
        display: USUAL_DISPLAY,
        act,
        cardLies: false,
        window: '',
      };
      const Screen = scenes.screenOf(page ?? positionOf(rows, answers));
      if (Screen === undefined) throw new Error('a screen that is not loaded');
      render(
        <VisitContext.Provider value={visit}>
          <Screen />
        </VisitContext.Provider>,
        root,
      );
      await rest();
    },
    async press(words: RegExp) {
      const button = [...root.querySelectorAll('button')].find(({ textContent }) => words.test(textContent ?? ''));
      if (button === undefined) throw new Error(`no button for ${words}: ${text()}`);
      button.click();
      await rest();
    },
  };
}
