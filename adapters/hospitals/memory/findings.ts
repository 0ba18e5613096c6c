import type { ListedAtHospital, ReportToIssue } from '../../conformance/hospital-under-test.ts';
import {
  type Allergy,
  type Condition,
  type Medication,
  RESULTS_MAX,
  type RecordsQuery,
  type Report,
  type ReportDocument,
  type Result,
  type Section,
  type Visit,
} from '../../port/records.ts';
import type { Patient } from '../../port/terms.ts';

/** A report as it is now, with its place in the order of changes. */
export interface Found {
  readonly whose: RecordsQuery;
  readonly report: Report;
  readonly sequence: number;
}

/** The rows of each section. */
interface Listed {
  readonly visits: readonly Visit[];
  readonly medications: readonly Medication[];
  readonly allergies: readonly Allergy[];
  readonly conditions: readonly Condition[];
}

export interface FindingsOptions {
  /** A file by its reference; a hospital that keeps none knows people by their document. */
  readonly file?: (ref: string) => Patient | undefined;
}

const MANY: readonly Result[] = Array.from({ length: RESULTS_MAX + 1 }, (_, index) => ({
  ref: `value-${index + 1}`,
  codes: [],
  name: '钠',
  value: { kind: 'quantity', number: '140' },
  ranges: [],
  status: 'final',
}));

/** What the hospital has found out about people. It knows nothing of adapters, faults or time. */
export function createFindings({ file }: FindingsOptions) {
  const reports = new Map<string, Found>();
  const documents = new Map<string, ReportDocument>();
  const listed: { readonly whose: RecordsQuery; readonly listed: ListedAtHospital; readonly ref: string }[] = [];
  const withoutAllergies: RecordsQuery[] = [];
  let sequence = 0;

  const isSame = (one: RecordsQuery, other: RecordsQuery) =>
    one.patient.document.type === other.patient.document.type &&
    one.patient.document.number === other.patient.document.number &&
    (file === undefined || one.patientRef === other.patientRef);

  /** Writes a report down as it is from now on; what it was before is gone. */
  function write(whose: RecordsQuery, report: Omit<Report, 'version' | 'original'>): string {
    sequence += 1;
    const version = (reports.get(report.ref)?.report.version ?? 0) + 1;
    const told = { ...report, version };
    const original = { mediaType: 'application/json', text: JSON.stringify(told) };
    reports.set(report.ref, { whose, report: { ...told, original }, sequence });
    return report.ref;
  }

  function known(ref: string): Found {
    const found = reports.get(ref);
    if (found === undefined) throw new Error(`no report ${ref}`);
    return found;
  }

  const issue = (whose: RecordsQuery, report: ReportToIssue) =>
    write(whose, { ...report, ref: `report-${reports.size + 1}`, status: 'final' });
  const rowsOf = (whose: RecordsQuery) => listed.filter((one) => isSame(one.whose, whose));

  return {
    /** Whether it is somebody whom the hospital knows under this file, where it keeps files. */
    knows({ patient: { document }, patientRef }: RecordsQuery): boolean {
      if (file === undefined || patientRef === undefined) return true;
      const own = file(patientRef)?.document;
      return own?.type === document.type && own.number === document.number;
    },
    reportsAfter: (whose: RecordsQuery, after: number): readonly Found[] =>
      [...reports.values()]
        .filter((found) => isSame(found.whose, whose) && found.sequence > after)
        .toSorted((one, other) => one.sequence - other.sequence),
    report(whose: RecordsQuery, ref: string): Report | null {
      const found = reports.get(ref);
      return found !== undefined && isSame(found.whose, whose) ? found.report : null;
    },
    document(whose: RecordsQuery, ref: string, documentRef: string): ReportDocument | null {
      const found = reports.get(ref);
      const own = found !== undefined && isSame(found.whose, whose) ? found.report.documents : [];
      return own.some((one) => one.ref === documentRef) ? (documents.get(documentRef) ?? null) : null;
    },
    /** In the order in which they were written down. */
    rows: <S extends Section>(whose: RecordsQuery, section: S): Listed[S] =>
      rowsOf(whose)
        .filter((one) => one.listed.section === section)
        .map((one) => ({ ...one.listed.row, ref: one.ref })) as unknown as Listed[S],
    isWithoutAllergies: (whose: RecordsQuery): boolean =>
      withoutAllergies.some((one) => isSame(one, whose)) && !rowsOf(whose).some((one) => one.listed.section === 'allergies'),

    /** What the hospital's own people do. */
    issue,
    correct(ref: string, report: ReportToIssue): void {
      const { whose, report: before } = known(ref);
      write(whose, { ...report, documents: before.documents, ref, status: 'corrected' });
    },
    withdraw(ref: string): void {
      const { whose, report } = known(ref);
      write(whose, { ...report, status: 'withdrawn' });
    },
    add(whose: RecordsQuery, row: ListedAtHospital): void {
      listed.push({ whose, listed: row, ref: `${row.section}-${listed.length + 1}` });
    },
    stateNoAllergies(whose: RecordsQuery): void {
      withoutAllergies.push(whose);
    },
    attach(ref: string, { title, mediaType, content }: ReportDocument & { readonly title: string }): string {
      const { whose, report } = known(ref);
      const documentRef = `document-${documents.size + 1}`;
      documents.set(documentRef, { mediaType, content });
      const entry = { ref: documentRef, title, mediaType, bytes: content.length };
      write(whose, { ...report, documents: [...report.documents, entry] });
      return documentRef;
    },
    spoil(whose: RecordsQuery, how: 'many-values' | 'no-name'): void {
      const report = { kind: 'laboratory', name: '电解质', issuedAt: 0, results: [], documents: [] } as const;
      issue(whose, how === 'no-name' ? { ...report, name: '' } : { ...report, results: MANY });
    },
  };
}

export type Findings = ReturnType<typeof createFindings>;
