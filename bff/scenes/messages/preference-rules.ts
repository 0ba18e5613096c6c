import { limits } from '../../platform/limits/limits.ts';
import { AHEAD_MS, MESSAGE_KINDS, type MessageFacts, type MessageKind, type MessageLanguage } from './rules.ts';

/** What a kind of message leaves to the person. What it does not say, nobody may. */
interface Leave {
  /** They may have it kept off their phone: it asks nothing of them, and whoever does not hear of it loses nothing. */
  readonly off?: true;
  /** It may wait for the morning: it is of the same use then, so long as the visit is not near. */
  readonly waits?: true;
}

/** A kind that does not stand here goes to the phone at once, whatever the person wishes: that is the answer for every kind that is new. */
const LEAVES: { readonly [Kind in MessageKind]?: Leave } = {
  'booking-confirmed': { off: true, waits: true },
  'booking-failed': { waits: true },
  'booking-cancelled-by-hospital': { waits: true },
  'booking-cancelled-at-desk': { waits: true },
  'payment-money-back': { off: true, waits: true },
  'payment-cash-back': { waits: true },
  'payment-paid': { off: true, waits: true },
};

/** Whether the person may say that they do not want it on their phone, or told by an open app. */
export function mayBeOff(kind: MessageKind): boolean {
  return LEAVES[kind]?.off === true;
}

/** Kinds that may be switched off, and no other, in the order of all kinds. */
export const OPTIONAL: readonly MessageKind[] = MESSAGE_KINDS.filter(mayBeOff);

/** Hours of each day in which a phone is not to ring: minutes of the day in the city's time. `until` before `from`: over midnight. */
export interface QuietHours {
  readonly from: number;
  readonly until: number;
}

/** What somebody wishes of messages; version 0 of whoever never said anything. */
export interface Preferences {
  readonly patientId: string;
  readonly version: number;
  readonly phoneOff: readonly MessageKind[];
  readonly appOff: readonly MessageKind[];
  readonly quiet: QuietHours | null;
  /** What they chose; `null`: as they agreed to the notice. */
  readonly chosenLanguage: MessageLanguage | null;
  readonly language: MessageLanguage;
}

const MINUTE_MS = 60_000;
const DAY_MINUTES = 24 * 60;
const SHANGHAI_MINUTES = 8 * 60;
const REACHES_MS = limits.messageReaches.figure;
const QUIET_MS_MAX = limits.messageQuiet.figure;

/** How long they are, ms; at the same minute they would be nothing or all day, and nobody knows which: 0. */
export function lengthOf({ from, until }: QuietHours): number {
  return ((until - from + DAY_MINUTES) % DAY_MINUTES) * MINUTE_MS;
}

/** Whether they are some hours, and not so many that messages are of no use. */
export function canBeQuiet(quiet: QuietHours): boolean {
  const length = lengthOf(quiet);
  return length > 0 && length <= QUIET_MS_MAX;
}

/** When the quiet hours end in which this instant lies; `undefined` outside of them. */
export function quietUntil(quiet: QuietHours, at: number): number | undefined {
  const midnight = at - ((at + SHANGHAI_MINUTES * MINUTE_MS) % (DAY_MINUTES * MINUTE_MS));
  const today = midnight + quiet.until * MINUTE_MS;
  const end = today > at ? today : today + DAY_MINUTES * MINUTE_MS;
  return end - at <= lengthOf(quiet) ? end : undefined;
}

/** It waits until then, and has to reach somebody by a time of its own from there. */
export interface Later {
  readonly until: number;
  readonly deliverBy: number;
}

/** What a message and the wishes of whoever it goes to come to. */
type Asked = Pick<MessageFacts, 'kind' | 'startsAt' | 'heldUntil' | 'sends'>;

/**
 * How a message goes on that is to be sent now. `list`: it stands in their list and nowhere else. It waits for the end of quiet hours once at
 * the most, and only if there is as much time then as there is by day, to reach somebody and to act on it before the visit. What may have
 * gone out already goes on as it began. Pure.
 */
export function wayOf(
  { kind, startsAt, heldUntil, sends }: Asked,
  { phoneOff, quiet }: Pick<Preferences, 'phoneOff' | 'quiet'>,
  now: number,
): { readonly way: 'phone' | 'list' | Later } {
  if (sends > 0) return { way: 'phone' };
  if (mayBeOff(kind) && phoneOff.includes(kind)) return { way: 'list' };
  const until = quiet && heldUntil === null && LEAVES[kind]?.waits ? quietUntil(quiet, now) : undefined;
  if (until === undefined) return { way: 'phone' };
  const deliverBy = until + REACHES_MS;
  return { way: deliverBy <= (startsAt ?? Number.POSITIVE_INFINITY) - AHEAD_MS ? { until, deliverBy } : 'phone' };
}
