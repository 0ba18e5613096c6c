import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { ALL_CASES, caseById } from '../../adapters/conformance/all-cases.ts';
import { createCaseContext, DEFAULT_LIMITS } from '../../adapters/conformance/case-context.ts';
import type { HospitalUnderTest } from '../../adapters/conformance/hospital-under-test.ts';
import { runCase } from '../../adapters/conformance/run-case.ts';
import { createMemoryHospital } from '../../adapters/hospitals/memory/adapter.ts';
import type {
  Capabilities,
  Failure,
  HospitalAdapter,
  IdentityDocument,
  Outcome,
  PatientQuery,
  SessionQueue,
} from '../../adapters/port.ts';

const LIMITS = { ...DEFAULT_LIMITS, deadlineMs: 60, graceMs: 60 };
const HOUR_MS = 3_600_000;

interface Mutant {
  /** What is wrong with it. */
  readonly name: string;
  /** Cases that must notice. */
  readonly cases: readonly string[];
  readonly capabilities?: Partial<Capabilities>;
  readonly mutate: (right: HospitalAdapter, hospital: HospitalUnderTest) => HospitalAdapter;
}

/** Changes the failures of an outcome. */
const onFailure = <T>(outcome: Outcome<T>, change: (failure: Failure) => Outcome<T>): Outcome<T> =>
  outcome.ok ? outcome : change(outcome.failure);
const fail = (failure: Failure) => ({ ok: false, failure }) as const;
const deaf = () => ({ signal: new AbortController().signal });

const MUTANTS: readonly Mutant[] = [
  {
    name: 'books twice',
    cases: ['BOOK-1', 'BOOK-F-slow'],
    capabilities: { keyedBooking: false },
    mutate: (right, hospital) => ({
      ...right,
      async book(request, call) {
        const { capacity } = await hospital.slot(request.slotRef).catch(() => ({ capacity: 0 }));
        const first = await right.book(request, call);
        if (capacity > 0) await right.book({ ...request, slotRef: await hospital.openSlot({ ...interval, capacity: 1 }) }, call);
        return first;
      },
    }),
  },
  {
    name: 'sells a place that is gone',
    cases: ['BOOK-2', 'RACE-1', 'RACE-2'],
    mutate: (right) => ({
      ...right,
      book: async (request, call) =>
        onFailure(await right.book(request, call), () => ({
          ok: true,
          value: { ref: 'none', key: request.key, status: 'booked' },
        })),
    }),
  },
  {
    name: 'calls a time-out rejected',
    cases: ['BOOK-F-timeout-before-commit', 'BOOK-F-timeout-after-commit', 'CANCEL-F-timeout-after-commit', 'FLOOR-2'],
    mutate: (right) => ({
      ...right,
      book: async (request, call) => onFailure(await right.book(request, call), asRejected),
      cancel: async (request, call) => onFailure(await right.cancel(request, call), asRejected),
    }),
  },
  {
    name: 'calls every lost write unavailable',
    cases: ['BOOK-F-timeout-after-commit', 'BOOK-F-reset-after-commit', 'BOOK-F-late-commit', 'BOOK-F-server-error-after-commit'],
    mutate: (right) => ({
      ...right,
      book: async (request, call) =>
        onFailure(await right.book(request, call), (failure) =>
          failure.kind === 'unknown-outcome' ? fail({ ...failure, kind: 'unavailable' }) : fail(failure),
        ),
    }),
  },
  {
    name: 'repeats a write of which it knows nothing',
    cases: ['BOOK-F-reset-after-commit', 'BOOK-F-server-error-before-commit'],
    mutate: (right) => ({
      ...right,
      async book(request, call) {
        const first = await right.book(request, call);
        return !first.ok && first.failure.kind === 'unknown-outcome' ? right.book(request, call) : first;
      },
    }),
  },
  {
    name: 'takes a login page for an empty list',
    cases: ['SLOTS-F-html-page', 'FIND-F-html-page', 'LIST-F-empty-200', 'SLOT-F-malformed'],
    mutate: (right) => ({
      ...right,
      slots: async (request, call) => onFailure(await right.slots(request, call), () => ({ ok: true, value: { slots: [] } })),
      slot: async (ref, call) => onFailure(await right.slot(ref, call), () => ({ ok: true, value: null })),
      findBooking: async (key, call) => onFailure(await right.findBooking(key, call), () => ({ ok: true, value: null })),
      listBookings: async (cursor, call) =>
        onFailure(await right.listBookings(cursor, call), () => ({
          ok: true,
          value: { bookings: [], cursor: cursor ?? '0', more: false },
        })),
    }),
  },
  {
    name: 'puts the name of the patient into the detail',
    cases: ['PRIVACY-1', 'PRIVACY-9'],
    mutate: (right) => ({
      ...right,
      book: async (request, call) =>
        onFailure(await right.book(request, call), (failure) =>
          fail(failure.kind === 'not-supported' ? failure : { ...failure, detail: `refused for ${request.patient.name}` }),
        ),
    }),
  },
  {
    name: 'does not hear the signal',
    cases: ['FLOOR-2', 'DEADLINE-1', 'DEADLINE-2', 'DEADLINE-9', 'BOOK-F-timeout-before-commit', 'FIND-F-timeout-before-commit'],
    mutate: (right) => ({
      ...right,
      slots: (request) => right.slots(request, deaf()),
      slot: (ref) => right.slot(ref, deaf()),
      book: (request) => right.book(request, deaf()),
      findBooking: (key) => right.findBooking(key, deaf()),
    }),
  },
  {
    name: 'throws what the hospital causes',
    cases: ['BOOK-F-html-page', 'SLOTS-F-server-error-before-commit'],
    mutate: (right) => ({
      ...right,
      slots: async (request, call) => thrown(await right.slots(request, call)),
      book: async (request, call) => thrown(await right.book(request, call)),
    }),
  },
  {
    name: 'declares nothing',
    cases: ['FLOOR-1'],
    capabilities: {
      slots: false,
      book: false,
      findBooking: false,
      listBookings: false,
      cancel: false,
      keyedBooking: false,
      findPatient: false,
      registerPatient: false,
      queue: false,
    },
    mutate: (right) => right,
  },
  {
    name: 'asks the hospital for what it does not declare',
    cases: ['FIND-1', 'CANCEL-3'],
    mutate: (right) => ({ ...right, capabilities: { ...right.capabilities, findBooking: false, cancel: false } }),
  },
  {
    name: 'claims keys that the hospital ignores',
    cases: ['BOOK-6', 'BOOK-8'],
    capabilities: { keyedBooking: false },
    mutate: (right) => ({ ...right, capabilities: { ...right.capabilities, keyedBooking: true } }),
  },
  {
    name: 'stops after the first page',
    cases: ['SLOTS-3', 'LIST-2'],
    mutate: (right) => ({
      ...right,
      async slots(request, call) {
        const page = await right.slots(request, call);
        return page.ok ? { ok: true, value: { slots: page.value.slots } } : page;
      },
      async listBookings(cursor, call) {
        const changes = await right.listBookings(cursor, call);
        return changes.ok ? { ok: true, value: { ...changes.value, more: false } } : changes;
      },
    }),
  },
  {
    name: 'reads times in the wrong zone',
    cases: ['TIME-1', 'TIME-3', 'TIME-5', 'SLOTS-1'],
    mutate: (right) => ({
      ...right,
      slots: (request, call) => right.slots({ ...request, from: request.from + 8 * HOUR_MS, to: request.to + 8 * HOUR_MS }, call),
    }),
  },
  {
    name: 'loses characters outside the basic plane, and the dot',
    cases: ['NAME-2', 'NAME-4'],
    mutate: (right) => ({
      ...right,
      book: (request, call) =>
        right.book(
          {
            ...request,
            patient: { ...request.patient, name: request.patient.name.replaceAll(/[\u{10000}-\u{10ffff}·]/gu, '?') },
          },
          call,
        ),
    }),
  },
  {
    name: 'finds by the beginning of a key',
    cases: ['FIND-4'],
    mutate: (right, hospital) => ({
      ...right,
      async findBooking(key, call) {
        const like = (await hospital.bookings()).find((booking) => booking.key.startsWith(key));
        return right.findBooking(like?.key ?? key, call);
      },
    }),
  },
  {
    name: 'cancels whatever has the reference',
    cases: ['CANCEL-5'],
    mutate: (right, hospital) => ({
      ...right,
      async cancel(request, call) {
        const owner = (await hospital.bookings()).find((booking) => booking.ref === request.ref);
        return right.cancel({ ...request, key: owner?.key ?? request.key }, call);
      },
    }),
  },
  {
    name: 'takes any page or cursor',
    cases: ['SLOTS-6', 'LIST-5'],
    mutate: (right) => ({
      ...right,
      slots: ({ from, to }, call) => right.slots({ from, to }, call),
      listBookings: (_cursor, call) => right.listBookings(undefined, call),
    }),
  },
  {
    name: 'takes a document alone for a person',
    cases: ['PATIENT-3', 'PATIENT-4', 'REGISTER-3', 'REGISTER-4'],
    mutate: (right, hospital) => {
      const anybody = async (query: PatientQuery) => ({ ...query, ...(await hospital.patients?.list(query.document))?.[0] });
      return {
        ...right,
        findPatient: async (query, call) => right.findPatient(await anybody(query), call),
        registerPatient: async (patient, call) =>
          right.registerPatient({ ...patient, ...(await anybody(patient)) } as typeof patient, call),
      };
    },
  },
  {
    name: 'picks one of two files',
    cases: ['PATIENT-5', 'REGISTER-5'],
    mutate: (right, hospital) => {
      const first = async (document: IdentityDocument) => (await hospital.patients?.list(document))?.[0]?.ref ?? '';
      return {
        ...right,
        findPatient: async (query, call) => {
          const found = await right.findPatient(query, call);
          if (!found.ok || found.value.kind !== 'ambiguous') return found;
          return { ok: true, value: { kind: 'one', ref: await first(query.document) } };
        },
        registerPatient: async (patient, call) =>
          onFailure(await right.registerPatient(patient, call), (failure) =>
            failure.kind === 'rejected' ? { ok: true, value: { ref: 'patient-1' } } : fail(failure),
          ),
      };
    },
  },
  {
    name: 'opens a second file for the same person',
    cases: ['REGISTER-2', 'REGISTER-6', 'REGISTER-F-timeout-after-commit'],
    mutate: (right, hospital) => ({
      ...right,
      async registerPatient(patient, call) {
        const registered = await right.registerPatient(patient, call);
        return registered.ok ? { ok: true, value: { ref: (await hospital.patients?.open(patient)) ?? '' } } : registered;
      },
    }),
  },
  {
    name: 'books without looking at the file',
    cases: ['PATIENT-8', 'PATIENT-9'],
    mutate: (right) => ({ ...right, book: ({ patientRef: _file, ...request }, call) => right.book(request, call) }),
  },
  {
    name: 'takes a login page for a person without a file',
    cases: ['PATIENT-F-html-page', 'PATIENT-F-timeout-before-commit'],
    mutate: (right) => ({
      ...right,
      findPatient: async (query, call) =>
        onFailure(await right.findPatient(query, call), () => ({ ok: true, value: { kind: 'none' } })),
    }),
  },
  {
    name: 'calls a lost registration rejected',
    cases: ['REGISTER-F-reset-after-commit', 'REGISTER-F-late-commit'],
    mutate: (right) => ({
      ...right,
      registerPatient: async (patient, call) => onFailure(await right.registerPatient(patient, call), asRejected),
    }),
  },
  {
    name: 'neither reads slots nor is pushed any',
    cases: ['FLOOR-1'],
    capabilities: { slots: false },
    mutate: (right) => right,
  },
  {
    name: 'counts calls instead of naming them',
    cases: ['QUEUE-4', 'QUEUE-F-slow'],
    mutate: (right) =>
      withQueue(right, (queue) => ({ ...queue, calls: queue.calls.map((_, index) => ({ number: index + 1, at: 0 })) })),
  },
  {
    name: 'sorts the calls by number',
    cases: ['QUEUE-4'],
    mutate: (right) => withQueue(right, (queue) => ({ ...queue, calls: queue.calls.toSorted((a, b) => a.number - b.number) })),
  },
  {
    name: 'never lets a session end',
    cases: ['QUEUE-5'],
    mutate: (right) => withQueue(right, (queue) => ({ ...queue, ended: false })),
  },
  {
    name: 'takes any slot for a session that has called nobody',
    cases: ['QUEUE-1', 'QUEUE-2'],
    mutate: (right) => ({
      ...right,
      async queue(slotRef, call) {
        const queue = await right.queue(slotRef, call);
        return queue.ok ? { ok: true, value: queue.value ?? { calls: [], ended: false } } : queue;
      },
    }),
  },
  {
    name: 'takes a login page for a session that has called nobody',
    cases: ['QUEUE-F-html-page', 'QUEUE-F-timeout-before-commit', 'DEADLINE-17'],
    mutate: (right) => ({
      ...right,
      queue: async (slotRef, call) =>
        onFailure(await right.queue(slotRef, call), () => ({ ok: true, value: { calls: [], ended: false } })),
    }),
  },
  {
    name: 'forgets how many numbers a session has',
    cases: ['QUEUE-8'],
    mutate: (right) => ({
      ...right,
      async slot(ref, call) {
        const slot = await right.slot(ref, call);
        return slot.ok && slot.value !== null ? { ok: true, value: { ...slot.value, session: undefined } } : slot;
      },
    }),
  },
  {
    name: 'gives everybody the same number',
    cases: ['QUEUE-10'],
    mutate: (right) => ({
      ...right,
      async book(request, call) {
        const booked = await right.book(request, call);
        return booked.ok ? { ok: true, value: { ...booked.value, queueNumber: 1 } } : booked;
      },
    }),
  },
  {
    name: 'tells another number when it is asked again',
    cases: ['QUEUE-10'],
    mutate: (right) => ({
      ...right,
      async findBooking(key, call) {
        const found = await right.findBooking(key, call);
        return found.ok && found.value !== null ? { ok: true, value: { ...found.value, queueNumber: 9 } } : found;
      },
    }),
  },
];

/** Changes what is told of a session that is there. */
function withQueue(right: HospitalAdapter, change: (queue: SessionQueue) => SessionQueue): HospitalAdapter {
  return {
    ...right,
    async queue(slotRef, call) {
      const queue = await right.queue(slotRef, call);
      return queue.ok && queue.value !== null ? { ok: true, value: change(queue.value) } : queue;
    },
  };
}

const interval = { startsAt: Date.parse('2040-01-01T08:00:00+08:00'), endsAt: Date.parse('2040-01-01T08:30:00+08:00') };
const asRejected = (failure: Failure) =>
  failure.kind === 'unknown-outcome' ? fail({ kind: 'rejected', reason: 'other', detail: failure.detail }) : fail(failure);
function thrown<T>(outcome: Outcome<T>): Outcome<T> {
  if (!outcome.ok && outcome.failure.kind !== 'rejected') throw new Error(outcome.failure.kind);
  return outcome;
}

function contextFor({ capabilities, mutate }: Pick<Mutant, 'capabilities' | 'mutate'>) {
  const delays = { replyMs: 0, slowMs: 20, lateCommitMs: 90 };
  const { adapter, hospital } = createMemoryHospital({ now: Date.now, slots: [], sleep, pageSize: 5, delays, capabilities });
  return createCaseContext({ adapter: mutate(adapter, hospital), hospital }, LIMITS, 'self');
}

describe('the conformance kit', () => {
  for (const mutant of MUTANTS) {
    for (const id of mutant.cases) {
      it(`the conformance kit fails ${id} for an adapter that ${mutant.name}`, async () => {
        await expect(runCase(caseById(id), contextFor(mutant))).rejects.toThrow();
      });
    }
  }

  it('the conformance kit passes each of these cases for an adapter that is right', async () => {
    const context = contextFor({ mutate: (right) => right });
    for (const id of new Set(MUTANTS.flatMap((mutant) => mutant.cases))) {
      expect(await runCase(caseById(id), context), id).toEqual({ kind: 'run' });
    }
  });

  it('the conformance kit gives every requirement an id of its own', () => {
    const ids = ALL_CASES.map((wanted) => wanted.id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('the conformance kit runs the same number of cases for an adapter with few capabilities, as refusals', async () => {
    const few = {
      findBooking: false,
      listBookings: false,
      cancel: false,
      keyedBooking: false,
      findPatient: false,
      registerPatient: false,
      queue: false,
    };
    const context = contextFor({ capabilities: few, mutate: (right) => right });
    const wanted = ALL_CASES.filter((candidate) => candidate.needs.some((need) => need !== 'slots' && need !== 'book'));
    expect(wanted.length).toBeGreaterThan(40);
    for (const candidate of wanted) expect(await runCase(candidate, context), candidate.id).toEqual({ kind: 'refused' });
  });
});
