import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ALL_INSURER_CASES, insurerCaseById } from '../../adapters/conformance/cases/insurers/all-cases.ts';
import { createInsurerContext, INSURER_LIMITS } from '../../adapters/conformance/cases/insurers/insurer-case.ts';
import type { InsurerSubject } from '../../adapters/conformance/insurer-under-test.ts';
import { runCase } from '../../adapters/conformance/run-case.ts';
import type { Insurer, InsurerRejectReason } from '../../adapters/insurers/port.ts';
import type { Call, Failure, Outcome } from '../../adapters/port/terms.ts';
import { LIMITS, type StartedInsurer, startSimulatedInsurer } from './simulated-insurer.ts';

type Failed = Failure<InsurerRejectReason>;
type Answer<T> = Outcome<T, InsurerRejectReason>;

interface Mutant {
  /** What is wrong with it. */
  readonly name: string;
  /** Cases that must notice. */
  readonly cases: readonly string[];
  readonly mutate?: (right: Insurer) => Partial<Insurer>;
  readonly subject?: (right: InsurerSubject) => Partial<InsurerSubject>;
}

const fail = (failure: Failed) => ({ ok: false, failure }) as const;
const onFailure = <T>(outcome: Answer<T>, change: (failure: Failed) => Answer<T>): Answer<T> =>
  outcome.ok ? outcome : change(outcome.failure);
const deaf = (): Call => ({ signal: new AbortController().signal });

/** An adapter that is right passes every case: `insurer-sandbox.conformance.store.test.ts`, which has no skips. */
const MUTANTS: readonly Mutant[] = [
  {
    name: 'repeats a write of which it knows nothing',
    cases: ['SETTLE-F-reset-after-commit', 'QUOTE-F-server-error-before-commit'],
    mutate: (right) => ({
      async settle(request, call) {
        const first = await right.settle(request, call);
        return !first.ok && first.failure.kind === 'unknown-outcome' ? right.settle(request, call) : first;
      },
      async preSettle(request, call) {
        const first = await right.preSettle(request, call);
        return first.ok ? first : right.preSettle(request, call);
      },
    }),
  },
  {
    name: 'calls a time-out rejected',
    cases: ['SETTLE-F-timeout-before-commit', 'UNDO-F-timeout-after-commit'],
    mutate: (right) => ({
      settle: async (request, call) => onFailure(await right.settle(request, call), asRejected),
      undo: async (request, call) => onFailure(await right.undo(request, call), asRejected),
    }),
  },
  {
    name: 'calls every lost write unavailable',
    cases: ['SETTLE-F-server-error-after-commit', 'REVERSE-1', 'REVERSE-F-late-commit'],
    mutate: (right) => ({
      settle: async (request, call) => onFailure(await right.settle(request, call), asUnavailable),
      reverse: async (key, call) => onFailure(await right.reverse(key, call), asUnavailable),
    }),
  },
  {
    name: 'takes a login page for nothing there',
    cases: ['FIND-F-html-page', 'FIND-5', 'PERSON-F-empty-200', 'DAY-F-malformed', 'DAY-6'],
    mutate: (right) => ({
      find: async (key, call) => onFailure(await right.find(key, call), () => ({ ok: true, value: null })),
      person: async (query, call) => onFailure(await right.person(query, call), () => ({ ok: true, value: null })),
      day: async (query, call) => onFailure(await right.day(query, call), () => ({ ok: true, value: { rows: [] } })),
    }),
  },
  {
    name: 'corrects a split that does not add up',
    cases: ['QUOTE-10'],
    mutate: (right) => ({
      preSettle: async (request, call) =>
        onFailure(await right.preSettle(request, call), () => {
          const split = { total: request.total, fund: 0, account: 0, cash: request.total };
          return { ok: true, value: { key: request.key, ref: 'made-up', split, until: Number.MAX_SAFE_INTEGER } };
        }),
    }),
  },
  {
    name: 'answers the split that was agreed to, whatever holds',
    cases: ['SETTLE-6'],
    mutate: (right) => ({
      async settle(request, call) {
        const settled = await right.settle(request, call);
        return settled.ok ? { ok: true, value: { ...settled.value, split: request.split } } : settled;
      },
    }),
  },
  {
    name: 'shows a token again when the answer was lost',
    cases: ['TOKEN-4'],
    mutate: (right) => ({
      async person(query, call) {
        const first = await right.person(query, call);
        return first.ok ? first : right.person({ patient: query.patient }, call);
      },
    }),
  },
  {
    name: 'asks by the document alone',
    cases: ['TOKEN-1', 'TOKEN-2', 'TOKEN-3'],
    mutate: (right) => ({ person: ({ patient }, call) => right.person({ patient }, call) }),
  },
  {
    name: 'puts the token and the name of the person into the detail',
    cases: ['PRIVACY-1'],
    mutate: (right) => ({
      person: async (query, call) =>
        onFailure(await right.person(query, call), (failure) => fail({ ...failure, detail: `for ${query.token}` })),
    }),
  },
  {
    name: 'puts what was sent into the detail',
    cases: ['PRIVACY-2', 'PRIVACY-settle'],
    mutate: (right) => ({
      preSettle: async (request, call) =>
        onFailure(await right.preSettle(request, call), (failure) => fail({ ...failure, detail: JSON.stringify(request) })),
      settle: async (request, call) =>
        onFailure(await right.settle(request, call), (failure) => fail({ ...failure, detail: JSON.stringify(request) })),
    }),
  },
  {
    name: 'stops after the first page of a day',
    cases: ['DAY-2', 'DAY-5'],
    mutate: (right) => ({
      async day(query, call) {
        const page = await right.day(query, call);
        return page.ok ? { ok: true, value: { rows: page.value.rows } } : page;
      },
    }),
  },
  {
    name: 'does not hear the signal',
    cases: ['FIRED-preSettle', 'FIRED-find', 'QUOTE-F-timeout-before-commit'],
    mutate: (right) => ({
      preSettle: (request) => right.preSettle(request, deaf()),
      find: (key) => right.find(key, deaf()),
    }),
  },
  {
    name: 'undoes whatever stands under a key',
    cases: ['UNDO-3'],
    mutate: (right) => ({
      async undo(request, call) {
        const found = await right.find(request.key, call);
        return right.undo(found.ok && found.value !== null ? found.value : request, call);
      },
    }),
  },
  {
    name: 'takes a reversal for done without asking',
    cases: ['REVERSE-1', 'REVERSE-4', 'REVERSE-F-refused'],
    mutate: () => ({ reverse: async () => ({ ok: true, value: null }) }),
  },
  {
    name: 'reverses by undoing what it finds',
    cases: ['REVERSE-2', 'REVERSE-3', 'REVERSE-4'],
    mutate: (right) => ({
      async reverse(key, call) {
        const found = await right.find(key, call);
        if (!found.ok) return found;
        if (found.value === null) return { ok: true, value: null };
        const undone = await right.undo(found.value, call);
        return undone.ok ? { ok: true, value: null } : undone;
      },
    }),
  },
  {
    name: 'always uses the account',
    cases: ['QUOTE-11', 'SUMS-1', 'QUOTE-3'],
    mutate: (right) => ({ preSettle: (request, call) => right.preSettle({ ...request, useAccount: true }, call) }),
  },
  {
    name: 'moves a fen from cash to the funds',
    cases: ['QUOTE-1', 'SUMS-1'],
    mutate: (right) => ({
      async preSettle(request, call) {
        const quoted = await right.preSettle(request, call);
        if (!quoted.ok) return quoted;
        const { split } = quoted.value;
        return { ok: true, value: { ...quoted.value, split: { ...split, fund: split.fund + 1, cash: split.cash - 1 } } };
      },
    }),
  },
  {
    name: 'makes a key of its own for each request',
    cases: ['QUOTE-2', 'QUOTE-12', 'SETTLE-2'],
    mutate: (right) => {
      let count = 0;
      const own = (key: string) => {
        count += 1;
        return `${key.slice(0, 20)}-${count}`;
      };
      return {
        preSettle: (request, call) => right.preSettle({ ...request, key: own(request.key) }, call),
        settle: (request, call) => right.settle({ ...request, key: own(request.key) }, call),
      };
    },
  },
  {
    name: 'speaks as one hospital for all',
    cases: ['HOSPITAL-1', 'HOSPITAL-2', 'HOSPITAL-3', 'HOSPITAL-4', 'HOSPITAL-5', 'HOSPITAL-6'],
    subject: ({ adapter }) => ({ other: adapter }),
  },
  {
    name: 'calls wrong credentials a silence, or a refusal',
    cases: ['CREDENTIALS-find', 'CREDENTIALS-settle'],
    subject: ({ stranger }) => ({
      stranger: {
        ...stranger,
        find: async (key, call) => onFailure(await stranger.find(key, call), asUnavailable),
        settle: async (request, call) => onFailure(await stranger.settle(request, call), asRejected),
      },
    }),
  },
  {
    name: 'throws what the insurer causes',
    cases: ['FIND-F-server-error-before-commit', 'SETTLE-4'],
    mutate: (right) => ({
      find: async (key, call) => thrown(await right.find(key, call)),
      settle: async (request, call) => thrown(await right.settle(request, call)),
    }),
  },
];

const asUnavailable = (failure: Failed) => fail({ kind: 'unavailable', detail: failure.detail });
const asRejected = (failure: Failed) => fail({ kind: 'rejected', reason: 'other', detail: failure.detail });
function thrown<T>(outcome: Answer<T>): Answer<T> {
  if (!outcome.ok) throw new Error(outcome.failure.kind);
  return outcome;
}

describe('the conformance kit for insurers', () => {
  let started: StartedInsurer;
  let runs = 0;
  beforeAll(async () => {
    started = await startSimulatedInsurer();
  });
  afterAll(() => started.stop());

  const contextFor = ({ mutate = () => ({}), subject = () => ({}) }: Partial<Mutant>) => {
    runs += 1;
    const adapter = { ...started.adapter, ...mutate(started.adapter) };
    const { other, stranger, insurer } = started;
    const limits = { ...INSURER_LIMITS, ...LIMITS, graceMs: 300, bills: 20 };
    return createInsurerContext({ adapter, other, stranger, insurer, ...subject(started) }, limits, `m${runs}`);
  };

  for (const mutant of MUTANTS)
    for (const id of mutant.cases)
      it(`the conformance kit for insurers fails ${id} for an adapter that ${mutant.name}`, async () => {
        await expect(runCase(insurerCaseById(id), contextFor(mutant))).rejects.toThrow();
      });

  it('the conformance kit for insurers gives every requirement an id of its own', () => {
    const ids = ALL_INSURER_CASES.map((wanted) => wanted.id);
    expect(new Set(ids).size).toBe(ids.length);
  });
});
