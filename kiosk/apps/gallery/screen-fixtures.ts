import type { ReadingState } from '../../devices/bridge.ts';
import { type PrinterState, printerStates, readFailures } from '../../devices/bridge-messages.ts';
import type { Answer, Answers, AnswerTypes, Language, Question } from '../../flows/answers.ts';
import type { World } from '../../practice/world.ts';
import { problemOf } from '../../practice/world-client.ts';
import type { IdleDialogProps, Overlay } from '../../screens/dialogs.tsx';
import {
  appointmentOn,
  booked,
  chineseMedicine,
  confirming,
  halfHour,
  me,
  morning,
  orthopaedics,
  ownHospitalAway,
  preparing,
  sampleWorld,
  slots,
  soon,
  TOMORROW,
  thisAfternoon,
} from './sample-city.ts';

/** One state of one screen. The gallery, the checks and the pictures all come from these; a new screen is one more row. */
export interface ScreenFixture {
  readonly name: string;
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
const identified = { ...started, document, who: 'me', ...(session ? { opening: session } : {}) } as const;
const fresh = { ...started, document, who: 'me', opening: 'consent-needed' } as const;
const agreed = { agreed: true, version: '2026-11-01', key: 'k' } as const;
const child = { ...identified, home: 'child', 'for-whom': 'new' } as const;
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

/** A step that is put on the path by asking for it. */
const asked = (given: Given, question: Question): Answers => ({ ...settled(given), [question]: { settled: false } });

export const screenFixtures: readonly ScreenFixture[] = [
  { name: 'start', answers: {} },
  { name: 'start-forgotten-card', answers: {}, reading: { state: 'failed', reason: 'left-behind' } },
  { name: 'start-reading', answers: {}, reading: { state: 'reading' } },
  { name: 'document', answers: settled(started) },
  { name: 'document-reading', answers: settled(started), reading: { state: 'reading' } },
  ...([...readFailures, 'bridge'] as const).map((reason) => ({
    name: `document-${reason}`,
    answers: settled(started),
    reading: { state: 'failed', reason } as const,
  })),
  { name: 'who', answers: settled({ ...started, document }) },
  { name: 'opening', answers: settled({ ...started, document, who: 'me' }), world: { trouble: { openSession: 'silence' } } },
  { name: 'notice', answers: settled(fresh) },
  { name: 'health-data', answers: settled({ ...fresh, notice: agreed }) },
  { name: 'refused', answers: settled({ ...fresh, notice: { agreed: false } }) },
  { name: 'home', answers: settled(identified), world: { appointments: [] } },
  { name: 'home-soon', answers: settled(identified), world: { appointments: [soon] } },
  { name: 'home-today', answers: settled(identified), world: { appointments: [thisAfternoon] }, draft: 'own' },
  { name: 'home-draft-of-another', answers: settled(identified), world: { appointments: [] }, draft: 'of-another' },
  { name: 'draft-code', answers: settled({ ...identified, home: 'draft' }), typed: '48' },
  { name: 'for-whom', answers: settled({ ...identified, home: 'child' }) },
  { name: 'relationship', answers: settled(child) },
  { name: 'child-number-letter', answers: settled({ ...child, relationship: 'grandparent' }) },
  { name: 'child-number', answers: settled({ ...child, relationship: 'grandparent' }), typed: 'Z990123' },
  {
    name: 'child-birth-date',
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
  { name: 'body-part', answers: settled({ ...identified, home: 'book' }) },
  { name: 'department', answers: settled(toDepartment) },
  { name: 'department-by-name', answers: settled({ ...toDepartment, 'body-part': 'name' }) },
  { name: 'department-by-initials', answers: settled({ ...toDepartment, 'body-part': 'initials' }), typed: 'x' },
  { name: 'slot', answers: settled(toSlot) },
  { name: 'slot-number', answers: settled({ ...toSlot, department: chineseMedicine }) },
  { name: 'slot-none', answers: settled(toSlot), world: { slots: [] } },
  { name: 'slot-hospital-away', answers: settled(toSlot), world: { hospitals: ownHospitalAway } },
  { name: 'day', answers: asked(toSlot, 'day') },
  { name: 'day-none', answers: asked(toSlot, 'day'), world: { slots: [] } },
  { name: 'hospital', answers: asked({ ...toSlot, day: TOMORROW }, 'hospital') },
  { name: 'coverage', answers: asked(toCheck, 'coverage') },
  { name: 'check', answers: settled(toCheck) },
  { name: 'check-number', answers: settled({ ...toCheck, department: chineseMedicine, slot: morning }) },
  { name: 'booking', answers: settled(toBooked), world: { trouble: { bookAppointment: 'silence' } } },
  {
    name: 'taken',
    answers: settled({ ...toBooked, booking: { kind: 'taken', alternatives: slots.slice(1, 4) } }),
  },
  { name: 'booked', answers: settled({ ...toBooked, booking: { kind: 'kept', appointment: booked } }) },
  {
    name: 'booked-preparing',
    answers: settled({ ...toBooked, booking: { kind: 'kept', appointment: booked } }),
    world: { onSlip: preparing },
  },
  {
    name: 'booked-number',
    answers: settled({ ...toBooked, booking: { kind: 'kept', appointment: appointmentOn(morning, 6) } }),
  },
  {
    name: 'booked-no-slip',
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
  { name: 'confirming', answers: settled({ ...toBooked, booking: { kind: 'kept', appointment: confirming } }) },
  {
    name: 'ended',
    answers: settled({
      ...toBooked,
      booking: { kind: 'kept', appointment: { ...booked, status: 'cancelled', reason: 'hospital-refused' } },
    }),
  },
  { name: 'mine', answers: settled({ ...identified, home: 'mine' }) },
  { name: 'mine-none', answers: settled({ ...identified, home: 'mine' }), world: { appointments: [] } },
  { name: 'appointment', answers: settled(toAppointment) },
  { name: 'appointment-confirming', answers: settled({ ...toAppointment, mine: confirming }) },
  { name: 'slip', answers: settled({ ...toAppointment, appointment: 'slip' }) },
  { name: 'cancel-check', answers: settled({ ...toAppointment, appointment: 'cancel' }) },
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
  { name: 'information', answers: settled({ ...identified, home: 'information' }) },
  { name: 'access', answers: settled({ ...identified, home: 'information', information: 'access' }) },
  { name: 'access-none', answers: settled({ ...identified, home: 'information', information: 'access' }), world: { access: [] } },
  { name: 'withdraw-check', answers: settled({ ...identified, home: 'information', information: 'withdraw' }) },
  {
    name: 'withdrawn',
    answers: settled({
      ...identified,
      home: 'information',
      information: 'withdraw',
      'withdraw-check': [],
      withdrawing: 'withdrawn',
    }),
  },
  { name: 'away', answers: settled(toCheck), away: true },
  {
    name: 'trouble-hospital-away',
    answers: settled(toBooked),
    world: { trouble: { bookAppointment: problemOf('hospital-unavailable') } },
  },
  {
    name: 'trouble-signed-out',
    answers: settled({ ...identified, home: 'mine' }),
    world: { trouble: { listAppointments: problemOf('unauthenticated') } },
  },
  { name: 'help', answers: settled(identified), world: { appointments: [] }, overlay: 'help' },
  { name: 'display', answers: settled(identified), world: { appointments: [] }, overlay: 'display' },
  { name: 'restart', answers: settled(toSlot), overlay: 'restart' },
  { name: 'idle', answers: settled(toSlot), idle: { secondsLeft: 30, code: '4812' } },
  { name: 'practice-start', answers: {}, practiceSecondsLeft: 175 },
  { name: 'practice-check', answers: settled(toCheck), practiceSecondsLeft: 20 },
];
