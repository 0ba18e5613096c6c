import { facetsOf } from '../../adapters/conformance/facets.ts';
import { createRemoteHttpAdapter } from '../../adapters/hospitals/remote-http/adapter.ts';
import type { SettleRequest } from '../../adapters/port/charges.ts';
import type { HospitalAdapter } from '../../adapters/port/hospital.ts';
import type { Call, Patient } from '../../adapters/port/terms.ts';
import { recordsStories } from './remote-http-records-stories.ts';
import { type RemoteStory, summaryStories } from './remote-http-summary-stories.ts';
import { REQUEST_KEY } from './simulated-remote-hospital.ts';

/** The clock of the golden files. */
export const GOLDEN_NOW = Date.parse('2027-02-28T09:00:00+08:00');
export const GOLDEN_BASE = 'https://his.example';

const DAY = { from: Date.parse('2027-03-01T00:00:00+08:00'), to: Date.parse('2027-03-02T00:00:00+08:00') };
const PATIENT: Patient = {
  name: '林小满',
  birthDate: '1949-12-31',
  sex: 'female',
  document: { type: 'resident-id', number: '11010519491231002X' },
  phone: '19900000001',
};
const CHILD: Patient = {
  name: '林小小',
  birthDate: '2026-11-02',
  sex: 'male',
  document: { type: 'birth-certificate', number: 'W330000001' },
  guardian: { name: PATIENT.name, document: PATIENT.document, relationship: 'grandparent' },
};

/** Slots before the first exchange, each with its places. */
export const GOLDEN_SLOTS = [
  ['08:00', 2],
  ['08:30', 1],
  ['09:00', 1],
] as const;
const slotRef = (time: string) => `p001-20270301-${time}`;

/** A bill before the first exchange, as the hospital's cashier opens it. */
export const GOLDEN_BILL = {
  act: 'open',
  document: PATIENT.document,
  at: Date.parse('2027-02-27T10:15:00+08:00'),
  practitioner: '曾静',
  charge: 'cough',
} as const;

/** An adapter whose nonces count, so that every byte of a golden file is known. `from` is the number of its first request. */
export function goldenAdapter(fetch: (input: string, init?: RequestInit) => Promise<Response>, from: number): HospitalAdapter {
  let request = from - 1;
  const randomBytes = (length: number) => {
    request += 1;
    return new Uint8Array(length).fill(request);
  };
  const capabilities = {
    slots: true,
    book: true,
    listBookings: 'changes',
    cancel: true,
    keyedBooking: true,
    settleWindowMs: 5_000,
    readLagMs: 0,
    findPatient: true,
    registerPatient: true,
    charges: 'hospital',
    preconsult: true,
    records: {
      reports: true,
      documents: true,
      visits: true,
      medications: true,
      allergies: true,
      conditions: true,
      readLagMs: 0,
    },
  } as const;
  const config = { baseUrl: GOLDEN_BASE, key: REQUEST_KEY, capabilities, pageSize: 2 };
  return createRemoteHttpAdapter(config, { fetch, now: () => GOLDEN_NOW, randomBytes });
}

const ok = (value: unknown) => ({ ok: true, value });
const rejected = (reason: string) => ({ ok: false, failure: { kind: 'rejected', reason } });
const slot = (time: string, free: number) => {
  const startsAt = Date.parse(`2027-03-01T${time.slice(0, 2)}:${time.slice(2)}:00+08:00`);
  return { ref: slotRef(time), departmentRef: 'd01', practitionerRef: 'p001', startsAt, endsAt: startsAt + 1_800_000, free };
};
const book =
  (key: string, time: string, patient = PATIENT, patientRef?: string) =>
  (adapter: HospitalAdapter, call: Call) =>
    facetsOf(adapter).booking.book({ key, slotRef: slotRef(time), patient, patientRef }, call);
const first = { ref: 'booking-1', key: 'bk-0001', slotRef: slotRef('0830') };

const TOTAL = 17_410;
const charges = { visitRef: 'visit-1', lineRefs: [1, 2, 3, 4, 5, 6].map((line) => `line-${line}`), total: TOTAL };
const quoted = { total: TOTAL, fund: 11_707, account: 0, cash: 5_703 };
const settle =
  (key: string, more: Partial<SettleRequest> = {}) =>
  (adapter: HospitalAdapter, call: Call) => {
    const cash = { channel: 'wechat-pay', ref: '4200002027022800001' } as const;
    const request = { key, patient: PATIENT, charges, split: quoted, quoteRef: 'quote-1', cash };
    return facetsOf(adapter).charges.settle({ ...request, ...more }, call);
  };
const settled = { key: 'st-0001', ref: 'settlement-1', visitRef: 'visit-1', split: quoted, settledAt: GOLDEN_NOW };
const refund = (key: string, lines: readonly string[], amount: number) => (adapter: HospitalAdapter, call: Call) =>
  facetsOf(adapter).charges.refund({ key, settlement: settled, lines, amount }, call);
const refunded = { key: 'rf-0001', ref: 'refund-1', settlementKey: 'st-0001', amount: 500, refundedAt: GOLDEN_NOW };

/** One exchange each, in order: each starts from the state that the one before has left. */
export const REMOTE_STORIES: readonly RemoteStory[] = [
  {
    file: 'slots',
    note: 'A first page; limit is 2 here, 200 in earnest.',
    act: (adapter, call) => facetsOf(adapter).slots.page(DAY, call),
    answer: ok({ slots: [slot('0800', 2), slot('0830', 1)], next: tokenWith('page:') }),
  },
  {
    file: 'slots-next',
    note: 'The last page has no next.',
    act: (adapter, call) =>
      facetsOf(adapter).slots.page({ ...DAY, page: `page:${slot('0830', 1).startsAt}~${slotRef('0830')}` }, call),
    answer: ok({ slots: [slot('0900', 1)] }),
  },
  {
    file: 'slot',
    note: 'One slot as it stands now.',
    act: (adapter, call) => facetsOf(adapter).slots.one(slotRef('0830'), call),
    answer: ok(slot('0830', 1)),
  },
  {
    file: 'slot-unknown',
    note: 'A slot that the hospital does not know.',
    act: (adapter, call) => facetsOf(adapter).slots.one('never-existed', call),
    answer: ok(null),
  },
  { file: 'book', note: 'Booked: 201.', act: book('bk-0001', '0830'), answer: ok({ ...first, status: 'booked' }) },
  {
    file: 'book-repeated',
    note: 'The same again: 200 and the booking that stands. The nonce is new, or it would be refused.',
    act: book('bk-0001', '0830'),
    answer: ok({ ...first, status: 'booked' }),
  },
  { file: 'book-taken', note: 'The last place is gone.', act: book('bk-0002', '0830'), answer: rejected('slot-taken') },
  { file: 'book-key-reused', note: 'The key with another slot.', act: book('bk-0001', '0800'), answer: rejected('key-reused') },
  { file: 'book-slot-unknown', note: 'No such slot.', act: book('bk-0002', '2359'), answer: rejected('slot-unknown') },
  {
    file: 'find',
    note: 'The question after an unknown outcome.',
    act: (adapter, call) => facetsOf(adapter).bookings.find('bk-0001', call),
    answer: ok({ ...first, status: 'booked' }),
  },
  {
    file: 'find-absent',
    note: 'No booking under this key: 404 under the signature of the hospital, else it would prove nothing.',
    act: (adapter, call) => facetsOf(adapter).bookings.find('bk-0002', call),
    answer: ok(null),
  },
  {
    file: 'cancel',
    note: 'Cancelled, and the place is free.',
    act: (adapter, call) => facetsOf(adapter).cancellation.cancel({ key: 'bk-0001', ref: 'booking-1' }, call),
    answer: ok({ ...first, status: 'cancelled' }),
  },
  {
    file: 'cancel-repeated',
    note: 'Cancelled already: a success.',
    act: (adapter, call) => facetsOf(adapter).cancellation.cancel({ key: 'bk-0001', ref: 'booking-1' }, call),
    answer: ok({ ...first, status: 'cancelled' }),
  },
  {
    file: 'cancel-unknown',
    note: 'A booking of another key.',
    act: (adapter, call) => facetsOf(adapter).cancellation.cancel({ key: 'bk-0009', ref: 'booking-1' }, call),
    answer: rejected('booking-unknown'),
  },
  {
    file: 'changes',
    note: 'From the beginning.',
    act: (adapter, call) => facetsOf(adapter).bookings.list(undefined, call),
    answer: ok({ bookings: [{ ...first, status: 'cancelled' }], cursor: tokenWith('since:'), more: false }),
  },
  {
    file: 'patient-none',
    note: 'No file under the document. The number stands in the body, never in an address.',
    act: (adapter, call) => facetsOf(adapter).patients.find(CHILD, call),
    answer: ok({ kind: 'none' }),
  },
  {
    file: 'patient-register',
    note: 'A new file, with the guardian of the child.',
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
    file: 'patient-register-repeated',
    note: 'The same person again: 200 and the same file.',
    act: (adapter, call) => facetsOf(adapter).patients.register(CHILD, call),
    answer: ok({ ref: 'patient-1' }),
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
    file: 'book-for-file',
    note: "Booking under the hospital's own file.",
    act: book('bk-0003', '0800', CHILD, 'patient-1'),
    answer: ok({ ref: 'booking-2', key: 'bk-0003', slotRef: slotRef('0800'), status: 'booked' }),
  },
  {
    file: 'book-unknown-file',
    note: 'A file that the hospital does not know.',
    act: book('bk-0004', '0800', CHILD, 'patient-9'),
    answer: rejected('patient-unknown'),
  },
  {
    file: 'charges',
    note: 'What is open for a person: one visit with all its lines. Who is asked for stands in the body, never in an address.',
    act: (adapter, call) => facetsOf(adapter).charges.open({ patient: PATIENT }, call),
    answer: ok([{ visitRef: 'visit-1', department: '呼吸内科', practitioner: '曾静', total: TOTAL }]),
  },
  {
    file: 'quote',
    note: 'What insurance would pay; it holds for a quarter of an hour here.',
    act: (adapter, call) =>
      facetsOf(adapter).charges.quote({ key: 'qt-0001', patient: PATIENT, charges, useAccount: false }, call),
    answer: ok({ ref: 'quote-1', split: quoted, until: GOLDEN_NOW + 900_000 }),
  },
  {
    file: 'quote-withdrawal',
    note: 'A quote that never was: nothing stands under the key, which is what was asked for.',
    act: (adapter, call) => facetsOf(adapter).charges.dropQuote('qt-0002', call),
    answer: ok(null),
  },
  {
    file: 'settle-changed',
    note: 'One line less than there is: refused, nothing settled.',
    act: settle('st-0002', { charges: { ...charges, lineRefs: charges.lineRefs.slice(1) } }),
    answer: rejected('charges-changed'),
  },
  { file: 'settle', note: 'Settled by the quote: 201.', act: settle('st-0001'), answer: ok({ ...settled, refunded: 0 }) },
  {
    file: 'settle-repeated',
    note: 'The same again: 200 and the settlement that stands.',
    act: settle('st-0001'),
    answer: ok({ ...settled, refunded: 0 }),
  },
  {
    file: 'settle-key-reused',
    note: 'The key with other means of cash.',
    act: settle('st-0001', { cash: { channel: 'cash', ref: 'receipt-1' } }),
    answer: rejected('key-reused'),
  },
  { file: 'settle-settled', note: 'Under another key: too late.', act: settle('st-0002'), answer: rejected('charges-settled') },
  {
    file: 'settlement',
    note: 'The question after an unknown outcome.',
    act: (adapter, call) => facetsOf(adapter).charges.find('st-0001', call),
    answer: ok({ ...settled, refunded: 0 }),
  },
  {
    file: 'settlement-absent',
    note: 'No settlement under this key: 404 under the signature of the hospital.',
    act: (adapter, call) => facetsOf(adapter).charges.find('st-0002', call),
    answer: ok(null),
  },
  {
    file: 'refundable',
    note: 'Alone, only the line that insurance does not cover.',
    act: (adapter, call) => facetsOf(adapter).charges.refundable(settled, call),
    answer: ok({ whole: true, lines: [{ ref: 'line-6', amount: 500 }], refunded: 0 }),
  },
  {
    file: 'refund-insured-line',
    note: 'A line whose cost insurance has borne, alone.',
    act: refund('rf-0002', ['line-1'], 2_500),
    answer: rejected('not-refundable'),
  },
  { file: 'refund', note: 'One line: 201.', act: refund('rf-0001', ['line-6'], 500), answer: ok(refunded) },
  {
    file: 'refund-found',
    note: 'The refund under its key.',
    act: (adapter, call) => facetsOf(adapter).charges.findRefund('rf-0001', call),
    answer: ok(refunded),
  },
  {
    file: 'charge-changes',
    note: 'From the beginning: the refund, and the settlement as it is since.',
    act: (adapter, call) => facetsOf(adapter).charges.changes(undefined, call),
    answer: ok({
      settlements: [{ ...settled, refunded: 500 }],
      refunds: [refunded],
      cursor: tokenWith('since:'),
      more: false,
    }),
  },
  ...summaryStories(PATIENT, CHILD),
  ...recordsStories(CHILD),
];

/** A token begins with our mark; the rest is the hospital's. */
function tokenWith(mark: string) {
  return { asymmetricMatch: (text: unknown) => typeof text === 'string' && text.startsWith(mark) };
}
