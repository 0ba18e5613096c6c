/**
 * States of a part: what one confirmation pays at one hospital, for one visit. Cash comes first, because people walk away from a code
 * more often than an insurer refuses; then the insurer; then the hospital, after which the bill is paid.
 */
export type PartState =
  | 'due'
  | 'closing'
  | 'paid'
  | 'insuring'
  | 'insurance-unknown'
  | 'reversing'
  | 'insured'
  | 'settling'
  | 'settlement-unknown'
  | 'settled'
  | 'unsettling'
  | 'undoing'
  | 'returning'
  | 'undone'
  | 'case';

export interface Transition {
  readonly from: PartState;
  readonly to: PartState;
  readonly cause: string;
}

/** Every legal move, each with its cause. The code asks it, the docs draw it, the tests walk it. */
export const transitions = [
  { from: 'due', to: 'paid', cause: 'the cash part was paid' },
  { from: 'due', to: 'closing', cause: 'the person cancelled, or the time to pay is over' },
  { from: 'closing', to: 'paid', cause: 'it was paid before it closed, and nobody had cancelled' },
  { from: 'closing', to: 'undone', cause: 'nobody can pay it any more' },
  {
    from: 'closing',
    to: 'case',
    cause: 'the money went to another merchant or in another currency; or the provider did not close its order for 26 hours',
  },
  { from: 'paid', to: 'insuring', cause: 'about to ask the insurer' },
  { from: 'paid', to: 'settling', cause: 'about to ask the hospital; no insurer has to be asked' },
  { from: 'paid', to: 'returning', cause: 'the insurer could not be asked in time, or the hospital for 26 hours' },
  { from: 'insuring', to: 'insured', cause: 'the insurer settled, and no more cash is needed' },
  { from: 'insuring', to: 'undoing', cause: 'the insurer settled with more cash than was agreed to' },
  { from: 'insuring', to: 'returning', cause: 'the insurer said no' },
  { from: 'insuring', to: 'paid', cause: 'the insurer certainly did not receive it' },
  { from: 'insuring', to: 'insurance-unknown', cause: 'no readable answer came, or the process ended before it came' },
  { from: 'insurance-unknown', to: 'insured', cause: 'the insurer holds the settlement, and no more cash is needed' },
  { from: 'insurance-unknown', to: 'undoing', cause: 'the insurer holds a settlement with more cash than was agreed to' },
  { from: 'insurance-unknown', to: 'returning', cause: 'the insurer holds it as undone' },
  {
    from: 'insurance-unknown',
    to: 'paid',
    cause: 'not found twice, the settle window has passed, and it can be asked in time still',
  },
  { from: 'insurance-unknown', to: 'reversing', cause: 'not found twice, the settle window has passed, and so has its time' },
  { from: 'insurance-unknown', to: 'case', cause: 'the insurer did not answer for 26 hours, or contradicts itself' },
  { from: 'reversing', to: 'returning', cause: 'the insurer made sure that nothing of it stands' },
  { from: 'reversing', to: 'insurance-unknown', cause: 'the insurer knows it after all' },
  { from: 'reversing', to: 'case', cause: 'the insurer did not answer for 26 hours' },
  { from: 'insured', to: 'settling', cause: 'about to ask the hospital' },
  { from: 'insured', to: 'undoing', cause: 'the hospital could not be asked for 26 hours, and the insurer has settled' },
  { from: 'insured', to: 'returning', cause: 'the hospital could not be asked for 26 hours, and no insurer has settled' },
  { from: 'settling', to: 'settled', cause: 'the hospital settled the bill, and no more cash is needed' },
  { from: 'settling', to: 'unsettling', cause: 'the hospital settled with more cash than was agreed to' },
  { from: 'settling', to: 'undoing', cause: 'the hospital said no, and the insurer has settled' },
  { from: 'settling', to: 'returning', cause: 'the hospital said no, and no insurer has settled' },
  { from: 'settling', to: 'insured', cause: 'the hospital certainly did not receive it' },
  { from: 'settling', to: 'settlement-unknown', cause: 'no readable answer came, or the process ended before it came' },
  { from: 'settlement-unknown', to: 'settled', cause: 'the hospital holds the settlement, and no more cash is needed' },
  { from: 'settlement-unknown', to: 'unsettling', cause: 'the hospital holds a settlement with more cash than was agreed to' },
  { from: 'settlement-unknown', to: 'insured', cause: 'not found twice, and the settle window has passed' },
  { from: 'settlement-unknown', to: 'case', cause: 'the hospital did not answer for 26 hours, or contradicts itself' },
  { from: 'unsettling', to: 'undoing', cause: 'the hospital took its settlement back, and the insurer has settled' },
  { from: 'unsettling', to: 'returning', cause: 'the hospital took its settlement back' },
  { from: 'unsettling', to: 'case', cause: 'the hospital will not take its settlement back, or did not answer for 26 hours' },
  { from: 'undoing', to: 'returning', cause: 'the insurer undid its settlement' },
  { from: 'undoing', to: 'case', cause: 'the insurer will not undo it, or did not answer for 26 hours' },
  { from: 'returning', to: 'undone', cause: 'all money is back where it came from' },
  { from: 'returning', to: 'case', cause: 'money can not go back by itself' },
  { from: 'case', to: 'settled', cause: 'people brought it to an end: the bill is paid' },
  { from: 'case', to: 'undone', cause: 'people brought it to an end, or the money that was stuck is back: nothing is paid' },
] as const satisfies readonly Transition[];

export function mayMove(from: PartState, to: PartState): boolean {
  return transitions.some((transition) => transition.from === from && transition.to === to);
}

/** States in which a part has ended, and its bill can be paid anew where it is open still. */
export const ENDED: readonly PartState[] = ['settled', 'undone'];

/** Who settles the insurance of a part: nobody, the insurer that Onedoor asks, or the hospital's own system. */
export type Insurance = 'none' | 'insurer' | 'hospital';

/** After this time without an answer, people take over. */
export const GIVE_UP_MS = 26 * 3600 * 1000;

/** How long the insurer may be away before the cash goes back, ms. */
export const INSURER_WITHIN_MS = 10 * 60 * 1000;

/** By when people have ended a case, ms. */
export const CASE_WITHIN_MS = 24 * 3600 * 1000;

/** What the decision needs to know of a part. Amounts are fen. */
export interface PartFacts {
  readonly state: PartState;
  readonly insurance: Insurance;
  /** Whether an order paid the cash part, or none is needed. */
  readonly cashThere: boolean;
  /** Orders that somebody may still pay. */
  readonly openOrders: number;
  /** Orders whose money went elsewhere than to the hospital. */
  readonly paidElsewhere: boolean;
  /** Orders that never got as far as a code that can be paid, and will not any more. */
  readonly orderFailed: boolean;
  readonly cancelWanted: boolean;
  readonly payUntil: number;
  /** When the state that is an intent, or the question that followed it, began; `null` before the first. */
  readonly sentAt: number | null;
  /** When the cash was there. */
  readonly paidAt: number | null;
  /** `allBack`: nothing is to be paid, and everything that was paid is back. */
  readonly refunds: { readonly open: number; readonly stuck: number; readonly allBack: boolean };
}

/** What is to be done with a part now. */
export type PartStep =
  | 'wait-for-cash'
  | 'take-cash'
  | 'stop-paying'
  | 'wait-for-orders'
  | 'end-unpaid'
  | 'send-insurance'
  | 'give-up-insurance'
  | 'give-up-hospital'
  | 'doubt'
  | 'ask-insurer'
  | 'reverse'
  | 'send-settlement'
  | 'ask-hospital'
  | 'take-back'
  | 'undo-insurance'
  | 'wait-for-refunds'
  | 'end-undone'
  | 'to-people'
  | 'rest';

/**
 * Decides the next step. Pure: the same facts give the same step on every process. An intent that is found at the beginning of a step was
 * written by somebody who is gone: its outcome is unknown.
 */
export function nextStep(part: PartFacts, now: number): PartStep {
  switch (part.state) {
    case 'due':
      if (part.cashThere) return 'take-cash';
      return part.cancelWanted || part.orderFailed || now >= part.payUntil ? 'stop-paying' : 'wait-for-cash';
    case 'closing':
      if (part.cashThere) return 'take-cash';
      if (part.openOrders > 0) return now - part.payUntil > GIVE_UP_MS ? 'to-people' : 'wait-for-orders';
      return part.paidElsewhere ? 'to-people' : 'end-unpaid';
    case 'paid':
      if (part.insurance !== 'insurer') return settleOrGiveUp(part, now);
      return part.paidAt !== null && now - part.paidAt >= INSURER_WITHIN_MS ? 'give-up-insurance' : 'send-insurance';
    case 'insuring':
    case 'settling':
      return 'doubt';
    case 'insurance-unknown':
      return givenUp(part, now) ? 'to-people' : 'ask-insurer';
    case 'reversing':
      return givenUp(part, now) ? 'to-people' : 'reverse';
    case 'insured':
      return settleOrGiveUp(part, now);
    case 'settlement-unknown':
      return givenUp(part, now) ? 'to-people' : 'ask-hospital';
    case 'unsettling':
      return givenUp(part, now) ? 'to-people' : 'take-back';
    case 'undoing':
      return givenUp(part, now) ? 'to-people' : 'undo-insurance';
    case 'returning':
      if (part.refunds.stuck > 0) return 'to-people';
      return part.refunds.open > 0 ? 'wait-for-refunds' : 'end-undone';
    case 'case':
      return part.refunds.allBack ? 'end-undone' : 'rest';
    case 'settled':
    case 'undone':
      return 'rest';
  }
}

/** Nothing of it is with the hospital for certain: after as long as people wait for an answer, everything before it is undone. */
function settleOrGiveUp({ paidAt }: PartFacts, now: number): PartStep {
  return paidAt !== null && now - paidAt > GIVE_UP_MS ? 'give-up-hospital' : 'send-settlement';
}

function givenUp({ sentAt }: PartFacts, now: number): boolean {
  return sentAt !== null && now - sentAt > GIVE_UP_MS;
}

const ASK_DELAYS_MS = [2_000, 5_000, 15_000, 60_000] as const;

/** Pause before the question, or the repetition, number `tries`, from 0: 2, 5, 15, 60 s, then every two minutes. */
export function askDelayMs(tries: number): number {
  return ASK_DELAYS_MS[tries] ?? 2 * 60_000;
}

/** What a person is told of a part. */
export type PartStanding = 'paying' | 'confirming' | 'paid' | 'giving-back' | 'not-paid' | 'with-staff';

const STANDING: Readonly<Record<PartState, PartStanding>> = {
  due: 'paying',
  closing: 'paying',
  paid: 'confirming',
  insuring: 'confirming',
  'insurance-unknown': 'confirming',
  reversing: 'giving-back',
  insured: 'confirming',
  settling: 'confirming',
  'settlement-unknown': 'confirming',
  settled: 'paid',
  unsettling: 'giving-back',
  undoing: 'giving-back',
  returning: 'giving-back',
  undone: 'not-paid',
  case: 'with-staff',
};

export function standingOf(state: PartState): PartStanding {
  return STANDING[state];
}

/**
 * States of an order: what one provider asks somebody to pay. `sent` is an intent; `open` can be paid; `closing`, it is being closed;
 * `refused`, the provider never made it; `elsewhere`, paid in another currency or to another merchant: people have to act; `ended`, they did.
 */
export type OrderState = 'sent' | 'unknown' | 'open' | 'closing' | 'paid' | 'closed' | 'refused' | 'elsewhere' | 'ended';

export interface OrderFacts {
  readonly state: OrderState;
  /** The part does not want it to be paid any more. */
  readonly unwanted: boolean;
  readonly expiresAt: number;
  /** Until when a closed order is looked at again: money may come late. */
  readonly watchUntil: number;
}

export type OrderStep = 'call' | 'doubt' | 'ask' | 'close' | 'watch' | 'rest';

/** Decides what is to be done with an order. `mayCall`: this process wrote the intent, and nobody else can have called. */
export function nextOrderStep(order: OrderFacts, mayCall: boolean, now: number): OrderStep {
  switch (order.state) {
    case 'sent':
      return mayCall ? 'call' : 'doubt';
    case 'unknown':
      return 'ask';
    case 'open':
      return order.unwanted || now >= order.expiresAt ? 'close' : 'ask';
    case 'closing':
      return 'close';
    case 'closed':
      return now < order.watchUntil ? 'watch' : 'rest';
    case 'paid':
    case 'refused':
    case 'elsewhere':
    case 'ended':
      return 'rest';
  }
}

/** Orders that somebody may still pay. */
export const PAYABLE: readonly OrderState[] = ['sent', 'unknown', 'open', 'closing'];

/**
 * States of a refund. `at-window`: it was paid in cash, and a cashier gives it back; `stuck`: people have to act; `kept`, they did, and the
 * money stays with the hospital.
 */
export type RefundState = 'due' | 'sent' | 'unknown' | 'processing' | 'at-window' | 'done' | 'stuck' | 'kept';

export type RefundStep = 'send' | 'doubt' | 'ask' | 'look-again' | 'to-people' | 'rest';

const REFUND_STEPS: Readonly<Record<RefundState, RefundStep>> = {
  due: 'send',
  sent: 'doubt',
  unknown: 'ask',
  processing: 'ask',
  stuck: 'look-again',
  'at-window': 'rest',
  done: 'rest',
  kept: 'rest',
};

export function nextRefundStep(
  { state, sentAt }: { readonly state: RefundState; readonly sentAt: number | null },
  now: number,
): RefundStep {
  const step = REFUND_STEPS[state];
  const tooLong = sentAt !== null && now - sentAt > GIVE_UP_MS;
  return tooLong && step !== 'look-again' && step !== 'rest' ? 'to-people' : step;
}

/**
 * States of a quote: what would be paid by whom. `asking` is an intent; a quote that nobody uses is `dropping` until whoever keeps it has
 * given it up.
 */
export type QuoteState = 'asking' | 'unknown' | 'open' | 'refused' | 'used' | 'dropping' | 'dropped';

export type QuoteStep = 'call' | 'doubt' | 'ask' | 'expire' | 'wait' | 'drop' | 'rest';

export function nextQuoteStep(
  { state, until }: { readonly state: QuoteState; readonly until: number },
  mayCall: boolean,
  now: number,
): QuoteStep {
  switch (state) {
    case 'asking':
      return mayCall ? 'call' : 'doubt';
    case 'unknown':
      return 'ask';
    case 'open':
      return now >= until ? 'expire' : 'wait';
    case 'dropping':
      return 'drop';
    case 'used':
    case 'refused':
    case 'dropped':
      return 'rest';
  }
}

/**
 * States of a refund of charges: what was settled and is to be taken back. `proposed` by a cashier, it waits for a second member of staff, or
 * ends as `declined` or `lapsed`; `sent` is an intent; `returning`, the hospital and the insurer have taken it back, and money is on its way.
 */
export type ChargeRefundState =
  | 'proposed'
  | 'declined'
  | 'lapsed'
  | 'sent'
  | 'unknown'
  | 'undoing'
  | 'returning'
  | 'done'
  | 'refused'
  | 'case';

export type ChargeRefundStep = 'call' | 'doubt' | 'ask' | 'undo' | 'wait' | 'end' | 'stuck' | 'to-people' | 'rest';

/** Decides what is to be done with a refund of charges. `back`: what became of the money that goes back, where some does. */
export function nextChargeRefundStep(
  {
    state,
    sentAt,
    back,
  }: { readonly state: ChargeRefundState; readonly sentAt: number | null; readonly back: RefundState | undefined },
  mayCall: boolean,
  now: number,
): ChargeRefundStep {
  const tooLong = sentAt !== null && now - sentAt > GIVE_UP_MS;
  switch (state) {
    case 'sent':
      return mayCall ? 'call' : 'doubt';
    case 'unknown':
      return tooLong ? 'to-people' : 'ask';
    case 'undoing':
      return tooLong ? 'to-people' : 'undo';
    case 'returning':
      if (back === 'stuck') return 'stuck';
      return back === undefined || back === 'done' ? 'end' : 'wait';
    case 'case':
      // People have it because its money was stuck, and that is back.
      return back === 'done' ? 'end' : 'rest';
    case 'proposed':
    case 'declined':
    case 'lapsed':
    case 'done':
    case 'refused':
      return 'rest';
  }
}
