import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { caseById } from '../../adapters/conformance/all-cases.ts';
import { createCaseContext, DEFAULT_LIMITS } from '../../adapters/conformance/case-context.ts';
import type { EveryFacet } from '../../adapters/conformance/facets.ts';
import type { HospitalUnderTest } from '../../adapters/conformance/hospital-under-test.ts';
import { runCase } from '../../adapters/conformance/run-case.ts';
import { createMemoryHospital } from '../../adapters/hospitals/memory/adapter.ts';
import type { DeliverSummary, SummaryReceipt } from '../../adapters/port/preconsult.ts';
import type { Call, Failure, Outcome } from '../../adapters/port/terms.ts';
import { changed } from '../support/changed-adapter.ts';

const LIMITS = { ...DEFAULT_LIMITS, deadlineMs: 60, graceMs: 60 };

type Right = EveryFacet['preconsult'];

/** An adapter with something wrong in what it hands over, and the cases that must notice. */
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
const isReason = (failure: Failure, ...reasons: readonly string[]) =>
  failure.kind === 'rejected' && reasons.includes(failure.reason);
const receiptFor = ({ key }: DeliverSummary): Outcome<SummaryReceipt> => ({
  ok: true,
  value: { key, ref: 'summary-1', withdrawn: false },
});

/** Hands over something else than what it was given. */
const delivering =
  (change: (request: DeliverSummary) => DeliverSummary) =>
  (right: Right): Partial<Right> => ({ deliver: (request, call) => right.deliver(change(request), call) });
const saying = (change: (summary: DeliverSummary['summary']) => Partial<DeliverSummary['summary']>) =>
  delivering((request) => ({ ...request, summary: { ...request.summary, ...change(request.summary) } }));

/** Asks again under the names of the former one until the hospital takes it. */
async function asLatest(right: Right, shown: string | undefined, request: DeliverSummary, call: Call) {
  const { replaces: _, ...first } = request;
  return right.deliver(shown === undefined ? first : { ...first, replaces: shown }, call);
}

const MUTANTS: readonly Mutant[] = [
  {
    name: 'leaves the last section out',
    cases: ['DELIVER-1', 'DELIVER-10'],
    mutate: saying(({ sections }) => ({ sections: sections.slice(0, -1) })),
  },
  {
    name: 'forgets what is abnormal',
    cases: ['DELIVER-1'],
    mutate: saying(({ sections }) => ({
      sections: sections.map(({ code, lines }) => ({ code, lines: lines.map((line) => ({ ...line, abnormal: false })) })),
    })),
  },
  {
    name: 'is sure of everything',
    cases: ['DELIVER-1'],
    mutate: saying(({ sections }) => ({
      sections: sections.map(({ code, lines }) => ({ code, lines: lines.map((line) => ({ ...line, unsure: false })) })),
    })),
  },
  {
    name: 'puts markup into the words',
    cases: ['DELIVER-11'],
    mutate: saying(({ chiefComplaint }) => ({ chiefComplaint: chiefComplaint.replaceAll('<', '&lt;') })),
  },
  {
    name: 'lets everybody speak for themselves',
    cases: ['DELIVER-12'],
    mutate: saying(() => ({ saidBy: { who: 'patient' } })),
  },
  {
    name: 'cuts what is too long',
    cases: ['DELIVER-13'],
    mutate: saying(({ chiefComplaint }) => ({ chiefComplaint: Array.from(chiefComplaint).slice(0, 20).join('') })),
  },
  {
    name: 'hands over under a key of its own',
    cases: ['DELIVER-1', 'DELIVER-2', 'DELIVER-8', 'DELIVER-F-timeout-after-commit'],
    mutate: (right) => ({
      deliver: async (request, call) =>
        onOk(await right.deliver({ ...request, key: Math.random().toString(36).slice(2) }, call), (receipt) => ({
          ...receipt,
          key: request.key,
        })),
    }),
  },
  {
    name: 'answers what stands for a key that comes with something else',
    cases: ['DELIVER-4'],
    mutate: (right) => ({
      async deliver(request, call) {
        const found = await right.find(request.key, call);
        return found.ok && found.value !== null ? { ok: true, value: found.value } : right.deliver(request, call);
      },
    }),
  },
  {
    name: 'looks at the reference of a booking and not at its key',
    cases: ['DELIVER-5'],
    mutate: (right, hospital) => ({
      async deliver(request, call) {
        const own = (await hospital.bookings()).find(({ ref }) => ref === request.booking.ref);
        return right.deliver({ ...request, booking: { ...request.booking, key: own?.key ?? request.booking.key } }, call);
      },
    }),
  },
  {
    name: 'says that a summary of a booking that is over was handed over',
    cases: ['DELIVER-6', 'DELIVER-7'],
    mutate: (right) => ({
      deliver: async (request, call) =>
        onFailure(await right.deliver(request, call), (failure) =>
          isReason(failure, 'booking-over') ? receiptFor(request) : fail(failure),
        ),
    }),
  },
  {
    name: 'forgets which version a summary stands for',
    cases: ['VERSION-1', 'VERSION-2'],
    mutate: delivering(({ replaces: _, ...request }) => request),
  },
  {
    name: 'hands over whatever version comes, in whatever order',
    cases: ['VERSION-3', 'VERSION-4'],
    mutate: (right, hospital) => ({
      async deliver(request, call) {
        const first = await right.deliver(request, call);
        if (first.ok || !isReason(first.failure, 'summary-unknown', 'summary-changed')) return first;
        const [shown] = (await hospital.summaries?.shown(request.booking.ref)) ?? [];
        return asLatest(right, shown?.key, request, call);
      },
    }),
  },
  {
    name: 'finds a summary by the beginning of its key',
    cases: ['DELIVER-9'],
    mutate: (right) => ({
      async find(key, call) {
        const found = await right.find(key, call);
        return found.ok && found.value === null ? right.find(`${key}-longer`, call) : found;
      },
    }),
  },
  {
    name: 'finds nothing when it can not ask',
    cases: ['SUMMARY-F-timeout-before-commit', 'SUMMARY-F-html-page'],
    mutate: (right) => ({
      find: async (key, call) => onFailure(await right.find(key, call), () => ({ ok: true, value: null })),
    }),
  },
  {
    name: 'finds what was withdrawn as if it stood',
    cases: ['WITHDRAW-1'],
    mutate: (right) => ({
      find: async (key, call) => onOk(await right.find(key, call), (found) => found && { ...found, withdrawn: false }),
    }),
  },
  {
    name: 'calls a summary whose answer was lost refused',
    cases: ['DELIVER-F-timeout-after-commit', 'DELIVER-F-malformed'],
    mutate: (right) => ({
      deliver: async (request, call) =>
        onFailure(await right.deliver(request, call), ({ detail }) => fail({ kind: 'rejected', reason: 'other', detail })),
    }),
  },
  {
    name: 'calls a summary whose answer was lost certainly not received',
    cases: ['DELIVER-F-reset-after-commit', 'DELIVER-F-late-commit'],
    mutate: (right) => ({
      deliver: async (request, call) =>
        onFailure(await right.deliver(request, call), (failure) =>
          fail(failure.kind === 'unknown-outcome' ? { ...failure, kind: 'unavailable' } : failure),
        ),
    }),
  },
  {
    name: 'sends a summary again when no answer came',
    cases: ['DELIVER-F-server-error-before-commit', 'DELIVER-F-reset-after-commit'],
    mutate: (right) => ({
      async deliver(request, call) {
        const first = await right.deliver(request, call);
        return !first.ok && first.failure.kind === 'unknown-outcome' ? right.deliver(request, call) : first;
      },
    }),
  },
  {
    name: 'withdraws nothing',
    cases: ['WITHDRAW-1', 'WITHDRAW-3', 'WITHDRAW-6', 'WITHDRAW-F-duplicate'],
    mutate: () => ({ withdraw: async () => ({ ok: true, value: null }) }),
  },
  {
    name: 'says that a withdrawal that nobody answered was done',
    cases: ['WITHDRAW-F-timeout-before-commit', 'WITHDRAW-F-refused'],
    mutate: (right) => ({
      withdraw: async (key, call) => onFailure(await right.withdraw(key, call), () => ({ ok: true, value: null })),
    }),
  },
  {
    name: 'withdraws only what was handed over, and lets come what comes later',
    cases: ['WITHDRAW-3'],
    mutate: (right) => ({
      async withdraw(key, call) {
        const found = await right.find(key, call);
        return found.ok && found.value === null ? { ok: true, value: null } : right.withdraw(key, call);
      },
    }),
  },
  {
    name: 'refuses to withdraw what never was',
    cases: ['WITHDRAW-2'],
    mutate: (right) => ({
      async withdraw(key, call) {
        const found = await right.find(key, call);
        if (found.ok && found.value === null) return fail({ kind: 'rejected', reason: 'summary-unknown', detail: 'never was' });
        return right.withdraw(key, call);
      },
    }),
  },
  {
    name: 'tells corrections without their words',
    cases: ['ANSWERS-1'],
    mutate: (right) => ({
      answers: async (cursor, call) =>
        onOk(await right.answers(cursor, call), (page) => ({
          ...page,
          answers: page.answers.map(({ corrections: _, ...answer }) => answer),
        })),
    }),
  },
  {
    name: 'leaves an answer out at the end of each page',
    cases: ['ANSWERS-2'],
    mutate: (right) => ({
      answers: async (cursor, call) =>
        onOk(await right.answers(cursor, call), (page) => (page.more ? { ...page, answers: page.answers.slice(1) } : page)),
    }),
  },
  {
    name: 'tells the last answer to a summary alone',
    cases: ['ANSWERS-3'],
    mutate: (right) => ({
      answers: async (cursor, call) =>
        onOk(await right.answers(cursor, call), (page) => ({
          ...page,
          answers: [...new Map(page.answers.map((answer) => [answer.key, answer])).values()],
        })),
    }),
  },
  {
    name: 'never comes to an end of the answers',
    cases: ['ANSWERS-4'],
    mutate: (right) => ({
      answers: async (cursor, call) => onOk(await right.answers(cursor, call), (page) => ({ ...page, more: true })),
    }),
  },
  {
    name: 'begins anew at a cursor of answers that it does not know',
    cases: ['ANSWERS-5'],
    mutate: (right) => ({
      answers: (cursor, call) => right.answers(/^\d+$/.test(cursor ?? '0') ? cursor : undefined, call),
    }),
  },
  {
    name: 'puts the reference that it was given into the detail',
    cases: ['PRIVACY-16'],
    mutate: (right) => ({
      deliver: async (request, call) =>
        onFailure(await right.deliver(request, call), (failure) =>
          fail({ ...failure, detail: `no booking ${request.booking.ref}` }),
        ),
    }),
  },
  {
    name: 'withdraws although its credentials are not taken',
    cases: ['CREDENTIALS-preconsult.withdraw'],
    stranger: true,
    mutate: (right) => ({
      async withdraw(key, call) {
        await right.withdraw(key, call);
        return fail({ kind: 'unknown-outcome', detail: 'not taken' });
      },
    }),
  },
];

function contextFor(mutant?: Mutant) {
  const delays = { replyMs: 0, slowMs: 20, lateCommitMs: 90 };
  const made = createMemoryHospital({ now: Date.now, slots: [], sleep, pageSize: 5, delays });
  const { adapter, stranger, hospital } = made;
  const right = adapter.preconsult as Right;
  const wrong = (which: typeof adapter) =>
    changed(which, mutant === undefined ? {} : { preconsult: mutant.mutate(right, hospital) });
  const subject = mutant?.stranger ? { adapter, stranger: wrong(stranger) } : { adapter: wrong(adapter), stranger };
  return createCaseContext({ ...subject, hospital }, LIMITS, 'self');
}

describe('the conformance kit about summaries', () => {
  for (const mutant of MUTANTS)
    for (const id of mutant.cases)
      it(`the conformance kit fails ${id} for an adapter that ${mutant.name}`, async () => {
        await expect(runCase(caseById(id), contextFor(mutant))).rejects.toThrow();
      });

  it('the conformance kit passes each of its cases about summaries for an adapter that is right', async () => {
    const context = contextFor();
    for (const id of new Set(MUTANTS.flatMap(({ cases }) => cases)))
      expect(await runCase(caseById(id), context), id).toEqual({ kind: 'run' });
  });
});
