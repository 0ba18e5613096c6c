import { expect } from 'vitest';
import type { Insurer, InsurerQuote, InsurerSettlement, PreSettleRequest } from '../../../insurers/port.ts';
import type { ChargeLine } from '../../../port/charges.ts';
import type { Call, Patient } from '../../../port/terms.ts';
import type { ConformanceCase, KitContext } from '../../conformance-case.ts';
import type { TimeLimits } from '../../deadline.ts';
import { expectOk } from '../../expectations.ts';
import type { InsurerSubject, InsurerUnderTest, TrueRecord } from '../../insurer-under-test.ts';
import type { Fault } from '../../partner-under-test.ts';

/** Sizes and times of a run; each has a default that suits `npm test`. */
export interface InsurerLimits extends TimeLimits {
  /** Settlements made to see paging; the insurer's pages must be smaller. */
  readonly settlementsForPaging: number;
  /** Bills drawn at random. */
  readonly bills: number;
}

export const INSURER_LIMITS: InsurerLimits = { deadlineMs: 250, graceMs: 500, settlementsForPaging: 5, bills: 200 };

/** A requirement on the adapter of an insurer. */
export type InsurerCase = ConformanceCase<InsurerContext, never>;

/** Somebody who is insured. */
export interface Person {
  readonly patient: Patient;
  /** The insurer's own number of them. */
  readonly ref: string;
  /** What was in their account at first, fen. */
  readonly balance: number;
}

/** A bill that was quoted. */
export interface Quoted {
  readonly person: Person;
  readonly request: PreSettleRequest;
  readonly quote: InsurerQuote;
}

/** A bill that was settled. */
export interface Settled extends Quoted {
  readonly settlement: InsurerSettlement;
}

/** What a case works with: the subject, and fresh keys, people and visits that no other case uses. */
export interface InsurerContext extends KitContext {
  readonly adapter: Insurer;
  readonly other: Insurer;
  readonly stranger: Insurer;
  readonly insurer: InsurerUnderTest;
  readonly limits: InsurerLimits;
  newKey(): string;
  /** Somebody whose document no other case uses, insured or not. */
  newPatient(): Patient;
  /** A call with a deadline, ms. Long where none is meant to pass. */
  call(deadlineMs?: number): Call;
  /** A call under a fault: its deadline is meant to pass where the fault is that nobody answers. */
  callUnder(fault: Fault): Call;
  insured(given?: { readonly balance?: number; readonly deductible?: number }): Promise<Person>;
  /** A bill of a visit of its own under a key of its own. */
  bill(person: Person, given?: Partial<PreSettleRequest>): PreSettleRequest;
  /** A bill of somebody of its own, quoted. */
  quoted(person?: Person, given?: Partial<PreSettleRequest>): Promise<Quoted>;
  /** The same, settled as it was quoted. */
  settled(person?: Person): Promise<Settled>;
  /** The only record under a key; fails the case where there is none, or more. */
  only(key: string): Promise<TrueRecord>;
  /** Fails the case unless the ledger agrees with itself. */
  expectAgreement(): Promise<void>;
}

const PATIENT_DEADLINE_MS = 10_000;
const SILENT: readonly Fault[] = ['timeout-before-commit', 'timeout-after-commit', 'late-commit'];
const DEFAULT_BALANCE = 3_000;
const DEFAULT_DEDUCTIBLE = 2_000;

/** A line of each class; 170.00 yuan together. */
export const LINES: readonly ChargeLine[] = [
  { ref: 'l1', name: '血常规', quantity: '1', unit: '次', price: 10_000, amount: 10_000, class: 'a', ownShare: 0 },
  { ref: 'l2', name: '阿莫西林胶囊', quantity: '2.5', unit: '盒', price: 2_000, amount: 5_000, class: 'b', ownShare: 1_000 },
  { ref: 'l3', name: '特需服务费', quantity: '1', price: 2_000, amount: 2_000, class: 'none', ownShare: 10_000 },
];

export const totalOf = (lines: readonly ChargeLine[]): number => lines.reduce((sum, { amount }) => sum + amount, 0);

/** The day in +08:00. */
export function dayOf(at: number): string {
  return new Date(at + 8 * 3_600_000).toISOString().slice(0, 10);
}

export function settleRequest({ quote }: Quoted, key: string) {
  return { key, quote: { key: quote.key, ref: quote.ref }, split: quote.split };
}

/** Builds the context; one for a whole run, so that keys and people are never shared. `run` makes keys of two runs differ. */
export function createInsurerContext(subject: InsurerSubject, limits: InsurerLimits, run: string): InsurerContext {
  const { adapter, insurer } = subject;
  let keys = 0;
  let people = 0;
  let visits = 0;
  const context: InsurerContext = {
    ...subject,
    partner: insurer,
    limits,
    has: () => true,
    call: (deadlineMs = PATIENT_DEADLINE_MS) => ({ signal: AbortSignal.timeout(deadlineMs) }),
    newKey() {
      keys += 1;
      return `kit-${run}-${String(keys).padStart(5, '0')}`;
    },
    newPatient() {
      people += 1;
      const number = `K${run.toUpperCase()}${String(people).padStart(4, '0')}`;
      const document = { type: 'passport', number } as const;
      return { name: '欧阳䶮', birthDate: '1987-04-23', sex: 'female', document, phone: '13917654321' };
    },
    callUnder: (fault) => context.call(SILENT.includes(fault) ? limits.deadlineMs : undefined),
    async insured({ balance = DEFAULT_BALANCE, deductible = DEFAULT_DEDUCTIBLE } = {}) {
      const patient = context.newPatient();
      return { patient, balance, ref: await insurer.insure({ patient, balance, deductible }) };
    },
    bill(person, given = {}) {
      visits += 1;
      const lines = given.lines ?? LINES;
      const visitRef = `visit-${run}-${visits}`;
      return {
        key: context.newKey(),
        insuredRef: person.ref,
        visitRef,
        lines,
        total: totalOf(lines),
        useAccount: true,
        ...given,
      };
    },
    async quoted(given, changes) {
      const person = given ?? (await context.insured());
      const request = context.bill(person, changes);
      return { person, request, quote: expectOk(await adapter.preSettle(request, context.call())) };
    },
    async settled(given) {
      const quoted = await context.quoted(given);
      const settlement = expectOk(await adapter.settle(settleRequest(quoted, context.newKey()), context.call()));
      return { ...quoted, settlement };
    },
    async only(key) {
      const records = await insurer.records(key);
      expect(records, `records under ${key}`).toHaveLength(1);
      return records[0] as TrueRecord;
    },
    async expectAgreement() {
      expect(await insurer.disagreements()).toEqual([]);
    },
  };
  return context;
}
