import { expect } from 'vitest';
import { isMediaType, ORIGINAL_MAX } from '../../../port/records.ts';
import type { CaseContext, HospitalCase } from '../../case-context.ts';
import { expectNothingPersonal, expectOk } from '../../expectations.ts';
import { readReport, reportNamed, reportsSince, reportWith, resultOf, somebody } from './findings.ts';

/** References that name nothing, and what could be taken for a piece of an address. */
const NOTHING = ['never-existed', '..', '../reports', 'a/b', 'a?b=c', '%2e%2e', ''];

const SCAN = Uint8Array.from({ length: 1_048_576 }, (_, index) => (index ^ (index >> 8) ^ (index >> 16)) & 0xff);
/** Bytes that are no text in any encoding of text. */
const PDF = Uint8Array.from([
  ...new TextEncoder().encode('%PDF-1.7\r\n报告单\n'),
  0x00,
  0xff,
  0xfe,
  0x80,
  0x81,
  0x0d,
  0x0a,
  0x00,
]);

const needs = ['records', 'records.reports'] as const;
const documents = ['records', 'records.document'] as const;

const cannot = ({ records }: CaseContext) => (records.attach === undefined ? 'this hospital has no documents' : undefined);

/** A report of somebody new with a document. */
async function withDocument(context: CaseContext, content: Uint8Array) {
  const whose = await somebody(context);
  const ref = await context.records.issue(whose, reportNamed('心电图', { kind: 'imaging', results: [] }));
  const documentRef = (await context.records.attach?.(ref, { title: '心电图.pdf', mediaType: 'application/pdf', content })) ?? '';
  return { whose, ref, documentRef };
}

/** `report` and `document`: one of them, as it is now. */
export const oneReportCases: readonly HospitalCase[] = [
  {
    id: 'REPORT-1',
    title: 'reads one report as the list tells it',
    needs,
    async run(context) {
      const { whose, ref, report } = await reportWith(context, [resultOf('glucose'), resultOf('other', { flag: 'H' })]);
      const [listed] = (await reportsSince(context, whose)).reports;
      const { original: _, ...told } = report;
      const { original: __, ...inList } = listed ?? report;
      expect(told.ref).toBe(ref);
      expect(told).toEqual(inList);
    },
  },
  {
    id: 'REPORT-2',
    title: 'answers null for a reference under which the hospital has no report',
    needs,
    async run(context) {
      const whose = await somebody(context);
      await context.records.issue(whose, reportNamed('血糖'));
      for (const ref of NOTHING)
        expect(expectOk(await context.facets.records.report({ ...whose, ref }, context.call())), ref).toBeNull();
    },
  },
  {
    id: 'REPORT-3',
    title: "answers null for another person's report, also once it was corrected or withdrawn",
    needs,
    async run(context) {
      const { facets, records, call } = context;
      const [one, other] = [await somebody(context), await somebody(context)];
      const ref = await records.issue(other, reportNamed('血糖'));
      const asked = async () => expectOk(await facets.records.report({ ...one, ref }, call()));
      expect(await asked()).toBeNull();
      await records.correct(ref, reportNamed('血糖', { conclusion: '更正' }));
      expect(await asked()).toBeNull();
      await records.withdraw(ref);
      expect(await asked()).toBeNull();
    },
  },
  {
    id: 'REPORT-4',
    title: 'reads a report as it is now, once it was corrected and once it was withdrawn, and never as none',
    needs,
    async run(context) {
      const { whose, ref, report } = await reportWith(context, [resultOf('glucose')]);
      const value = { kind: 'quantity', number: '15.50', comparator: '>' } as const;
      await context.records.correct(ref, reportNamed('血糖', { results: [resultOf('glucose', { value })] }));
      const corrected = await readReport(context, whose, ref);
      expect(corrected).toMatchObject({ ref, status: 'corrected', name: '血糖', results: [{ value }] });
      expect(corrected.version).toBeGreaterThan(report.version);
      await context.records.withdraw(ref);
      const withdrawn = await readReport(context, whose, ref);
      expect(withdrawn).toMatchObject({ ref, status: 'withdrawn' });
      expect(withdrawn.version).toBeGreaterThan(corrected.version);
    },
  },
  {
    id: 'REPORT-5',
    title: 'keeps what came from the hospital beside it: its digits and words as they were written, and what it is',
    needs,
    async run(context) {
      const value = { kind: 'quantity', number: '12345678901234567890.10' } as const;
      const { whose, report } = await reportWith(context, [resultOf('glucose', { value })], { conclusion: '𠮷㛃 正常' });
      const [listed] = (await reportsSince(context, whose)).reports;
      for (const original of [report.original, listed?.original]) {
        expect(original?.text).toContain('12345678901234567890.10');
        expect(JSON.stringify(JSON.parse(original?.text ?? 'null'))).toContain('𠮷㛃 正常');
        expect(isMediaType(original?.mediaType ?? '')).toBe(true);
        expect(original?.text.length).toBeLessThanOrEqual(ORIGINAL_MAX);
      }
    },
  },
  {
    id: 'DOCUMENT-1',
    title: 'names a document in its report, and fetches its bytes unchanged',
    needs: documents,
    cannot,
    async run(context) {
      const { whose, ref, documentRef } = await withDocument(context, PDF);
      const [entry, ...others] = (await readReport(context, whose, ref)).documents;
      expect(others).toEqual([]);
      expect(entry).toMatchObject({ ref: documentRef, title: '心电图.pdf', mediaType: 'application/pdf' });
      if (entry?.bytes !== undefined) expect(entry.bytes).toBe(PDF.length);
      const document = expectOk(await context.facets.records.document({ ...whose, ref, documentRef }, context.call()));
      expect(document?.mediaType).toBe('application/pdf');
      expect([...(document?.content ?? [])]).toEqual([...PDF]);
    },
  },
  {
    id: 'DOCUMENT-2',
    title: 'fetches a scan of a megabyte, every byte of it',
    needs: documents,
    cannot,
    async run(context) {
      const { whose, ref, documentRef } = await withDocument(context, SCAN);
      const document = expectOk(await context.facets.records.document({ ...whose, ref, documentRef }, context.call()));
      expect(document?.content.length).toBe(SCAN.length);
      expect(document?.content.findIndex((byte, at) => byte !== SCAN[at])).toBe(-1);
    },
  },
  {
    id: 'DOCUMENT-3',
    title: 'answers null for a document that the report does not have, and for any of a report that there is not',
    needs: documents,
    cannot,
    async run(context) {
      const { facets, call } = context;
      const { whose, ref, documentRef } = await withDocument(context, PDF);
      const other = await context.records.issue(whose, reportNamed('血糖'));
      const named = [
        ...NOTHING.map((nothing) => ({ ref, documentRef: nothing })),
        ...NOTHING.map((nothing) => ({ ref: nothing, documentRef })),
        { ref: other, documentRef },
      ];
      for (const name of named)
        expect(expectOk(await facets.records.document({ ...whose, ...name }, call())), JSON.stringify(name)).toBeNull();
    },
  },
  {
    id: 'DOCUMENT-4',
    title: "answers null for a document of another person's report",
    needs: documents,
    cannot,
    async run(context) {
      const { ref, documentRef } = await withDocument(context, PDF);
      const { whose } = await withDocument(context, PDF);
      expect(expectOk(await context.facets.records.document({ ...whose, ref, documentRef }, context.call()))).toBeNull();
    },
  },
  {
    id: 'PRIVACY-17',
    title: 'says nothing personal when it can not tell of records',
    needs,
    fault: 'malformed',
    async run(context) {
      const { facets, hospital, limits, call } = context;
      const { whose, ref } = await reportWith(context, [resultOf('glucose')]);
      const { number } = whose.patient.document;
      const wrong = { ...whose, patientRef: number };
      expectNothingPersonal(await facets.records.reports({ ...whose, cursor: number }, call()), whose.patient);
      expectNothingPersonal(await facets.records.reports(wrong, call()), whose.patient);
      expectNothingPersonal(await facets.records.report({ ...wrong, ref: number }, call()), whose.patient);
      await hospital.setFault('malformed', 'read');
      expectNothingPersonal(await facets.records.reports(whose, call(limits.deadlineMs)), whose.patient);
      expectNothingPersonal(await facets.records.report({ ...whose, ref }, call(limits.deadlineMs)), whose.patient);
    },
  },
];
