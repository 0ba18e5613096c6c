import type { Insurer } from '../insurers/port.ts';
import type { Split } from '../port/charges.ts';
import type { Patient } from '../port/terms.ts';
import type { PartnerUnderTest } from './partner-under-test.ts';

/** Whom to insure. Amounts are fen. */
export interface PersonToInsure {
  readonly patient: Patient;
  readonly balance: number;
  /** Of a year. */
  readonly deductible: number;
}

/** A quote or a settlement as the insurer's own ledger has it. */
export interface TrueRecord {
  readonly key: string;
  readonly ref: string;
  readonly kind: 'quote' | 'settlement';
  readonly state: 'open' | 'settled' | 'undone';
  readonly split: Split;
}

/**
 * The insurer behind an adapter, seen from the side: nothing here goes through the adapter, so an adapter that lies is found out. A
 * simulator, or a thin wrapper of the test system of a real insurer, implements it.
 */
export interface InsurerUnderTest extends PartnerUnderTest {
  /** Insures somebody whom the insurer does not know yet; answers its own number of the person. */
  insure(person: PersonToInsure): Promise<string>;
  /** What the person's own code gives: it is good once. */
  token(insuredRef: string): Promise<string>;
  suspend(insuredRef: string): Promise<void>;
  /** What is left in the person's account, fen. */
  balance(insuredRef: string): Promise<number>;
  /** The person uses their account at another place. */
  spendElsewhere(insuredRef: string, amount: number): Promise<void>;
  /** The catalogue has no lines of this name any more. */
  refuseLines(name: string): Promise<void>;
  /** What the ledger holds under a key, of the hospital of the adapter or of `other`. */
  records(key: string, whose?: 'other'): Promise<readonly TrueRecord[]>;
  /** The insurer loses a quote that nobody has settled. */
  lose(quoteKey: string): Promise<void>;
  /** The books of a day (`YYYY-MM-DD`) are closed; nothing of it is undone any more. */
  closeDay(day: string): Promise<void>;
  /** From now on the sums of replies do not add up, until `setFault(null)`. */
  miscount(): Promise<void>;
  /** What of the ledger does not agree with the rest of it, in words. */
  disagreements(): Promise<readonly string[]>;
  /** The insurer's clock, ms since the epoch. */
  now(): number;
  /** Moves the insurer's clock on, and that of the adapters with it. */
  advance(ms: number): Promise<void>;
  /** How long a quote can be settled, ms. */
  readonly quoteMs: number;
}

/** Adapters together with the insurer they talk to. */
export interface InsurerSubject {
  readonly adapter: Insurer;
  /** The same adapter for another hospital. */
  readonly other: Insurer;
  /** The same adapter with credentials that the insurer does not take. */
  readonly stranger: Insurer;
  readonly insurer: InsurerUnderTest;
}
