import type { Language } from '../../i18n/text.ts';
import { settle } from '../../journey/answering.ts';
import type { Answers, AnswerTypes, Question, Step } from '../../journey/answers.ts';
import { pathOf, positionOf, rowOf } from '../../journey/path.ts';
import type { Rows } from '../../journey/row.ts';
import type { State } from '../../practice/state.ts';
import { states as shellStates } from '../../shell/states.ts';
import { manifests } from '../kiosk/manifests.ts';

/** A state, and the scene it is about: each has one sheet of pictures in `docs/screens`. */
export interface ScreenFixture extends State {
  readonly scene: string;
}

/** Every scene that has states; one that is added is found by its folder. */
const modules = import.meta.glob<{ readonly states: readonly State[] }>('../../scenes/*/states.ts', { eager: true });

const statesByScene: readonly (readonly [string, readonly State[]])[] = [
  ['shell', shellStates],
  ...manifests.map(({ name }) => [name, statesIn(name)] as const).filter(([, states]) => states.length > 0),
];

export const scenes: readonly string[] = statesByScene.map(([scene]) => scene);

const written: readonly ScreenFixture[] = statesByScene.flatMap(([scene, states]) =>
  states.map((state) => ({ ...state, scene })),
);

/** What the scene of this name says of its states; nothing where it says none. */
export function statesIn(scene: string): readonly State[] {
  return modules[`../../scenes/${scene}/states.ts`]?.states ?? [];
}

/**
 * Every state of every screen: those that the scenes name, and of each other step the one in which it is met first, so that a step
 * without a state of its own is looked at, too.
 */
export function screenFixturesOf(rows: Rows): readonly ScreenFixture[] {
  const samples = samplesIn(written);
  const led = written.map((fixture) => ({ ...fixture, answers: ledOn(rows, fixture.answers, samples) }));
  const shown = new Set(led.map(({ answers, page }) => (page === undefined ? positionOf(rows, answers) : undefined)));
  const missing = (Object.keys(rows) as Step[]).filter((step) => !shown.has(step) && rowOf(rows, step)?.kind !== 'work');
  const met = missing.flatMap((step) => {
    const answers = answersTo(rows, step, samples);
    return answers === undefined ? [] : [{ name: step, scene: sceneOf(step), answers }];
  });
  return [...led, ...met];
}

/** The scene that is nearest by name: the picture of a step that nobody wrote a state for stands with those of its neighbours. */
function sceneOf(step: Step): string {
  return written.find(({ answers }) => step in answers)?.scene ?? 'shell';
}

/** The answers of somebody who stands at this step, taken from what the states answer; the fewest. */
function answersTo(rows: Rows, wanted: Step, samples: Samples): Answers | undefined {
  const reached = new Map<Step, Answers>();
  const open: Answers[] = [{}];
  for (const answers of open) {
    const at = positionOf(rows, answers);
    if (at === wanted) return answers;
    if (reached.has(at)) continue;
    reached.set(at, answers);
    for (const value of samples.get(at as Question) ?? unheardOf(rows, at))
      open.push(settle(rows, answers, at as Question, value as never));
  }
  return undefined;
}

/**
 * The answers, with a step that came in between later answered as well: a state that was written before it still stands where it was meant
 * to, but for one that was meant to stand at the very next step. That one has its name twice then, and has to be answered by hand.
 */
function ledOn(rows: Rows, answers: Answers, samples: Samples): Answers {
  const at = positionOf(rows, answers) as Question;
  const path = pathOf(rows, answers);
  const beyond = (Object.keys(answers) as Question[]).some(
    (question) => answers[question]?.settled === true && !path.includes(question) && rowOf(rows, question)?.detour !== true,
  );
  if (!beyond || answers[at] !== undefined || rowOf(rows, at)?.kind === 'end') return answers;
  return ledOn(rows, { ...answers, [at]: { settled: true, value: samples.get(at)?.[0] } }, samples);
}

/** Whatever is answered where that leads to one step only; nothing where it matters, and nobody has said what it could be. */
function unheardOf(rows: Rows, step: Step): readonly unknown[] {
  const row = rowOf(rows, step);
  return row !== undefined && row.kind !== 'end' && row.leadsTo.length === 1 ? [undefined] : [];
}

type Samples = ReadonlyMap<Question, readonly unknown[]>;

/** Every answer that a state gives, by its question; and all that is offered at home. */
function samplesIn(states: readonly State[]): Samples {
  const offered = manifests.flatMap(({ offers = [] }) => offers.map(({ key }) => key));
  const samples = new Map<Question, unknown[]>([['home', offered]]);
  for (const { answers } of states)
    for (const [question, answer] of Object.entries(answers) as [Question, { value?: AnswerTypes[Question] }][])
      if (answer.value !== undefined) samples.set(question, [...(samples.get(question) ?? []), answer.value]);
  return samples;
}

/** The fixtures in the language: what was answered to the first question decides it. */
export function fixturesIn<F extends ScreenFixture>(fixtures: readonly F[], language: Language): readonly F[] {
  return fixtures.map((fixture) =>
    fixture.answers.language === undefined
      ? fixture
      : { ...fixture, answers: { ...fixture.answers, language: { settled: true, value: language } } },
  );
}
