import type { Answers, Question } from '../../journey/answers.ts';
import { positionOf, rowOf } from '../../journey/path.ts';
import type { Rows } from '../../journey/row.ts';
import { session } from '../../practice/sample-answers.ts';
import { type State, settled } from '../../practice/state.ts';
import { sessionOf } from '../../scenes/identity/answers.ts';
import { resumed } from '../../scenes/sign-in/answers.ts';
import { manifests } from '../phone/manifests.ts';
import type { PhoneFront } from '../phone/phone-frame.tsx';
import { type ScreenFixture, screenFixturesOf, statesIn } from './screen-fixtures.ts';

/** A state of a phone. */
export interface PhoneFixture extends ScreenFixture {
  /** What stands in front of the screen. */
  readonly front?: PhoneFront;
}

/** The scenes of which a phone has the arrival to itself: their states are written for it. */
const OWN_SCENES = ['sign-in', 'registration'];

const byPhone = { ...resumed(session), language: { settled: true, value: 'zh' } } as const satisfies Answers;

/** What may stand in front of a screen of the phone. */
const fronts: readonly PhoneFixture[] = (
  [
    { name: 'settings', front: 'settings', telling: true, answers: byPhone },
    { name: 'settings-signed-out', front: 'settings', answers: { language: byPhone.language } },
    { name: 'who-is-this', front: 'who', telling: true, answers: byPhone },
    { name: 'newer-page', front: 'update', answers: { ...byPhone, ...settled({ home: 'book' }) } },
    { name: 'where-help-is', front: 'help', telling: true, answers: byPhone },
  ] as const satisfies readonly Omit<PhoneFixture, 'scene'>[]
).map((front) => ({ ...front, scene: 'shell' }));

/** Every state of every screen of the phone: those of the kiosk that mean something without a machine, its own arrival and its own fronts. */
export function phoneFixturesOf(rows: Rows, kioskRows: Rows): readonly PhoneFixture[] {
  const arrival = OWN_SCENES.flatMap((scene) => statesIn(scene).map((state) => ({ ...state, scene })));
  const own = arrival.map((state) => ({ ...state, answers: { language: byPhone.language, ...state.answers } }));
  const scenes = ['shell', ...manifests.map(({ name }) => name)];
  const shared = screenFixturesOf(kioskRows).flatMap((fixture): PhoneFixture[] => {
    const answers = arrivedByPhone(fixture.answers, rows);
    if (!scenes.includes(fixture.scene) || isOfMachine(fixture) || answers === undefined) return [];
    const position = positionOf(rows, answers);
    const same = rowOf(rows, position) !== undefined && position === positionOf(kioskRows, fixture.answers);
    return same ? [{ ...fixture, answers }] : [];
  });
  return [...own, ...fronts, ...shared];
}

/** Whether it is about what only a machine in a hall has: a reader, a printer, somebody who turned away, staff on call, its own dialogs. */
function isOfMachine(state: State): boolean {
  const { reading, printer, cardLies, helped, idle, practiceSecondsLeft, overlay, answers } = state;
  const paper = Object.values(answers).some(({ value }: { readonly value?: unknown }) => value === 'print');
  return paper || [reading, printer, cardLies, helped, idle, practiceSecondsLeft, overlay].some((one) => one !== undefined);
}

/** The same answers of somebody who came by their own phone; nothing where they had not arrived. */
function arrivedByPhone(answers: Answers, rows: Rows): Answers | undefined {
  const opened = sessionOf(answers);
  if (opened === undefined) return undefined;
  const known = Object.entries(answers).filter(([question]) => rowOf(rows, question as Question) !== undefined);
  return { ...Object.fromEntries(known), ...resumed(opened), language: byPhone.language };
}
