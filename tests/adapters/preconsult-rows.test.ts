import { describe, expect, it } from 'vitest';
import { summaryOf } from '../../adapters/conformance/cases/preconsult/summaries.ts';
import { facetsOf } from '../../adapters/conformance/facets.ts';
import { createFhirR4Adapter } from '../../adapters/hospitals/fhir-r4/adapter.ts';
import { createRemoteHttpAdapter } from '../../adapters/hospitals/remote-http/adapter.ts';
import { nationalHistory } from '../../adapters/hospitals/remote-http/national-history.ts';
import type { HospitalAdapter } from '../../adapters/port/hospital.ts';
import {
  answerRow,
  CORRECTION_MAX,
  LINES_MAX,
  SECTION_CODES,
  type Summary,
  type SummaryAnswer,
  summaryFault,
} from '../../adapters/port/preconsult.ts';
import { ROWS_MAX } from '../../adapters/port/rows.ts';
import type { Patient } from '../../adapters/port/terms.ts';
import { replyHeaders } from './remote-signer.ts';

const KEY = { id: 'rows', secret: Buffer.alloc(32, 'request key ').toString('base64') };
const BASE = 'https://his.example';
const AT = '2031-02-03T09:30:00+08:00';
const call = () => ({ signal: AbortSignal.timeout(60_000) });
const malformed = { ok: false, failure: { kind: 'malformed' } };
const unknown = { ok: false, failure: { kind: 'unknown-outcome' } };
const patient: Patient = {
  name: '林小满',
  birthDate: '1949-12-31',
  sex: 'female',
  document: { type: 'resident-id', number: '11010519491231002X' },
};
const request = { key: 'k1', booking: { key: 'b1', ref: 'r1' }, patient, summary: summaryOf() };

/** A hospital that answers every question with what the test gives, genuinely. */
function remote(given: unknown): HospitalAdapter {
  const no = { slots: false, book: false, cancel: false, keyedBooking: false, findPatient: false, registerPatient: false };
  const capabilities = { ...no, listBookings: 'no', settleWindowMs: 0, readLagMs: 0, preconsult: true } as const;
  const environment = {
    now: Date.now,
    async fetch(_: string, init?: RequestInit) {
      const body = JSON.stringify(given);
      const nonce = new Headers(init?.headers).get('onedoor-nonce') ?? '';
      return new Response(body, { headers: replyHeaders({ status: 200, body, nonce }, KEY) });
    },
  };
  return createRemoteHttpAdapter({ baseUrl: BASE, key: KEY, capabilities }, environment);
}

function fhir(given: unknown): HospitalAdapter {
  const fetch = async () => new Response(JSON.stringify(given), { headers: { 'content-type': 'application/fhir+json' } });
  return createFhirR4Adapter({ baseUrl: BASE, mode: 'plain', preconsult: true }, { now: Date.now, fetch });
}

const receipt = { key: 'k1', ref: 's1', withdrawn: false };
const correction = { code: 'allergies', text: '无' };
const answer = { key: 'k1', what: 'corrected', at: AT, corrections: [correction] };

const composition = {
  resourceType: 'Composition',
  id: 's1',
  identifier: { system: 'urn:onedoor:summary', value: 'k1' },
  status: 'final',
};
const communication = {
  resourceType: 'Communication',
  id: 'c1',
  status: 'completed',
  category: [{ coding: [{ system: 'urn:onedoor:summary-answer', code: 'corrected' }] }],
  about: [{ identifier: { system: 'urn:onedoor:summary', value: 'k1' } }],
  sent: AT,
  payload: [{ extension: [{ url: 'urn:onedoor:section', valueCode: 'allergies' }], contentString: '无' }],
};
const searchset = (...resources: readonly unknown[]) => ({
  resourceType: 'Bundle',
  type: 'searchset',
  entry: resources.map((resource) => ({ resource })),
});

const PROTOCOLS = [
  {
    name: 'remote-http',
    adapter: remote,
    found: receipt,
    badReceipts: [
      {},
      1,
      { ...receipt, key: 'K1' },
      { ...receipt, ref: '../s' },
      { ...receipt, withdrawn: 'no' },
      { ...receipt, ref: undefined },
    ],
    answers: (rows: readonly unknown[]) => ({ answers: rows, cursor: 'c1', more: false }),
    answer: answer as unknown,
    badAnswers: [
      {},
      1,
      null,
      { ...answer, key: 'a key' },
      { ...answer, what: 'liked' },
      { ...answer, at: '2031-02-03' },
      { ...answer, corrections: undefined },
      { ...answer, what: 'read' },
      { ...answer, corrections: [correction, correction] },
      { ...answer, corrections: [{ ...correction, code: 'diagnosis' }] },
      { ...answer, corrections: [{ ...correction, text: 'x\u0000' }] },
      { ...answer, corrections: [{ ...correction, text: 'x'.repeat(CORRECTION_MAX + 1) }] },
      { ...answer, corrections: Array(20_000).fill({}) },
    ] as readonly unknown[],
  },
  {
    name: 'fhir-r4',
    adapter: fhir,
    found: searchset(composition),
    badReceipts: [
      {},
      1,
      searchset({ ...composition, id: '../s' }),
      searchset({ ...composition, status: 'gone' }),
      searchset(composition, { ...composition, status: 7 }),
      { ...searchset(composition), type: 'collection' },
    ],
    answers: (rows: readonly unknown[]) => searchset(...rows),
    answer: communication as unknown,
    badAnswers: [
      { ...communication, about: [{ identifier: { system: 'urn:onedoor:summary', value: 'a key' } }] },
      { ...communication, category: [] },
      { ...communication, sent: '2031-02-03' },
      { ...communication, payload: [] },
      { ...communication, payload: [...communication.payload, ...communication.payload] },
      { ...communication, payload: [{ contentString: '无' }] },
      { ...communication, payload: [{ ...communication.payload[0], contentString: 'x\u0000' }] },
      { ...communication, payload: Array(20_000).fill({}) },
    ] as readonly unknown[],
  },
];

describe.each(PROTOCOLS)('summaries over $name', ({ adapter, found, badReceipts, answers, answer: right, badAnswers }) => {
  const find = (given: unknown) => facetsOf(adapter(given)).preconsult.find('k1', call());
  const page = (rows: readonly unknown[]) => facetsOf(adapter(answers(rows))).preconsult.answers(undefined, call());

  it('a receipt that can not be used, or is of another key, is malformed and never "no summary"', async () => {
    expect(await find(found)).toEqual({ ok: true, value: receipt });
    for (const bad of badReceipts) expect(await find(bad), JSON.stringify(bad)).toMatchObject(malformed);
  });

  it('of the answers of doctors, what can not be used is left out and counted, and the rest is there', async () => {
    for (const bad of badAnswers) {
      const told = await page([bad, right, bad]);
      expect(told, JSON.stringify(bad).slice(0, 200)).toMatchObject({
        ok: true,
        value: { answers: [{ key: 'k1', what: 'corrected', corrections: [correction] }], leftOut: { count: 2 } },
      });
      expect(await page([bad])).toMatchObject(malformed);
    }
  });

  it('answers of which a list is longer than any page are malformed, however right they are', async () => {
    expect(await page(Array.from({ length: ROWS_MAX + 1 }, () => right))).toMatchObject(malformed);
  });

  it('what doctors write stays the text that it is', async () => {
    const words = `<script>alert("1")</script> &amp;\n第二行`;
    const said = JSON.parse(JSON.stringify(right).replaceAll('"无"', JSON.stringify(words)));
    expect(await page([said])).toMatchObject({ ok: true, value: { answers: [{ corrections: [{ text: words }] }] } });
  });
});

describe('summaries over remote-http, written', () => {
  it('a receipt of a summary that can not be used, or is of another key, leaves the outcome unknown', async () => {
    const deliver = (given: unknown) => facetsOf(remote(given)).preconsult.deliver(request, call());
    expect(await deliver(receipt)).toEqual({ ok: true, value: receipt });
    for (const bad of [{}, { ...receipt, key: 'k2' }, { ...receipt, ref: '../s' }])
      expect(await deliver(bad)).toMatchObject(unknown);
    expect(await deliver({ ...receipt, withdrawn: true })).toMatchObject({ failure: { reason: 'key-reused' } });
    const withdraw = (given: unknown) => facetsOf(remote(given)).preconsult.withdraw('k1', call());
    expect(await withdraw({ key: 'k1' })).toEqual({ ok: true, value: null });
    for (const bad of [{}, { key: 'k2' }, null]) expect(await withdraw(bad)).toMatchObject(unknown);
  });

  it('the national record says each part in its own member, what is unsure, and who spoke, and invents nothing', () => {
    const line = (text: string, unsure = false) => ({ text, abnormal: false, unsure });
    const all = SECTION_CODES.map((code) => ({ code, lines: [line(`${code} 1`), line(`${code} 2`, true)] }));
    const national = nationalHistory({ patient, summary: summaryOf('心慌', { sections: all }) });
    const both = (code: string) => `${code} 1；${code} 2（不确定）`;
    expect(national).toEqual({
      chfcomp: '心慌',
      dise_now: both('present-illness'),
      dise_his: both('past-history'),
      oprn_his: both('surgical-history'),
      bld_his: both('transfusion'),
      algs_his: both('allergies'),
      prev_vcnt: both('immunisation'),
      psn_his: both('personal-history'),
      mrg_his: both('marital-history'),
      mena_his: both('menstrual-history'),
      fmhis: both('family-history'),
      illhis_stte_name: '林小满',
      illhis_stte_rltl: '01',
      stte_rele: '0',
    });
    const sure = { sections: [] };
    const bySomebody = (saidBy: Summary['saidBy']) =>
      nationalHistory({ patient, summary: summaryOf('心慌', { ...sure, saidBy }) });
    expect(bySomebody({ who: 'relative', relationship: '女儿' })).toEqual({ chfcomp: '心慌', stte_rele: '1' });
    expect(bySomebody({ who: 'volunteer' })).toEqual({ chfcomp: '心慌', illhis_stte_rltl: '99', stte_rele: '1' });
  });
});

describe('what the port takes of summaries', () => {
  const lines = summaryOf().sections[0]?.lines ?? [];
  it.each<[string | undefined, Partial<Summary>]>([
    [undefined, {}],
    [undefined, { sections: [] }],
    [undefined, { chiefComplaint: '𠮷'.repeat(20) }],
    [undefined, { language: 'en', chiefComplaint: 'x'.repeat(80) }],
    ['at', { at: Number.NaN }],
    ['saidBy', { saidBy: { who: 'clerk', relationship: '女儿' } }],
    ['saidBy', { saidBy: { who: 'relative', relationship: '' } }],
    ['chiefComplaint', { chiefComplaint: '𠮷'.repeat(21) }],
    ['chiefComplaint', { chiefComplaint: '\ud800' }],
    ['chiefComplaint', { language: 'en', chiefComplaint: 'x'.repeat(81) }],
    ['sections.code', { sections: [{ code: 'diagnosis' as never, lines }] }],
    ['sections.lines', { sections: [{ code: 'allergies', lines: Array(LINES_MAX + 1).fill(lines[0]) }] }],
    ['response', { response: null }],
    ['response', { response: 'QuestionnaireResponse' }],
    ['noDiagnosis', { noDiagnosis: '' }],
  ])('a summary that differs at %s: %j', (fault, more) => {
    expect(summaryFault(summaryOf('心慌', more))).toBe(fault);
  });

  it.each<[boolean, Partial<SummaryAnswer>]>([
    [true, {}],
    [true, { what: 'corrected', corrections: [{ code: 'chief-complaint', text: '第一行\r\n\t第二行' }] }],
    [false, { at: 1.5 }],
    [false, { what: 'corrected' }],
    [false, { what: 'corrected', corrections: [] }],
    [false, { corrections: [{ code: 'allergies', text: '无' }] }],
    [false, { what: 'corrected', corrections: [{ code: 'allergies', text: ' \n ' }] }],
    [false, { what: 'corrected', corrections: [{ code: 'allergies', text: 'a\u202Eb' }] }],
  ])('an answer of a doctor that can be used: %s %j', (usable, more) => {
    expect(answerRow({ key: 'k1', what: 'read', at: 1, ...more }).usable).toBe(usable);
  });
});
