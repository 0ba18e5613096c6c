import type { Booking, BookRequest } from '../../port/booking.ts';
import type { BookingPage } from '../../port/bookings.ts';
import type { CancelRequest } from '../../port/cancellation.ts';
import type { PatientMatch, PatientQuery, PatientRecord } from '../../port/patients.ts';
import type { ClinicQueue } from '../../port/queue.ts';
import { leftOutOf, mapRow, rowOf, usableRows } from '../../port/rows.ts';
import { type SlotPage, type SlotSnapshot, type SlotsRequest, slotRow } from '../../port/slots.ts';
import type { Call, Outcome, Patient } from '../../port/terms.ts';
import type { StrictConfig } from './config.ts';
import {
  bookingOf,
  CURSOR_MARK,
  clinicQueue,
  dateOf,
  failed,
  isCode,
  isKey,
  PAGE_MARK,
  patientFields,
  patientMatch,
  queryFields,
  readOutcome,
  rejected,
  scheduleKeyOf,
  slotRefOf,
  slotSnapshot,
  unmarked,
  writeOutcome,
} from './mapping.ts';
import type { Transport } from './transport.ts';
import {
  keySchema,
  orderChangesSchema,
  orderSchema,
  patientMatchSchema,
  patientRecordSchema,
  queueSchema,
  schedulePageSchema,
  scheduleSchema,
} from './wire.ts';

/** The operations in strict mode: one call of the hospital each. */

interface Speaking {
  readonly config: StrictConfig;
  readonly transport: Transport;
}

/** `/schedule/list`: by days, because the hospital and we might disagree on when a morning begins. */
export async function readSlots(
  { config, transport }: Speaking,
  { from, to, page }: SlotsRequest,
  call: Call,
): Promise<Outcome<SlotPage>> {
  const token = page === undefined ? undefined : unmarked(page, PAGE_MARK);
  if (page !== undefined && token === undefined) return rejected('request-refused', 'unknown page');
  const window = { fromDate: dateOf(from), toDate: dateOf(to - 1), limit: String(config.pageSize) };
  const fields = token === undefined ? window : { ...window, page: token };
  const answer = readOutcome(await transport.send({ path: '/schedule/list', fields }, call), schedulePageSchema);
  if (!answer.ok) return answer;
  const { rows, next } = answer.value;
  if (next !== undefined && next === token) return failed({ kind: 'malformed', detail: 'the next page is the page itself' });
  const read = usableRows(rows, (row) =>
    mapRow(rowOf(scheduleSchema, row), (schedule) => slotRow(slotSnapshot(schedule, config))),
  );
  if (!read.ok) return read;
  const slots = read.value.rows.filter(({ startsAt }) => startsAt >= from && startsAt < to);
  const goingOn = next === undefined ? {} : { next: `${PAGE_MARK}${next}` };
  return { ok: true, value: { slots, ...leftOutOf(read.value.leftOut), ...goingOn } };
}

/** `/schedule/show` */
export async function readSlot({ config, transport }: Speaking, ref: string, call: Call): Promise<Outcome<SlotSnapshot | null>> {
  const wanted = scheduleKeyOf(ref);
  if (wanted === undefined) return { ok: true, value: null };
  const { hosScheduleId } = wanted;
  const exchange = await transport.send({ path: '/schedule/show', fields: { hosScheduleId } }, call);
  const schedule = readOutcome(exchange, scheduleSchema, 'slot-unknown');
  if (!schedule.ok || schedule.value === null) return schedule.ok ? { ok: true, value: null } : schedule;
  if (schedule.value.hosScheduleId !== hosScheduleId)
    return failed({ kind: 'malformed', detail: 'another schedule than the one that was asked for' });
  // Its fee or its day was changed: that is another slot, and this one is gone.
  if (slotRefOf(schedule.value) !== ref) return { ok: true, value: null };
  const slot = slotRow(slotSnapshot(schedule.value, config));
  return slot.usable ? { ok: true, value: slot.value } : failed({ kind: 'malformed', detail: `unexpected at ${slot.where}` });
}

/** An order of the hospital's answer, provided that it is the one that was asked for. */
function underKey<T extends Booking | null>(
  outcome: Outcome<T>,
  key: string,
  otherwise: 'malformed' | 'unknown-outcome',
): Outcome<T> {
  if (!outcome.ok || outcome.value === null || outcome.value.key === key) return outcome;
  return failed({ kind: otherwise, detail: 'an order under another clientOrderNo' });
}

const written = (exchange: Parameters<typeof writeOutcome>[0]): Outcome<Booking> => {
  const order = writeOutcome(exchange, orderSchema, 'strict');
  return order.ok ? { ok: true, value: bookingOf(order.value) } : order;
};

/** `/order/submitOrder` with `clientOrderNo` */
export async function bookStrict({ config, transport }: Speaking, request: BookRequest, call: Call): Promise<Outcome<Booking>> {
  const { key, slotRef, patient, patientRef } = request;
  const schedule = scheduleKeyOf(slotRef);
  const person = patientFields(patient, config);
  if (!isKey(key, config)) return rejected('request-refused', 'not a booking key');
  if (schedule === undefined) return rejected('slot-unknown', 'not a reference of this hospital');
  if (patientRef !== undefined && !isCode(patientRef)) return rejected('patient-unknown', 'not a reference of this hospital');
  if (person === undefined) return rejected('patient-refused', 'no code for the document');
  const { depcode, hosScheduleId, workDate, workTime, amount } = schedule;
  const fields = {
    clientOrderNo: key,
    depcode,
    hosScheduleId,
    reserveDate: workDate,
    reserveTime: String(workTime),
    amount,
    ...person,
    ...(patientRef === undefined ? {} : { patientId: patientRef }),
  };
  const booked = underKey(written(await transport.send({ path: '/order/submitOrder', fields }, call)), key, 'unknown-outcome');
  if (!booked.ok) return booked;
  if (booked.value.slotRef !== slotRef) return failed({ kind: 'unknown-outcome', detail: 'an order of another schedule' });
  return booked.value.status === 'booked' ? booked : rejected('key-reused', 'the order under this key was cancelled');
}

/** `/order/queryOrder` */
export async function findBooking({ transport }: Speaking, key: string, call: Call): Promise<Outcome<Booking | null>> {
  if (!keySchema.safeParse(key).success) return { ok: true, value: null };
  const exchange = await transport.send({ path: '/order/queryOrder', fields: { clientOrderNo: key } }, call);
  const order = readOutcome(exchange, orderSchema, 'booking-unknown');
  if (!order.ok) return order;
  return underKey({ ok: true, value: order.value && bookingOf(order.value) }, key, 'malformed');
}

/** `/order/listOrders` */
export async function listBookings(
  { config, transport }: Speaking,
  cursor: string | undefined,
  call: Call,
): Promise<Outcome<BookingPage>> {
  const since = cursor === undefined ? undefined : unmarked(cursor, CURSOR_MARK);
  if (cursor !== undefined && since === undefined) return rejected('request-refused', 'unknown cursor');
  const fields = { limit: String(config.pageSize), ...(since === undefined ? {} : { cursor: since }) };
  const answer = readOutcome(await transport.send({ path: '/order/listOrders', fields }, call), orderChangesSchema);
  if (!answer.ok) return answer;
  const { rows, more } = answer.value;
  if (more && answer.value.cursor === since) return failed({ kind: 'malformed', detail: 'more, but no progress' });
  const read = usableRows(rows, (row) => mapRow(rowOf(orderSchema, row), (order) => ({ usable: true, value: bookingOf(order) })));
  if (!read.ok) return read;
  const { rows: bookings, leftOut } = read.value;
  return { ok: true, value: { bookings, cursor: `${CURSOR_MARK}${answer.value.cursor}`, more, ...leftOutOf(leftOut) } };
}

/** `/order/updateCancelStatus` */
export async function cancelStrict({ transport }: Speaking, { key, ref }: CancelRequest, call: Call): Promise<Outcome<Booking>> {
  if (!keySchema.safeParse(key).success || !isCode(ref)) return rejected('booking-unknown', 'not an order of this hospital');
  const fields = { hosRecordId: ref, clientOrderNo: key };
  const exchange = await transport.send({ path: '/order/updateCancelStatus', fields }, call);
  const outcome = underKey(written(exchange), key, 'unknown-outcome');
  if (!outcome.ok || outcome.value.status === 'cancelled') return outcome;
  return failed({ kind: 'unknown-outcome', detail: 'a cancellation that answered a live order' });
}

/** `/queue/show` */
export async function readQueue({ transport }: Speaking, slotRef: string, call: Call): Promise<Outcome<ClinicQueue | null>> {
  const schedule = scheduleKeyOf(slotRef);
  if (schedule === undefined) return { ok: true, value: null };
  const { hosScheduleId } = schedule;
  const exchange = await transport.send({ path: '/queue/show', fields: { hosScheduleId } }, call);
  const queue = readOutcome(exchange, queueSchema, 'slot-unknown');
  if (!queue.ok || queue.value === null) return queue.ok ? { ok: true, value: null } : queue;
  return clinicQueue(queue.value);
}

/** `/patient/find` */
export async function findPatient(
  { config, transport }: Speaking,
  query: PatientQuery,
  call: Call,
): Promise<Outcome<PatientMatch>> {
  const fields = queryFields(query, config);
  if (fields === undefined) return rejected('patient-refused', 'no code for the document');
  const match = readOutcome(await transport.send({ path: '/patient/find', fields }, call), patientMatchSchema);
  return match.ok ? { ok: true, value: patientMatch(match.value) } : match;
}

/** `/patient/register` */
export async function registerPatient(
  { config, transport }: Speaking,
  patient: Patient,
  call: Call,
): Promise<Outcome<PatientRecord>> {
  const fields = patientFields(patient, config);
  if (fields === undefined) return rejected('patient-refused', 'no code for the document');
  const exchange = await transport.send({ path: '/patient/register', fields }, call);
  const record = writeOutcome(exchange, patientRecordSchema, 'strict');
  return record.ok ? { ok: true, value: { ref: record.value.patientId } } : record;
}
