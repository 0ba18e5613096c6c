/** Of a split: what the person themselves pays, fen. */
export interface OwnMoney {
  readonly cash: number;
  readonly account: number;
}

/** What a split that was settled makes of the cash that was paid. */
export type CashVerdict =
  | { readonly kind: 'as-agreed' }
  /** Less cash was needed: this much goes back, fen. */
  | { readonly kind: 'less'; readonly back: number }
  /** More of the person's own money would be needed than was agreed to: nothing is collected in silence, so everything is undone. */
  | { readonly kind: 'more' };

/** The person's own money is the cash and what lies in their account at the insurer: of neither is more taken than they agreed to. */
export function judgeCash(agreed: OwnMoney, settled: OwnMoney): CashVerdict {
  if (settled.cash > agreed.cash || settled.account > agreed.account) return { kind: 'more' };
  return settled.cash === agreed.cash ? { kind: 'as-agreed' } : { kind: 'less', back: agreed.cash - settled.cash };
}
