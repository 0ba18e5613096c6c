import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { ALL_CASES, caseById } from '../../adapters/conformance/all-cases.ts';
import { createCaseContext, DEFAULT_LIMITS } from '../../adapters/conformance/case-context.ts';
import type { EveryFacet } from '../../adapters/conformance/facets.ts';
import type { HospitalUnderTest } from '../../adapters/conformance/hospital-under-test.ts';
import { runCase } from '../../adapters/conformance/run-case.ts';
import { createMemoryHospital } from '../../adapters/hospitals/memory/adapter.ts';
import type { MemoryHospitalOptions } from '../../adapters/hospitals/memory/config.ts';
import type { HospitalAdapter } from '../../adapters/port/hospital.ts';
import type { PatientQuery } from '../../adapters/port/patients.ts';
import type { ClinicQueue } from '../../adapters/port/queue.ts';
import type { Failure, IdentityDocument, Outcome } from '../../adapters/port/terms.ts';
import { changed } from '../support/changed-adapter.ts';

const LIMITS = { ...DEFAULT_LIMITS, deadlineMs: 60, graceMs: 60 };
const HOUR_MS = 3_600_000;

/** An adapter that has everything. */
type Right = HospitalAdapter & EveryFacet;

interface Mutant {
  /** What is wrong with it. */
  readonly name: string;
  /** Cases that must notice. */
  readonly cases: readonly string[];
  readonly options?: Partial<MemoryHospitalOptions>;
  /** What is wrong with it where its credentials are. */
  readonly stranger?: (wrong: Right) => HospitalAdapter;
  readonly mutate: (right: Right, hospital: HospitalUnderTest) => HospitalAdapter;
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
    options: { without: ['keys'] },
    mutate: (right, hospital) =>
      changed(right, {
        booking: {
          async book(request, call) {
            const { capacity } = await hospital.slot(request.slotRef).catch(() => ({ capacity: 0 }));
            const first = await right.booking.book(request, call);
            if (capacity > 0)
              await right.booking.book({ ...request, slotRef: await hospital.openSlot({ ...interval, capacity: 1 }) }, call);
            return first;
          },
        },
      }),
  },
  {
    name: 'sells a place that is gone',
    cases: ['BOOK-2', 'RACE-1', 'RACE-2'],
    mutate: (right) =>
      changed(right, {
        booking: {
          book: async (request, call) =>
            onFailure(await right.booking.book(request, call), () => ({
              ok: true,
              value: { ref: 'none', key: request.key, status: 'booked' },
            })),
        },
      }),
  },
  {
    name: 'calls a time-out rejected',
    cases: ['BOOK-F-timeout-before-commit', 'BOOK-F-timeout-after-commit', 'CANCEL-F-timeout-after-commit', 'FLOOR-2'],
    mutate: (right) =>
      changed(right, {
        booking: { book: async (request, call) => onFailure(await right.booking.book(request, call), asRejected) },
        cancellation: { cancel: async (request, call) => onFailure(await right.cancellation.cancel(request, call), asRejected) },
      }),
  },
  {
    name: 'calls every lost write unavailable',
    cases: ['BOOK-F-timeout-after-commit', 'BOOK-F-reset-after-commit', 'BOOK-F-late-commit', 'BOOK-F-server-error-after-commit'],
    mutate: (right) =>
      changed(right, {
        booking: {
          book: async (request, call) =>
            onFailure(await right.booking.book(request, call), (failure) =>
              failure.kind === 'unknown-outcome' ? fail({ ...failure, kind: 'unavailable' }) : fail(failure),
            ),
        },
      }),
  },
  {
    name: 'repeats a write of which it knows nothing',
    cases: ['BOOK-F-reset-after-commit', 'BOOK-F-server-error-before-commit'],
    mutate: (right) =>
      changed(right, {
        booking: {
          async book(request, call) {
            const first = await right.booking.book(request, call);
            return !first.ok && first.failure.kind === 'unknown-outcome' ? right.booking.book(request, call) : first;
          },
        },
      }),
  },
  {
    name: 'takes a login page for an empty list',
    cases: ['SLOTS-F-html-page', 'FIND-F-html-page', 'LIST-F-empty-200', 'SLOT-F-malformed'],
    mutate: (right) =>
      changed(right, {
        slots: {
          page: async (request, call) =>
            onFailure(await right.slots.page(request, call), () => ({ ok: true, value: { slots: [] } })),
          one: async (ref, call) => onFailure(await right.slots.one(ref, call), () => ({ ok: true, value: null })),
        },
        bookings: {
          find: async (key, call) => onFailure(await right.bookings.find(key, call), () => ({ ok: true, value: null })),
          list: async (cursor, call) =>
            onFailure(await right.bookings.list(cursor, call), () => ({
              ok: true,
              value: { bookings: [], cursor: cursor ?? '0', more: false },
            })),
        },
      }),
  },
  {
    name: 'puts the name of the patient into the detail',
    cases: ['PRIVACY-1', 'PRIVACY-9'],
    mutate: (right) =>
      changed(right, {
        booking: {
          book: async (request, call) =>
            onFailure(await right.booking.book(request, call), (failure) =>
              fail({ ...failure, detail: `refused for ${request.patient.name}` }),
            ),
        },
      }),
  },
  {
    name: 'does not hear the signal',
    cases: ['FLOOR-2', 'DEADLINE-1', 'DEADLINE-2', 'DEADLINE-9', 'BOOK-F-timeout-before-commit', 'FIND-F-timeout-before-commit'],
    mutate: (right) =>
      changed(right, {
        slots: { page: (request) => right.slots.page(request, deaf()), one: (ref) => right.slots.one(ref, deaf()) },
        booking: { book: (request) => right.booking.book(request, deaf()) },
        bookings: { find: (key) => right.bookings.find(key, deaf()) },
      }),
  },
  {
    name: 'throws what the hospital causes',
    cases: ['BOOK-F-html-page', 'SLOTS-F-server-error-before-commit'],
    mutate: (right) =>
      changed(right, {
        slots: { page: async (request, call) => thrown(await right.slots.page(request, call)) },
        booking: { book: async (request, call) => thrown(await right.booking.book(request, call)) },
      }),
  },
  {
    name: 'has nothing',
    cases: ['FLOOR-1'],
    options: { without: ['slots', 'booking', 'bookings', 'cancellation', 'patients', 'queue'] },
    mutate: (right) => right,
  },
  {
    name: 'claims keys that the hospital ignores',
    cases: ['BOOK-6', 'BOOK-8'],
    options: { without: ['keys'] },
    mutate: (right) => changed(right, { booking: { keyed: true } }),
  },
  {
    name: 'stops after the first page',
    cases: ['SLOTS-3', 'LIST-2'],
    mutate: (right) =>
      changed(right, {
        slots: {
          async page(request, call) {
            const page = await right.slots.page(request, call);
            return page.ok ? { ok: true, value: { slots: page.value.slots } } : page;
          },
        },
        bookings: {
          async list(cursor, call) {
            const changes = await right.bookings.list(cursor, call);
            return changes.ok ? { ok: true, value: { ...changes.value, more: false } } : changes;
          },
        },
      }),
  },
  {
    name: 'reads times in the wrong zone',
    cases: ['TIME-1', 'TIME-3', 'TIME-5', 'SLOTS-1'],
    mutate: (right) =>
      changed(right, {
        slots: {
          page: (request, call) =>
            right.slots.page({ ...request, from: request.from + 8 * HOUR_MS, to: request.to + 8 * HOUR_MS }, call),
        },
      }),
  },
  {
    name: 'loses characters outside the basic plane, and the dot',
    cases: ['NAME-2', 'NAME-4'],
    // Where people have files, their names are those of the files: REGISTER-7.
    options: { without: ['patients'] },
    mutate: (right) =>
      changed(right, {
        booking: {
          book: (request, call) =>
            right.booking.book(
              {
                ...request,
                patient: { ...request.patient, name: request.patient.name.replaceAll(/[\u{10000}-\u{10ffff}·]/gu, '?') },
              },
              call,
            ),
        },
      }),
  },
  {
    name: 'finds by the beginning of a key',
    cases: ['FIND-4'],
    mutate: (right, hospital) =>
      changed(right, {
        bookings: {
          async find(key, call) {
            const like = (await hospital.bookings()).find((booking) => booking.key.startsWith(key));
            return right.bookings.find(like?.key ?? key, call);
          },
        },
      }),
  },
  {
    name: 'cancels whatever has the reference',
    cases: ['CANCEL-5'],
    mutate: (right, hospital) =>
      changed(right, {
        cancellation: {
          async cancel(request, call) {
            const owner = (await hospital.bookings()).find((booking) => booking.ref === request.ref);
            return right.cancellation.cancel({ ...request, key: owner?.key ?? request.key }, call);
          },
        },
      }),
  },
  {
    name: 'takes any page or cursor',
    cases: ['SLOTS-6', 'LIST-5'],
    mutate: (right) =>
      changed(right, {
        slots: { page: ({ from, to }, call) => right.slots.page({ from, to }, call) },
        bookings: { list: (_cursor, call) => right.bookings.list(undefined, call) },
      }),
  },
  {
    name: 'takes a document alone for a person',
    cases: ['PATIENT-3', 'PATIENT-4', 'REGISTER-3', 'REGISTER-4'],
    mutate: (right, hospital) => {
      const anybody = async (query: PatientQuery) => ({ ...query, ...(await hospital.patients?.list(query.document))?.[0] });
      return changed(right, {
        patients: {
          find: async (query, call) => right.patients.find(await anybody(query), call),
          register: async (patient, call) =>
            right.patients.register({ ...patient, ...(await anybody(patient)) } as typeof patient, call),
        },
      });
    },
  },
  {
    name: 'picks one of two files',
    cases: ['PATIENT-5', 'REGISTER-5'],
    mutate: (right, hospital) => {
      const first = async (document: IdentityDocument) => (await hospital.patients?.list(document))?.[0]?.ref ?? '';
      return changed(right, {
        patients: {
          find: async (query, call) => {
            const found = await right.patients.find(query, call);
            if (!found.ok || found.value.kind !== 'ambiguous') return found;
            return { ok: true, value: { kind: 'one', ref: await first(query.document) } };
          },
          register: async (patient, call) =>
            onFailure(await right.patients.register(patient, call), (failure) =>
              failure.kind === 'rejected' ? { ok: true, value: { ref: 'patient-1' } } : fail(failure),
            ),
        },
      });
    },
  },
  {
    name: 'opens a second file for the same person',
    cases: ['REGISTER-2', 'REGISTER-6', 'REGISTER-F-timeout-after-commit'],
    mutate: (right, hospital) =>
      changed(right, {
        patients: {
          async register(patient, call) {
            const registered = await right.patients.register(patient, call);
            return registered.ok ? { ok: true, value: { ref: (await hospital.patients?.open(patient)) ?? '' } } : registered;
          },
        },
      }),
  },
  {
    name: 'books without looking at the file',
    cases: ['PATIENT-8', 'PATIENT-9'],
    mutate: (right) =>
      changed(right, { booking: { book: ({ patientRef: _file, ...request }, call) => right.booking.book(request, call) } }),
  },
  {
    name: 'takes a login page for a person without a file',
    cases: ['PATIENT-F-html-page', 'PATIENT-F-timeout-before-commit'],
    mutate: (right) =>
      changed(right, {
        patients: {
          find: async (query, call) =>
            onFailure(await right.patients.find(query, call), () => ({ ok: true, value: { kind: 'none' } })),
        },
      }),
  },
  {
    name: 'calls a lost registration rejected',
    cases: ['REGISTER-F-reset-after-commit', 'REGISTER-F-late-commit'],
    mutate: (right) =>
      changed(right, {
        patients: { register: async (patient, call) => onFailure(await right.patients.register(patient, call), asRejected) },
      }),
  },
  {
    name: 'neither reads slots nor is pushed any',
    cases: ['FLOOR-1'],
    options: { without: ['slots'] },
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
    name: 'never lets a clinic end',
    cases: ['QUEUE-5'],
    mutate: (right) => withQueue(right, (queue) => ({ ...queue, ended: false })),
  },
  {
    name: 'takes any slot for a clinic that has called nobody',
    cases: ['QUEUE-1', 'QUEUE-2'],
    mutate: (right) =>
      changed(right, {
        queue: {
          async read(slotRef, call) {
            const queue = await right.queue.read(slotRef, call);
            return queue.ok ? { ok: true, value: queue.value ?? { calls: [], ended: false } } : queue;
          },
        },
      }),
  },
  {
    name: 'takes a login page for a clinic that has called nobody',
    cases: ['QUEUE-F-html-page', 'QUEUE-F-timeout-before-commit', 'DEADLINE-17'],
    mutate: (right) =>
      changed(right, {
        queue: {
          read: async (slotRef, call) =>
            onFailure(await right.queue.read(slotRef, call), () => ({ ok: true, value: { calls: [], ended: false } })),
        },
      }),
  },
  {
    name: 'forgets how many numbers a clinic has',
    cases: ['QUEUE-8'],
    mutate: (right) =>
      changed(right, {
        slots: {
          async one(ref, call) {
            const slot = await right.slots.one(ref, call);
            return slot.ok && slot.value !== null ? { ok: true, value: { ...slot.value, clinic: undefined } } : slot;
          },
        },
      }),
  },
  {
    name: 'gives everybody the same number',
    cases: ['QUEUE-10'],
    mutate: (right) =>
      changed(right, {
        booking: {
          async book(request, call) {
            const booked = await right.booking.book(request, call);
            return booked.ok ? { ok: true, value: { ...booked.value, queueNumber: 1 } } : booked;
          },
        },
      }),
  },
  {
    name: 'tells another number when it is asked again',
    cases: ['QUEUE-10'],
    mutate: (right) =>
      changed(right, {
        bookings: {
          async find(key, call) {
            const found = await right.bookings.find(key, call);
            return found.ok && found.value !== null ? { ok: true, value: { ...found.value, queueNumber: 9 } } : found;
          },
        },
      }),
  },
  {
    name: 'loses characters outside the basic plane when it opens a file',
    cases: ['REGISTER-7'],
    mutate: (right) =>
      changed(right, {
        patients: {
          register: (patient, call) =>
            right.patients.register({ ...patient, name: patient.name.replaceAll(/[\u{10000}-\u{10ffff}·]/gu, '?') }, call),
        },
      }),
  },
  {
    name: 'cuts a key that is too long',
    cases: ['BOOK-9'],
    options: { keyMaxLength: 62 },
    mutate: (right) =>
      changed(right, {
        booking: { book: ({ key, ...request }, call) => right.booking.book({ ...request, key: key.slice(0, 62) }, call) },
      }),
  },
  {
    name: 'takes a visit that is over, or a place on a list, for a booking that is to come',
    cases: ['STATUS-1', 'STATUS-2', 'STATUS-3'],
    mutate: (right) =>
      changed(right, {
        bookings: {
          async find(key, call) {
            const found = await right.bookings.find(key, call);
            return found.ok && found.value !== null ? { ok: true, value: { ...found.value, status: 'booked' } } : found;
          },
        },
      }),
  },
  {
    name: 'does not show the slot that was booked',
    cases: ['BOOK-11', 'FIND-5', 'LIST-7'],
    mutate: (right) =>
      changed(right, {
        booking: {
          async book(request, call) {
            const booked = await right.booking.book(request, call);
            return booked.ok ? { ok: true, value: { ...booked.value, slotRef: undefined } } : booked;
          },
        },
        bookings: {
          async find(key, call) {
            const found = await right.bookings.find(key, call);
            return found.ok && found.value ? { ok: true, value: { ...found.value, slotRef: undefined } } : found;
          },
          async list(cursor, call) {
            const page = await right.bookings.list(cursor, call);
            if (!page.ok) return page;
            const bookings = page.value.bookings.map((booking) => ({ ...booking, slotRef: undefined }));
            return { ok: true, value: { ...page.value, bookings } };
          },
        },
      }),
  },
  {
    name: 'names the booking that was to be cancelled, not the one that was',
    cases: ['CANCEL-6'],
    mutate(right) {
      let former: { readonly key: string; readonly ref: string } | undefined;
      return changed(right, {
        booking: {
          async book(request, call) {
            const booked = await right.booking.book(request, call);
            if (booked.ok) former ??= { key: booked.value.key, ref: booked.value.ref };
            return booked;
          },
        },
        cancellation: {
          async cancel(request, call) {
            const cancelled = await right.cancellation.cancel(former ?? request, call);
            return cancelled.ok ? { ok: true, value: { ...cancelled.value, ...request } } : cancelled;
          },
        },
      });
    },
  },
  {
    name: 'leaves out of a sweep what is not new',
    cases: ['LIST-6'],
    options: { listing: 'sweep' },
    mutate(right) {
      const told = new Set<string>();
      return changed(right, {
        bookings: {
          async list(cursor, call) {
            const page = await right.bookings.list(cursor, call);
            if (!page.ok) return page;
            const bookings = page.value.bookings.filter(({ ref }) => !told.has(ref));
            for (const { ref } of bookings) told.add(ref);
            return { ok: true, value: { ...page.value, bookings } };
          },
        },
      });
    },
  },
  {
    name: 'asks for a page in more requests than the deadline leaves room for',
    cases: ['LATENCY-slots.one'],
    mutate: (right) =>
      changed(right, {
        slots: {
          async one(ref, call) {
            for (let request = 0; request < 10; request += 1) {
              const slot = await right.slots.one(ref, call);
              if (!slot.ok) return slot;
            }
            return right.slots.one(ref, call);
          },
        },
      }),
  },
  {
    name: 'throws when it is to say what it finds',
    cases: ['CHECK-1', 'CHECK-3'],
    mutate: (right) => ({
      ...right,
      check: async () => {
        throw new Error('not reached');
      },
    }),
  },
  {
    name: 'finds everything well without asking',
    cases: ['CHECK-2', 'CHECK-3'],
    stranger: (wrong) => ({ ...wrong, check: async () => [{ kind: 'reached' }, { kind: 'credentials-accepted' }] }),
    mutate: (right) => ({ ...right, check: async () => [{ kind: 'reached' }, { kind: 'credentials-accepted' }] }),
  },
  {
    name: 'calls wrong credentials a silence, or a refusal',
    cases: ['CREDENTIALS-slots.page', 'CREDENTIALS-bookings.find', 'CREDENTIALS-booking.book', 'CREDENTIALS-patients.register'],
    stranger: (wrong) =>
      changed(wrong, {
        slots: { page: async (request, call) => onFailure(await wrong.slots.page(request, call), asUnavailable) },
        bookings: { find: async (key, call) => onFailure(await wrong.bookings.find(key, call), asUnavailable) },
        booking: { book: async (request, call) => onFailure(await wrong.booking.book(request, call), asRefused) },
        patients: { register: async (patient, call) => onFailure(await wrong.patients.register(patient, call), asRefused) },
      }),
    mutate: (right) => right,
  },
];

/** Changes what is told of a clinic that is there. */
function withQueue(right: Right, change: (queue: ClinicQueue) => ClinicQueue): HospitalAdapter {
  return changed(right, {
    queue: {
      async read(slotRef, call) {
        const queue = await right.queue.read(slotRef, call);
        return queue.ok && queue.value !== null ? { ok: true, value: change(queue.value) } : queue;
      },
    },
  });
}

const interval = { startsAt: Date.parse('2040-01-01T08:00:00+08:00'), endsAt: Date.parse('2040-01-01T08:30:00+08:00') };
const asUnavailable = (failure: Failure) => fail({ kind: 'unavailable', detail: failure.detail });
const asRefused = (failure: Failure) => fail({ kind: 'rejected', reason: 'other', detail: failure.detail });
const asRejected = (failure: Failure) =>
  failure.kind === 'unknown-outcome' ? fail({ kind: 'rejected', reason: 'other', detail: failure.detail }) : fail(failure);
function thrown<T>(outcome: Outcome<T>): Outcome<T> {
  if (!outcome.ok && outcome.failure.kind !== 'rejected') throw new Error(outcome.failure.kind);
  return outcome;
}

function contextFor({ options, stranger = (wrong) => wrong, mutate }: Omit<Mutant, 'name' | 'cases'>) {
  const delays = { replyMs: 0, slowMs: 20, lateCommitMs: 90 };
  const made = createMemoryHospital({ now: Date.now, slots: [], sleep, pageSize: 5, delays, ...options });
  const { hospital } = made;
  // What a mutant names is there: its options leave only what it does not touch.
  const adapter = mutate(made.adapter as Right, hospital);
  return createCaseContext({ adapter, stranger: stranger(made.stranger as Right), hospital }, LIMITS, 'self');
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
    const contexts = [{}, { listing: 'sweep' as const }].map((options) => contextFor({ options, mutate: (right) => right }));
    for (const id of new Set(MUTANTS.flatMap((mutant) => mutant.cases))) {
      const verdicts = [];
      for (const context of contexts) verdicts.push(await runCase(caseById(id), context));
      expect(verdicts, id).toContainEqual({ kind: 'run' });
    }
  });

  it('the conformance kit gives every requirement an id of its own', () => {
    const ids = ALL_CASES.map((wanted) => wanted.id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('has an outcome for every case of an adapter with few facets: absent, and of what', async () => {
    const without = ['bookings', 'cancellation', 'patients', 'queue', 'keys'] as const;
    const context = contextFor({ options: { without }, mutate: (right) => right });
    const wanted = ALL_CASES.filter((candidate) => candidate.needs.some((need) => need !== 'slots' && !context.has(need)));
    expect(wanted.length).toBeGreaterThan(40);
    for (const candidate of wanted) {
      const what = candidate.needs.find((need) => !context.has(need));
      expect(await runCase(candidate, context), candidate.id).toEqual({ kind: 'absent', what });
    }
  });
});
