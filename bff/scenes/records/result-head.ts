import type { Report } from '../../../adapters/port/records.ts';
import type { NormalResult, Verdict } from './normalise/normal-result.ts';

/** What a list shows of a report; sealed apart from the rest, so that a page of a list opens no report. */
export interface Head {
  readonly name: string;
  readonly status: Exclude<Report['status'], 'withdrawn'>;
  readonly collectedAt?: number;
  /** Nobody says when it was: a value without a time of its own is on no line. */
  readonly undated?: true;
  readonly department?: string;
  readonly values: number;
  readonly unusual: number;
  /** A value that the hospital calls critical is in it, or may call so in words of its own. */
  readonly critical: boolean;
  readonly documents: number;
}

const CRITICAL: ReadonlySet<Verdict> = new Set(['critical', 'critical-low', 'critical-high']);

/** Words of hospitals that are no verdict here, and may mean that. */
const MAY_BE_CRITICAL = /危|crit|panic|alert/i;

/** Whether a value is outside of its limits, or the hospital calls it so. */
export function isUnusual(verdict: Verdict | undefined): boolean {
  return verdict !== undefined && verdict !== 'usual';
}

/** The head of a report that stands. */
export function headOf(report: Report, results: readonly NormalResult[]): Head {
  const { name, status, collectedAt, undated, department, documents } = report;
  const standing = results.filter(({ result }) => result.status !== 'withdrawn');
  return {
    name,
    status: status === 'withdrawn' ? 'final' : status,
    ...(collectedAt === undefined ? {} : { collectedAt }),
    ...(undated === undefined ? {} : { undated }),
    ...(department === undefined ? {} : { department }),
    values: standing.length,
    unusual: standing.filter(({ verdict }) => isUnusual(verdict)).length,
    critical: standing.some(
      ({ verdict, result }) => (verdict !== undefined && CRITICAL.has(verdict)) || MAY_BE_CRITICAL.test(result.flagText ?? ''),
    ),
    documents: documents.length,
  };
}

/** A report without what may not be read here: who it is from and what it is called stay. */
export function withheldHead(head: Head): Head {
  return { ...head, values: 0, unusual: 0, documents: 0 };
}
