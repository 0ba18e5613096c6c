import { describe, expect, it } from 'vitest';
import { facetsOf } from '../../adapters/conformance/facets.ts';
import { createFhirR4Adapter } from '../../adapters/hospitals/fhir-r4/adapter.ts';
import type { FhirR4ConfigInput } from '../../adapters/hospitals/fhir-r4/config.ts';
import type { HospitalAdapter } from '../../adapters/port/hospital.ts';
import type { Call, Patient } from '../../adapters/port/terms.ts';
import { GOLDEN_BASE, type GoldenExchange, golden, scriptedFetch, variant } from './golden-exchanges.ts';

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
const DAY = { from: Date.parse('2027-03-01T00:00:00+08:00'), to: Date.parse('2027-03-02T00:00:00+08:00') };
const EMPTY_DAY = { from: Date.parse('2030-01-01T00:00:00+08:00'), to: Date.parse('2030-01-02T00:00:00+08:00') };
const SINCE = Date.parse('2027-02-28T00:00:00+08:00');
const CHANGED = Date.parse('2027-02-28T09:00:00+08:00');

/** The port always has a name, so the adapter writes an empty one where the golden request leaves it out; the refusal is the same. */
function withEmptyName(name: string): GoldenExchange {
  const withNames = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(withNames);
    if (typeof value !== 'object' || value === null) return value;
    const copy = Object.fromEntries(Object.entries(value).map(([field, inner]) => [field, withNames(inner)]));
    if (copy.resourceType === 'Patient') return { ...copy, name: [{ text: '' }] };
    return 'display' in copy && copy.type === 'Patient' ? { ...copy, display: '' } : copy;
  };
  const exchange = golden(name);
  return { ...exchange, request: { ...exchange.request, body: withNames(exchange.request.body) } };
}

interface Story {
  readonly name: string;
  readonly config: Omit<FhirR4ConfigInput, 'baseUrl'>;
  readonly exchanges: readonly (string | GoldenExchange)[];
  readonly act: (adapter: HospitalAdapter, call: Call) => Promise<unknown>;
  readonly answer: unknown;
}

const plain = { mode: 'plain', pageSize: 2, settleWindowMs: 0 } as const;
const sequence = { ...plain, atomic: false } as const;
const ihe = { mode: 'ihe', pageSize: 2, settleWindowMs: 0 } as const;
const registered = { patients: 'registered' } as const;

const ok = (value: unknown) => ({ ok: true, value });
const rejected = (reason: string) => ({ ok: false, failure: { kind: 'rejected', reason, detail: expect.any(String) } });
const slot = (time: string, free: number, prefix = '') => {
  const startsAt = Date.parse(`2027-03-01T${time.slice(0, 2)}:${time.slice(2)}:00+08:00`);
  const ref = `${prefix}p001-20270301-${time}`;
  return { ref, departmentRef: 'd01', practitionerRef: 'p001', startsAt, endsAt: startsAt + 30 * 60_000, free };
};
const booking = (key: string, ref: string, status: string, time?: string) => ({
  key,
  ref,
  status,
  ...(time === undefined ? {} : { slotRef: `${time}` }),
});
const book =
  (key: string, slotRef: string, patient = PATIENT) =>
  (adapter: HospitalAdapter, call: Call) =>
    facetsOf(adapter).booking.book({ key, slotRef, patient }, call);
const cancel = (key: string, ref: string) => (adapter: HospitalAdapter, call: Call) =>
  facetsOf(adapter).cancellation.cancel({ key, ref }, call);
const bookByFile =
  (key: string, slotRef: string, patientRef = 'patient-1') =>
  (adapter: HospitalAdapter, call: Call) =>
    facetsOf(adapter).booking.book({ key, slotRef, patient: CHILD, patientRef }, call);
const register = (adapter: HospitalAdapter, call: Call) => facetsOf(adapter).patients.register(CHILD, call);
const ask =
  (patient = CHILD) =>
  (adapter: HospitalAdapter, call: Call) =>
    facetsOf(adapter).patients.find(patient, call);
const find = (key: string) => (adapter: HospitalAdapter, call: Call) => facetsOf(adapter).bookings.find(key, call);

const half = { '0800': '0830', 'T08:30:00': 'T09:00:00', 'T08:00:00': 'T08:30:00' };
const busySlot = variant('plain-08-slot-by-id', { '"free"': '"busy"' });
const busySlotRead = variant('plain-06-slot-read', { '"free"': '"busy"', '"versionId":"1"': '"versionId":"2"' });
const proposed0800 = 'proposed-p001-20270301-0800';
const proposed0830 = 'proposed-p001-20270301-0830';
const slot0930 = variant('plain-08-slot-by-id', { '0800': '0930', 'T08:30:00': 'T10:00:00', 'T08:00:00': 'T09:30:00' });
const releaseOfThird = variant('ihe-18-release', {
  'appointment-2': 'appointment-3',
  'p001-20270301-0800': 'p001-20270301-0830',
  'T08:30:00': 'T09:00:00',
  'T08:00:00': 'T08:30:00',
});
const otherParticulars = { kind: 'ambiguous', cause: 'other-particulars' };
const severalFiles = { kind: 'ambiguous', cause: 'several-files' };
const noName = { ...PATIENT, name: '' };

const STORIES: readonly Story[] = [
  {
    name: 'plain: a first page of slots, with the address of the next',
    config: plain,
    exchanges: ['plain-02-slot-search'],
    act: (adapter, call) => facetsOf(adapter).slots.page(DAY, call),
    answer: ok({ slots: [slot('0800', 1), slot('0830', 1)], next: `${GOLDEN_BASE}/Slot?_page=opaque-1` }),
  },
  {
    name: 'plain: the last page, a busy slot in it',
    config: plain,
    exchanges: ['plain-03-slot-search-next'],
    act: (adapter, call) => facetsOf(adapter).slots.page({ ...DAY, page: `${GOLDEN_BASE}/Slot?_page=opaque-1` }, call),
    answer: ok({ slots: [slot('0930', 1), slot('1000', 0)] }),
  },
  {
    name: 'plain: an empty day',
    config: { ...plain, pageSize: 200 },
    exchanges: ['plain-04-slot-search-empty'],
    act: (adapter, call) => facetsOf(adapter).slots.page(EMPTY_DAY, call),
    answer: ok({ slots: [] }),
  },
  {
    name: 'plain: one slot',
    config: plain,
    exchanges: ['plain-08-slot-by-id'],
    act: (adapter, call) => facetsOf(adapter).slots.one('p001-20270301-0800', call),
    answer: ok(slot('0800', 1)),
  },
  {
    name: 'plain: an unknown slot',
    config: plain,
    exchanges: ['plain-09-slot-by-id-unknown'],
    act: (adapter, call) => facetsOf(adapter).slots.one('no-such-slot', call),
    answer: ok(null),
  },
  {
    name: 'plain: booking an unknown slot',
    config: plain,
    exchanges: ['plain-09-slot-by-id-unknown'],
    act: book('bk-0009', 'no-such-slot'),
    answer: rejected('slot-unknown'),
  },
  {
    name: 'plain: a booking',
    config: plain,
    exchanges: ['plain-08-slot-by-id', 'plain-10-book'],
    act: book('bk-0001', 'p001-20270301-0800'),
    answer: ok(booking('bk-0001', 'appointment-1', 'booked', 'p001-20270301-0800')),
  },
  {
    name: 'plain: the same booking again, answered with what stands',
    config: plain,
    exchanges: ['plain-08-slot-by-id', 'plain-11-book-repeated'],
    act: book('bk-0001', 'p001-20270301-0800'),
    answer: ok(booking('bk-0001', 'appointment-1', 'booked', 'p001-20270301-0800')),
  },
  {
    name: 'plain: the version moved under a booking that was delivered twice: ours stands',
    config: plain,
    exchanges: ['plain-08-slot-by-id', variant('plain-12-book-version-moved', { 'bk-0002': 'bk-0001' }), 'plain-16-find'],
    act: book('bk-0001', 'p001-20270301-0800'),
    answer: ok(booking('bk-0001', 'appointment-1', 'booked', 'p001-20270301-0800')),
  },
  {
    name: 'plain: the version moved because somebody else was faster',
    config: plain,
    exchanges: ['plain-08-slot-by-id', 'plain-12-book-version-moved', 'plain-17-find-absent', busySlot, 'plain-17-find-absent'],
    act: book('bk-0002', 'p001-20270301-0800'),
    answer: rejected('slot-taken'),
  },
  {
    name: 'plain: a key that belongs to another slot',
    config: plain,
    exchanges: [variant('plain-08-slot-by-id', half), 'plain-14-book-key-reused', 'plain-16-find'],
    act: book('bk-0001', 'p001-20270301-0830'),
    answer: rejected('key-reused'),
  },
  {
    name: 'plain: our own booking',
    config: plain,
    exchanges: ['plain-16-find'],
    act: find('bk-0001'),
    answer: ok(booking('bk-0001', 'appointment-1', 'booked', 'p001-20270301-0800')),
  },
  { name: 'plain: no booking', config: plain, exchanges: ['plain-17-find-absent'], act: find('bk-0002'), answer: ok(null) },
  {
    name: 'plain: a cancellation',
    config: plain,
    exchanges: ['plain-18-appointment-read', busySlotRead, 'plain-20-cancel'],
    act: cancel('bk-0001', 'appointment-1'),
    answer: ok(booking('bk-0001', 'appointment-1', 'cancelled', 'p001-20270301-0800')),
  },
  {
    name: 'plain: a cancellation that came twice, found cancelled',
    config: plain,
    exchanges: [
      'plain-18-appointment-read',
      busySlotRead,
      'plain-21-cancel-version-moved',
      variant('plain-18-appointment-read', { '"status":"booked"': '"status":"cancelled"' }),
    ],
    act: cancel('bk-0001', 'appointment-1'),
    answer: ok(booking('bk-0001', 'appointment-1', 'cancelled', 'p001-20270301-0800')),
  },
  {
    name: 'plain: cancelling an unknown booking',
    config: plain,
    exchanges: ['plain-19-appointment-read-unknown'],
    act: cancel('bk-0001', 'no-such-appointment'),
    answer: rejected('booking-unknown'),
  },
  {
    name: 'plain: a cancelled booking is still found',
    config: plain,
    exchanges: ['plain-22-find-cancelled'],
    act: find('bk-0001'),
    answer: ok(booking('bk-0001', 'appointment-1', 'cancelled', 'p001-20270301-0800')),
  },
  {
    name: 'plain: changes, a page and more',
    config: { ...plain, pageSize: 1 },
    exchanges: ['plain-28-changes'],
    act: (adapter, call) => facetsOf(adapter).bookings.list(`${SINCE}~${SINCE}`, call),
    answer: ok({
      bookings: [booking('bk-0001', 'appointment-1', 'cancelled', 'p001-20270301-0800')],
      cursor: `${SINCE}~${CHANGED}~${GOLDEN_BASE}/Appointment?_page=opaque-2`,
      more: true,
    }),
  },
  {
    name: 'plain: changes, the last page',
    config: { ...plain, pageSize: 1 },
    exchanges: ['plain-29-changes-next'],
    act: (adapter, call) =>
      facetsOf(adapter).bookings.list(`${SINCE}~${CHANGED}~${GOLDEN_BASE}/Appointment?_page=opaque-2`, call),
    answer: ok({
      bookings: [booking('bk-0005', 'appointment-2', 'booked', 'p001-20270301-0830')],
      cursor: `${CHANGED}~${CHANGED}`,
      more: false,
    }),
  },
  {
    name: 'sequence: a booking',
    config: sequence,
    exchanges: [variant('plain-08-slot-by-id', half), 'plain-23-sequence-claim', 'plain-25-sequence-book'],
    act: book('bk-0005', 'p001-20270301-0830'),
    answer: ok(booking('bk-0005', 'appointment-2', 'booked', 'p001-20270301-0830')),
  },
  {
    name: 'sequence: the second step answered with what stands',
    config: sequence,
    exchanges: [variant('plain-08-slot-by-id', half), 'plain-23-sequence-claim', 'plain-26-sequence-book-repeated'],
    act: book('bk-0005', 'p001-20270301-0830'),
    answer: ok(booking('bk-0005', 'appointment-2', 'booked', 'p001-20270301-0830')),
  },
  {
    name: 'sequence: a cancellation frees the slot in its second step',
    config: sequence,
    exchanges: [
      variant('plain-18-appointment-read', { 'appointment-1': 'appointment-2', 'bk-0001': 'bk-0005', ...half }),
      'plain-30-sequence-cancel',
      variant('plain-06-slot-read', { ...half, '"free"': '"busy"', '"versionId":"1"': '"versionId":"2"' }),
      'plain-31-sequence-release',
    ],
    act: cancel('bk-0005', 'appointment-2'),
    answer: ok(booking('bk-0005', 'appointment-2', 'cancelled', 'p001-20270301-0830')),
  },
  {
    name: 'ihe: a first page of proposals',
    config: ihe,
    exchanges: ['ihe-02-find'],
    act: (adapter, call) => facetsOf(adapter).slots.page(DAY, call),
    answer: ok({
      slots: [slot('0800', 3, 'proposed-'), slot('0830', 1, 'proposed-')],
      next: `${GOLDEN_BASE}/Appointment?_page=opaque-3`,
    }),
  },
  {
    name: 'ihe: the last page',
    config: ihe,
    exchanges: ['ihe-03-find-next'],
    act: (adapter, call) => facetsOf(adapter).slots.page({ ...DAY, page: `${GOLDEN_BASE}/Appointment?_page=opaque-3` }, call),
    answer: ok({ slots: [slot('0930', 1, 'proposed-')] }),
  },
  {
    name: 'ihe: an empty day is an OperationOutcome in a Bundle',
    config: ihe,
    exchanges: [variant('ihe-05-find-empty', { '$find"': '$find?_count=2"' })],
    act: (adapter, call) => facetsOf(adapter).slots.page(EMPTY_DAY, call),
    answer: ok({ slots: [] }),
  },
  {
    name: 'ihe: one proposal',
    config: ihe,
    exchanges: ['ihe-07-proposed-read'],
    act: (adapter, call) => facetsOf(adapter).slots.one(proposed0830, call),
    answer: ok(slot('0830', 1, 'proposed-')),
  },
  {
    name: 'ihe: an unknown proposal',
    config: ihe,
    exchanges: ['ihe-08-proposed-read-unknown'],
    act: (adapter, call) => facetsOf(adapter).slots.one('proposed-no-such-slot', call),
    answer: ok(null),
  },
  {
    name: 'ihe: a full proposal',
    config: ihe,
    exchanges: ['ihe-12-proposed-read-full'],
    act: (adapter, call) => facetsOf(adapter).slots.one(proposed0830, call),
    answer: ok(slot('0830', 0, 'proposed-')),
  },
  {
    name: 'ihe: a booking is a hold and a $book',
    config: ihe,
    exchanges: ['ihe-09-hold', 'ihe-13-book'],
    act: book('bk-1001', proposed0830),
    answer: ok(booking('bk-1001', 'appointment-1', 'booked', proposed0830)),
  },
  {
    name: 'ihe: nothing left to hold, and the key is not ours yet',
    config: ihe,
    exchanges: ['ihe-10-hold-no-place', 'ihe-12-proposed-read-full', 'ihe-22-find-existing-absent'],
    act: book('bk-1002', proposed0830),
    answer: rejected('slot-taken'),
  },
  {
    name: 'ihe: nothing left to hold, because our own booking has it',
    config: ihe,
    exchanges: ['ihe-10-hold-no-place', 'ihe-12-proposed-read-full', 'ihe-21-find-existing'],
    act: book('bk-1001', proposed0830),
    answer: ok(booking('bk-1001', 'appointment-1', 'booked', proposed0830)),
  },
  {
    name: 'ihe: holding an unknown proposal',
    config: ihe,
    exchanges: ['ihe-11-hold-unknown'],
    act: book('bk-1002', 'proposed-no-such-slot'),
    answer: rejected('slot-unknown'),
  },
  {
    name: 'ihe: a key that belongs to another slot; the hold is given back',
    config: ihe,
    exchanges: ['ihe-15-hold-other', 'ihe-16-book-key-reused', 'ihe-21-find-existing', 'ihe-18-release'],
    act: book('bk-1001', proposed0800),
    answer: rejected('key-reused'),
  },
  {
    name: 'ihe: a patient who is refused; the hold is given back',
    config: ihe,
    exchanges: ['ihe-15-hold-other', withEmptyName('ihe-17-book-refused'), 'ihe-18-release'],
    act: book('bk-1002', proposed0800, noName),
    answer: rejected('request-refused'),
  },
  {
    name: 'ihe: a hold that is gone',
    config: ihe,
    exchanges: ['ihe-15-hold-other', 'ihe-19-book-hold-gone', 'ihe-22-find-existing-absent', 'ihe-18-release'],
    act: book('bk-1002', proposed0800),
    answer: rejected('slot-taken'),
  },
  {
    name: 'ihe: our own booking',
    config: ihe,
    exchanges: ['ihe-21-find-existing'],
    act: find('bk-1001'),
    answer: ok(booking('bk-1001', 'appointment-1', 'booked')),
  },
  { name: 'ihe: no booking', config: ihe, exchanges: ['ihe-22-find-existing-absent'], act: find('bk-1002'), answer: ok(null) },
  {
    name: 'ihe: a cancellation',
    config: ihe,
    exchanges: ['ihe-23-appointment-read', 'ihe-24-cancel'],
    act: cancel('bk-1001', 'appointment-1'),
    answer: ok(booking('bk-1001', 'appointment-1', 'cancelled')),
  },
  {
    name: 'ihe: the same cancellation again',
    config: ihe,
    exchanges: ['ihe-23-appointment-read', 'ihe-25-cancel-repeated'],
    act: cancel('bk-1001', 'appointment-1'),
    answer: ok(booking('bk-1001', 'appointment-1', 'cancelled')),
  },
  {
    name: 'ihe: changes',
    config: { ...ihe, pageSize: 50 },
    exchanges: ['ihe-26-changes'],
    act: (adapter, call) => facetsOf(adapter).bookings.list(`${SINCE}~${SINCE}`, call),
    answer: ok({ bookings: [booking('bk-1001', 'appointment-1', 'cancelled')], cursor: `${CHANGED}~${CHANGED}`, more: false }),
  },
  ...(['plain', 'ihe'] as const).flatMap((mode): Story[] => {
    const [none, create, one, repeated] = ['search-none', 'create', 'search-one', 'create-repeated'].map(
      (what, step) => `${mode}-${(mode === 'plain' ? 34 : 28) + step}-patient-${what}`,
    ) as [string, string, string, string];
    const config = { ...(mode === 'plain' ? plain : ihe), ...registered };
    const merged = variant(one, { '"gender":"male"': '"gender":"male","link":[{"type":"replaced-by"}]' });
    const closed = variant(one, { '"gender":"male"': '"gender":"male","active":false' });
    const paged = variant(one, { '"relation":"self"': '"relation":"next"' });
    return [
      { name: `${mode}: no file`, config, exchanges: [none], act: ask(), answer: ok({ kind: 'none' }) },
      { name: `${mode}: a file`, config, exchanges: [one], act: ask(), answer: ok({ kind: 'one', ref: 'patient-1' }) },
      {
        name: `${mode}: a file that was merged into another`,
        config,
        exchanges: [merged],
        act: ask(),
        answer: ok({ kind: 'none' }),
      },
      { name: `${mode}: a file that was closed`, config, exchanges: [closed], act: ask(), answer: ok(otherParticulars) },
      { name: `${mode}: more files than fit on a page`, config, exchanges: [paged], act: ask(), answer: ok(severalFiles) },
      {
        name: `${mode}: somebody else under the document`,
        config,
        exchanges: [one],
        act: ask({ ...CHILD, name: '林大大' }),
        answer: ok(otherParticulars),
      },
      {
        name: `${mode}: a new file, looked for again once it is made`,
        config,
        exchanges: [none, create, one],
        act: register,
        answer: ok({ ref: 'patient-1' }),
      },
      {
        name: `${mode}: somebody else was faster with the file`,
        config,
        exchanges: [none, repeated, one],
        act: register,
        answer: ok({ ref: 'patient-1' }),
      },
      {
        name: `${mode}: a new file that can not be found yet`,
        config,
        exchanges: [none, create, none],
        act: register,
        answer: { ok: false, failure: { kind: 'unknown-outcome', detail: expect.any(String) } },
      },
    ];
  }),
  {
    name: 'plain: a booking for a file',
    config: { ...plain, ...registered },
    exchanges: [slot0930, 'plain-38-book-by-reference'],
    act: bookByFile('bk-0006', 'p001-20270301-0930'),
    answer: ok(booking('bk-0006', 'appointment-3', 'booked', 'p001-20270301-0930')),
  },
  {
    name: 'plain: a booking for a file that is not there',
    config: { ...plain, ...registered },
    exchanges: [slot0930, 'plain-39-book-unknown-patient'],
    act: bookByFile('bk-0007', 'p001-20270301-0930', 'patient-9'),
    answer: rejected('patient-unknown'),
  },
  {
    name: 'ihe: a booking for a file',
    config: { ...ihe, ...registered },
    exchanges: ['ihe-32-hold-again', 'ihe-33-book-by-reference'],
    act: bookByFile('bk-1003', proposed0830),
    answer: ok(booking('bk-1003', 'appointment-3', 'booked', proposed0830)),
  },
  {
    name: 'ihe: a booking for a file that is not there; the hold is given back',
    config: { ...ihe, ...registered },
    exchanges: ['ihe-32-hold-again', 'ihe-34-book-unknown-patient', releaseOfThird],
    act: bookByFile('bk-1004', proposed0830, 'patient-9'),
    answer: rejected('patient-unknown'),
  },
];

describe('fhir-r4 speaks as the golden files do', () => {
  for (const { name, config, exchanges, act, answer } of STORIES) {
    it(name, async () => {
      const script = scriptedFetch(exchanges.map((exchange) => (typeof exchange === 'string' ? golden(exchange) : exchange)));
      const adapter = createFhirR4Adapter({ ...config, baseUrl: GOLDEN_BASE }, { fetch: script.fetch, now: () => CHANGED });
      const given = await act(adapter, { signal: AbortSignal.timeout(60_000) });
      script.done();
      expect(given).toEqual(answer);
    });
  }
});
