import type { ListedAtHospital, ReportToIssue, TrueRecords } from '../../adapters/conformance/hospital-under-test.ts';
import type { RecordsQuery } from '../../adapters/port/records.ts';

const SHANGHAI_MS = 8 * 3_600_000;
const instant = (at: number) => `${new Date(at + SHANGHAI_MS).toISOString().slice(0, 19)}+08:00`;

const TIMES = ['issuedAt', 'collectedAt', 'at', 'startsAt', 'endsAt', 'prescribedAt', 'recordedAt'];

/** Instants as the hospital API has them; everything else as it is. */
const written = (value: object): object =>
  Object.fromEntries(
    Object.entries(value).map(([name, member]) => [
      name,
      TIMES.includes(name) && typeof member === 'number' ? instant(member) : member,
    ]),
  );

const reportOf = ({ documents: _, results, ...report }: ReportToIssue) => ({
  ...written(report),
  results: results.map(written),
});

const whoseOf = ({ patient, patientRef }: RecordsQuery) => ({ document: patient.document, patientRef });

/** Reports that the hospital tells all the same, and of which nothing can be shown. */
const SPOILED = {
  'many-values': {
    name: '电解质',
    results: Array.from({ length: 501 }, (_, index) => ({
      ref: `value-${index + 1}`,
      name: '钠',
      value: { kind: 'quantity', number: '140' },
      status: 'final',
    })),
  },
  'no-name': { name: '', results: [] },
} as const;

/** The hospital's own people, at the control port of a simulated hospital of the Onedoor hospital API. */
export function hospitalRecords(controlUrl: string): TrueRecords {
  const order = async (what: object): Promise<string> => {
    const headers = { 'content-type': 'application/json' };
    const response = await fetch(`${controlUrl}/records`, { method: 'POST', headers, body: JSON.stringify(what) });
    if (!response.ok) throw new Error(`the hospital's own people answered ${response.status}: ${await response.text()}`);
    const { ref = '' } = (await response.json()) as { readonly ref?: string };
    return ref;
  };
  return {
    issue: (whose, report) => order({ act: 'issue', ...whoseOf(whose), report: reportOf(report) }),
    correct: async (ref, report) => void (await order({ act: 'correct', ref, report: reportOf(report) })),
    withdraw: async (ref) => void (await order({ act: 'withdraw', ref })),
    add: async (whose, { section, row }: ListedAtHospital) =>
      void (await order({ act: 'add', ...whoseOf(whose), section, row: written(row) })),
    stateNoAllergies: async (whose) => void (await order({ act: 'none-known', ...whoseOf(whose), section: 'allergies' })),
    attach: (ref, { title, mediaType, content }) =>
      order({ act: 'attach', ref, title, mediaType, content: Buffer.from(content).toString('base64') }),
    async spoil(whose, how) {
      const issuedAt = '2031-02-03T09:30:00+08:00';
      const text = JSON.stringify({ status: 'final', kind: 'laboratory', issuedAt, ...SPOILED[how] });
      await order({ act: 'enter', ...whoseOf(whose), text });
    },
  };
}
