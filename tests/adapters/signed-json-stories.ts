import { facetsOf } from '../../adapters/conformance/facets.ts';
import { createSignedJsonAdapter } from '../../adapters/hospitals/signed-json/adapter.ts';
import type { HospitalAdapter } from '../../adapters/port/hospital.ts';
import type { Call, Patient } from '../../adapters/port/terms.ts';
import type { HospitalSchedule } from '../../fixtures/simulators/signed-json/start-signed-hospital.ts';
import { configFor, refOf } from './simulated-signed-hospital.ts';

/** The clock of the golden files. */
export const GOLDEN_NOW = Date.parse('2027-02-28T09:00:00+08:00');
export const GOLDEN_BASE = 'https://his.example';

const DAY = { from: Date.parse('2027-03-01T00:00:00+08:00'), to: Date.parse('2027-03-02T00:00:00+08:00') };
const at = (time: string) => Date.parse(`2027-03-01T${time}:00+08:00`);

const PATIENT: Patient = {
  name: '林小满',
  birthDate: '1949-12-31',
  sex: 'female',
  document: { type: 'resident-id', number: '11010519491231002X' },
  phone: '19900000001',
};
const CHILD: Patient = {
  name: '林+小&小%',
  birthDate: '2026-11-02',
  sex: 'male',
  document: { type: 'birth-certificate', number: 'W330000001' },
  guardian: { name: PATIENT.name, document: PATIENT.document, relationship: 'grandparent' },
};

const doctor = { depcode: 'd01', docname: '曾静', title: '主任医师', workDate: '2027-03-01' } as const;
const MORNING: HospitalSchedule = { ...doctor, hosScheduleId: 'm1', workTime: 0, reservedNumber: 2, amount: '50.00' };
const TIMED: HospitalSchedule = {
  ...doctor,
  hosScheduleId: 't1',
  workTime: 0,
  times: { startsAt: at('09:00'), endsAt: at('09:30') },
  reservedNumber: 1,
  amount: '12.20',
};
const AFTERNOON: HospitalSchedule = { ...doctor, hosScheduleId: 'a1', workTime: 1, reservedNumber: 40, amount: '50.00' };

/** Schedules before the first exchange. */
export const GOLDEN_SCHEDULES = [MORNING, TIMED, AFTERNOON];
/** Calls before the first exchange, in the afternoon. */
export const GOLDEN_CALLS = [
  { number: 1, at: at('13:31') },
  { number: 3, at: at('13:40') },
  { number: 2, at: at('13:52') },
];

/** An adapter whose nonces count, so that every byte of a golden file is known. `from` is the number of its first request. */
export function goldenAdapter(fetch: (input: string, init?: RequestInit) => Promise<Response>, from: number): HospitalAdapter {
  let request = from - 1;
  const randomBytes = (length: number) => {
    request += 1;
    return new Uint8Array(length).fill(request);
  };
  const config = configFor({ mode: 'strict', config: { pageSize: 2 } }, GOLDEN_BASE);
  return createSignedJsonAdapter(config, { fetch, now: () => GOLDEN_NOW, randomBytes });
}

export interface SignedStory {
  /** The golden file, without its number and `.json`. */
  readonly file: string;
  readonly note: string;
  readonly act: (adapter: HospitalAdapter, call: Call) => Promise<unknown>;
  readonly answer: unknown;
}

const ok = (value: unknown) => ({ ok: true, value });
const rejected = (reason: string) => ({ ok: false, failure: { kind: 'rejected', reason } });
const clinic = (schedule: HospitalSchedule, opens: string, closes: string, free: number) => ({
  ref: refOf(schedule),
  departmentRef: 'd01',
  practitionerRef: 'p001',
  startsAt: at(opens),
  endsAt: at(closes),
  free,
  feeFen: 5000,
  clinic: { numbers: schedule.reservedNumber },
});
const morning = clinic(MORNING, '08:00', '11:30', 2);
const timed = { ref: refOf(TIMED), startsAt: at('09:00'), endsAt: at('09:30'), free: 1, feeFen: 1220 };
const book =
  (key: string, slotRef: string, patient = PATIENT, patientRef?: string) =>
  (adapter: HospitalAdapter, call: Call) =>
    facetsOf(adapter).booking.book({ key, slotRef, patient, patientRef }, call);
const first = { ref: 'record-1', key: 'bk-0001', slotRef: refOf(MORNING), queueNumber: 1 };

const fee = { total: 5_000, fund: 0, account: 0, cash: 5_000 };
const pay =
  (key: string, total = 5_000) =>
  (adapter: HospitalAdapter, call: Call) => {
    const charges = { visitRef: 'record-3', lineRefs: ['fee'], total };
    const cash = { channel: 'wechat-pay', ref: '4200002027022800001' } as const;
    return facetsOf(adapter).charges.settle({ key, patient: CHILD, charges, split: { ...fee, total, cash: total }, cash }, call);
  };
const paid = { key: 'st-0001', ref: 'pay-1', visitRef: 'record-3', split: fee, settledAt: GOLDEN_NOW };
const givenBack = { key: 'rf-0001', ref: 'refund-1', settlementKey: 'st-0001', amount: 5_000, refundedAt: GOLDEN_NOW };

/** One exchange each, in order: each starts from the state that the one before has left. */
export const SIGNED_STORIES: readonly SignedStory[] = [
  {
    file: 'schedules',
    note: 'A first page; limit is 2 here, 100 in earnest. One schedule has times of its own.',
    act: (adapter, call) => facetsOf(adapter).slots.page(DAY, call),
    answer: ok({ slots: [morning, timed], next: `page:${at('09:00')}~t1` }),
  },
  {
    file: 'schedules-next',
    note: 'The last page has no next.',
    act: (adapter, call) => facetsOf(adapter).slots.page({ ...DAY, page: `page:${at('09:00')}~t1` }, call),
    answer: ok({ slots: [clinic(AFTERNOON, '13:30', '17:00', 40)] }),
  },
  {
    file: 'schedule',
    note: 'One schedule as it stands now.',
    act: (adapter, call) => facetsOf(adapter).slots.one(refOf(MORNING), call),
    answer: ok(morning),
  },
  {
    file: 'schedule-unknown',
    note: 'A schedule that the hospital does not know: 210 under its signature, else it would prove nothing.',
    act: (adapter, call) => facetsOf(adapter).slots.one(refOf({ ...MORNING, hosScheduleId: 'gone' }), call),
    answer: ok(null),
  },
  {
    file: 'submit',
    note: 'Booked, under the first number of the morning.',
    act: book('bk-0001', refOf(MORNING)),
    answer: ok({ ...first, status: 'booked' }),
  },
  {
    file: 'submit-repeated',
    note: 'The same clientOrderNo again: the order that stands. The nonce is new, or it would be refused.',
    act: book('bk-0001', refOf(MORNING)),
    answer: ok({ ...first, status: 'booked' }),
  },
  {
    file: 'submit-timed',
    note: 'The only place at nine; nobody is called by number.',
    act: book('bk-0002', refOf(TIMED)),
    answer: ok({ ref: 'record-2', key: 'bk-0002', slotRef: refOf(TIMED), status: 'booked' }),
  },
  { file: 'submit-taken', note: 'No number left.', act: book('bk-0003', refOf(TIMED)), answer: rejected('slot-taken') },
  {
    file: 'submit-key-reused',
    note: 'The clientOrderNo with another schedule.',
    act: book('bk-0001', refOf(AFTERNOON)),
    answer: rejected('key-reused'),
  },
  {
    file: 'submit-other-fee',
    note: 'The fee was another one when the person saw it.',
    act: book('bk-0003', refOf({ ...AFTERNOON, amount: '40.00' })),
    answer: rejected('slot-unknown'),
  },
  {
    file: 'query',
    note: 'The question after an unknown outcome.',
    act: (adapter, call) => facetsOf(adapter).bookings.find('bk-0001', call),
    answer: ok({ ...first, status: 'booked' }),
  },
  {
    file: 'query-absent',
    note: 'No order under this clientOrderNo: 220 under the signature of the hospital.',
    act: (adapter, call) => facetsOf(adapter).bookings.find('bk-0003', call),
    answer: ok(null),
  },
  {
    file: 'cancel',
    note: 'Cancelled, and the number is free.',
    act: (adapter, call) => facetsOf(adapter).cancellation.cancel({ key: 'bk-0001', ref: 'record-1' }, call),
    answer: ok({ ...first, status: 'cancelled' }),
  },
  {
    file: 'cancel-repeated',
    note: 'Cancelled already: a success.',
    act: (adapter, call) => facetsOf(adapter).cancellation.cancel({ key: 'bk-0001', ref: 'record-1' }, call),
    answer: ok({ ...first, status: 'cancelled' }),
  },
  {
    file: 'cancel-unknown',
    note: 'An order of another clientOrderNo.',
    act: (adapter, call) => facetsOf(adapter).cancellation.cancel({ key: 'bk-0009', ref: 'record-1' }, call),
    answer: rejected('booking-unknown'),
  },
  {
    file: 'orders',
    note: 'From the beginning; the cancellation is the last change.',
    act: (adapter, call) => facetsOf(adapter).bookings.list(undefined, call),
    answer: ok({
      bookings: [{ key: 'bk-0002' }, { ...first, status: 'cancelled' }],
      cursor: 'since:3',
      more: false,
    }),
  },
  {
    file: 'queue',
    note: 'Number 3 was called before number 2.',
    act: (adapter, call) => facetsOf(adapter).queue.read(refOf(AFTERNOON), call),
    answer: ok({ calls: GOLDEN_CALLS, ended: false }),
  },
  {
    file: 'queue-none',
    note: 'Where one comes at nine nobody is called by number.',
    act: (adapter, call) => facetsOf(adapter).queue.read(refOf(TIMED), call),
    answer: ok(null),
  },
  {
    file: 'patient-none',
    note: 'No file under the document.',
    act: (adapter, call) => facetsOf(adapter).patients.find(CHILD, call),
    answer: ok({ kind: 'none' }),
  },
  {
    file: 'patient-register',
    note: 'A new file, with the guardian of the child and a name that must be encoded.',
    act: (adapter, call) => facetsOf(adapter).patients.register(CHILD, call),
    answer: ok({ ref: 'patient-1' }),
  },
  {
    file: 'patient-one',
    note: 'The file, found by document, name and birth date.',
    act: (adapter, call) => facetsOf(adapter).patients.find(CHILD, call),
    answer: ok({ kind: 'one', ref: 'patient-1' }),
  },
  {
    file: 'patient-ambiguous',
    note: 'Another name under the document: a person at the window decides. Nothing personal in the answer.',
    act: (adapter, call) => facetsOf(adapter).patients.find({ ...CHILD, name: '林大大' }, call),
    answer: ok({ kind: 'ambiguous', cause: 'other-particulars' }),
  },
  {
    file: 'patient-register-ambiguous',
    note: 'Another birth date under the document: refused, no second file.',
    act: (adapter, call) => facetsOf(adapter).patients.register({ ...CHILD, birthDate: '2026-11-03' }, call),
    answer: rejected('patient-ambiguous'),
  },
  {
    file: 'submit-for-file',
    note: "Booking under the hospital's own file; the number that was given back is given again.",
    act: book('bk-0004', refOf(MORNING), CHILD, 'patient-1'),
    answer: ok({ ref: 'record-3', key: 'bk-0004', status: 'booked', queueNumber: 1 }),
  },
  {
    file: 'submit-unknown-file',
    note: 'A file that the hospital does not know.',
    act: book('bk-0005', refOf(AFTERNOON), CHILD, 'patient-9'),
    answer: rejected('patient-unknown'),
  },
  {
    file: 'unpaid',
    note: 'Orders of one person that nobody paid yet.',
    act: (adapter, call) => facetsOf(adapter).charges.open({ patient: CHILD, patientRef: 'patient-1' }, call),
    answer: ok([{ visitRef: 'record-3', at: at('08:00'), practitioner: '曾静', lines: [{ ref: 'fee' }], total: 5_000 }]),
  },
  { file: 'pay-other-fee', note: 'Not what the order costs.', act: pay('st-0002', 4_900), answer: rejected('charges-changed') },
  { file: 'pay', note: 'Paid by the person.', act: pay('st-0001'), answer: ok({ ...paid, refunded: 0 }) },
  {
    file: 'pay-repeated',
    note: 'The same payNo again: the payment that stands.',
    act: pay('st-0001'),
    answer: ok({ ...paid, refunded: 0 }),
  },
  { file: 'pay-paid', note: 'Under another payNo: too late.', act: pay('st-0002'), answer: rejected('charges-settled') },
  {
    file: 'payment',
    note: 'The question after an unknown outcome.',
    act: (adapter, call) => facetsOf(adapter).charges.find('st-0001', call),
    answer: ok({ ...paid, refunded: 0 }),
  },
  {
    file: 'payment-absent',
    note: 'No payment under this payNo: 222 under the signature of the hospital.',
    act: (adapter, call) => facetsOf(adapter).charges.find('st-0002', call),
    answer: ok(null),
  },
  {
    file: 'refundable',
    note: 'The number was not taken yet, so the fee would be given back.',
    act: (adapter, call) => facetsOf(adapter).charges.refundable(paid, call),
    answer: ok({ whole: true, lines: [{ ref: 'fee', amount: 5_000 }], refunded: 0 }),
  },
  {
    file: 'refund',
    note: 'Given back whole, and the number with it.',
    act: (adapter, call) =>
      facetsOf(adapter).charges.refund({ key: 'rf-0001', settlement: paid, lines: 'whole', amount: 5_000 }, call),
    answer: ok(givenBack),
  },
  {
    file: 'refund-again',
    note: 'Under another refundNo: there is nothing left.',
    act: (adapter, call) =>
      facetsOf(adapter).charges.refund({ key: 'rf-0002', settlement: paid, lines: 'whole', amount: 5_000 }, call),
    answer: rejected('not-refundable'),
  },
  {
    file: 'refund-found',
    note: 'The refund under its refundNo.',
    act: (adapter, call) => facetsOf(adapter).charges.findRefund('rf-0001', call),
    answer: ok(givenBack),
  },
  {
    file: 'pays',
    note: 'From the beginning: the refund, and the payment as it is since.',
    act: (adapter, call) => facetsOf(adapter).charges.changes(undefined, call),
    answer: ok({ settlements: [{ ...paid, refunded: 5_000 }], refunds: [givenBack], cursor: 'since:3', more: false }),
  },
];
