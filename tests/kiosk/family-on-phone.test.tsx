// @vitest-environment happy-dom
import { cleanup, fireEvent, render, waitFor } from '@testing-library/preact';
import { options as preact } from 'preact';
import { useState } from 'preact/hooks';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { looking } from '../../kiosk/apps/gallery/stage.tsx';
import { manifests } from '../../kiosk/apps/phone/manifests.ts';
import { USUAL_DISPLAY } from '../../kiosk/components/display/display.ts';
import { codeIn } from '../../kiosk/components/field/typed.ts';
import { sayIn } from '../../kiosk/i18n/text.ts';
import { type Journey, NEW_JOURNEY } from '../../kiosk/journey/journey.ts';
import { positionOf } from '../../kiosk/journey/path.ts';
import { makeWorldServices } from '../../kiosk/practice/practice-services.ts';
import { identified } from '../../kiosk/practice/sample-answers.ts';
import { SAMPLE_NOW, sampleDevice, sampleWorld } from '../../kiosk/practice/sample-city.ts';
import { grantOfSister, sampleFamily } from '../../kiosk/practice/sample-family.ts';
import { type Given, settled } from '../../kiosk/practice/state.ts';
import type { FamilyFacts, World } from '../../kiosk/practice/world.ts';
import { makeWorldClient } from '../../kiosk/practice/world-client.ts';
import { journeyActs } from '../../kiosk/shell/journey-acts.ts';
import { type Visit, VisitContext } from '../../kiosk/shell/visit.ts';
import { scenes } from './kit/all-scenes.ts';

const LOOK_MS = 3_000;
const QUARTER_MS = 15 * 60_000;

const usual = preact.requestAnimationFrame;

beforeEach(() => {
  // Effects run after a paint, which this DOM never has.
  preact.requestAnimationFrame = (effects) => queueMicrotask(effects);
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
});
afterEach(() => {
  cleanup();
  vi.useRealTimers();
  preact.requestAnimationFrame = usual;
});

/** The screens of the scene on somebody's own phone, from one of its questions on. */
function onPhone(given: Given, family: Partial<FamilyFacts> = {}) {
  const world: World = { ...sampleWorld, family: { ...sampleFamily, ...family } };
  const now = { at: SAMPLE_NOW };
  const asked: { readonly operation: string; readonly body: unknown }[] = [];
  let keys = 0;
  const options = { now: () => now.at, newId: () => `key-${++keys}`, random: () => 0.5 };
  const { device: _, here: __, ...own } = makeWorldServices(world, sampleDevice, options);
  const inner = makeWorldClient(world) as unknown as (operation: string, request: object) => unknown;
  const client = ((operation: string, request: { readonly body?: unknown }) => {
    asked.push({ operation, body: request.body });
    return inner(operation, request);
  }) as unknown as typeof own.client;
  const services = { ...own, client };

  function Page() {
    const [journey, setJourney] = useState<Journey>({ ...NEW_JOURNEY, answers: settled({ ...identified, ...given }) });
    const { answers } = journey;
    const Screen = scenes.screenOf(positionOf(scenes.rows, answers));
    if (Screen === undefined) throw new Error('a scene that is not loaded');
    const visit: Visit = {
      services,
      scenes,
      answers,
      language: 'zh',
      say: sayIn('zh'),
      display: USUAL_DISPLAY,
      act: { ...looking, ...journeyActs(scenes, setJourney) },
      cardLies: false,
      window: '医院的人工窗口',
    };
    return (
      <VisitContext.Provider value={visit}>
        <Screen />
      </VisitContext.Provider>
    );
  }

  const { container } = render(<Page />);
  const words = () => container.querySelector('main')?.textContent ?? '';
  const tap = async (label: RegExp) =>
    void fireEvent.click(
      await waitFor(() => {
        const found = [...container.querySelectorAll('button')].find(({ textContent }) => label.test(textContent));
        if (found === undefined) throw new Error(`nothing says ${label}`);
        return found;
      }),
    );
  const sees = (title: RegExp) => waitFor(() => expect(container.querySelector('h1')?.textContent).toMatch(title));
  return { container, world, now, asked, words, tap, sees };
}

const FAMILY: Given = { home: 'information', information: 'family' };

it('on a phone family is offered at home, and in the information about oneself', () => {
  const offers = manifests.flatMap(({ offers = [] }) => offers);
  expect(offers.filter(({ leadsTo }) => leadsTo === 'family')).toHaveLength(1);
});

describe('inviting from a phone', () => {
  it('shows eight digits, until when, and what to do at the kiosk; and tells by itself when the family member has agreed', async () => {
    const { world, words, tap, sees, asked } = onPhone(FAMILY);
    await tap(/^帮家人办/);
    await tap(/^家人身边有自助机/);
    await sees(/^请告诉家人这八个数字/);
    for (const told of ['4812 0937', '用到9:27', '放自己的证件', '让家人替我办']) expect(words()).toContain(told);
    // Whom one helped before is nobody new.
    await vi.advanceTimersByTimeAsync(LOOK_MS);
    await sees(/^请告诉家人这八个数字/);
    const given = { ...grantOfSister, id: `${grantOfSister.id.slice(0, -1)}9`, helpedName: '李*华' };
    world.family = { ...world.family, grants: [given, ...world.family.grants] };
    await vi.advanceTimersByTimeAsync(LOOK_MS);
    await sees(/^可以替李\*华办了/);
    const listed = asked.filter(({ operation }) => operation === 'listGrants').length;
    await vi.advanceTimersByTimeAsync(10 * LOOK_MS);
    expect(asked.filter(({ operation }) => operation === 'listGrants')).toHaveLength(listed);
    expect(asked.filter(({ operation }) => operation === 'createInvitation')).toHaveLength(1);
  });

  it('digits whose time is over are not shown any more, and others can be had', async () => {
    const { now, words, tap, sees, asked } = onPhone({ ...FAMILY, family: 'help', 'help-how': 'invite' });
    await sees(/^请告诉家人这八个数字/);
    now.at += QUARTER_MS;
    await vi.advanceTimersByTimeAsync(LOOK_MS);
    await sees(/^这些数字过期了/);
    expect(words()).not.toContain('4812');
    await tap(/^再要八个数字/);
    await sees(/^请告诉家人这八个数字/);
    expect(asked.filter(({ operation }) => operation === 'createInvitation')).toHaveLength(2);
  });

  it('who is under age is told that a guardian acts, and gets no digits', async () => {
    const { words, sees } = onPhone({ ...FAMILY, family: 'help', 'help-how': 'invite' }, { refusal: { because: 'under-age' } });
    await sees(/没有办成/);
    expect(words()).toContain('由监护人替他办');
    expect(words()).not.toContain('4812');
  });
});

describe('who asks to help', () => {
  const { scopes, months, wording } = sampleFamily;
  const taken = {
    helperName: '周*女',
    helperProved: true,
    expiresAt: new Date(SAMPLE_NOW).toISOString(),
    scopes,
    months,
    wording,
  };
  const met = (more: object): Given => ({
    ...FAMILY,
    family: 'let',
    'grant-how': 'digits',
    'invitation-code': { code: '48120937', taken: { ...taken, ...more } },
  });

  it('is shown with the end of their number before anything is chosen, and a name that nobody proved is said to be that', () => {
    const { container, words } = onPhone(met({ helperPhone: '138****1234', helperProved: false }));
    expect(container.querySelector('.family-decides')?.textContent).toBe('手机尾号 1234');
    expect(words()).toContain('这个名字是对方自己写的，没有人核对过');
  });

  it('whose name was proved, and who has no number here, is shown by the name alone', () => {
    const { container, words } = onPhone(met({}));
    expect(words()).toContain('周*女');
    expect(words()).not.toMatch(/尾号|核对过/);
    expect(container.querySelector('.family-decides')).toBeNull();
  });
});

describe('codes on a phone', () => {
  it('a code is typed into one field, as people write it, and taken once', async () => {
    const { container, tap, sees, asked } = onPhone(FAMILY);
    await tap(/^帮家人办/);
    await tap(/^家人给了我一张卡/);
    await sees(/^卡上的八位码/);
    const fields = container.querySelectorAll('input');
    expect(fields).toHaveLength(1);
    fireEvent.input(fields[0] as HTMLInputElement, { target: { value: '7kq2－m9xd ' } });
    await tap(/^输好了/);
    await sees(/^可以替王\*明办了/);
    expect(asked.filter(({ operation }) => operation === 'takeOffer').map(({ body }) => body)).toEqual([{ code: '7KQ2M9XD' }]);
  });

  it.each([
    ['7KQ2M9XD', '7KQ2M9XD'],
    ['７ｋｑ２ ｍ９ｘｄ', '7KQ2M9XD'],
    ['oOiIlL00', '00111100'],
    ['卡：7KQ2-M9XD。', '7KQ2M9XD'],
  ])('%s is read as %s', (typed, read) => {
    expect(codeIn(typed)).toBe(read);
  });

  it('a code for family stands on the screen for a quarter of an hour, on no paper, and for visits alone where the phone is only held', async () => {
    const { words, tap, sees, asked } = onPhone({ ...FAMILY, family: 'let' }, { scopes: ['appointments'] });
    await tap(/^给家人一个码/);
    await sees(/^他可以替您办什么/);
    expect(words()).toContain('请带证件到自助机办');
    for (const label of [/^选好了/, /^一年/, /^同意，让他办/]) await tap(label);
    await sees(/^把这个码告诉家人/);
    expect(words()).toContain('7KQ2 M9XD');
    expect(words()).toContain('上午九点二十七分前');
    expect(asked.find(({ operation }) => operation === 'createOffer')?.body).toMatchObject({
      printed: false,
      scope: ['appointments'],
    });
  });
});
