import type { ChargeLine, Split } from '../port/charges.ts';
import type { Call, CallTable, Outcome, Patient } from '../port/terms.ts';

/**
 * The insurer port: one hospital's code at one insurer. What the insurer settles it owes to that hospital; nothing passes through Onedoor.
 *
 * Rules are those of the hospital port: translate only, no state, no retry, failures are values, nothing personal in `detail`. Amounts are
 * integer fen. Keys are ours and unique for ever, 1 to 32 of [A-Za-z0-9-_]. A split that does not add up is `malformed` (to a write
 * `unknown-outcome`), never corrected.
 */
export interface Insurer {
  /** The hospital's code at the insurer (定点医药机构编号), as it is shown to operators. */
  readonly institution: string;
  /** Longest time in ms between the insurer receiving a write and a read showing it. */
  readonly settleWindowMs: number;
  /**
   * Whether a person is insured, `null` when not. Asked by their document, or by the token that their own code gives: it is used once and
   * never kept. A token whose answer was lost may be used up; the person shows their code again.
   */
  person(query: InsuredQuery, call: Call): Promise<Outcome<Insured | null, InsurerRejectReason>>;
  /**
   * What would be paid (预结算). A write: real insurers keep the details of the bill from here on, and want them given up (`undo`) when
   * nobody settles. The same key and content again answers the same quote.
   */
  preSettle(request: PreSettleRequest, call: Call): Promise<Outcome<InsurerQuote, InsurerRejectReason>>;
  /** Settles a quote, under a key of its own. It may answer another split than the quote had: then that one holds. Keyed as `preSettle` is. */
  settle(request: InsurerSettleRequest, call: Call): Promise<Outcome<InsurerSettlement, InsurerRejectReason>>;
  /** What the insurer has under our key of a quote or a settlement, `null` when it has nothing at this moment. */
  find(key: string, call: Call): Promise<Outcome<InsurerRecord | null, InsurerRejectReason>>;
  /**
   * Undoes what stands under our key and is named by the insurer's own reference: a quote that nobody settles, or a settlement, whole and
   * with its quote. What is undone already is a success; its key is used up (`key-reused`). A quote that is settled is `settled-already`:
   * its settlement is what can be undone.
   */
  undo(request: UndoRequest, call: Call): Promise<Outcome<InsurerRecord, InsurerRejectReason>>;
  /**
   * Takes back a write whose answer was lost (冲正): whatever became of it, nothing of it stands afterwards, and it can not take effect
   * later: the key is used up (`key-reused`). A settlement that is reversed leaves its quote as it was before, to be settled under another
   * key or undone. Only for a write of which no reference is known; one that was answered is undone.
   */
  reverse(key: string, call: Call): Promise<Outcome<null, InsurerRejectReason>>;
  /** What was settled and undone on one day in +08:00, `YYYY-MM-DD`. */
  day(query: DayQuery, call: Call): Promise<Outcome<InsurerDay, InsurerRejectReason>>;
}

export const INSURER_CALLS: CallTable<Insurer> = {
  person: 'read',
  preSettle: 'write',
  settle: 'write',
  find: 'read',
  undo: 'write',
  reverse: 'write',
  day: 'background-read',
};

/** Why an insurer said no. */
export const INSURER_REJECT_REASONS = [
  'not-insured',
  /** The insurer knows the person, and does not pay for them at present. */
  'suspended',
  'token-refused',
  'lines-refused',
  'quote-unknown',
  'quote-expired',
  /** The same charges are settled already, under another key. */
  'settled-already',
  /** The books of that day are closed (已清算): people have to act. */
  'not-undoable',
  'record-unknown',
  'key-reused',
  'not-authorised',
  'request-refused',
  'other',
] as const;

export type InsurerRejectReason = (typeof INSURER_REJECT_REASONS)[number];

export interface InsuredQuery {
  readonly patient: Patient;
  /** What the person's own insurance code gave; absent where they are asked for by their document. */
  readonly token?: string;
}

/** Somebody who is insured. */
export interface Insured {
  /** The insurer's own number of the person, see `isRef`. */
  readonly ref: string;
  /** What is left in their own account, fen. */
  readonly balance: number;
}

export interface PreSettleRequest {
  readonly key: string;
  readonly insuredRef: string;
  /** The hospital's own reference of the visit. */
  readonly visitRef: string;
  readonly lines: readonly ChargeLine[];
  /** Sum of the lines, fen. */
  readonly total: number;
  /** Whether the person's own account may be used. */
  readonly useAccount: boolean;
}

export interface InsurerQuote {
  readonly key: string;
  /** The insurer's own reference, see `isRef`. */
  readonly ref: string;
  readonly split: Split;
  /** Until when it can be settled. */
  readonly until: number;
}

export interface InsurerSettleRequest {
  readonly key: string;
  readonly quote: { readonly key: string; readonly ref: string };
  /** What the person agreed to, as the quote said. */
  readonly split: Split;
}

export interface InsurerSettlement {
  readonly key: string;
  readonly ref: string;
  readonly split: Split;
  readonly settledAt: number;
}

/** What stands under a key. */
export interface InsurerRecord {
  readonly key: string;
  readonly ref: string;
  readonly kind: 'quote' | 'settlement';
  /** `open`: a quote that nobody settled yet, also when its time is over. */
  readonly state: 'open' | 'settled' | 'undone';
  readonly split: Split;
  /** When a settlement was settled. */
  readonly settledAt?: number;
}

export interface UndoRequest {
  readonly key: string;
  readonly ref: string;
}

export interface DayQuery {
  readonly day: string;
  /** From the page before. Opaque. */
  readonly cursor?: string;
}

export interface InsurerDay {
  readonly rows: readonly InsurerDayRow[];
  readonly next?: string;
}

export interface InsurerDayRow {
  readonly kind: 'settled' | 'undone';
  readonly key: string;
  readonly ref: string;
  readonly split: Split;
  readonly at: number;
}
