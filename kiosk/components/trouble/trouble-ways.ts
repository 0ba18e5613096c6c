import type { Problem } from '../../../bff/contract/client.ts';
import type { ProblemCode } from '../../../bff/contract/problems.ts';
import type { Bound } from '../../client/wire.ts';
import type { Drawing } from '../pictogram/drawing.ts';
import { wayDrawings } from '../pictogram/ways.ts';

/** What a person can do next. `person`: go to one. */
export type Way =
  | 'retry'
  | 'slot'
  | 'day'
  | 'department'
  | 'document'
  | 'mine'
  | 'bills'
  | 'cash'
  | 'home'
  | 'correct'
  | 'person';

type Ways = readonly Exclude<Way, 'person'>[];

const HOME: Ways = ['home'];
/** Only of what the contract calls retryable: the same request may succeed later. */
const AGAIN: Ways = ['retry', 'home'];

/** From these only the start leads on. A type, so that they are decided here and no page carries their names. */
type HomeAlone =
  | 'appointment-over'
  | 'too-many-dependants'
  | 'guardian-required'
  | 'red-flag'
  | 'not-approved'
  | 'payment-not-due'
  | 'not-refundable'
  | 'idempotency-key-missing'
  | 'staff-locked'
  | 'device-refused'
  | 'enrolment-refused'
  | 'not-on-duty'
  | 'help-call-answered'
  | 'assist-session-running'
  | 'act-refused'
  | 'origin-refused'
  | 'not-found'
  | 'method-not-allowed'
  | 'already-linked'
  | 'link-implausible'
  | 'misdirected'
  | 'choose-patient'
  | 'identity-ambiguous'
  | 'payload-too-large'
  | 'unsupported-media-type';

/**
 * Every code is decided here. A person is the last way from every problem, and so stands in no row. The contract's own table is not
 * read: its remedies are for programmers, and would be a part of every page.
 */
const ways: Readonly<Record<Exclude<ProblemCode, HomeAlone>, Ways>> = {
  unauthenticated: ['document'],
  'evidence-refused': ['document'],
  'presence-required': ['document'],
  'registration-required': ['document'],
  'consent-required': ['document'],
  'already-booked': ['mine', 'slot'],
  'appointment-overlaps': ['slot', 'mine'],
  'too-many-appointments': ['mine', 'slot'],
  'too-many-cancellations': ['mine', 'home'],
  'phone-full': ['document'],
  'phone-unserved': ['document'],
  'booking-refused': ['slot', 'department'],
  'slot-past': ['slot', 'department'],
  'slot-taken': ['slot', 'department'],
  'slot-gone': ['slot', 'department'],
  'hospital-unavailable': ['retry', 'slot'],
  'document-refused': ['correct'],
  'document-required': ['slot', 'department'],
  'guardian-refused': ['correct', 'home'],
  'invalid-request': ['correct', 'home'],
  'not-cancellable': ['mine', 'home'],
  'precondition-failed': ['mine', 'home'],
  'slip-not-ready': ['mine', 'home'],
  'idempotency-key-reused': ['mine', 'home'],
  'share-refused': ['correct', 'home'],
  'grant-refused': ['correct', 'home'],
  'bill-changed': ['bills', 'home'],
  'bill-in-payment': ['bills', 'home'],
  'quotes-expired': ['bills', 'home'],
  'receipt-not-ready': AGAIN,
  'too-many-quotes': AGAIN,
  'channel-unavailable': ['cash', 'retry'],
  'idempotency-key-running': AGAIN,
  'too-many-codes': AGAIN,
  'rate-limited': AGAIN,
  internal: AGAIN,
  overloaded: AGAIN,
  'store-unavailable': AGAIN,
};

/** Of how many appointments one may have the bound decides what helps: another half hour of a day that is full does not. */
const waysFromBound: Readonly<Record<Bound, Ways>> = {
  day: ['day', 'mine'],
  'department-week': ['mine', 'slot'],
  altogether: ['mine', 'home'],
};

export const wayLabels: { readonly [W in Way]: `trouble.${W}` } = {
  retry: 'trouble.retry',
  slot: 'trouble.slot',
  day: 'trouble.day',
  department: 'trouble.department',
  document: 'trouble.document',
  mine: 'trouble.mine',
  bills: 'trouble.bills',
  cash: 'trouble.cash',
  home: 'trouble.home',
  correct: 'trouble.correct',
  person: 'trouble.person',
};

export const wayPictures: Readonly<Record<Way, Drawing>> = {
  retry: wayDrawings.again,
  slot: wayDrawings.clock,
  day: wayDrawings.clock,
  department: wayDrawings.place,
  document: wayDrawings.card,
  mine: wayDrawings.paper,
  bills: wayDrawings.paper,
  cash: wayDrawings.staff,
  home: wayDrawings.home,
  correct: wayDrawings.note,
  person: wayDrawings.staff,
};

function waysOf(code: ProblemCode): Ways {
  return code in ways ? ways[code as keyof typeof ways] : HOME;
}

/**
 * The ways on from a problem that can be gone from where one stands, the likeliest first: always two, and always a person.
 * Trying again is offered only where it may help; home stands in where another screen would have had the better way.
 */
export function waysFrom(code: ProblemCode, can: (way: Way) => boolean = () => true, bound?: Bound): readonly Way[] {
  const likely = bound === undefined ? waysOf(code) : waysFromBound[bound];
  const open = likely.filter(can);
  return [...(open.length > 0 ? open : (['home'] as const)), 'person'];
}

/** The bound that a problem names, if it is one that is known here. */
export function boundIn({ code, bound, most }: Problem): { bound: Bound; most: number } | undefined {
  const known = code === 'too-many-appointments' && typeof bound === 'string' && bound in waysFromBound;
  return known && typeof most === 'number' ? { bound: bound as Bound, most } : undefined;
}
