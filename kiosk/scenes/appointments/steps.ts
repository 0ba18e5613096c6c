import type { Appointment, Coverage, Slot } from '../../client/wire.ts';
import { settle } from '../../journey/answering.ts';
import { answerOf } from '../../journey/answers.ts';
import { always, byAnswer, type PageRow, type Rows } from '../../journey/row.ts';
import type { BookingOutcome } from './answers.ts';
import { useComing } from './offers.ts';

declare module '../../journey/answers.ts' {
  interface AnswerTypes {
    readonly coverage: Coverage;
    /** The Idempotency-Key of the booking: made when the person says yes, the same for every try. */
    readonly check: string;
    readonly booking: BookingOutcome;
    readonly taken: Slot;
    readonly mine: Appointment;
    readonly appointment: 'slip' | 'cancel' | 'tell';
    /** The Idempotency-Key of the cancellation. */
    readonly 'cancel-check': string;
    readonly cancelling: Appointment;
  }
  interface Ends {
    readonly booked: true;
    readonly cancelled: true;
  }
}

declare module '../../journey/page.ts' {
  interface PageNames {
    readonly appointments: 'way' | 'to-kiosk';
  }
}

const AFTER = { slip: 'slip', cancel: 'cancel-check', tell: 'form-which' } as const;

export const useFirst = useComing;

/** Booking what was chosen; and what was booked. */
export const steps = {
  coverage: {
    kind: 'question',
    ...always('check'),
    screen: async () => (await import('./screens/check.tsx')).CoverageScreen,
    say: ['coverage.question', 'coverage.hint'],
    detour: true,
    drafted: true,
    mask: (coverage) => coverage,
    assist: 'fill',
  },
  check: {
    kind: 'question',
    ...always('booking'),
    screen: async () => (await import('./screens/check.tsx')).CheckScreen,
    say: ['check.question'],
    saidOnce: true,
    assist: 'see',
  },
  booking: {
    kind: 'work',
    leadsTo: ['booked', 'taken'],
    next: (answers) => (answerOf(answers, 'booking')?.kind === 'taken' ? 'taken' : 'booked'),
    screen: async () => (await import('./screens/check.tsx')).BookingScreen,
    say: ['booking.title', 'booking.wait'],
    barrier: true,
    saidOnce: true,
    endsDraft: true,
    mask: ({ kind }) => kind,
    assist: 'see',
  },
  taken: {
    kind: 'question',
    ...always('check'),
    screen: async () => (await import('./screens/taken.tsx')).TakenScreen,
    say: ['taken.question'],
    saidOnce: true,
    settles: (rows, answers, slot) => settle(rows, answers, 'slot', slot),
    assist: 'fill',
  },
  booked: {
    kind: 'end',
    ...always('home'),
    leadsTo: [],
    screen: async () => (await import('./screens/booked.tsx')).BookedScreen,
    say: ['booked.title'],
    assist: 'see',
  },
  mine: {
    kind: 'question',
    ...always('appointment'),
    screen: async () => (await import('./screens/mine.tsx')).MineScreen,
    say: ['mine.question'],
    invalidates: ['appointment', 'cancel-check', 'cancelling', 'form-which', 'form-who', 'form-questions'],
    assist: 'hidden',
  },
  appointment: {
    kind: 'question',
    ...byAnswer('appointment', (value) => AFTER[value], Object.values(AFTER)),
    screen: async () => (await import('./screens/mine.tsx')).AppointmentScreen,
    say: ['appointment.question'],
    mask: (what) => what,
    assist: 'see',
  },
  'cancel-check': {
    kind: 'question',
    ...always('cancelling'),
    screen: async () => (await import('./screens/mine.tsx')).CancelCheckScreen,
    say: ['cancel-check.question'],
    saidOnce: true,
    assist: 'see',
  },
  cancelling: {
    kind: 'work',
    ...always('cancelled'),
    screen: async () => (await import('./screens/mine.tsx')).CancellingScreen,
    say: ['cancelling.title'],
    barrier: true,
    saidOnce: true,
    assist: 'see',
  },
  cancelled: {
    kind: 'end',
    ...always('home'),
    leadsTo: [],
    screen: async () => (await import('./screens/mine.tsx')).CancelledScreen,
    say: ['cancelled.what'],
    assist: 'see',
  },
} satisfies Rows;

/** On somebody's own phone: how one gets there, and by which code a kiosk goes on with what was chosen. */
export const pages = {
  way: {
    screen: async () => (await import('./screens/way.tsx')).WayScreen,
    say: ['way.title'],
    assist: 'hidden',
  },
  'to-kiosk': {
    screen: async () => (await import('./screens/to-kiosk.tsx')).ToKioskScreen,
    say: ['to-kiosk.title'],
    assist: 'hidden',
  },
} satisfies Record<string, PageRow>;
