import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { facetsOf } from '../../adapters/conformance/facets.ts';
import { createFhirR4Adapter } from '../../adapters/hospitals/fhir-r4/adapter.ts';
import { createRemoteHttpAdapter } from '../../adapters/hospitals/remote-http/adapter.ts';
import { createSignedJsonAdapter } from '../../adapters/hospitals/signed-json/adapter.ts';
import { isQueueNumber } from '../../adapters/port/booking.ts';
import type { HospitalAdapter } from '../../adapters/port/hospital.ts';
import { everyRow, type ReadRow, ROWS_MAX, unusable, usableRows } from '../../adapters/port/rows.ts';
import { type SlotSnapshot, slotFault } from '../../adapters/port/slots.ts';
import { replyHeaders } from './remote-signer.ts';
import { strictReplyHeaders } from './signed-signer.ts';

const HOUR_MS = 3_600_000;
const REQUEST_KEY = { id: 'lists', secret: Buffer.alloc(32, 'request key ').toString('base64') };
const STRICT_KEY = Buffer.alloc(32, 'strict key ').toString('base64');
const DAY = { from: Date.parse('2031-03-03T00:00:00+08:00'), to: Date.parse('2031-03-04T00:00:00+08:00') };
const BASE = 'https://his.example/proxy';
const call = () => ({ signal: AbortSignal.timeout(60_000) });

type Row = Readonly<Record<string, unknown>>;

/** How one protocol says the same: the answer to every question is given by the test, and is genuine. */
interface Protocol {
  readonly name: string;
  readonly adapter: (body: unknown) => HospitalAdapter;
  readonly slots: (rows: readonly unknown[]) => unknown;
  readonly bookings: (rows: readonly unknown[]) => unknown;
  readonly slot: Row;
  readonly booking: Row;
  /** Rows that differ from a right one by one member. */
  readonly badSlots: readonly unknown[];
  readonly badBookings: readonly unknown[];
}

const envelope = (data: unknown) => ({ code: 200, message: 'ok', data, ok: true });

const remote = { ref: 's1', departmentRef: 'd1', practitionerRef: 'p1', free: 1 };
const remoteSlot = { ...remote, startsAt: '2031-03-03T08:00:00+08:00', endsAt: '2031-03-03T08:30:00+08:00' };
const remoteBooking = { ref: 'b1', key: 'k1', slotRef: 's1', status: 'booked' };

const schedule = {
  hosScheduleId: 's1',
  depcode: 'd01',
  docname: '王医生',
  workDate: '2031-03-03',
  workTime: 0,
  reservedNumber: 30,
  availableNumber: 3,
  amount: '50.00',
  status: 1,
};
const order = {
  hosRecordId: 'r1',
  clientOrderNo: 'k1',
  hosScheduleId: 's1',
  depcode: 'd01',
  reserveDate: '2031-03-03',
  reserveTime: 0,
  amount: '50.00',
  number: 7,
  orderStatus: 0,
};

const entry = (resource: unknown) => ({ resource, search: { mode: 'match' } });
const included = {
  resource: {
    resourceType: 'Schedule',
    id: 'sch1',
    actor: [{ reference: 'HealthcareService/d1' }, { reference: 'Practitioner/p1' }],
  },
  search: { mode: 'include' },
};
const fhirSlot = {
  resourceType: 'Slot',
  id: 's1',
  schedule: { reference: 'Schedule/sch1' },
  status: 'free',
  start: '2031-03-03T08:00:00+08:00',
  end: '2031-03-03T08:30:00+08:00',
};
const appointment = {
  resourceType: 'Appointment',
  id: 'b1',
  identifier: [{ system: 'urn:onedoor:booking', value: 'k1' }],
  status: 'booked',
  participant: [],
};
const searchset = (entries: readonly unknown[]) => ({ resourceType: 'Bundle', type: 'searchset', entry: entries });

const PROTOCOLS: readonly Protocol[] = [
  {
    name: 'remote-http',
    adapter: (given) =>
      createRemoteHttpAdapter(
        {
          baseUrl: BASE,
          key: REQUEST_KEY,
          capabilities: {
            slots: true,
            book: true,
            listBookings: 'changes',
            cancel: true,
            keyedBooking: true,
            settleWindowMs: 0,
            readLagMs: 0,
            findPatient: false,
            registerPatient: false,
          },
        },
        {
          now: Date.now,
          async fetch(_, init) {
            const body = JSON.stringify(given);
            const nonce = new Headers(init?.headers).get('onedoor-nonce') ?? '';
            return new Response(body, { headers: replyHeaders({ status: 200, body, nonce }, REQUEST_KEY) });
          },
        },
      ),
    slots: (slots) => ({ slots }),
    bookings: (bookings) => ({ bookings, cursor: 'c1', more: false }),
    slot: remoteSlot,
    booking: remoteBooking,
    badSlots: [
      {},
      1,
      null,
      [],
      { ...remoteSlot, free: -1 },
      { ...remoteSlot, free: '5' },
      { ...remoteSlot, startsAt: '2031-03-03T08:00:00+99:00' },
      { ...remoteSlot, ref: 'a ref' },
      { ...remoteSlot, endsAt: remoteSlot.startsAt },
      { ...remoteSlot, endsAt: '2031-03-04T08:30:00+08:00' },
      { ...remoteSlot, feeFen: 10_000_001 },
    ],
    badBookings: [{}, 1, null, { ...remoteBooking, ref: '../b' }, { ...remoteBooking, status: 'paid' }],
  },
  {
    name: 'signed-json',
    adapter: (given) =>
      createSignedJsonAdapter(
        { mode: 'strict', baseUrl: BASE, hoscode: 'h01', signKey: STRICT_KEY, doctors: [], settleWindowMs: 0 },
        {
          now: Date.now,
          async fetch(_, init) {
            const body = JSON.stringify(given);
            const nonce = new Headers(init?.headers).get('yygh-nonce') ?? '';
            return new Response(body, { headers: strictReplyHeaders({ status: 200, body, nonce }, STRICT_KEY) });
          },
        },
      ),
    slots: (rows) => envelope({ rows }),
    bookings: (rows) => envelope({ rows, cursor: 'c1', more: false }),
    slot: schedule,
    booking: order,
    badSlots: [
      {},
      1,
      null,
      { ...schedule, availableNumber: -1 },
      { ...schedule, availableNumber: '5' },
      { ...schedule, workDate: '2031-02-30' },
      { ...schedule, reservedNumber: Number.MAX_SAFE_INTEGER },
      { ...schedule, amount: '9999999.00' },
      { ...schedule, times: { beginTime: '2031-03-03 08:30:00', endTime: '2031-03-03 08:00:00' } },
      { ...schedule, times: { beginTime: '2031-99-99 99:99:99', endTime: '2031-99-99 99:99:99' } },
    ],
    badBookings: [{}, 1, null, { ...order, hosRecordId: '../r' }, { ...order, orderStatus: 9 }],
  },
  {
    name: 'fhir-r4',
    adapter: (given) =>
      createFhirR4Adapter(
        { baseUrl: BASE, mode: 'plain' },
        {
          now: Date.now,
          fetch: async () => new Response(JSON.stringify(given), { headers: { 'content-type': 'application/fhir+json' } }),
        },
      ),
    slots: (rows) => searchset([included, ...rows]),
    bookings: searchset,
    slot: entry(fhirSlot),
    booking: entry(appointment),
    badSlots: [
      1,
      null,
      entry({ ...fhirSlot, status: 'open' }),
      entry({ ...fhirSlot, start: '2031-03-03T08:00:00+99:00' }),
      entry({ ...fhirSlot, end: fhirSlot.start }),
      entry({ ...fhirSlot, end: '2031-03-05T08:00:00+08:00' }),
      entry({ ...fhirSlot, schedule: {} }),
      entry({ ...fhirSlot, extension: Array.from({ length: 101 }, () => ({ url: 'u' })) }),
    ],
    badBookings: [
      1,
      null,
      entry({ ...appointment, id: 'b/1' }),
      entry({ ...appointment, status: 'gone' }),
      entry({ ...appointment, identifier: Array.from({ length: 101 }, () => ({})) }),
    ],
  },
];

describe.each(PROTOCOLS)('$name', ({ adapter, slots, bookings, slot, booking, badSlots, badBookings }) => {
  const page = (rows: readonly unknown[]) => facetsOf(adapter(slots(rows))).slots.page(DAY, call());
  const list = (rows: readonly unknown[]) => facetsOf(adapter(bookings(rows))).bookings.list(undefined, call());
  const malformed = { ok: false, failure: { kind: 'malformed' } };

  it('of a list of slots, what can not be used is left out and counted, and the rest is there', async () => {
    for (const bad of badSlots)
      expect(await page([bad, slot, bad]), JSON.stringify(bad)).toMatchObject({
        ok: true,
        value: {
          slots: [{ free: expect.any(Number) }],
          leftOut: { count: 2, detail: expect.stringMatching(/^unexpected at [A-Za-z. 0-9]+$/) },
        },
      });
    expect(await page([slot])).not.toMatchObject({ value: { leftOut: expect.anything() } });
  });

  it('of a list of bookings, what can not be used is left out and counted, and the rest is there', async () => {
    for (const bad of badBookings)
      expect(await list([bad, booking, bad]), JSON.stringify(bad)).toMatchObject({
        ok: true,
        value: { bookings: [{ key: 'k1' }], leftOut: { count: 2 } },
      });
    expect(await list([booking])).not.toMatchObject({ value: { leftOut: expect.anything() } });
  });

  it('a list of which nothing can be used is malformed', async () => {
    for (const bad of badSlots) expect(await page([bad, bad])).toMatchObject(malformed);
    for (const bad of badBookings) expect(await list([bad, bad])).toMatchObject(malformed);
  });

  it('a list that is longer than any page is malformed, however right its rows are', async () => {
    const many = <T>(row: T): T[] => Array.from({ length: ROWS_MAX + 1 }, () => row);
    expect(await page(many(slot))).toMatchObject(malformed);
    expect(await list(many(booking))).toMatchObject(malformed);
    expect(await page(Array(200_000).fill({}))).toMatchObject(malformed);
  });
});

describe('lists of whatever sender', () => {
  it('a list is given up once too much of it can not be used, and at the first such row where all are needed', () => {
    let read = 0;
    const bad = (): ReadRow<number> => {
      read += 1;
      return { ...unusable('a'), problems: 6 };
    };
    const list = [0, ...Array(9_999).fill(1)];
    const firstIsRight = (row: number) => (row === 0 ? ({ usable: true, value: 0 } as const) : bad());
    expect(usableRows(list, firstIsRight)).toMatchObject({ ok: false, failure: { kind: 'malformed' } });
    expect(read).toBeLessThan(1_000);
    read = 0;
    expect(everyRow(list, firstIsRight)).toMatchObject({ ok: false });
    expect(read).toBe(1);
  });

  it('lists that hospitals send have their length looked at before their rows, in every adapter', () => {
    const hospitals = new URL('../../adapters/hospitals/', import.meta.url);
    const wires = readdirSync(hospitals).flatMap((folder) =>
      readdirSync(new URL(`${folder}/`, hospitals))
        .filter((file) => file.endsWith('.ts') && !['config.ts', 'openapi.ts'].includes(file))
        .map((file) => ({ file: `${folder}/${file}`, text: readFileSync(new URL(`${folder}/${file}`, hospitals), 'utf8') })),
    );
    const unbounded = wires.flatMap(({ file, text }) =>
      [...text.matchAll(/^.*(?:z\.array\(|\.array\(|z\.record\(|z\.map\(|z\.set\().*$/gm)].map(
        ([line]) => `${file}: ${line.trim()}`,
      ),
    );
    // What is described for hospitals is received through schemas of rows, `slotRowsSchema` and the like, and through `received…Schema`.
    expect(
      unbounded.filter(
        (line) =>
          !/\.max\((?:ROWS_MAX|LINES_MAX|SECTIONS_MAX|LIST_MAX|RESULTS_MAX|DOCUMENTS_MAX|CODES_MAX|RANGES_MAX)\)|isList\(/.test(
            line,
          ),
      ),
    ).toEqual(['remote-http/wire.ts: .array(']);
  });
});

describe('what the port takes', () => {
  const slot: SlotSnapshot = { ref: 's1', departmentRef: 'd1', startsAt: DAY.from, endsAt: DAY.from + HOUR_MS, free: 1 };

  it.each<[string | undefined, Partial<SlotSnapshot>]>([
    [undefined, {}],
    [undefined, { endsAt: DAY.from + 24 * HOUR_MS, feeFen: 10_000_000, free: 0, clinic: { numbers: 10_000 } }],
    ['ref', { ref: '' }],
    ['startsAt', { startsAt: Number.NaN }],
    ['startsAt', { startsAt: 9e15, endsAt: 9e15 + 1 }],
    ['endsAt', { endsAt: DAY.from }],
    ['endsAt', { endsAt: DAY.from - 1 }],
    ['endsAt', { endsAt: DAY.from + 24 * HOUR_MS + 1 }],
    ['free', { free: -1 }],
    ['free', { free: 1.5 }],
    ['free', { free: 1e9 }],
    ['feeFen', { feeFen: -1 }],
    ['feeFen', { feeFen: 10_000_001 }],
    ['numbers', { clinic: { numbers: 0 } }],
    ['numbers', { clinic: { numbers: Number.MAX_SAFE_INTEGER } }],
  ])('a slot that can not be sold differs in %s: %o', (fault, change) => expect(slotFault({ ...slot, ...change })).toBe(fault));

  it('a number in a queue has fifteen digits at most', () => {
    for (const number of [1, 40, 20_261_129_001, 999_999_999_999_999]) expect(isQueueNumber(number)).toBe(true);
    for (const number of [0, -1, 1.5, Number.NaN, Number.MAX_SAFE_INTEGER, '7', null]) expect(isQueueNumber(number)).toBe(false);
  });
});
