import { expect } from 'vitest';
import type { Operation, Outcome, QueueCall } from '../../port.ts';
import type { CaseContext } from '../case-context.ts';
import { MINUTE_MS } from '../case-context.ts';
import type { Capability, ConformanceCase } from '../conformance-case.ts';
import { expectTimely } from '../deadline.ts';
import { describeOutcome, expectFailure, expectOk } from '../expectations.ts';
import { READ_FAULTS } from '../fault-table.ts';
import { FAULTS, type Fault } from '../hospital-under-test.ts';
import { type Arguments, invoke } from '../invoke.ts';

interface ReadOperation {
  readonly id: string;
  readonly operation: Operation;
  readonly needs: readonly Capability[];
  /** Whether a success holds what was put there before the fault. */
  readonly isTrue: (value: unknown, args: Prepared) => boolean;
}

/** What a read is asked for, and what it could deny. */
interface Prepared extends Arguments {
  /** The file of the patient in `book`, where the hospital keeps files. */
  readonly patientRef?: string;
  /** Whom a session has called, where the hospital tells. */
  readonly called?: QueueCall;
}

const holds = (value: unknown, text: string) => JSON.stringify(value).includes(JSON.stringify(text));

const READ_OPERATIONS: readonly ReadOperation[] = [
  { id: 'SLOTS', operation: 'slots', needs: ['slots'], isTrue: (value, args) => holds(value, args.slotRef) },
  { id: 'SLOT', operation: 'slot', needs: ['slots'], isTrue: (value, args) => holds(value, args.slotRef) },
  {
    id: 'FIND',
    operation: 'findBooking',
    needs: ['book', 'findBooking'],
    isTrue: (value, args) => holds(value, args.cancel.ref),
  },
  {
    id: 'PATIENT',
    operation: 'findPatient',
    needs: ['book', 'findPatient'],
    isTrue: (value, args) => args.patientRef !== undefined && holds(value, args.patientRef),
  },
  { id: 'LIST', operation: 'listBookings', needs: ['book', 'listBookings'], isTrue: (value) => holds(value, 'booked') },
  {
    id: 'QUEUE',
    operation: 'queue',
    needs: ['queue'],
    isTrue: (value, args) => args.called !== undefined && JSON.stringify(value).includes(String(args.called.at)),
  },
];

/** As `prepare`, with a session that has called somebody in the place of the slot. */
async function prepareFor(context: CaseContext, operation: Operation): Promise<Prepared> {
  const prepared = await prepare(context);
  if (operation !== 'queue') return prepared;
  const { ref, startsAt } = await context.sessions.open({ day: context.newDay(), numbers: 3 });
  const called = { number: 1, at: startsAt + MINUTE_MS };
  await context.sessions.call(ref, called.number, called.at);
  return { ...prepared, slotRef: ref, called };
}

/** A slot with a place left, a booking in it where the adapter books, and a file where it finds any: what a failed read could deny. */
async function prepare(context: CaseContext): Promise<Prepared> {
  const { adapter, hospital, openSlot, newKey, newPatient, request, call } = context;
  const many = adapter.capabilities.slotCapacity === 'many';
  const booked = await openSlot(many ? 2 : 1);
  const open = many ? booked : await openSlot();
  const patient = newPatient();
  const patientRef = adapter.capabilities.findPatient ? await context.patients.open(patient) : undefined;
  const book = { ...request(newKey(), booked.ref), patient };
  const booking = adapter.capabilities.book ? expectOk(await adapter.book(book, call())) : { ref: 'none' };
  await hospital.settled();
  return {
    from: open.startsAt,
    to: open.startsAt + MINUTE_MS,
    slotRef: open.ref,
    book,
    cancel: { key: book.key, ref: booking.ref },
    patientRef,
  };
}

async function readUnderFault(context: CaseContext, { operation, isTrue }: ReadOperation, fault: Fault): Promise<void> {
  const { adapter, hospital, limits, call } = context;
  const args = await prepareFor(context, operation);
  const healthy = await requestsDuring(context, () => invoke(adapter, operation, args, call()));
  await hospital.setFault(fault, 'read');
  const faulty = await requestsDuring(context, () =>
    expectTimely(limits, invoke(adapter, operation, args, call(limits.deadlineMs))),
  );
  const permitted = READ_FAULTS[fault];
  if (faulty.outcome.ok) {
    expect(permitted.ok, `a success under ${fault}: ${describeOutcome(faulty.outcome)}`).toBe(true);
    expect(isTrue(faulty.outcome.value, args), `an untrue success under ${fault}: ${describeOutcome(faulty.outcome)}`).toBe(true);
  } else expectFailure(faulty.outcome, permitted.failures);
  if (fault !== 'duplicate') expect(faulty.requests, 'an adapter never repeats a call').toBeLessThanOrEqual(healthy.requests);
  await hospital.setFault(null);
  const healed = expectOk(await invoke(adapter, operation, args, call()));
  if (operation !== 'listBookings') expect(isTrue(healed, args), 'the truth, once healed').toBe(true);
}

async function requestsDuring({ hospital }: CaseContext, work: () => Promise<Outcome<unknown>>) {
  const before = (await hospital.requestsSeen()).total;
  const outcome = await work();
  return { outcome, requests: (await hospital.requestsSeen()).total - before };
}

/** Every read under every fault: `SLOTS-F-slow`, `FIND-F-html-page`, … */
export const readFaultCases: readonly ConformanceCase[] = READ_OPERATIONS.flatMap((reading) =>
  FAULTS.map((fault) => ({
    id: `${reading.id}-F-${fault}`,
    title: `tells the truth or a failure of ${reading.operation} under ${fault}`,
    needs: reading.needs,
    fault,
    run: (context) => readUnderFault(context, reading, fault),
  })),
);
