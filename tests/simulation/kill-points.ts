/** Instants of the booking saga at which the process is killed. What is lost differs at each. */
export const KILL_POINTS = [
  'before-intent',
  'after-intent',
  'before-call',
  'in-call',
  'after-reply',
  'after-outcome',
  'before-cancel-outcome',
] as const;

export type KillPoint = (typeof KILL_POINTS)[number];

/** Instants of a message at which the process is killed. */
export const MESSAGE_KILL_POINTS = [
  'before-message-intent',
  'after-message-intent',
  'before-message-outcome',
  'after-message-outcome',
] as const;

export type MessageKillPoint = (typeof MESSAGE_KILL_POINTS)[number];

/** Instants of any step of a payment at which the process is killed: around the commit of a unit, and around a call to any partner. */
export const PAYMENT_KILL_POINTS = [
  'before-money-unit',
  'after-money-unit',
  'before-partner-call',
  'in-partner-call',
  'after-partner-call',
] as const;

export type PaymentKillPoint = (typeof PAYMENT_KILL_POINTS)[number];

/** Instants of any step of a form and its summaries: around the commit of a unit, and around a call about one. */
export const PRECONSULT_KILL_POINTS = [
  'before-summary-unit',
  'after-summary-unit',
  'before-partner-call',
  'in-partner-call',
  'after-partner-call',
] as const;

export type PreconsultKillPoint = (typeof PRECONSULT_KILL_POINTS)[number];

/** Between these, the hospital may have booked without our having heard of it. */
export const BETWEEN_SEND_AND_OUTCOME: readonly KillPoint[] = ['after-intent', 'before-call', 'in-call', 'after-reply'];
