import { expect } from 'vitest';
import type { RecordList, RecordsQuery, Report, Result, Section } from '../../../port/records.ts';
import type { Call, Outcome } from '../../../port/terms.ts';
import type { CaseContext } from '../../case-context.ts';
import { expectOk } from '../../expectations.ts';
import type { EveryFacet } from '../../facets.ts';
import type { ListedAtHospital, ReportToIssue } from '../../hospital-under-test.ts';
import type { Examined } from '../../probe.ts';

export const ISSUED_AT = Date.parse('2031-02-03T09:30:00+08:00');
export const COLLECTED_AT = Date.parse('2031-02-03T07:10:00+08:00');

/** Codes as a laboratory has them: its own first. */
export const GLUCOSE = [
  { system: 'urn:kit:lis', code: 'GLU', display: '葡萄糖' },
  { system: 'http://loinc.org', code: '14749-6' },
] as const;

/** A value of a report; 5.50 mmol/L of glucose unless told. */
export function resultOf(ref: string, more: Partial<Result> = {}): Result {
  return {
    ref,
    codes: GLUCOSE,
    name: `葡萄糖 ${ref}`,
    value: { kind: 'quantity', number: '5.50', unit: { text: 'mmol/L', ucum: 'mmol/L' } },
    ranges: [],
    status: 'final',
    ...more,
  };
}

/** A report to issue: its name is its own, so that it can be told from others. */
export function reportNamed(name: string, more: Partial<ReportToIssue> = {}): ReportToIssue {
  return {
    kind: 'laboratory',
    code: { system: 'urn:kit:lis', code: 'BIO', display: '生化' },
    name,
    issuedAt: ISSUED_AT,
    collectedAt: COLLECTED_AT,
    results: [resultOf('glucose')],
    documents: [],
    ...more,
  };
}

/** Somebody of whom no other case knows, with a file where the hospital keeps files. */
export function somebody({ newPatient, person }: CaseContext): Promise<RecordsQuery> {
  return person(newPatient());
}

const PAGE_LIMIT = 300;

/** Reads a person's reports to their end. Fails when they do not end. */
export async function reportsSince({ facets, call }: CaseContext, whose: RecordsQuery, from?: string) {
  const reports: Report[] = [];
  let cursor = from;
  let leftOut = 0;
  for (let pages = 1; pages <= PAGE_LIMIT; pages++) {
    const page = expectOk(await facets.records.reports({ ...whose, ...(cursor === undefined ? {} : { cursor }) }, call()));
    reports.push(...page.reports);
    leftOut += page.leftOut?.count ?? 0;
    cursor = page.cursor;
    if (!page.more) return { reports, cursor, leftOut, pages };
  }
  throw new Error(`reports did not end after ${PAGE_LIMIT} pages`);
}

/** The report under a reference as it is now; fails when the hospital tells none. */
export async function readReport({ facets, call }: CaseContext, whose: RecordsQuery, ref: string): Promise<Report> {
  const report = expectOk(await facets.records.report({ ...whose, ref }, call()));
  expect(report, `the report ${ref}`).not.toBeNull();
  return report as Report;
}

/** Issues a report of these values for somebody new, and reads it. */
export async function reportWith(context: CaseContext, results: readonly Result[], more: Partial<ReportToIssue> = {}) {
  const whose = await somebody(context);
  const ref = await context.records.issue(whose, reportNamed('生化全项', { ...more, results }));
  return { whose, ref, report: await readReport(context, whose, ref) };
}

/** Values without what the hospital gives itself, or has no word for: the reference, and the heading. */
export const asSaid = (results: readonly Result[]) => results.map(({ ref: _, group: __, ...result }) => result);

export const SECTION_IDS = {
  visits: 'VISITS',
  medications: 'MEDICATIONS',
  allergies: 'ALLERGIES',
  conditions: 'CONDITIONS',
} as const;

type Row = ListedAtHospital['row'];

/** What is written into each list: the older one first. */
export const LISTED: { readonly [S in Section]: readonly (ListedAtHospital & { readonly section: S })[] } = {
  visits: [
    {
      section: 'visits',
      row: {
        kind: 'outpatient',
        startsAt: Date.parse('2029-05-06T09:00:00+08:00'),
        department: '内分泌科',
        practitioner: '曾静',
        diagnoses: ['2 型糖尿病', '高血压 <2 级>'],
      },
    },
    {
      section: 'visits',
      row: {
        kind: 'inpatient',
        startsAt: Date.parse('2030-01-02T10:00:00+08:00'),
        endsAt: Date.parse('2030-01-09T15:00:00+08:00'),
        department: '心内科',
        diagnoses: ['心房颤动'],
      },
    },
  ],
  medications: [
    {
      section: 'medications',
      row: {
        name: '二甲双胍片 0.5 g',
        codes: [{ system: 'urn:kit:drugs', code: 'A10BA02', display: '二甲双胍' }],
        dosage: '每次 1 片，每日 2 次，随餐',
        status: 'active',
        prescribedAt: Date.parse('2029-05-06T09:20:00+08:00'),
        practitioner: '曾静',
      },
    },
    {
      section: 'medications',
      row: {
        name: '华法林钠片 2.5 mg',
        codes: [{ system: 'urn:kit:drugs', code: 'B01AA03' }],
        dosage: '每晚 1 片',
        status: 'ended',
        prescribedAt: Date.parse('2030-01-09T14:00:00+08:00'),
      },
    },
  ],
  allergies: [
    {
      section: 'allergies',
      row: {
        substance: '青霉素',
        codes: [{ system: 'urn:kit:allergens', code: 'PEN' }],
        reaction: '皮疹',
        criticality: 'high',
        verified: true,
        recordedAt: Date.parse('2029-05-06T09:10:00+08:00'),
      },
    },
    {
      section: 'allergies',
      row: { substance: '花生 & 坚果', codes: [], criticality: 'unknown', verified: false },
    },
  ],
  conditions: [
    {
      section: 'conditions',
      row: {
        name: '2 型糖尿病',
        codes: [{ system: 'http://hl7.org/fhir/sid/icd-10', code: 'E11.9' }],
        status: 'active',
        recordedAt: Date.parse('2029-05-06T09:15:00+08:00'),
      },
    },
    { section: 'conditions', row: { name: '阑尾炎', codes: [], status: 'ended' } },
  ],
};

/** What a row of a list is called. */
export const calledIn = (row: Row): string => {
  if ('substance' in row) return row.substance;
  return 'name' in row ? row.name : (row.diagnoses[0] ?? '');
};

export const askSection = (
  { records }: EveryFacet,
  section: Section,
  whose: RecordsQuery,
  call: Call,
): Promise<Outcome<RecordList<unknown>>> => records[section](whose, call);

/** Arguments about records that no hospital has. */
export function neverExamined({ patient, patientRef }: RecordsQuery): Examined {
  const whose = { patient, ...(patientRef === undefined ? {} : { patientRef }) };
  return { whose, reportRef: 'never-existed', documentRef: 'never-existed', content: new Uint8Array() };
}
