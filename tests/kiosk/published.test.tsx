// @vitest-environment happy-dom
import { options, render } from 'preact';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { input } from '../../bff/contract/assist/schemas.ts';
import { assistLevelOf, assistSteps } from '../../bff/contract/assist/steps.ts';
import { fixturesIn, type ScreenFixture } from '../../kiosk/apps/gallery/screen-fixtures.ts';
import { Stage } from '../../kiosk/apps/gallery/stage.tsx';
import type { Appointment } from '../../kiosk/client/wire.ts';
import { USUAL_DISPLAY } from '../../kiosk/components/display/display.ts';
import type { Step } from '../../kiosk/journey/answers.ts';
import type { StepRow } from '../../kiosk/journey/row.ts';
import { soon } from '../../kiosk/practice/sample-city.ts';
import { levelAt, type Shown, snapshotOf } from '../../kiosk/scenes/assist/publisher.ts';
import { rows, scenes, screenFixtures } from './kit/all-scenes.ts';

const root = document.createElement('div');
const usual = options.requestAnimationFrame;

beforeEach(() => {
  document.body.append(root);
  // A reader that says at once that it stopped is asked again: each turn lets others run.
  options.requestAnimationFrame = (callback) => void setTimeout(callback);
});
afterEach(() => {
  render(null, root);
  root.remove();
  options.requestAnimationFrame = usual;
});

const CANARY = '龘';
/** What is written of a person or of their visit, wherever it stands: none of it is of the city. */
const PERSONAL = ['name', 'patientName', 'maskedName', 'maskedNumber', 'number', 'phone', 'jws', 'child-name'];

function canaried<T>(value: T, key = ''): T {
  if (typeof value === 'string') return (PERSONAL.includes(key) ? `${CANARY}${value}` : value) as T;
  if (Array.isArray(value)) return value.map((one) => canaried(one, key)) as T;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, canaried(one, name)])) as T;
}

/** The visit that the person came for, of which the doctor, the department, the house and the hour are theirs. */
const theirVisit: Appointment = canaried({
  ...soon,
  department: { code: 'Z99', name: soon.department.name },
  practitioner: { ...soon.practitioner, id: 'z.canary' },
});

const ABOUT_THE_PERSON = ['document', 'with-whom', 'opening', 'registering', 'for-whom', 'child-card', 'child-name', 'mine'];
const ABOUT_MONEY = ['reading-bills', 'quoting', 'paying', 'pay-code'];

/** The screen with a person of whom everything is a canary. */
function withCanaries({ answers, world = {}, ...fixture }: ScreenFixture): ScreenFixture {
  const personal = Object.fromEntries(
    Object.entries(answers).map(([question, answer]) => [
      question,
      [...ABOUT_THE_PERSON, ...ABOUT_MONEY].includes(question) ? canaried(answer, question) : answer,
    ]),
  );
  const { me, appointments = [theirVisit] } = world;
  return {
    ...fixture,
    answers: personal,
    world: { ...world, ...(me && { me: canaried(me) }), appointments: appointments.map((one) => canaried(one)) },
  };
}

const TURNS = 12;

async function shownBy(fixture: ScreenFixture, language: 'zh' | 'en'): Promise<Shown> {
  render(null, root);
  render(<Stage {...{ scenes, fixture, language }} display={USUAL_DISPLAY} />, root);
  for (let turn = 0; turn < TURNS; turn += 1) await new Promise((resolve) => setTimeout(resolve));
  return { scenes, answers: fixture.answers, page: fixture.page, display: USUAL_DISPLAY, language };
}

describe('the steps that a helper may see', () => {
  it('the gateway and the kiosk say the same of every step, and of no step that there is not', () => {
    const levels = Object.fromEntries(
      (Object.entries(rows) as [Step, StepRow][]).map(([step, { assist = 'hidden' }]) => [step, assist]),
    );
    expect(Object.fromEntries(Object.keys(levels).map((step) => [step, assistLevelOf(step)]))).toEqual(levels);
    expect(Object.keys(assistSteps).filter((step) => !(step in levels))).toEqual([]);
  });

  it('no page beside a journey is seen by a helper', () => {
    for (const [page, { assist = 'hidden' }] of Object.entries(scenes.pages))
      expect([page, assist]).toEqual([page, assistLevelOf(page)]);
  });
});

describe('what a kiosk publishes', () => {
  it.each(['zh', 'en'] as const)(
    'is of every screen what the contract takes, and nothing of the person who stands there (%s)',
    async (language) => {
      const filled: string[] = [];
      let labels = 0;
      for (const fixture of fixturesIn(screenFixtures, language).map(withCanaries)) {
        const shown = await shownBy(fixture, language);
        const { journey } = snapshotOf(shown, root);
        const text = JSON.stringify(journey);
        expect(text, fixture.name).not.toContain(CANARY);
        expect(input.journey.safeParse({ ...journey, version: 1 }).error, fixture.name).toBeUndefined();
        const level = levelAt(shown);
        if (level === 'hidden') expect([journey.targets, journey.answers], fixture.name).toEqual([[], {}]);
        if (level === 'see') expect(journey.targets.filter((target) => Object.keys(target).join() !== 'id')).toEqual([]);
        if (level === 'fill') filled.push(journey.step);
        labels += journey.targets.filter(({ label }) => label !== undefined).length;
      }
      const fillable = (Object.entries(assistSteps) as [Step, string][]).filter(([, level]) => level === 'fill');
      expect(fillable.map(([step]) => step).filter((step) => !filled.includes(step))).toEqual([]);
      // There is something to be found.
      expect(labels).toBeGreaterThan(100);
    },
  );

  it('is of paying that there is a step, and where its buttons are: no amount, no line, no hospital and no code', async () => {
    const paying = screenFixtures.filter(({ scene }) => scene === 'payments' || scene === 'paid');
    expect(paying.length).toBeGreaterThan(40);
    for (const fixture of paying) {
      const { journey } = snapshotOf(await shownBy(fixture, 'zh'), root);
      const { step, targets, answers } = journey;
      const told = Object.entries(answers).filter(([question]) => ABOUT_MONEY.includes(question) || question === 'bills');
      expect(
        told.filter(([, answer]) => answer !== true),
        fixture.name,
      ).toEqual([]);
      expect(targets.filter((target) => Object.keys(target).join() !== 'id')).toEqual([]);
      expect(JSON.stringify([step, answers]), fixture.name).not.toMatch(/元|\d{3}|weixin|临江|linjiang/);
    }
  });

  it('is of reports the name of the step or the page alone: no report, no hospital, no value and no button', async () => {
    const reading = screenFixtures.filter(({ scene }) => scene === 'records');
    expect(reading.length).toBeGreaterThan(20);
    for (const fixture of reading) {
      const { journey } = snapshotOf(await shownBy(fixture, 'zh'), root);
      const { step, targets, answers } = journey;
      expect([targets, answers], fixture.name).toEqual([[], {}]);
      expect(step, fixture.name).toMatch(/^(reading-)?reports?(-[a-z]+)?$|^records\/(sources|trend)(\/\d+)?$/);
      expect(levelAt({ ...(await shownBy(fixture, 'zh')) }), fixture.name).toBe('hidden');
    }
  });

  it('names neither the next visit, nor what was left unfinished, nor the doctor of last time; and they can be pointed at', async () => {
    const at = (name: string) => screenFixtures.find((fixture) => fixture.name === name) as ScreenFixture;
    const home = snapshotOf(await shownBy(at('home-today'), 'zh'), root).journey;
    expect(root.querySelector('.home-first button')).not.toBeNull();
    expect(home.targets.filter(({ label }) => label === undefined)).toHaveLength(2);
    expect(home.targets.map(({ label = '' }) => label).join()).not.toMatch(/接着办|打凭条/);
  });
});
