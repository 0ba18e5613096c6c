/** States of a claim: one attempt to get, and later perhaps to give back, one place in a hospital's slot. */
export type ClaimState =
  | 'claimed'
  | 'sent'
  | 'unknown'
  | 'absent'
  | 'confirmed'
  | 'refused'
  | 'released'
  | 'manual'
  | 'cancelling'
  | 'cancel-sent'
  | 'cancelled';

export interface Transition {
  readonly from: ClaimState;
  readonly to: ClaimState;
  readonly cause: string;
}

/** Every legal move, each with its cause. The code asks it, the docs draw it, the tests walk it. */
export const transitions = [
  { from: 'claimed', to: 'sent', cause: 'about to call the hospital' },
  { from: 'claimed', to: 'released', cause: 'nothing was sent and nobody waits any more' },
  { from: 'sent', to: 'confirmed', cause: 'the hospital booked it' },
  { from: 'sent', to: 'refused', cause: 'the hospital said no' },
  { from: 'sent', to: 'claimed', cause: 'the hospital certainly did not receive it' },
  { from: 'sent', to: 'unknown', cause: 'no readable answer came, or the process ended before it came' },
  { from: 'unknown', to: 'confirmed', cause: 'the hospital holds the booking' },
  { from: 'unknown', to: 'refused', cause: 'the hospital booked another slot' },
  { from: 'unknown', to: 'cancelled', cause: 'the hospital booked it and cancelled it again' },
  { from: 'unknown', to: 'absent', cause: 'not found twice, and the settle window has passed' },
  {
    from: 'unknown',
    to: 'manual',
    cause: 'the hospital can not be asked, did not answer for 26 hours, or holds what is not what was asked for',
  },
  { from: 'absent', to: 'sent', cause: 'the booking is keyed and the patient still waits' },
  { from: 'absent', to: 'released', cause: 'not keyed, or nobody waits any more' },
  { from: 'absent', to: 'confirmed', cause: 'the booking appeared late' },
  { from: 'manual', to: 'confirmed', cause: 'the booking appeared late' },
  { from: 'manual', to: 'cancelled', cause: 'the hospital shows it as cancelled' },
  { from: 'confirmed', to: 'cancelling', cause: 'the patient cancelled' },
  { from: 'confirmed', to: 'manual', cause: 'the hospital shows it in another slot' },
  { from: 'confirmed', to: 'cancelled', cause: 'the hospital cancelled it' },
  { from: 'cancelling', to: 'cancel-sent', cause: 'about to call the hospital' },
  { from: 'cancelling', to: 'cancelled', cause: 'the hospital shows it as cancelled' },
  { from: 'cancelling', to: 'manual', cause: 'the hospital did not answer for 26 hours' },
  { from: 'cancel-sent', to: 'cancelled', cause: 'the hospital cancelled it' },
  { from: 'cancel-sent', to: 'confirmed', cause: 'the hospital refused to cancel' },
  { from: 'cancel-sent', to: 'manual', cause: 'the hospital refused to cancel a booking that nobody wants' },
  { from: 'cancel-sent', to: 'cancelling', cause: 'no readable answer; cancelling may be repeated' },
] as const satisfies readonly Transition[];

export function mayMove(from: ClaimState, to: ClaimState): boolean {
  return transitions.some((transition) => transition.from === from && transition.to === to);
}

/** States in which the claim has ended for good. */
export const ENDED: readonly ClaimState[] = ['refused', 'released', 'cancelled'];

/** States in which the claim counts against its slot's places. */
export function holdsPlace(state: ClaimState): boolean {
  return !ENDED.includes(state);
}

/** Nothing expires once it was sent; this long after sending a person takes over. Longer than any partner's retry schedule. */
export const GIVE_UP_MS = 26 * 3600 * 1000;

/** How long the patient is taken to wait for a booking that can still be sent. */
export const PATIENT_WAITS_MS = 10 * 60 * 1000;

/** Within this time after a person took over, the patient will know. */
export const STAFF_WITHIN_MS = 30 * 60 * 1000;

/** How often a hospital is asked what became of a booking whose outcome is unknown. */
export interface AskPace {
  /** Pauses before the first questions, ms. */
  readonly firstMs: readonly number[];
  /** Pause before each question after those, ms. */
  readonly everyMs: number;
}

/** Pause before the question number `tries`, from 0. */
export function askDelayMs({ firstMs, everyMs }: AskPace, tries: number): number {
  return firstMs[tries] ?? everyMs;
}

const CANCEL_DELAYS_MS = [2_000, 5_000, 15_000, 60_000] as const;

/** Pause before a cancellation whose outcome is unknown goes out again: 2, 5, 15, 60 s, then every 5 minutes. */
export function cancelDelayMs(tries: number): number {
  return CANCEL_DELAYS_MS[tries] ?? 5 * 60 * 1000;
}

const SEND_DELAYS_MS = [300, 1_000, 3_000, 10_000] as const;

/** Pause before a booking that certainly was not received goes out again. */
export function resendDelayMs(tries: number): number {
  return SEND_DELAYS_MS[tries] ?? 30_000;
}

/** What the decision needs to know of a claim. */
export interface ClaimFacts {
  readonly state: ClaimState;
  /** When the booking was first sent, or, once it is to be cancelled, when that was asked. */
  readonly sentAt: number | null;
  readonly waitsUntil: number;
  readonly cancelWanted: boolean;
  readonly notFound: number;
  /** The unit that booked said `sent` too, and the process that wrote it has not called yet. Nobody else can know that. */
  readonly aboutToCall: boolean;
}

/** What the decision needs to know of the hospital. */
export interface ClaimAbilities {
  /** The same key sent twice makes one booking. */
  readonly keyed: boolean;
  /** Its word "not found" can settle something. Otherwise only a person can find out. */
  readonly canBeAsked: boolean;
}

/** What is to be done with a claim now. */
export type Step = 'call' | 'send' | 'doubt' | 'ask' | 'release' | 'to-staff' | 'begin-cancel' | 'send-cancel' | 'rest';

/**
 * Decides the next step. Pure: the same facts give the same step on every process.
 * `sent` at the beginning of a step means that whoever sent it is gone: the outcome is unknown, and it is not sent again; unless
 * this very process wrote it just now and is about to call.
 */
export function nextStep(claim: ClaimFacts, { keyed, canBeAsked }: ClaimAbilities, now: number): Step {
  switch (claim.state) {
    case 'claimed':
      return stillWaits(claim, now) ? 'send' : 'release';
    case 'sent':
      return claim.aboutToCall ? 'call' : 'doubt';
    case 'unknown':
      if (!canBeAsked || givenUp(claim, now)) return 'to-staff';
      return 'ask';
    case 'absent':
      return keyed && stillWaits(claim, now) ? 'send' : 'release';
    case 'confirmed':
      return claim.cancelWanted ? 'begin-cancel' : 'rest';
    case 'cancelling':
      return givenUp(claim, now) ? 'to-staff' : 'send-cancel';
    case 'cancel-sent':
      return 'doubt';
    case 'manual':
    case 'refused':
    case 'released':
    case 'cancelled':
      return 'rest';
  }
}

function stillWaits(claim: ClaimFacts, now: number): boolean {
  return !claim.cancelWanted && now < claim.waitsUntil;
}

function givenUp(claim: ClaimFacts, now: number): boolean {
  return claim.sentAt !== null && now - claim.sentAt > GIVE_UP_MS;
}

/** What the person has to be told, because it is not they who did it. */
export type AppointmentNews =
  | 'booking-confirmed'
  | 'booking-failed'
  | 'booking-cancelled-by-hospital'
  | 'booking-cancelled-at-desk';

/** What a move of the claim that stands for an appointment tells its person; nothing where they have asked to cancel, because then that is what they wait for. What somebody else asked for, or whoever showed no document, they hear. */
export function newsOf(
  from: ClaimState,
  to: ClaimState,
  { cancelWanted, cancelledForThem }: { readonly cancelWanted: boolean; readonly cancelledForThem: boolean },
): AppointmentNews | undefined {
  if (cancelledForThem && (to === 'cancelled' || to === 'refused' || to === 'released')) return 'booking-cancelled-at-desk';
  if (cancelWanted || from === 'cancelling' || from === 'cancel-sent') return undefined;
  if (to === 'confirmed') return 'booking-confirmed';
  if (to === 'refused' || to === 'released') return 'booking-failed';
  return to === 'cancelled' ? 'booking-cancelled-by-hospital' : undefined;
}

export type AppointmentStatus = 'pending' | 'booked' | 'cancelled';
export type Confirmation = 'confirming' | 'confirmed' | 'refused' | 'asking' | 'with-staff';
export type Cancellation = 'none' | 'requested' | 'done';

export interface Standing {
  /** FHIR R4 Appointment.status. */
  readonly status: AppointmentStatus;
  readonly confirmation: Confirmation;
  readonly cancellation: Cancellation;
}

const STANDING: Readonly<Record<ClaimState, Standing>> = {
  claimed: { status: 'pending', confirmation: 'confirming', cancellation: 'none' },
  sent: { status: 'pending', confirmation: 'confirming', cancellation: 'none' },
  unknown: { status: 'pending', confirmation: 'asking', cancellation: 'none' },
  absent: { status: 'pending', confirmation: 'asking', cancellation: 'none' },
  confirmed: { status: 'booked', confirmation: 'confirmed', cancellation: 'none' },
  refused: { status: 'cancelled', confirmation: 'refused', cancellation: 'none' },
  released: { status: 'cancelled', confirmation: 'refused', cancellation: 'none' },
  manual: { status: 'pending', confirmation: 'with-staff', cancellation: 'none' },
  cancelling: { status: 'booked', confirmation: 'confirming', cancellation: 'requested' },
  'cancel-sent': { status: 'booked', confirmation: 'confirming', cancellation: 'requested' },
  cancelled: { status: 'cancelled', confirmation: 'confirmed', cancellation: 'done' },
};

/** What the patient is told. A wish to cancel that waits for the booking's outcome shows as requested. */
export function standing(state: ClaimState, cancelWanted: boolean): Standing {
  const row = STANDING[state];
  return cancelWanted && row.cancellation === 'none' && row.status !== 'cancelled' ? { ...row, cancellation: 'requested' } : row;
}

/** Whether the booking's outcome is known and will be told as final. */
export function bookingDetermined(state: ClaimState): boolean {
  return state === 'confirmed' || state === 'cancelling' || state === 'cancel-sent' || ENDED.includes(state);
}

/** Which of two bookings under one key an answer is about: the one that was to be cancelled, or the one that stands for the appointment. */
export type Named = 'ghost' | 'main' | 'neither';

/** What is known after the cancellation of a ghost beside which a confirmed booking stands under the same key. */
export interface GhostFacts {
  /** Whom the hospital says that it has cancelled. */
  readonly named: Named;
  /** Whom it finds under the key now; `neither` also where it found none or did not answer. */
  readonly found: Named;
  /** Whether that one has a place. */
  readonly stands: boolean;
  /** Whether what was written when the cancellation was asked for shows by now. */
  readonly settled: boolean;
  readonly tries: number;
}

/** `exchanged`: the hospital took the confirmed one and kept the other. */
export type GhostVerdict = 'gone' | 'exchanged' | 'both-gone' | 'again' | 'to-staff';

const GHOST_TRIES = 5;

/**
 * Decides which booking is left; pure. A hospital that cancels by key, not by reference, may have cancelled the other one, and its answer
 * and what it finds have to agree before anything is told.
 */
export function ghostVerdict({ named, found, stands, settled, tries }: GhostFacts): GhostVerdict {
  if (named === 'ghost' && found === 'main') return stands ? 'gone' : 'both-gone';
  if (named === 'ghost' && found === 'ghost' && !stands) return 'gone';
  if (named === 'ghost' && found === 'ghost' && settled) return 'exchanged';
  if (named === 'main' && found === 'ghost') return stands ? 'exchanged' : 'both-gone';
  if (named === 'main' && found === 'main' && !stands) return 'exchanged';
  if (tries < GHOST_TRIES) return 'again';
  return named === 'ghost' ? 'gone' : 'to-staff';
}

/** What a hospital keeps for minors; see its policy. */
export interface KeptForMinors {
  readonly fromYears: number;
  readonly departments: readonly string[];
}

/** Whether a guardian does not see an appointment in this department of a minor of this birthday; days are `YYYY-MM-DD`. */
export function isKeptForMinor(
  { fromYears, departments }: KeptForMinors,
  birthDate: string,
  today: string,
  code: string | undefined,
): boolean {
  const oldEnough = birthDate <= `${Number(today.slice(0, 4)) - fromYears}${today.slice(4)}`;
  // Of a payment nobody here knows the department: it may be one of them.
  return oldEnough && departments.some((kept) => code === undefined || code === kept || code.startsWith(`${kept}.`));
}
