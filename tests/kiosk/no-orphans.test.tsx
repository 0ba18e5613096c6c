// @vitest-environment happy-dom
import { options, render } from 'preact';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { ScreenFixture } from '../../kiosk/apps/gallery/screen-fixtures.ts';
import { looking, Stage } from '../../kiosk/apps/gallery/stage.tsx';
import { USUAL_DISPLAY } from '../../kiosk/components/display/display.ts';
import { ask, goBack, goHome, identifyAgain, settle } from '../../kiosk/journey/answering.ts';
import type { Answers, Step } from '../../kiosk/journey/answers.ts';
import type { PageAddress } from '../../kiosk/journey/page.ts';
import { pathOf, positionOf, rowOf } from '../../kiosk/journey/path.ts';
import type { Rows } from '../../kiosk/journey/row.ts';
import type { Acts } from '../../kiosk/shell/visit.ts';
import { rows, scenes, screenFixtures } from './kit/all-scenes.ts';
import { samplesOf } from './kit/sample-answers.ts';

/** What people can bring about by pressing what stands on the screens. */
interface Walked {
  /** From one step to the next, `slot → check`. */
  readonly ways: Set<string>;
  readonly settled: Set<Step>;
  readonly asked: Set<Step>;
  readonly opened: Set<string>;
  /** Ends that somebody can leave. */
  readonly left: Set<Step>;
}

const TURNS = 40;
/** Keys of a pad that are pressed after each other until there is a way on. */
const PRESSES_MAX = 12;

const root = document.createElement('div');
const usual = options.requestAnimationFrame;
const walked: Walked = { ways: new Set(), settled: new Set(), asked: new Set(), opened: new Set(), left: new Set() };

beforeAll(async () => {
  document.body.append(root);
  options.requestAnimationFrame = (callback) => queueMicrotask(callback);
  const { digest } = crypto.subtle;
  vi.spyOn(crypto.subtle, 'digest').mockImplementation((...given) => {
    const hash = digest.apply(crypto.subtle, given);
    hashes.push(hash);
    return hash;
  });
  await walk();
}, 300_000);
afterAll(() => {
  render(null, root);
  root.remove();
  vi.restoreAllMocks();
  options.requestAnimationFrame = usual;
});

const wayOf = (from: Step, to: Step) => `${from} → ${to}`;

function waysOn(answers: Answers): string[] {
  const path = pathOf(rows, answers);
  return path.slice(1).map((to, index) => wayOf(path[index] as Step, to));
}

const asksSeveral = (step: Step) => rowOf(rows, step)?.back !== undefined;

/** Where somebody came to: the state, with what was done since. */
interface Place {
  readonly answers: Answers;
  readonly page?: PageAddress | undefined;
}

/** Acts that do to a journey what the kiosk does with them, and note it once something is pressed. */
function noting(start: Place) {
  const now: { place: Place; pressed: boolean } = { place: start, pressed: false };
  const change = (answers: Answers) => {
    const before = new Set(waysOn(now.place.answers));
    const at = positionOf(rows, now.place.answers);
    now.place = { answers };
    // Where a step asks several questions, what the gateway says after the last answer is where that leads.
    if (!now.pressed && !asksSeveral(at)) return;
    for (const way of [...waysOn(answers), wayOf(at, positionOf(rows, answers))]) if (!before.has(way)) walked.ways.add(way);
  };
  const note = <T,>(notes: Set<T>, one: T) => void (now.pressed && notes.add(one));
  const leave = () => note(walked.left, positionOf(rows, now.place.answers));
  const act: Acts = {
    ...looking,
    settle(question, value) {
      note(walked.settled, question);
      change(settle(rows, now.place.answers, question, value));
    },
    ask(question) {
      note(walked.asked, question);
      change(ask(rows, now.place.answers, question));
    },
    back: () => change(goBack(rows, now.place.answers)),
    home() {
      leave();
      change(goHome(rows, now.place.answers));
    },
    identify: () => change(identifyAgain(rows, now.place.answers)),
    open(page) {
      note(walked.opened, `${page.scene}/${page.page}`);
      now.place = { ...now.place, page };
    },
    finish: leave,
    leave,
  };
  return { act, now };
}

/** What is on its way and takes longer than a turn. */
const hashes: Promise<unknown>[] = [];

async function turns(): Promise<void> {
  do {
    await Promise.all(hashes.splice(0));
    for (let turn = 0; turn < TURNS; turn += 1) await Promise.resolve();
  } while (hashes.length > 0);
}

/** What can be pressed on the screen itself: in front, where something stands in front. Of the keys of a pad, of the rows of bills and of signs, the first, which stands for all. */
function buttons(): HTMLElement[] {
  const shown = root.querySelector('[role="alertdialog"]') ?? root.querySelector('main') ?? root;
  return [...shown.querySelectorAll<HTMLElement>('button:not([disabled])')].filter(
    (one) => one.closest('[inert]') === null && !one.matches('.pad-key ~ .pad-key, .bill ~ .bill *, .signs > li ~ li *'),
  );
}

const signature = () => `${buttons().map(({ textContent }) => textContent)} ${root.querySelector('main')?.textContent.length}`;

/** The screen as it stands after these presses; and what was done by the last of them. */
async function press(fixture: ScreenFixture, which: readonly number[]) {
  const { act, now } = noting(fixture);
  now.pressed = fixture.reading?.state === 'read';
  render(null, root);
  render(<Stage scenes={scenes} fixture={fixture} language="zh" display={USUAL_DISPLAY} act={act} />, root);
  await turns();
  for (const key of fixture.typed ?? '') {
    document.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
    await turns();
  }
  // What a screen does by itself, because an answer came, nobody pressed.
  const start = now.place;
  now.pressed = true;
  for (const index of which) {
    buttons()[index]?.click();
    await turns();
  }
  return { place: now.place, moved: now.place !== start, start };
}

/** Presses everything of every state, and everything of where that leads, as long as it leads on by a way that is new. */
async function walk(): Promise<void> {
  const open: ScreenFixture[] = [...screenFixtures, ...brought()];
  for (const fixture of open) {
    const seen = new Set<string>();
    const tries: (readonly number[])[] = [[]];
    // A phone begins with other screens than a machine: what stands there is pressed, and where that leads has states of its own.
    const follow = (led: ScreenFixture) => void (fixture.ownPhone !== true && open.push(led));
    for (const which of tries) {
      const known = walked.ways.size + walked.opened.size;
      const { place, moved, start } = await press(fixture, which);
      const { answers, page } = place;
      const { typed: _, reading: __, overlay: ___, ...world } = fixture;
      if (walked.ways.size + walked.opened.size > known) follow({ ...world, answers, page });
      // Another question of the same step.
      else if (moved && asksSeveral(positionOf(rows, answers)) && !stood.has(JSON.stringify(answers))) {
        stood.add(JSON.stringify(answers));
        follow({ ...world, answers });
      }
      // Where a screen goes on by itself, what follows is met as well.
      else if (which.length === 0 && start !== fixture && waysOn(start.answers).some((way) => !begun.has(way)))
        follow({ ...world, answers: start.answers });
      for (const way of waysOn(start.answers)) begun.add(way);
      const now = signature();
      if (moved || seen.has(now) || which.length > PRESSES_MAX) continue;
      seen.add(now);
      tries.push(...buttons().map((_button, index) => [...which, index]));
    }
  }
}

/** Where questions of one step were met. */
const stood = new Set<string>();

/** Ways to where some state or some walk began. */
const begun = new Set<string>();

/** Where a person answers with what they brought: a card, on either of the first two screens, or the number of a draft. */
function brought(): readonly ScreenFixture[] {
  const [document] = samplesOf('document');
  const child = samplesOf('document').find(({ minor }) => minor === true);
  if (document === undefined || child === undefined) throw new Error('no document among the samples');
  const states = (...names: readonly string[]) => screenFixtures.filter(({ name }) => names.includes(name));
  return [
    ...states('start', 'document', 'with-whom').map((state) => ({ ...state, reading: { state: 'read', document } as const })),
    ...states('start').map((state) => ({ ...state, reading: { state: 'read', document: child } as const })),
    ...states('draft-code').map((state) => ({ ...state, draft: true, typed: '4812' }) as const),
  ];
}

const steps = Object.keys(rows) as Step[];
const kindOf = (step: Step) => rowOf(rows, step)?.kind;

/** What a person chooses and no screen lets them. */
function orphansIn(table: Rows, { ways, settled, asked, left }: Walked): string[] {
  return (Object.keys(table) as Step[]).flatMap((step) => {
    const row = rowOf(table, step);
    if (row?.kind === 'end') return left.has(step) ? [] : [`${step} is never left`];
    if (row?.kind !== 'question') return [];
    return [
      ...(settled.has(step) ? [] : [`${step} is never settled`]),
      ...(row.detour === true && !asked.has(step) ? [`${step} is never asked for`] : []),
      ...row.leadsTo.filter((to) => !ways.has(wayOf(step, to))).map((to) => wayOf(step, to)),
    ];
  });
}

describe('pressing everything on every screen', () => {
  it('answers every question, asks for every detour, goes every way that is a choice and leaves every end', () => {
    expect(orphansIn(rows, walked)).toEqual([]);
  });

  it('opens every page', () => {
    expect([...walked.opened].sort()).toEqual(Object.keys(scenes.pages).sort());
  });

  it('a step to which nothing leads that is pressed is found, and a way, a detour and an end', () => {
    const home = rowOf(rows, 'home');
    if (home === undefined) throw new Error('there is no home');
    const table = { ...rows, home: { ...home, leadsTo: [...home.leadsTo, 'withdraw-for'] } } as Rows;
    expect(orphansIn(table, walked)).toEqual(['home → withdraw-for']);
    const without = { ...walked, settled: new Set(walked.settled), asked: new Set(walked.asked), left: new Set(walked.left) };
    without.settled.delete('child-sex');
    without.asked.delete('coverage');
    without.left.delete('withdrawn');
    expect(orphansIn(rows, without).sort()).toEqual([
      'child-sex is never settled',
      'coverage is never asked for',
      'withdrawn is never left',
    ]);
    expect(steps.filter((step) => kindOf(step) === 'end').length).toBeGreaterThan(3);
  });
});
