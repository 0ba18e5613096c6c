import type { Message, MessagePreferences } from '../client/wire.ts';

type Kind = Message['kind'];

/** Kinds that may be switched off, as the gateway says; a test holds the two against each other. */
const OPTIONAL: readonly Kind[] = ['booking-confirmed', 'payment-money-back', 'payment-paid'];

export const MESSAGE_KINDS: readonly Kind[] = [
  'booking-confirmed',
  'booking-failed',
  'booking-cancelled-by-hospital',
  'booking-cancelled-at-desk',
  'payment-money-back',
  'payment-cash-back',
  'payment-with-staff',
  'payment-paid',
  'payment-not-paid',
  'records-opened',
  'grant-given',
  'grant-ended',
];

/** Of whoever never said anything. */
export const usualPreferences: MessagePreferences = {
  kinds: MESSAGE_KINDS.map((kind) => ({ kind, mayBeOff: OPTIONAL.includes(kind), phone: true, app: true })),
  language: 'zh',
};
