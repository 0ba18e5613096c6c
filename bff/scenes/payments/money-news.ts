import type { PartState } from './rules.ts';

/** What people are told of their money, because it is not they who did it. */
export type MoneyNewsKind =
  | 'payment-money-back'
  | 'payment-cash-back'
  | 'payment-with-staff'
  | 'payment-paid'
  | 'payment-not-paid';

/** Something to be told of a part, for the unit that makes it so. */
export interface MoneyNews {
  readonly kind: MoneyNewsKind;
  readonly partId: string;
  /** The refund, the order, the refund of charges, or the part: of one kind there is one message about each. */
  readonly about: string;
  readonly fen: number;
  /** Why the money goes back; `by-staff` where people brought the part to an end. */
  readonly cause: string | null;
  /** Since when somebody waits for it, where that is neither since the money came nor since they agreed to pay. */
  readonly since?: number | undefined;
  /** Whoever began it was told then that it would come to this. */
  readonly foretold?: boolean;
  readonly now: number;
}

/** What a move of a part needs to be told of. */
export interface MovedPart {
  readonly id: string;
  /** fen. */
  readonly total: number;
  readonly cash: number;
  readonly settledCash: number | null;
  readonly reason: string | null;
  readonly cancelWanted: boolean;
}

/**
 * What the person is told of a move. Pure. Of a part that comes to nothing they hear once: money that goes back says so itself, and who
 * cancelled knows. From `returning` a part is for people because of a refund that is stuck, which was told with that refund; where the money
 * went elsewhere, it was told with its order.
 */
export function newsOfMove(
  from: PartState,
  part: MovedPart & { readonly state: PartState },
  refundCauses: readonly string[],
  now: number,
): MoneyNews | undefined {
  const { id, state, total, cash, settledCash, reason, cancelWanted } = part;
  const news = { partId: id, about: id, cause: from === 'case' ? 'by-staff' : null, now };
  switch (state) {
    case 'case':
      return from === 'returning' || reason === 'paid-elsewhere'
        ? undefined
        : { ...news, kind: 'payment-with-staff', fen: cash > 0 ? cash : total };
    case 'settled':
      return { ...news, kind: 'payment-paid', fen: settledCash ?? cash };
    case 'undone': {
      const told = cancelWanted || refundCauses.some((cause) => cause === 'undone' || cause === 'other-amount');
      if (told && from !== 'case') return undefined;
      // The code, or the paper, said until when it could be paid.
      return { ...news, kind: 'payment-not-paid', fen: cash, foretold: reason === 'not-paid-in-time' && from !== 'case' };
    }
    default:
      return undefined;
  }
}
