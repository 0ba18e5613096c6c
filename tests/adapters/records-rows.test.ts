import { describe, expect, it } from 'vitest';
import { facetsOf } from '../../adapters/conformance/facets.ts';
import { createRemoteHttpAdapter } from '../../adapters/hospitals/remote-http/adapter.ts';
import type { HospitalAdapter } from '../../adapters/port/hospital.ts';
import { DOCUMENT_BYTES_MAX, isDecimal, LIST_MAX, ORIGINAL_MAX, RESULTS_MAX } from '../../adapters/port/records.ts';
import { ROWS_MAX, unusable, usableOnTheWay, usableRows } from '../../adapters/port/rows.ts';
import { replyHeaders } from './remote-signer.ts';

const KEY = { id: 'rows', secret: Buffer.alloc(32, 'request key ').toString('base64') };
const AT = '2031-02-03T09:30:00+08:00';
const call = () => ({ signal: AbortSignal.timeout(60_000) });
const malformed = { ok: false, failure: { kind: 'malformed' } };
const whose = {
  patient: {
    name: '林小满',
    birthDate: '1949-12-31',
    sex: 'female',
    document: { type: 'resident-id', number: '11010519491231002X' },
  },
} as const;

const NOTHING = { slots: false, book: false, cancel: false, keyedBooking: false, findPatient: false, registerPatient: false };
const EVERYTHING = { reports: true, documents: true, visits: true, medications: true, allergies: true, conditions: true };

/** A hospital that answers every question with what the test gives, genuinely. */
function remote(given: unknown, records: object = EVERYTHING): HospitalAdapter {
  const capabilities = { ...NOTHING, listBookings: 'no', settleWindowMs: 0, readLagMs: 0, records } as const;
  const environment = {
    now: Date.now,
    async fetch(_: string, init?: RequestInit) {
      const body = JSON.stringify(given);
      const nonce = new Headers(init?.headers).get('onedoor-nonce') ?? '';
      return new Response(body, { headers: replyHeaders({ status: 200, body, nonce }, KEY) });
    },
  };
  return createRemoteHttpAdapter({ baseUrl: 'https://his.example', key: KEY, capabilities }, environment);
}

const result = { ref: 'r1', name: '葡萄糖', value: { kind: 'quantity', number: '5.50' }, status: 'final' };
const report = { status: 'final', kind: 'laboratory', name: '血糖', issuedAt: AT, results: [result] };
const sent = (text: string, ref = 'report-1') => ({ ref, version: 1, report: text });
const pageOf = (...reports: readonly unknown[]) => ({ reports, cursor: '9', more: false });
const readPage = (...reports: readonly unknown[]) => facetsOf(remote(pageOf(...reports))).records.reports(whose, call());

describe('reports of the Onedoor hospital API', () => {
  it('a report is kept byte for byte as the hospital wrote it, blanks, order, escapes and unknown members included', async () => {
    const text = `{ "results": [],\r\n\t"name":"\\u8840糖", "lab" : {"x":[1.50, 1e3]}, "issuedAt":"${AT}","kind":"laboratory", "status":"final" }\n`;
    expect(await readPage(sent(text))).toMatchObject({
      ok: true,
      value: { reports: [{ name: '血糖', original: { mediaType: 'application/json', text } }] },
    });
  });

  it.each<[string, object]>([
    ['is a number and no decimal in a string', { value: { kind: 'quantity', number: 5.5 } }],
    ['has an exponent', { value: { kind: 'quantity', number: '5e3' } }],
    ['has another comparator', { value: { kind: 'quantity', number: '5', comparator: '~' } }],
    ['is of a kind that there is not', { value: { kind: 'picture', url: 'https://his.example' } }],
    ['is a range without an end', { value: { kind: 'range' } }],
    ['is a word of control characters', { value: { kind: 'text', text: 'a\u0000b' } }],
    ['has a name that turns the text around', { name: 'abc\u202Edef' }],
    ['has a reference that is none', { ref: '../r1' }],
    ['has eleven codes', { codes: Array.from({ length: 11 }, (_, index) => ({ system: 's', code: `${index}` })) }],
    ['has 21 ranges', { ranges: Array.from({ length: 21 }, () => ({ high: '5' })) }],
    ['has codes that are no list', { codes: { length: 3 } }],
  ])('a report with a value that %s is left out and counted, and the others are told', async (_, more) => {
    const wrong = { ...report, results: [{ ...result, ...more }] };
    const right = JSON.stringify(report);
    expect(await readPage(sent(JSON.stringify(wrong)), sent(right, 'report-2'))).toMatchObject({
      ok: true,
      value: { reports: [{ ref: 'report-2' }], leftOut: { count: 1 } },
    });
    const alone = facetsOf(remote(sent(JSON.stringify(wrong)))).records.report({ ...whose, ref: 'report-1' }, call());
    expect(await alone).toMatchObject(malformed);
  });

  it.each<[string, unknown]>([
    ['a text that is no JSON', sent('{"status":')],
    ['a text of brackets', sent('['.repeat(10_000))],
    ['a text that is too long', sent(`${JSON.stringify(report)}${' '.repeat(ORIGINAL_MAX)}`)],
    ['more values than any laboratory has', sent(JSON.stringify({ ...report, results: Array(RESULTS_MAX + 1).fill(result) }))],
    ['a value twice', sent(JSON.stringify({ ...report, results: [result, result] }))],
    ['a report that is no text', { ref: 'report-1', version: 1, report }],
    ['a version that is none', { ...sent(JSON.stringify(report)), version: -1 }],
    ['a day that there is not', sent(JSON.stringify({ ...report, issuedAt: '2031-02-30T09:30:00+08:00' }))],
  ])('%s is left out and counted, also where the page has nothing else', async (_, wrong) => {
    expect(await readPage(wrong)).toMatchObject({ ok: true, value: { reports: [], cursor: 'since:9', leftOut: { count: 1 } } });
  });

  it('twenty thousand values in one report cost no more than their length', async () => {
    const many = JSON.stringify({ ...report, results: Array.from({ length: 20_000 }, () => 0) });
    const told = await readPage(...Array.from({ length: 20 }, (_, index) => sent(many, `report-${index}`)));
    expect(told).toMatchObject({ ok: true, value: { reports: [], leftOut: { count: 20, detail: 'unexpected at results' } } });
  });

  it('a verdict of another word is told as words, and not as a verdict', async () => {
    const flags = ['H', 'HX', '↑', '危急值'];
    const results = flags.map((flag, index) => ({ ...result, ref: `r${index}`, flag }));
    const told = await readPage(sent(JSON.stringify({ ...report, results })));
    expect(told.ok ? told.value.reports[0]?.results.map(({ flag, flagText }) => [flag, flagText]) : told).toEqual([
      ['H', undefined],
      [undefined, 'HX'],
      ['H', undefined],
      ['AA', undefined],
    ]);
  });

  it('a page that goes nowhere, a list that is too long and another report than the one asked for are malformed', async () => {
    const stuck = { reports: [], cursor: '9', more: true };
    const records = facetsOf(remote(stuck)).records;
    expect(await records.reports({ ...whose, cursor: 'since:9' }, call())).toMatchObject(malformed);
    expect(await readPage(...Array(ROWS_MAX + 1).fill(0))).toMatchObject(malformed);
    const other = facetsOf(remote(sent(JSON.stringify(report)))).records;
    expect(await other.report({ ...whose, ref: 'report-2' }, call())).toMatchObject(malformed);
  });

  it('a page of changes of which no row can be used goes on, and a list that is read whole is malformed then', () => {
    const bad = () => unusable('name');
    expect(usableOnTheWay([1, 2], bad)).toEqual({
      ok: true,
      value: { rows: [], leftOut: { count: 2, detail: 'unexpected at name' } },
    });
    expect(usableRows([1, 2], bad)).toMatchObject(malformed);
    expect(usableOnTheWay([], bad)).toEqual({ ok: true, value: { rows: [] } });
  });
});

describe('documents of the Onedoor hospital API', () => {
  const document = (content: string, mediaType = 'application/pdf') =>
    facetsOf(remote({ mediaType, content })).records.document({ ...whose, ref: 'report-1', documentRef: 'd1' }, call());

  it('a document of eight megabytes is fetched, although no other reply may be as long', async () => {
    const told = await document(Buffer.alloc(DOCUMENT_BYTES_MAX, 7).toString('base64'));
    expect(told.ok && told.value?.content.length).toBe(DOCUMENT_BYTES_MAX);
    expect(told.ok && told.value?.content.every((byte) => byte === 7)).toBe(true);
  });

  it.each<[string, string, string]>([
    ['one byte more than eight megabytes', Buffer.alloc(DOCUMENT_BYTES_MAX + 1).toString('base64'), 'application/pdf'],
    ['what is no base64', 'JVBERi0xLjcK_w==', 'application/pdf'],
    ['a media type with parameters', 'AAAA', 'text/html; charset=utf-8'],
    ['a media type that is none', 'AAAA', 'pdf'],
  ])('%s is malformed, and no document', async (_, content, mediaType) => {
    expect(await document(content, mediaType)).toMatchObject(malformed);
  });
});

describe('lists of the Onedoor hospital API', () => {
  const allergy = { ref: 'a1', substance: '青霉素', criticality: 'high', verified: true };

  it('"none known" beside a row is not told, also where the row can not be shown', async () => {
    const told = await facetsOf(remote({ rows: [allergy], noneKnown: true })).records.allergies(whose, call());
    expect(told).toEqual({ ok: true, value: { rows: [{ ...allergy, codes: [] }] } });
    const spoiled = await facetsOf(remote({ rows: [{ ...allergy, substance: '' }], noneKnown: true })).records.allergies(
      whose,
      call(),
    );
    expect(spoiled).toMatchObject(malformed);
  });

  it('a row that can not be shown is left out and counted; without another one the list is malformed, never empty', async () => {
    const wrong = { ...allergy, ref: 'a2', codes: Array(11).fill({ system: 's', code: 'c' }) };
    const told = await facetsOf(remote({ rows: [allergy, wrong] })).records.allergies(whose, call());
    expect(told).toMatchObject({ ok: true, value: { rows: [{ ref: 'a1' }], leftOut: { count: 1 } } });
    expect(await facetsOf(remote({ rows: [wrong] })).records.allergies(whose, call())).toMatchObject(malformed);
    const long = { rows: Array(LIST_MAX + 1).fill(allergy) };
    expect(await facetsOf(remote(long)).records.allergies(whose, call())).toMatchObject(malformed);
  });

  it('visits are told the newest first, in whatever order the hospital has them', async () => {
    const rows = ['2029', '2031', '2030'].map((year) => ({
      ref: year,
      kind: 'outpatient',
      startsAt: `${year}-05-06T09:00:00+08:00`,
    }));
    const told = await facetsOf(remote({ rows })).records.visits(whose, call());
    expect(told.ok && told.value.rows.map(({ ref }) => ref)).toEqual(['2031', '2030', '2029']);
  });

  it('a section that the hospital does not tell is absent, and without any the facet is', () => {
    const some = remote({}, { reports: true, visits: true }).records;
    expect(Object.keys(some ?? {}).toSorted()).toEqual(['readLagMs', 'report', 'reports', 'visits']);
    expect(remote({}, {}).records).toBeUndefined();
    expect(remote({}, { documents: true }).records).toBeUndefined();
  });
});

describe('decimals of the port', () => {
  it.each(['0', '-0', '5.50', '-3.0', '100000000000000000000', '0.000000000000000001'])('%s is one', (text) =>
    expect(isDecimal(text)).toBe(true),
  );
  it.each(['', '.5', '5.', '05', '+5', '1e3', ' 5', '5 ', '5,0', '٥', 'NaN', '0x1', '1'.repeat(30)])('%j is none', (text) =>
    expect(isDecimal(text)).toBe(false),
  );
});
