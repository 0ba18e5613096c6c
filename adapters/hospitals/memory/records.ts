import type { TrueRecords } from '../../conformance/hospital-under-test.ts';
import {
  allergyRow,
  conditionRow,
  documentRow,
  medicationRow,
  type RecordList,
  type RecordsFacet,
  type RecordsQuery,
  type ReportPage,
  reportRow,
  SECTIONS,
  type Section,
  visitRow,
} from '../../port/records.ts';
import { leftOutOf, type ReadRow, usableOnTheWay, usableRows } from '../../port/rows.ts';
import type { Call, Outcome } from '../../port/terms.ts';
import type { MemoryLack, MemoryOperation } from './config.ts';
import type { Findings, Found } from './findings.ts';
import { checkedRead, parseCursor, rejected } from './mapping.ts';

interface Asking {
  readonly findings: Findings;
  readonly readLagMs: number;
  readonly pageSize: number;
  read<T>(operation: MemoryOperation, call: Call, look: () => T): Promise<Outcome<T>>;
}

/** The records that the hospital in memory has of people, but for what it lacks. */
export function recordsOf(asking: Asking, without: readonly MemoryLack[]): RecordsFacet {
  const { findings, readLagMs, pageSize } = asking;
  const has = (what: Section | 'reports' | 'document') => !without.includes(`records.${what}`);
  const reporting: Pick<RecordsFacet, 'reports' | 'report'> = {
    async reports({ cursor, ...whose }, call) {
      const after = parseCursor(cursor);
      if (after === undefined) return rejected('request-refused', 'unknown cursor');
      const told = await readOf(asking, 'records.reports', { whose, call }, () => findings.reportsAfter(whose, after));
      return told.ok ? reportPage(told.value, after, pageSize) : told;
    },
    async report({ ref, ...whose }, call) {
      const told = await readOf(asking, 'records.report', { whose, call }, () => findings.report(whose, ref));
      return checkedRead(told, (report) => orNull(report, reportRow));
    },
  };
  const document: RecordsFacet['document'] = async ({ ref, documentRef, ...whose }, call) => {
    const told = await readOf(asking, 'records.document', { whose, call }, () => findings.document(whose, ref, documentRef));
    return checkedRead(told, (found) => orNull(found, documentRow));
  };
  return {
    readLagMs,
    ...(has('reports') ? reporting : {}),
    ...(has('reports') && has('document') ? { document } : {}),
    ...Object.fromEntries(SECTIONS.filter(has).map((section) => [section, LISTS[section](asking)])),
  };
}

const orNull = <T>(value: T | null, row: (value: T) => ReadRow<T>): ReadRow<T | null> =>
  value === null ? { usable: true, value } : row(value);

/** One question about a person; a file that the hospital does not have is refused. */
async function readOf<T>(
  { findings, read }: Asking,
  operation: MemoryOperation,
  { whose, call }: { readonly whose: RecordsQuery; readonly call: Call },
  look: () => T,
): Promise<Outcome<T>> {
  const told = await read(operation, call, () => (findings.knows(whose) ? { found: look() } : undefined));
  if (!told.ok) return told;
  return told.value === undefined ? rejected('patient-unknown', 'patient-unknown') : { ok: true, value: told.value.found };
}

/** One page of reports that are in order of their sequence. */
function reportPage(all: readonly Found[], after: number, pageSize: number): Outcome<ReportPage> {
  const page = all.slice(0, pageSize);
  const read = usableOnTheWay(page, ({ report }) => reportRow(report));
  if (!read.ok) return read;
  const { rows: reports, leftOut } = read.value;
  const cursor = String(page.at(-1)?.sequence ?? after);
  return { ok: true, value: { reports, cursor, more: all.length > page.length, ...leftOutOf(leftOut) } };
}

interface Listing<T> {
  readonly section: Section;
  readonly rows: (findings: Findings, whose: RecordsQuery) => readonly T[];
  readonly row: (value: T) => ReadRow<T>;
  readonly compare?: (one: T, other: T) => number;
}

const listing =
  <T>({ section, rows, row, compare }: Listing<T>) =>
  (asking: Asking) =>
  async (whose: RecordsQuery, call: Call): Promise<Outcome<RecordList<T>>> => {
    const { findings } = asking;
    const told = await readOf(asking, `records.${section}`, { whose, call }, () => ({
      rows: rows(findings, whose),
      none: section === 'allergies' && findings.isWithoutAllergies(whose),
    }));
    if (!told.ok) return told;
    const read = usableRows(told.value.rows, row);
    if (!read.ok) return read;
    const list = compare === undefined ? read.value.rows : read.value.rows.toSorted(compare);
    return { ok: true, value: { ...read.value, rows: list, ...(told.value.none ? { noneKnown: true } : {}) } };
  };

const LISTS = {
  visits: listing({
    section: 'visits',
    rows: (findings, whose) => findings.rows(whose, 'visits'),
    row: visitRow,
    compare: (one, other) => other.startsAt - one.startsAt,
  }),
  medications: listing({
    section: 'medications',
    rows: (findings, whose) => findings.rows(whose, 'medications'),
    row: medicationRow,
    compare: (one, other) => other.prescribedAt - one.prescribedAt,
  }),
  allergies: listing({
    section: 'allergies',
    rows: (findings, whose) => findings.rows(whose, 'allergies'),
    row: allergyRow,
  }),
  conditions: listing({
    section: 'conditions',
    rows: (findings, whose) => findings.rows(whose, 'conditions'),
    row: conditionRow,
  }),
} as const satisfies { readonly [S in Section]: unknown };

/** The hospital's records past the interface, for whoever looks from the side. */
export function trueRecordsOf(findings: Findings): TrueRecords {
  return {
    issue: async (whose, report) => findings.issue(whose, report),
    correct: async (ref, report) => findings.correct(ref, report),
    withdraw: async (ref) => findings.withdraw(ref),
    add: async (whose, listed) => findings.add(whose, listed),
    stateNoAllergies: async (whose) => findings.stateNoAllergies(whose),
    attach: async (ref, document) => findings.attach(ref, document),
    spoil: async (whose, how) => findings.spoil(whose, how),
  };
}
