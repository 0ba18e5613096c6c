import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { caseById } from '../../adapters/conformance/all-cases.ts';
import { createCaseContext, DEFAULT_LIMITS } from '../../adapters/conformance/case-context.ts';
import type { EveryFacet } from '../../adapters/conformance/facets.ts';
import type { HospitalUnderTest } from '../../adapters/conformance/hospital-under-test.ts';
import { runCase } from '../../adapters/conformance/run-case.ts';
import { createMemoryHospital } from '../../adapters/hospitals/memory/adapter.ts';
import type { ChargesFacet } from '../../adapters/port/charges.ts';
import type { Call, Failure, Outcome } from '../../adapters/port/terms.ts';
import { changed } from '../support/changed-adapter.ts';

const LIMITS = { ...DEFAULT_LIMITS, deadlineMs: 60, graceMs: 60 };

type Right = EveryFacet['charges'];

/** An adapter with something wrong in its charges, and the cases that must notice. */
interface Mutant {
  readonly name: string;
  readonly cases: readonly string[];
  readonly mutate: (right: Right, hospital: HospitalUnderTest) => Partial<Right>;
  /** Wrong in the adapter that has wrong credentials. */
  readonly stranger?: true;
}

const fail = (failure: Failure) => ({ ok: false, failure }) as const;
const onFailure = <T>(outcome: Outcome<T>, change: (failure: Failure) => Outcome<T>): Outcome<T> =>
  outcome.ok ? outcome : change(outcome.failure);
const onOk = <T>(outcome: Outcome<T>, change: (value: T) => T): Outcome<T> =>
  outcome.ok ? { ok: true, value: change(outcome.value) } : outcome;
const asUnavailable = (failure: Failure) =>
  fail(failure.kind === 'unknown-outcome' ? { ...failure, kind: 'unavailable' } : failure);
/** Asks as if nobody else had asked before. */
const underNewKey = async <Request extends { readonly key: string }, Value extends { readonly key: string }>(
  ask: (request: Request, call: Call) => Promise<Outcome<Value>>,
  request: Request,
  call: Call,
) =>
  onOk(
    await ask({ ...request, key: `${request.key.slice(0, 20)}-${Math.random().toString(36).slice(2, 8)}` }, call),
    (value) => ({ ...value, key: request.key }),
  );
const isReason = (failure: Failure, reason: string) => failure.kind === 'rejected' && failure.reason === reason;

const MUTANTS: readonly Mutant[] = [
  {
    name: 'shows everybody the charges of whoever asked first',
    cases: ['OPEN-3', 'OPEN-2'],
    mutate(right, hospital) {
      let first: Parameters<ChargesFacet['open']>[0] | undefined;
      return {
        async open(query, call) {
          if (first === undefined) {
            await hospital.charges?.open({ ...query, at: 0, lines: [LINE] });
            first = query;
          }
          return right.open(first, call);
        },
      };
    },
  },
  {
    name: 'takes what it can not read for nothing owed',
    cases: ['OPEN-7', 'OPEN-F-html-page', 'OPEN-F-timeout-before-commit'],
    mutate: (right) => ({
      open: async (query, call) => onFailure(await right.open(query, call), () => ({ ok: true, value: [] })),
    }),
  },
  {
    name: 'shows the lines in yuan',
    cases: ['OPEN-1'],
    mutate: (right) => ({
      open: async (query, call) =>
        onOk(await right.open(query, call), (visits) =>
          visits.map((visit) => ({ ...visit, lines: visit.lines.map((line) => ({ ...line, price: line.price / 100 })) })),
        ),
    }),
  },
  {
    name: 'remembers what was open',
    cases: ['OPEN-5', 'OPEN-6'],
    mutate(right) {
      const told = new Map<string, ReturnType<ChargesFacet['open']>>();
      return {
        open(query, call) {
          const whose = query.patient.document.number;
          const before = told.get(whose) ?? right.open(query, call);
          told.set(whose, before);
          return before;
        },
      };
    },
  },
  {
    name: 'settles under a key of its own',
    cases: ['SETTLE-1', 'SETTLE-2', 'SETTLE-3', 'SETTLE-10', 'SETTLE-F-timeout-after-commit'],
    mutate: (right) => ({ settle: (request, call) => underNewKey(right.settle, request, call) }),
  },
  {
    name: 'calls a settlement whose answer was lost unavailable',
    cases: ['SETTLE-F-timeout-after-commit', 'SETTLE-F-reset-after-commit', 'SETTLE-F-late-commit', 'SETTLE-13'],
    mutate: (right) => ({ settle: async (request, call) => onFailure(await right.settle(request, call), asUnavailable) }),
  },
  {
    name: 'settles again when it knows nothing of the first time',
    cases: ['SETTLE-F-reset-after-commit', 'SETTLE-F-server-error-before-commit'],
    mutate: (right) => ({
      async settle(request, call) {
        const first = await right.settle(request, call);
        return !first.ok && first.failure.kind === 'unknown-outcome' ? right.settle(request, call) : first;
      },
    }),
  },
  {
    name: 'settles what is charged now, whatever was asked for',
    cases: ['SETTLE-5'],
    mutate: (right) => ({
      async settle(request, call) {
        const open = await right.open(request, call);
        const visit = open.ok ? open.value.find(({ visitRef }) => visitRef === request.charges.visitRef) : undefined;
        if (visit === undefined) return right.settle(request, call);
        const { total, visitRef, lines } = visit;
        const charges = { visitRef, lineRefs: lines.map(({ ref }) => ref), total };
        return right.settle({ ...request, charges, split: { total, fund: 0, account: 0, cash: total } }, call);
      },
    }),
  },
  {
    name: 'answers the settlement that stands for a key that comes with something else',
    cases: ['SETTLE-4'],
    mutate: (right) => ({
      async settle(request, call) {
        const found = await right.find(request.key, call);
        return found.ok && found.value !== null ? { ok: true, value: found.value } : right.settle(request, call);
      },
    }),
  },
  {
    name: 'takes what the cashier has settled for its own',
    cases: ['SETTLE-6', 'SETTLE-9'],
    mutate: (right) => ({
      settle: async (request, call) =>
        onFailure(await right.settle(request, call), (failure) =>
          isReason(failure, 'charges-settled')
            ? { ok: true, value: { ...SETTLED, key: request.key, visitRef: request.charges.visitRef, split: request.split } }
            : fail(failure),
        ),
    }),
  },
  {
    name: 'settles the bill of somebody else',
    cases: ['SETTLE-7'],
    mutate(right) {
      const whose = new Map<string, Parameters<ChargesFacet['open']>[0]>();
      return {
        async open(query, call) {
          return onOk(await right.open(query, call), (visits) => {
            for (const { visitRef } of visits) whose.set(visitRef, query);
            return visits;
          });
        },
        settle: (request, call) => right.settle({ ...request, ...whose.get(request.charges.visitRef) }, call),
      };
    },
  },
  {
    name: 'lets a split pass that does not add up, and corrects it',
    cases: ['SETTLE-12'],
    mutate: (right) => ({
      settle(request, call) {
        const { total } = request.charges;
        return right.settle({ ...request, split: { total, fund: 0, account: 0, cash: total } }, call);
      },
    }),
  },
  {
    name: 'finds a settlement by the beginning of its key',
    cases: ['SETTLE-8'],
    mutate: (right) => ({
      async find(key, call) {
        const found = await right.find(key, call);
        return found.ok && found.value === null ? right.find(`${key}-longer`, call) : found;
      },
    }),
  },
  {
    name: 'finds nothing when it can not ask',
    cases: ['SETTLED-F-timeout-before-commit', 'REFUNDED-F-empty-200'],
    mutate: (right) => ({
      find: async (key, call) => onFailure(await right.find(key, call), () => ({ ok: true, value: null })),
      findRefund: async (key, call) => onFailure(await right.findRefund(key, call), () => ({ ok: true, value: null })),
    }),
  },
  {
    name: 'answers the split that was asked for, not the one that holds',
    cases: ['SETTLE-13'],
    mutate: (right) => ({
      settle: async (request, call) =>
        onFailure(await right.settle(request, call), () => ({
          ok: true,
          value: { ...SETTLED, key: request.key, visitRef: request.charges.visitRef, split: request.split },
        })),
    }),
  },
  {
    name: 'forgets to drop a quote',
    cases: ['QUOTE-4'],
    mutate: () => ({ dropQuote: async () => ({ ok: true, value: null }) }),
  },
  {
    name: 'refuses to drop a quote that is gone',
    cases: ['QUOTE-4'],
    mutate: (right) => ({
      async dropQuote(key, call) {
        await right.dropQuote(key, call);
        return fail({ kind: 'rejected', reason: 'quote-unknown', detail: 'gone' });
      },
    }),
  },
  {
    name: 'quotes a fen too little',
    cases: ['QUOTE-1'],
    mutate: (right) => ({
      quote: async (request, call) =>
        onOk(await right.quote(request, call), (quote) => ({ ...quote, split: { ...quote.split, cash: quote.split.cash - 1 } })),
    }),
  },
  {
    name: "uses the person's own account whether they want it or not",
    cases: ['QUOTE-3', 'QUOTE-2'],
    mutate: (right) => ({ quote: (request, call) => right.quote({ ...request, useAccount: true }, call) }),
  },
  {
    name: 'quotes anew each time',
    cases: ['QUOTE-2'],
    mutate: (right) => ({
      quote: (request, call) => right.quote({ ...request, key: Math.random().toString(36).slice(2) }, call),
    }),
  },
  {
    name: 'takes cash where a quote no longer holds',
    cases: ['QUOTE-5', 'QUOTE-4'],
    mutate: (right) => ({
      async settle(request, call) {
        const first = await right.settle(request, call);
        if (first.ok || !/^rejected quote-/.test(`${first.failure.kind} ${first.failure.detail}`)) return first;
        const { total } = request.charges;
        const cash = { channel: 'cash', ref: 'receipt-1' } as const;
        const { quoteRef: _, ...rest } = request;
        return right.settle({ ...rest, split: { total, fund: 0, account: 0, cash: total }, cash }, call);
      },
    }),
  },
  {
    name: 'takes back whatever amount is right',
    cases: ['REFUND-5'],
    mutate: (right) => ({
      async refund(request, call) {
        const found = await right.find(request.settlement.key, call);
        const left = found.ok && found.value !== null ? found.value.split.total - found.value.refunded : request.amount;
        return right.refund({ ...request, ...(request.lines === 'whole' ? { amount: left } : {}) }, call);
      },
    }),
  },
  {
    name: 'takes back under a key of its own',
    cases: ['REFUND-1', 'REFUND-3', 'REFUND-F-timeout-after-commit'],
    mutate: (right) => ({ refund: (request, call) => underNewKey(right.refund, request, call) }),
  },
  {
    name: 'calls a refund whose answer was lost refused',
    cases: ['REFUND-F-timeout-after-commit', 'REFUND-F-malformed'],
    mutate: (right) => ({
      refund: async (request, call) =>
        onFailure(await right.refund(request, call), ({ detail }) => fail({ kind: 'rejected', reason: 'other', detail })),
    }),
  },
  {
    name: 'says that everything can be taken back',
    cases: ['REFUND-1', 'REFUND-8'],
    mutate: (right) => ({
      refundable: async (name, call) => onOk(await right.refundable(name, call), (told) => ({ ...told, whole: true })),
    }),
  },
  {
    name: 'offers each line alone, insured or not',
    cases: ['REFUND-7'],
    mutate: (right) => ({
      refundable: async (name, call) =>
        onOk(await right.refundable(name, call), (told) => ({
          ...told,
          lines: [...told.lines, { ref: 'line-1', amount: 6_000 }],
        })),
    }),
  },
  {
    name: 'takes back the whole when a line is asked for',
    cases: ['REFUND-2', 'REFUND-5'],
    mutate: (right) => ({
      async refund(request, call) {
        const found = await right.find(request.settlement.key, call);
        const amount = found.ok && found.value !== null ? found.value.split.total - found.value.refunded : request.amount;
        return right.refund({ ...request, lines: 'whole', amount }, call);
      },
    }),
  },
  {
    name: 'looks at the key of a settlement and not at its reference',
    cases: ['REFUND-9'],
    mutate: (right) => ({
      async refund(request, call) {
        const found = await right.find(request.settlement.key, call);
        const ref = found.ok && found.value !== null ? found.value.ref : request.settlement.ref;
        return right.refund({ ...request, settlement: { key: request.settlement.key, ref } }, call);
      },
    }),
  },
  {
    name: 'tells settlements and forgets refunds',
    cases: ['CHANGES-1', 'CHANGES-2'],
    mutate: (right) => ({
      changes: async (cursor, call) => onOk(await right.changes(cursor, call), (changes) => ({ ...changes, refunds: [] })),
    }),
  },
  {
    name: 'leaves a change out at the end of each page',
    cases: ['CHANGES-2'],
    mutate: (right) => ({
      changes: async (cursor, call) =>
        onOk(await right.changes(cursor, call), (changes) =>
          changes.more ? { ...changes, settlements: changes.settlements.slice(1) } : changes,
        ),
    }),
  },
  {
    name: 'never comes to an end of the changes',
    cases: ['CHANGES-3'],
    mutate: (right) => ({
      changes: async (cursor, call) => onOk(await right.changes(cursor, call), (changes) => ({ ...changes, more: true })),
    }),
  },
  {
    name: 'begins anew at a cursor that it does not know',
    cases: ['CHANGES-4'],
    mutate: (right) => ({
      changes: async (cursor, call) => right.changes(/^\d+$/.test(cursor ?? '0') ? cursor : undefined, call),
    }),
  },
  {
    name: 'puts the reference that it was given into the detail',
    cases: ['PRIVACY-15'],
    mutate: (right) => ({
      settle: async (request, call) =>
        onFailure(await right.settle(request, call), (failure) =>
          fail({ ...failure, detail: `no visit ${request.charges.visitRef}` }),
        ),
    }),
  },
  {
    name: 'settles although its credentials are not taken',
    cases: ['CREDENTIALS-charges.settle'],
    stranger: true,
    mutate: (_, hospital) => ({
      async settle(request) {
        await hospital.charges?.settle(request.charges.visitRef);
        return fail({ kind: 'unknown-outcome', detail: 'not taken' });
      },
    }),
  },
];

const LINE = { name: '血常规', quantity: '1', price: 1, amount: 1, class: 'a', ownShare: 0 } as const;
const SETTLED = { ref: 'settlement-1', settledAt: 0, refunded: 0 } as const;

function contextFor(mutant?: Mutant) {
  const delays = { replyMs: 0, slowMs: 20, lateCommitMs: 90 };
  const made = createMemoryHospital({ now: Date.now, slots: [], sleep, pageSize: 5, delays });
  const { adapter, stranger, hospital } = made;
  const wrong = (which: typeof adapter) =>
    changed(which, mutant === undefined ? {} : { charges: mutant.mutate(which.charges as Right, hospital) });
  const subject = mutant?.stranger ? { adapter, stranger: wrong(stranger) } : { adapter: wrong(adapter), stranger };
  return createCaseContext({ ...subject, hospital }, LIMITS, 'self');
}

describe('the conformance kit about charges', () => {
  for (const mutant of MUTANTS)
    for (const id of mutant.cases)
      it(`the conformance kit fails ${id} for an adapter that ${mutant.name}`, async () => {
        await expect(runCase(caseById(id), contextFor(mutant))).rejects.toThrow();
      });

  it('the conformance kit passes each of its cases about charges for an adapter that is right', async () => {
    const context = contextFor();
    for (const id of new Set(MUTANTS.flatMap(({ cases }) => cases)))
      expect(await runCase(caseById(id), context), id).toEqual({ kind: 'run' });
  });
});
