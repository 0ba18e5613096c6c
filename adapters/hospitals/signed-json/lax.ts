import * as z from 'zod';
import type { Booking, BookRequest } from '../../port/booking.ts';
import type { CancelRequest } from '../../port/cancellation.ts';
import type { Call, Outcome } from '../../port/terms.ts';
import type { LaxConfig } from './config.ts';
import { isCode, isKey, laxPatientFields, rejected, scheduleKeyOf, writeOutcome } from './mapping.ts';
import { sha256Hex, utf8 } from './signing.ts';
import type { Transport } from './transport.ts';
import { laxOrderSchema } from './wire.ts';

/** The two operations in lax mode, as the contract has them. */

interface Speaking {
  readonly config: LaxConfig;
  readonly transport: Transport;
}

/**
 * Ties an order to our key: the hospital does not store it, and would cancel any order of whose record number it is told. The
 * reference of a booking is the record number and this mark.
 */
async function markOf(key: string, hosRecordId: string, { hoscode }: LaxConfig): Promise<string> {
  return (await sha256Hex(utf8([hoscode, hosRecordId, key].join(' ')))).slice(0, 16);
}

/** `/order/submitOrder` */
export async function bookLax({ config, transport }: Speaking, request: BookRequest, call: Call): Promise<Outcome<Booking>> {
  const { key, slotRef, patient } = request;
  const schedule = scheduleKeyOf(slotRef);
  const person = laxPatientFields(patient, config);
  if (!isKey(key, config)) return rejected('request-refused', 'not a booking key');
  if (schedule === undefined) return rejected('slot-unknown', 'not a reference of this hospital');
  if (person === undefined) return rejected('patient-refused', 'no code for the document or the sex');
  const { depcode, hosScheduleId, workDate, amount } = schedule;
  const workTime = String(schedule.workTime);
  const [reserveDate, reserveTime] = config.swappedReserveFields ? [workTime, workDate] : [workDate, workTime];
  const fields = { depcode, hosScheduleId, reserveDate, reserveTime, amount, ...person };
  const order = writeOutcome(await transport.send({ path: '/order/submitOrder', fields }, call), laxOrderSchema, 'lax');
  if (!order.ok) return order;
  const { hosRecordId, number } = order.value;
  const ref = `${hosRecordId}~${await markOf(key, hosRecordId, config)}`;
  // The hospital does not say which schedule it has booked, so neither does the adapter.
  return { ok: true, value: { ref, key, status: 'booked', ...(number === undefined ? {} : { queueNumber: number }) } };
}

/** `/order/updateCancelStatus` */
export async function cancelLax(
  { config, transport }: Speaking,
  { key, ref }: CancelRequest,
  call: Call,
): Promise<Outcome<Booking>> {
  const [hosRecordId = '', mark] = ref.split('~');
  if (!isCode(hosRecordId) || mark !== (await markOf(key, hosRecordId, config)))
    return rejected('booking-unknown', 'not the reference of this booking');
  const exchange = await transport.send({ path: '/order/updateCancelStatus', fields: { hosRecordId } }, call);
  const done = writeOutcome(exchange, z.unknown(), 'lax');
  return done.ok ? { ok: true, value: { ref, key, status: 'cancelled' } } : done;
}
