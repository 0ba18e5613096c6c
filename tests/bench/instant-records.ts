import type { RecordsFacet, Report, Result } from '../../adapters/port/records.ts';

/** Reports of everybody who asks, spread evenly over the years before now. */
export interface ReportPlan {
  readonly reports: number;
  /** Values of each. */
  readonly values: number;
  readonly years: number;
  /** Every so many-th report has HbA1c as its last value, the others the red cells' size. */
  readonly rareEvery: number;
}

const YEAR_MS = 365.25 * 86_400_000;
/** Reports a page: what a hospital's page of a megabyte holds, and a reading of forty pages ends with all of them. */
const PAGE = 100;

/** What a laboratory measures of anybody: code of LOINC, name, unit, limits, and how many places stand after the point. */
const MEASURED = [
  ['14749-6', '葡萄糖', 'mmol/L', '3.90', '6.10', 2],
  ['14682-9', '肌酐', 'umol/L', '41', '81', 0],
  ['22664-7', '尿素', 'mmol/L', '3.10', '8.80', 2],
  ['14933-6', '尿酸', 'umol/L', '155', '357', 0],
  ['2823-3', '钾', 'mmol/L', '3.50', '5.30', 2],
  ['2951-2', '钠', 'mmol/L', '137.0', '147.0', 1],
  ['14647-2', '总胆固醇', 'mmol/L', '3.10', '5.70', 2],
  ['14927-8', '甘油三酯', 'mmol/L', '0.45', '1.70', 2],
  ['14646-4', '高密度脂蛋白胆固醇', 'mmol/L', '1.04', '2.00', 2],
  ['22748-8', '低密度脂蛋白胆固醇', 'mmol/L', '1.50', '3.37', 2],
  ['6690-2', '白细胞', '10*9/L', '3.50', '9.50', 2],
  ['718-7', '血红蛋白', 'g/L', '115', '150', 0],
  ['777-3', '血小板', '10*9/L', '125', '350', 0],
  ['1742-6', '丙氨酸氨基转移酶', 'U/L', '7', '40', 0],
] as const;
const RARE = ['4548-4', '糖化血红蛋白', '%', '4.0', '6.0', 1] as const;
const FREQUENT = ['787-2', '红细胞平均体积', 'fL', '82.0', '100.0', 1] as const;

/** A hospital's records that are told at once: what is measured is the gateway. */
export function createInstantRecords(plan: ReportPlan, now: number): RecordsFacet {
  const reports = benchReports(plan, now);
  return {
    readLagMs: 0,
    async reports({ cursor }) {
      const begin = Number(cursor ?? 0);
      const shown = reports.slice(begin, begin + PAGE);
      const end = begin + shown.length;
      return { ok: true, value: { reports: shown, cursor: String(end), more: end < reports.length } };
    },
    async report({ ref }) {
      return { ok: true, value: reports.find((one) => one.ref === ref) ?? null };
    },
  };
}

/** The reports, the oldest first. */
export function benchReports({ reports, values, years, rareEvery }: ReportPlan, now: number): readonly Report[] {
  return Array.from({ length: reports }, (_, nth): Report => {
    const issuedAt = Math.floor(now - (years * YEAR_MS * (reports - nth)) / reports);
    const rows = [...MEASURED, nth % rareEvery === 0 ? RARE : FREQUENT].slice(-values);
    const results = rows.map((row, place) => resultOf(row, nth, place));
    const report = {
      ref: `report-${nth}`,
      version: 1,
      status: 'final',
      kind: 'laboratory',
      name: '生化与血常规',
      issuedAt,
      collectedAt: issuedAt - 3_600_000,
      department: '检验科',
      practitioner: '沈静',
      results,
      documents: [],
    } as const;
    return { ...report, original: { mediaType: 'application/json', text: JSON.stringify(report) } };
  });
}

/** Between a tenth below and a tenth above its limits, by turns. */
function resultOf(
  [code, name, unit, low, high, places]: (typeof MEASURED)[number] | typeof RARE | typeof FREQUENT,
  nth: number,
  place: number,
): Result {
  const share = ((nth * 37 + place * 101) % 120) / 100 - 0.1;
  const number = (Number(low) + (Number(high) - Number(low)) * share).toFixed(places);
  return {
    ref: `v${place}`,
    codes: [{ system: 'http://loinc.org', code, display: name }],
    name,
    value: { kind: 'quantity', number, unit: { text: unit, ucum: unit } },
    ranges: [{ low, high }],
    status: 'final',
  };
}
