// @vitest-environment happy-dom
import { options, render } from 'preact';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Problem } from '../../bff/contract/client.ts';
import { type OperationId, paths } from '../../bff/contract/paths.ts';
import { type ProblemCode, problems } from '../../bff/contract/problems.ts';
import { fixturesIn, type ScreenFixture } from '../../kiosk/apps/gallery/screen-fixtures.ts';
import { Stage } from '../../kiosk/apps/gallery/stage.tsx';
import { USUAL_DISPLAY } from '../../kiosk/components/display/display.ts';
import { sayIn } from '../../kiosk/i18n/text.ts';
import { problemOf } from '../../kiosk/practice/sample-problem.ts';
import { FULL, inSample } from '../support/sampled.ts';
import { scenes, screenFixtures } from './kit/all-scenes.ts';

const root = document.createElement('div');
const usual = options.requestAnimationFrame;

beforeEach(() => {
  document.body.append(root);
  options.requestAnimationFrame = (callback) => queueMicrotask(callback);
});
afterEach(() => {
  render(null, root);
  root.remove();
  options.requestAnimationFrame = usual;
});

const TURNS = 60;

/** The screen as it stands when every operation that it calls meets this. */
async function meets(fixture: ScreenFixture, trouble: Problem | 'silence' | 'no-answer', language: 'zh' | 'en'): Promise<void> {
  const every = Object.fromEntries((Object.keys(paths) as OperationId[]).map((operation) => [operation, trouble]));
  render(null, root);
  render(
    <Stage
      scenes={scenes}
      fixture={{ ...fixture, world: { ...fixture.world, trouble: every } }}
      language={language}
      display={USUAL_DISPLAY}
    />,
    root,
  );
  for (let turn = 0; turn < TURNS; turn += 1) await Promise.resolve();
}

/**
 * Takes the screen away and ends the job. The DOM holds what it drew by weak references, which a job keeps alive as long as it goes on
 * (ECMA-262, AddToKeptObjects): thousands of screens in one job fill the memory.
 */
async function letGo(): Promise<void> {
  render(null, root);
  await new Promise((resolve) => setImmediate(resolve));
}

const SEE_BETTER: readonly string[] = [sayIn('zh')('frame.display'), sayIn('en')('frame.display')];

/** What can be pressed and leads somewhere; to see the screen better leads nowhere. */
function waysOn(): string[] {
  const buttons = [...root.querySelectorAll<HTMLButtonElement>('button:not([disabled])')];
  const inFront = buttons.filter((button) => button.closest('[role="alertdialog"]'));
  return (inFront.length > 0 ? inFront : buttons)
    .map((button) => button.textContent ?? '')
    .filter((words) => !SEE_BETTER.includes(words));
}

/** Of the troubles each screen meets every third one, the next screen another third; `npm run prove -- kiosk` takes all. */
const TROUBLES_APART = 3;

const codes = Object.keys(problems) as ProblemCode[];

/** The ways are the same in both languages; English is walked in `npm run prove -- kiosk`. */
const languages = FULL ? (['zh', 'en'] as const) : (['zh'] as const);

describe.each(languages)('from every screen, whatever goes wrong (%s)', (language) => {
  it.each([...codes, 'silence', 'no-answer'] as const)('%s leaves two ways on, and no code', async (code) => {
    const trouble = code === 'silence' || code === 'no-answer' ? code : problemOf(code);
    const at = codes.indexOf(code as ProblemCode);
    for (const [number, fixture] of fixturesIn(screenFixtures, language).entries()) {
      if (!inSample(number + at + 1, TROUBLES_APART)) continue;
      await meets(fixture, trouble, language);
      const ways = waysOn();
      expect(new Set(ways).size, `${fixture.name}: ${ways.join(' | ')}`).toBeGreaterThanOrEqual(2);
      expect(root.textContent, fixture.name).not.toMatch(/problem\.|undefined|\[object/);
      if (root.querySelector('.trouble-sentence') !== null) expectWaysOnTheScreenItself(fixture.name);
      await letGo();
    }
  });
});

/** Where a request was refused the two ways are on the screen, not only below it, and where a person is stands there. */
function expectWaysOnTheScreenItself(name: string): void {
  expect(root.querySelectorAll('main button:not([disabled])').length, name).toBeGreaterThanOrEqual(2);
  expect(root.textContent, name).toMatch(/窗口|window/i);
}
