import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { manifests } from '../../kiosk/apps/kiosk/manifests.ts';
import { wordsIn } from '../../kiosk/i18n/text.ts';
import type { Step } from '../../kiosk/journey/answers.ts';
import { positionOf, startOf } from '../../kiosk/journey/path.ts';
import type { PageRow, StepRow } from '../../kiosk/journey/row.ts';
import { makeScenes } from '../../kiosk/shell/scenes.ts';
import { rows, scenes, screenFixtures } from './kit/all-scenes.ts';

const sceneOf = new Map<string, string>();
for (const { name, load } of manifests) for (const step of Object.keys((await load()).steps)) sceneOf.set(step, name);
const all = Object.entries(rows) as [Step, StepRow][];

describe('the scenes of the kiosk', () => {
  it('the scenes of the kiosk are entered by the steps that their manifests name, and by no other', () => {
    const offered = manifests.flatMap(({ offers = [], first = [] }) => [offers, first].flat()).map(({ leadsTo }) => leadsTo);
    const across = all.flatMap(([step, row]) => row.leadsTo.filter((to) => sceneOf.get(to) !== sceneOf.get(step)));
    const entered = new Set<Step>([startOf(rows), ...offered, ...across]);
    // A detour is entered by asking for it, from whichever scene.
    for (const [step, { detour }] of all) if (detour === true) entered.add(step);
    const named = new Set(manifests.flatMap(({ enteredBy }) => enteredBy));
    expect([...entered].filter((step) => !named.has(step))).toEqual([]);
    for (const { name, enteredBy } of manifests)
      for (const step of enteredBy) expect([step, sceneOf.get(step)]).toEqual([step, name]);
  });

  it('no two scenes have a step, a page or a sentence of one name', async () => {
    const parts = await Promise.all(manifests.map(({ load }) => load()));
    const once = (names: readonly string[]) => expect(names.length).toBe(new Set(names).size);
    once(parts.flatMap(({ steps }) => Object.keys(steps)));
    once(parts.flatMap(({ words }) => Object.keys(words.zh)));
    const pages = parts.flatMap(({ pages: own = {} }) => Object.keys(own));
    expect(Object.keys(scenes.pages)).toHaveLength(pages.length);
  });

  it('a scene that did not come is asked for again, and the scenes that it needs come with it', async () => {
    let tries = 0;
    const failing = manifests.map((one) =>
      one.name === 'appointments'
        ? { ...one, load: () => (++tries === 1 ? Promise.reject(new Error('away')) : one.load()) }
        : one,
    );
    const some = makeScenes(failing);
    await expect(some.enter('check')).rejects.toThrow('away');
    expect(some.screenOf('check')).toBeUndefined();
    await some.enter('check');
    expect(tries).toBe(2);
    expect(some.screenOf('check')).toBeDefined();
    expect(some.screenOf('slip')).toBeDefined();
  });

  it('everything that is read aloud is a sentence in both languages in which nothing personal is filled in', () => {
    const pages: [string, PageRow][] = Object.entries(scenes.pages);
    for (const [place, { say }] of [...all, ...pages])
      for (const key of say)
        for (const language of ['zh', 'en'] as const) {
          expect(wordsIn(language)[key], `${place} ${key}`).toBeTruthy();
          expect(wordsIn(language)[key]).not.toMatch(/\{/);
        }
  });

  it('every step and every page is on the screen of some picture, a step also where nobody wrote a state', () => {
    const names = screenFixtures.map(({ name }) => name);
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
    for (const [step, { kind }] of all) {
      const shown = screenFixtures.some(
        ({ answers, page }) => page === undefined && scenes.rows[step] && standsAt(answers, step),
      );
      if (kind !== 'work') expect(shown, step).toBe(true);
    }
    const opened = screenFixtures.flatMap(({ page }) => (page === undefined ? [] : [`${page.scene}/${page.page}`]));
    expect(Object.keys(scenes.pages).filter((page) => !opened.includes(page))).toEqual([]);
  });
});

function standsAt(answers: (typeof screenFixtures)[number]['answers'], step: Step): boolean {
  return positionOf(rows, answers) === step;
}

describe('the floor that every app stands on', () => {
  const FLOOR = ['client', 'components', 'i18n', 'journey', 'shell', 'speech', 'styles'];
  const APPS = /kiosk|gallery|helper|\bdesk\b|demo|board|console/i;

  it('the engine of the journey names no step and no scene', () => {
    const names = [...Object.keys(rows), ...manifests.map(({ name }) => name)];
    for (const file of readdirSync('kiosk/journey')) {
      const code = readFileSync(`kiosk/journey/${file}`, 'utf8').replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, '');
      expect(
        names.filter((name) => code.includes(`'${name}'`)),
        file,
      ).toEqual([]);
    }
  });

  it('nothing that is shared is named after one app: no file, no exported name, no class of a style', () => {
    for (const room of FLOOR)
      for (const file of readdirSync(`kiosk/${room}`, { recursive: true, encoding: 'utf8' })) {
        expect(file).not.toMatch(APPS);
        if (!/\.(tsx?|css)$/.test(file)) continue;
        const code = readFileSync(`kiosk/${room}/${file}`, 'utf8');
        const names = file.endsWith('.css')
          ? [...code.matchAll(/\.([a-z][a-z-]*)(?=[\s,:{.>+])/g)].map(([, name = '']) => name)
          : [...code.matchAll(/export (?:async )?(?:function|const|interface|type|class) (\w+)/g)].map(([, name = '']) => name);
        expect(
          names.filter((name) => APPS.test(name)),
          file,
        ).toEqual([]);
      }
  });
});
