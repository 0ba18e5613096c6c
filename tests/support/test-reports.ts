import type { ReportToIssue } from '../../adapters/conformance/hospital-under-test.ts';
import type { Result } from '../../adapters/port/records.ts';

let values = 0;

/** One value of a report, in a unit. */
export function laboratoryValue(code: string, number: string, unit: string, more: Partial<Result> = {}): Result {
  values += 1;
  return {
    ref: `v${values}`,
    codes: [{ system: 'http://loinc.org', code }],
    name: code,
    value: { kind: 'quantity', number, unit: { text: unit, ucum: unit } },
    ranges: [],
    status: 'final',
    ...more,
  };
}

/** A report of a laboratory. */
export function reportOf(issuedAt: number, results: readonly Result[], more: Partial<ReportToIssue> = {}): ReportToIssue {
  return { kind: 'laboratory', name: '血液检查', issuedAt, results, documents: [], ...more };
}
