import { expect } from 'vitest';
import type { Operation } from '../port.ts';
import type { CaseContext } from './case-context.ts';
import type { Capability } from './conformance-case.ts';
import { expectFailure } from './expectations.ts';
import { invoke } from './invoke.ts';

const OPERATIONS_OF: Readonly<Record<Capability, readonly Operation[]>> = {
  slots: ['slots', 'slot'],
  book: ['book'],
  findBooking: ['findBooking'],
  listBookings: ['listBookings'],
  cancel: ['cancel'],
  findPatient: ['findPatient'],
  registerPatient: ['registerPatient'],
  queue: ['queue'],
  // Not an operation: what it promises is simply not relied upon.
  keyedBooking: [],
};

/** Fails unless every operation of an undeclared capability is refused as `not-supported` without one request to the hospital. */
export async function expectNotSupported(
  { adapter, hospital, newKey, request, call }: CaseContext,
  capability: Capability,
): Promise<void> {
  const before = await hospital.requestsSeen();
  const book = request(newKey(), 'any');
  const args = { from: 0, to: 1, slotRef: 'any', book, cancel: { key: book.key, ref: 'any' } };
  for (const operation of OPERATIONS_OF[capability]) {
    const outcome = await invoke(adapter, operation, args, call());
    expectFailure(outcome, ['not-supported']);
    if (!outcome.ok && outcome.failure.kind === 'not-supported') expect(outcome.failure.operation).toBe(operation);
  }
  expect(await hospital.requestsSeen(), `an undeclared ${capability} touches nothing`).toEqual(before);
}
