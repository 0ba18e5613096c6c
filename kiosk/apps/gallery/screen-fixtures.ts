import type { ProblemCode } from '../../../bff/contract/problems.ts';
import type { Dependant } from '../../client/wire.ts';
import type { ReadingState } from '../../devices/bridge.ts';
import { type PrinterState, printerStates, readFailures } from '../../devices/bridge-messages.ts';
import type { Answer, Answers, AnswerTypes, Language, Question } from '../../flows/answers.ts';
import type { World } from '../../practice/world.ts';
import { madeUpId } from '../../practice/world-client.ts';
import type { IdleDialogProps, Overlay } from '../../screens/dialogs.tsx';
import {
  appointmentOn,
  booked,
  chineseMedicine,
  confirming,
  everyKindOfAccess,
  halfHour,
  me,
  morning,
  orthopaedics,
  ownHospitalAway,
  preparing,
  SAMPLE_NOW,
  sampleWorld,
  slots,
  soon,
  TOMORROW,
  thisAfternoon,
} from './sample-city.ts';
import { problemOf } from './sample-problem.ts';

/** One state of one screen. The gallery, the checks and the pictures all come from these; a new screen is one more row. */
export interface ScreenFixture extends State {
  /** What it is about; each has one sheet of pictures in `docs/screens`. */
  readonly scene: Scene;
}

interface State {
  readonly name: string;
  /** It stands on the sheet of its scene, in each mode. */
  readonly telling?: true;
  readonly answers: Answers;
  readonly world?: Partial<World>;
  readonly overlay?: Overlay;
  readonly idle?: Omit<IdleDialogProps, 'onStay'>;
  readonly away?: boolean;
  readonly practiceSecondsLeft?: number;
  /** What the reader says as soon as it is asked. */
  readonly reading?: ReadingState;
  /** How the printer is, when the slip is to be printed at once. */
  readonly printer?: PrinterState;
  /** Keys that are pressed once it stands. */
  readonly typed?: string;
  /** A draft of somebody is on this machine. */
  readonly draft?: 'own' | 'of-another';
}

type Given = { readonly [Q in Question]?: AnswerTypes[Q] };

const settled = (given: Given): Answers =>
  Object.fromEntries(
    Object.entries(given).map(([question, value]): [string, Answer<unknown>] => [question, { settled: true, value }]),
  );

const document = {
  jws: 'a.b.c',
  type: 'resident-id',
  maskedName: me.name,
  maskedNumber: '110***********1234',
} as const;
const session = sampleWorld.session === 'registration-required' ? undefined : sampleWorld.session;
const started = { language: 'zh' } as const;
const claims = [{ claimedAt: new Date(SAMPLE_NOW - 31 * 3_600_000).toISOString(), phone: '138****1234' }];
const tookOver = session ? { opening: { ...session, tookOver: claims } } : {};
const tookOverUnknown = session ? { opening: { ...session, tookOver: claims.map(({ claimedAt }) => ({ claimedAt })) } } : {};
const identified = { ...started, document, who: 'me', ...(session ? { opening: session } : {}) } as const;
const fresh = { ...started, document, who: 'me', opening: 'consent-needed' } as const;
const agreed = { agreed: true, version: '2026-11-01', key: 'k' } as const;
const child = { ...identified, home: 'child', 'for-whom': 'new' } as const;
const childNamed = {
  ...child,
  relationship: 'grandparent',
  'child-number': 'Z990123456',
  'child-birth-date': '2020-01-31',
  'child-sex': 'female',
  'child-name': '王小雨',
} as const;
const proved = me.dependants.map((one) => ({ ...one, level: 'vouched-for' as const }));
const ownChild = me.dependants[0] as Dependant;
const withdrawForChild = { ...identified, home: 'information', information: 'withdraw-child' } as const;
const consentsWithChild: World['consents'] = [
  ...sampleWorld.consents,
  ...sampleWorld.consents.map((one, index) => ({
    ...one,
    id: madeUpId('con', 10 + index),
    patientId: ownChild.patientId,
    givenBy: 'guardian' as const,
  })),
];
const toDepartment = { ...identified, home: 'book', 'body-part': 'back-joints' } as const;
const toSlot = { ...toDepartment, department: orthopaedics } as const;
const toCheck = { ...toSlot, slot: halfHour } as const;
const toBooked = { ...toCheck, check: 'k' } as const;
const toAppointment = { ...identified, home: 'mine', mine: booked } as const;

/** The fixtures in the language: what was answered to the first question decides it. */
export function fixturesIn(language: Language): readonly ScreenFixture[] {
  return screenFixtures.map((fixture) =>
    fixture.answers.language === undefined
      ? fixture
      : { ...fixture, answers: { ...fixture.answers, language: { settled: true, value: language } } },
  );
}

/** A booking that the gateway refuses. */
const refusedBy = (code: ProblemCode, extensions: object = {}) => ({ trouble: { bookAppointment: problemOf(code, extensions) } });

/** A step that is put on the path by asking for it. */
const asked = (given: Given, question: Question): Answers => ({ ...settled(given), [question]: { settled: false } });

/** The states of each scene, in the order in which somebody meets them. */
const states = {
  shell: [
    { name: 'start', telling: true, answers: {} },
    { name: 'start-forgotten-card', answers: {}, reading: { state: 'failed', reason: 'left-behind' } },
    { name: 'start-reading', answers: {}, reading: { state: 'reading' } },
    { name: 'home', answers: settled(identified), world: { appointments: [] } },
    { name: 'home-soon', telling: true, answers: settled(identified), world: { appointments: [soon] } },
    { name: 'home-today', answers: settled(identified), world: { appointments: [thisAfternoon] }, draft: 'own' },
    { name: 'home-draft-of-another', answers: settled(identified), world: { appointments: [] }, draft: 'of-another' },
    { name: 'draft-code', answers: settled({ ...identified, home: 'draft' }), typed: '48' },
    { name: 'away', answers: settled(toCheck), away: true },
    {
      name: 'trouble-hospital-away',
      telling: true,
      answers: settled(toBooked),
      world: { trouble: { bookAppointment: problemOf('hospital-unavailable') } },
    },
    {
      name: 'trouble-signed-out',
      answers: settled({ ...identified, home: 'mine' }),
      world: { trouble: { listAppointments: problemOf('unauthenticated') } },
    },
    { name: 'help', telling: true, answers: settled(identified), world: { appointments: [] }, overlay: 'help' },
    { name: 'display', telling: true, answers: settled(identified), world: { appointments: [] }, overlay: 'display' },
    { name: 'restart', answers: settled(toSlot), overlay: 'restart' },
    { name: 'idle', telling: true, answers: settled(toSlot), idle: { secondsLeft: 30, code: '4812' } },
    { name: 'practice-start', answers: {}, practiceSecondsLeft: 175 },
    { name: 'practice-check', answers: settled(toCheck), practiceSecondsLeft: 20 },
  ],
  identity: [
    { name: 'document', telling: true, answers: settled(started) },
    { name: 'document-reading', answers: settled(started), reading: { state: 'reading' } },
    ...([...readFailures, 'bridge'] as const).map((reason) => ({
      name: `document-${reason}`,
      answers: settled(started),
      reading: { state: 'failed', reason } as const,
    })),
    { name: 'who', telling: true, answers: settled({ ...started, document }) },
    { name: 'opening', answers: settled({ ...started, document, who: 'me' }), world: { trouble: { openSession: 'silence' } } },
    { name: 'notice', telling: true, answers: settled(fresh) },
    { name: 'health-data', answers: settled({ ...fresh, notice: agreed }) },
    { name: 'refused', answers: settled({ ...fresh, notice: { agreed: false } }) },
    { name: 'took-over', telling: true, answers: settled({ ...identified, ...tookOver }) },
    { name: 'took-over-unknown', answers: settled({ ...identified, ...tookOverUnknown }) },
    { name: 'for-whom', telling: true, answers: settled({ ...identified, home: 'child' }) },
    { name: 'for-whom-proved', answers: settled({ ...identified, home: 'child' }), world: { me: { ...me, dependants: proved } } },
    { name: 'relationship', answers: settled(child) },
    { name: 'child-number-letter', answers: settled({ ...child, relationship: 'grandparent' }) },
    { name: 'child-number', telling: true, answers: settled({ ...child, relationship: 'grandparent' }), typed: 'Z990123' },
    {
      name: 'child-birth-date',
      telling: true,
      answers: settled({ ...child, relationship: 'grandparent', 'child-number': 'Z990123456' }),
      typed: '20200131',
    },
    {
      name: 'child-sex',
      answers: settled({
        ...child,
        relationship: 'grandparent',
        'child-number': 'Z990123456',
        'child-birth-date': '2020-01-31',
      }),
    },
    {
      name: 'child-name',
      answers: settled({
        ...child,
        relationship: 'grandparent',
        'child-number': 'Z990123456',
        'child-birth-date': '2020-01-31',
        'child-sex': 'female',
      }),
    },
    { name: 'child-notice', answers: settled(childNamed) },
    { name: 'child-health-data', answers: settled({ ...childNamed, 'child-notice': agreed }) },
    ...(['guardian-refused', 'too-many-dependants', 'document-refused'] as const).map((code) => ({
      name: `child-${code}`,
      answers: settled({ ...childNamed, 'child-notice': agreed, 'child-health-data': agreed }),
      world: { trouble: { registerDependant: problemOf(code) } },
    })),
  ],
  directory: [
    { name: 'body-part', telling: true, answers: settled({ ...identified, home: 'book' }) },
    { name: 'department', telling: true, answers: settled(toDepartment) },
    { name: 'department-by-name', answers: settled({ ...toDepartment, 'body-part': 'name' }) },
    { name: 'department-by-initials', telling: true, answers: settled({ ...toDepartment, 'body-part': 'initials' }), typed: 'x' },
    { name: 'hospital', telling: true, answers: asked({ ...toSlot, day: TOMORROW }, 'hospital') },
  ],
  slots: [
    { name: 'slot', telling: true, answers: settled(toSlot) },
    { name: 'slot-number', telling: true, answers: settled({ ...toSlot, department: chineseMedicine }) },
    { name: 'slot-none', telling: true, answers: settled(toSlot), world: { slots: [] } },
    { name: 'slot-hospital-away', answers: settled(toSlot), world: { hospitals: ownHospitalAway } },
    { name: 'day', telling: true, answers: asked(toSlot, 'day') },
    { name: 'day-none', answers: asked(toSlot, 'day'), world: { slots: [] } },
  ],
  appointments: [
    { name: 'coverage', answers: asked(toCheck, 'coverage') },
    { name: 'check', telling: true, answers: settled(toCheck) },
    { name: 'check-number', answers: settled({ ...toCheck, department: chineseMedicine, slot: morning }) },
    { name: 'booking', answers: settled(toBooked), world: { trouble: { bookAppointment: 'silence' } } },
    {
      name: 'booking-overlaps',
      telling: true,
      answers: settled(toBooked),
      world: refusedBy('appointment-overlaps', { appointmentId: booked.id }),
    },
    {
      name: 'booking-day-full',
      answers: settled(toBooked),
      world: refusedBy('too-many-appointments', { bound: 'day', most: 3, appointmentId: booked.id }),
    },
    {
      name: 'booking-week-full',
      answers: settled(toBooked),
      world: refusedBy('too-many-appointments', { bound: 'department-week', most: 2, appointmentId: booked.id }),
    },
    {
      name: 'booking-all-full',
      answers: settled(toBooked),
      world: refusedBy('too-many-appointments', { bound: 'altogether', most: 10, appointmentId: booked.id }),
    },
    {
      name: 'booking-cancelled-often',
      answers: settled(toBooked),
      world: refusedBy('too-many-cancellations'),
    },
    {
      name: 'taken',
      telling: true,
      answers: settled({ ...toBooked, booking: { kind: 'taken', alternatives: slots.slice(1, 4) } }),
    },
    { name: 'confirming', telling: true, answers: settled({ ...toBooked, booking: { kind: 'kept', appointment: confirming } }) },
    {
      name: 'ended',
      answers: settled({
        ...toBooked,
        booking: { kind: 'kept', appointment: { ...booked, status: 'cancelled', reason: 'hospital-refused' } },
      }),
    },
    { name: 'mine', telling: true, answers: settled({ ...identified, home: 'mine' }) },
    { name: 'mine-none', answers: settled({ ...identified, home: 'mine' }), world: { appointments: [] } },
    { name: 'appointment', telling: true, answers: settled(toAppointment) },
    { name: 'appointment-confirming', answers: settled({ ...toAppointment, mine: confirming }) },
    { name: 'cancel-check', telling: true, answers: settled({ ...toAppointment, appointment: 'cancel' }) },
    {
      name: 'cancelled',
      answers: settled({
        ...toAppointment,
        appointment: 'cancel',
        'cancel-check': 'k',
        cancelling: { ...booked, status: 'cancelled', cancellation: 'done' },
      }),
    },
    {
      name: 'cancelled-pending',
      answers: settled({
        ...toAppointment,
        appointment: 'cancel',
        'cancel-check': 'k',
        cancelling: { ...booked, cancellation: 'requested' },
      }),
    },
  ],
  slips: [
    { name: 'booked', telling: true, answers: settled({ ...toBooked, booking: { kind: 'kept', appointment: booked } }) },
    {
      name: 'booked-preparing',
      answers: settled({ ...toBooked, booking: { kind: 'kept', appointment: booked } }),
      world: { onSlip: preparing },
    },
    {
      name: 'booked-number',
      telling: true,
      answers: settled({ ...toBooked, booking: { kind: 'kept', appointment: appointmentOn(morning, 6) } }),
    },
    {
      name: 'booked-no-slip',
      telling: true,
      answers: settled({ ...toBooked, booking: { kind: 'kept', appointment: booked } }),
      world: { trouble: { issueSlip: problemOf('store-unavailable') } },
    },
    ...printerStates.map((printer) => ({
      name: `printer-${printer}`,
      answers: settled({ ...toBooked, booking: { kind: 'kept', appointment: booked } }),
      printer,
    })),
    {
      name: 'printer-absent-longest-slip',
      answers: settled({ ...toBooked, booking: { kind: 'kept', appointment: appointmentOn(morning, 6) } }),
      world: { onSlip: preparing },
      printer: 'absent',
    },
    { name: 'slip', telling: true, answers: settled({ ...toAppointment, appointment: 'slip' }) },
  ],
  oversight: [
    { name: 'information', telling: true, answers: settled({ ...identified, home: 'information' }) },
    {
      name: 'information-child-proved',
      answers: settled({ ...identified, home: 'information' }),
      world: { me: { ...me, dependants: proved } },
    },
    {
      name: 'access-all',
      answers: settled({ ...identified, home: 'information', information: 'access' }),
      world: { access: everyKindOfAccess },
    },
    { name: 'access', telling: true, answers: settled({ ...identified, home: 'information', information: 'access' }) },
    {
      name: 'access-none',
      answers: settled({ ...identified, home: 'information', information: 'access' }),
      world: { access: [] },
    },
    { name: 'withdraw-check', telling: true, answers: settled({ ...identified, home: 'information', information: 'withdraw' }) },
    { name: 'withdraw-for', answers: settled(withdrawForChild), world: { consents: consentsWithChild } },
    {
      name: 'withdraw-check-child',
      answers: settled({ ...withdrawForChild, 'withdraw-for': ownChild }),
      world: { consents: consentsWithChild },
    },
    {
      name: 'withdrawn-child',
      answers: settled({ ...withdrawForChild, 'withdraw-for': ownChild, 'withdraw-check': [], withdrawing: 'withdrawn' }),
    },
    {
      name: 'withdraw-check-with-child',
      answers: settled({ ...identified, home: 'information', information: 'withdraw' }),
      world: { consents: consentsWithChild },
    },
    {
      name: 'withdrawn',
      telling: true,
      answers: settled({
        ...identified,
        home: 'information',
        information: 'withdraw',
        'withdraw-check': [],
        withdrawing: 'withdrawn',
      }),
    },
  ],
} satisfies Record<string, readonly State[]>;

export type Scene = keyof typeof states;

export const scenes = Object.keys(states) as readonly Scene[];

export const screenFixtures: readonly ScreenFixture[] = scenes.flatMap((scene) =>
  (states[scene] as readonly State[]).map((state) => ({ scene, ...state })),
);
