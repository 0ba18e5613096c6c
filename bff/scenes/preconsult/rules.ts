/** How far one summary has come on its way to the hospital. */
export type DeliveryState = 'waiting' | 'sending' | 'unknown' | 'delivered' | 'withdrawing' | 'withdrawn' | 'refused' | 'dropped';

/** Every way from one state to another; what is not here does not happen. */
export const DELIVERY_MOVES: readonly { readonly from: DeliveryState; readonly to: DeliveryState; readonly why: string }[] = [
  { from: 'waiting', to: 'sending', why: 'the hospital confirmed the booking, and the intent is written' },
  { from: 'waiting', to: 'dropped', why: 'the appointment is over, or the hospital takes none, before anything was sent' },
  { from: 'sending', to: 'delivered', why: 'the hospital acknowledged it' },
  { from: 'sending', to: 'waiting', why: 'it certainly did not arrive' },
  { from: 'sending', to: 'unknown', why: 'no readable answer, or whoever sent it died' },
  { from: 'sending', to: 'refused', why: 'the hospital said no' },
  { from: 'unknown', to: 'delivered', why: 'the hospital has it under our key' },
  { from: 'unknown', to: 'waiting', why: 'it is proved that the hospital does not have it' },
  { from: 'unknown', to: 'withdrawn', why: 'the hospital had it, and took it back' },
  { from: 'delivered', to: 'withdrawing', why: 'the appointment is over before the visit' },
  { from: 'withdrawing', to: 'withdrawn', why: 'the hospital took it back, or never had it' },
];

export function mayMoveDelivery(from: DeliveryState, to: DeliveryState): boolean {
  return DELIVERY_MOVES.some((move) => move.from === from && move.to === to);
}

/** Nothing more happens to it by itself. A delivered one may still be withdrawn. */
export const DELIVERY_ENDED: readonly DeliveryState[] = ['withdrawn', 'refused', 'dropped'];

/** What decides the next step of a summary. */
export interface DeliveryFacts {
  readonly state: DeliveryState;
  /** The booking at the hospital: it is not confirmed yet or somebody asked to give it back; it stands; or it ended. */
  readonly booking: 'pending' | 'stands' | 'over';
}

export type DeliveryStep = 'wait' | 'send' | 'drop' | 'doubt' | 'ask' | 'withdraw' | 'rest';

/** The next step. Nothing is sent for an appointment that is being given back: the unit that writes the intent looks once more. */
export function nextDeliveryStep({ state, booking }: DeliveryFacts): DeliveryStep {
  switch (state) {
    case 'waiting':
      if (booking === 'over') return 'drop';
      return booking === 'pending' ? 'wait' : 'send';
    case 'sending':
      return 'doubt';
    case 'unknown':
      return 'ask';
    case 'delivered':
      return booking === 'over' ? 'withdraw' : 'rest';
    case 'withdrawing':
      return 'withdraw';
    case 'withdrawn':
    case 'refused':
    case 'dropped':
      return 'rest';
  }
}

const ASK_DELAYS_MS = [1_000, 2_000, 5_000, 15_000, 60_000] as const;

/** Pause before the question, or the repetition, number `tries`, from 0: 1, 2, 5, 15, 60 s, then every two minutes. */
export function askDelayMs(tries: number): number {
  return ASK_DELAYS_MS[tries] ?? 2 * 60_000;
}
