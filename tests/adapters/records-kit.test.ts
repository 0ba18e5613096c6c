import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { caseById } from '../../adapters/conformance/all-cases.ts';
import { createCaseContext, DEFAULT_LIMITS } from '../../adapters/conformance/case-context.ts';
import type { EveryFacet } from '../../adapters/conformance/facets.ts';
import { runCase } from '../../adapters/conformance/run-case.ts';
import { createMemoryHospital } from '../../adapters/hospitals/memory/adapter.ts';
import type { RecordList, RecordsQuery, Report, Result, Section } from '../../adapters/port/records.ts';
import type { Call, Failure, Outcome } from '../../adapters/port/terms.ts';
import { changed } from '../support/changed-adapter.ts';

const LIMITS = { ...DEFAULT_LIMITS, deadlineMs: 60, graceMs: 60 };

type Right = EveryFacet['records'];

/** An adapter with something wrong in what it tells of records, and the cases that must notice. */
interface Mutant {
  readonly name: string;
  readonly cases: readonly string[];
  readonly mutate: (right: Right, everybody: () => readonly RecordsQuery[]) => Partial<Right>;
}

const fail = (failure: Failure) => ({ ok: false, failure }) as const;
const onOk = <T>(outcome: Outcome<T>, change: (value: T) => T): Outcome<T> =>
  outcome.ok ? { ok: true, value: change(outcome.value) } : outcome;
const onFailure = <T>(outcome: Outcome<T>, instead: T): Outcome<T> => (outcome.ok ? outcome : { ok: true, value: instead });

/** Tells other reports than there are, in the list and alone. */
const telling =
  (change: (report: Report) => Report) =>
  (right: Right): Partial<Right> => ({
    reports: async (query, call) =>
      onOk(await right.reports(query, call), (page) => ({ ...page, reports: page.reports.map(change) })),
    report: async (query, call) => onOk(await right.report(query, call), (report) => report && change(report)),
  });
const valuing = (change: (result: Result) => Result) => telling((report) => ({ ...report, results: report.results.map(change) }));

/** The first answer that holds anything. */
async function firstOf<T>(asked: readonly Promise<Outcome<T | null>>[]): Promise<Outcome<T | null>> {
  const outcomes = await Promise.all(asked);
  return outcomes.find((outcome) => outcome.ok && outcome.value !== null) ?? { ok: true, value: null };
}

const asNumber = (text: string) => String(Number(text));

/** Tells the lists otherwise. */
const listing =
  (change: (list: RecordList<never>) => RecordList<never>, ...sections: readonly Section[]) =>
  (right: Right): Partial<Right> =>
    Object.fromEntries(
      sections.map((section) => [
        section,
        async (query: Parameters<Right[Section]>[0], call: Call) =>
          onOk((await right[section](query, call)) as Outcome<RecordList<never>>, change),
      ]),
    );

const MUTANTS: readonly Mutant[] = [
  {
    name: 'reads numbers as numbers',
    cases: ['VALUE-1'],
    mutate: valuing((result) =>
      result.value.kind === 'quantity'
        ? { ...result, value: { ...result.value, number: asNumber(result.value.number) } }
        : result,
    ),
  },
  {
    name: 'forgets that a value is only known to be below',
    cases: ['VALUE-2'],
    mutate: valuing((result) => {
      if (result.value.kind !== 'quantity') return result;
      const { comparator: _, ...value } = result.value;
      return { ...result, value };
    }),
  },
  {
    name: 'tells the lower end of a range as the value, and a titre as a number',
    cases: ['VALUE-3'],
    mutate: valuing((result) =>
      result.value.kind === 'ratio' ? { ...result, value: { kind: 'quantity', number: result.value.denominator } } : result,
    ),
  },
  {
    name: 'escapes the words of a laboratory',
    cases: ['VALUE-4'],
    mutate: valuing((result) =>
      result.value.kind === 'text'
        ? { ...result, value: { ...result.value, text: result.value.text.replaceAll('<', '&lt;') } }
        : result,
    ),
  },
  {
    name: 'leaves out a value that there is none of',
    cases: ['VALUE-5'],
    mutate: telling((report) => ({ ...report, results: report.results.filter(({ value }) => value.kind !== 'absent') })),
  },
  {
    name: 'gives everybody the range of the first',
    cases: ['VALUE-6'],
    mutate: valuing((result) => ({ ...result, ranges: result.ranges.slice(0, 1).map(({ sex: _, ...range }) => range) })),
  },
  {
    name: 'tells LOINC first',
    cases: ['VALUE-7'],
    mutate: valuing((result) => ({ ...result, codes: result.codes.toReversed() })),
  },
  {
    name: 'judges where the laboratory did not',
    cases: ['VALUE-8'],
    mutate: valuing((result) => ({ flag: 'N', ...result })),
  },
  {
    name: 'tells a value that was taken back as if it stood',
    cases: ['VALUE-9'],
    mutate: valuing((result) => ({ ...result, status: 'final' })),
  },
  {
    name: 'tells fifty values of a report',
    cases: ['VALUE-10'],
    mutate: telling((report) => ({ ...report, results: report.results.slice(0, 50) })),
  },
  {
    name: 'forgets the words of the report',
    cases: ['REPORTS-1'],
    mutate: telling(({ conclusion: _, ...report }) => report),
  },
  {
    name: 'tells a correction without a higher version',
    cases: ['REPORTS-3', 'REPORTS-4', 'REPORT-4'],
    mutate: telling((report) => ({ ...report, version: 1 })),
  },
  {
    name: 'leaves out what was withdrawn',
    cases: ['REPORTS-4'],
    mutate: (right) => ({
      reports: async (query, call) =>
        onOk(await right.reports(query, call), (page) => ({
          ...page,
          reports: page.reports.filter(({ status }) => status !== 'withdrawn'),
        })),
    }),
  },
  {
    name: 'answers none for a report that was withdrawn',
    cases: ['REPORT-4'],
    mutate: (right) => ({
      report: async (query, call) =>
        onOk(await right.report(query, call), (report) => (report?.status === 'withdrawn' ? null : report)),
    }),
  },
  {
    name: 'leaves a report out at the end of each page',
    cases: ['REPORTS-5', 'REPORTS-7'],
    mutate: (right) => ({
      reports: async (query, call) =>
        onOk(await right.reports(query, call), (page) => (page.more ? { ...page, reports: page.reports.slice(1) } : page)),
    }),
  },
  {
    name: 'tells the newest report of a page first',
    cases: ['REPORTS-5'],
    mutate: (right) => ({
      reports: async (query, call) =>
        onOk(await right.reports(query, call), (page) => ({ ...page, reports: page.reports.toReversed() })),
    }),
  },
  {
    name: 'never comes to an end of the reports',
    cases: ['REPORTS-2', 'REPORTS-6'],
    mutate: (right) => ({
      reports: async (query, call) => onOk(await right.reports(query, call), (page) => ({ ...page, more: true })),
    }),
  },
  {
    name: 'begins anew at a cursor of reports that it does not know',
    cases: ['REPORTS-11'],
    mutate: (right) => ({
      reports: ({ cursor, ...whose }, call) =>
        right.reports(/^\d+$/.test(cursor ?? '') ? { ...whose, ...(cursor === undefined ? {} : { cursor }) } : whose, call),
    }),
  },
  {
    name: 'hides what it leaves out',
    cases: ['REPORTS-12', 'REPORTS-13', 'REPORTS-14'],
    mutate: (right) => ({
      reports: async (query, call) => onOk(await right.reports(query, call), ({ leftOut: _, ...page }) => page),
    }),
  },
  {
    name: 'fails at a page of which nothing can be shown',
    cases: ['REPORTS-14'],
    mutate: (right) => ({
      async reports(query, call) {
        const told = await right.reports(query, call);
        const isSpoiled = told.ok && told.value.reports.length === 0 && told.value.leftOut !== undefined;
        return isSpoiled ? fail({ kind: 'malformed', detail: 'no row that can be used' }) : told;
      },
    }),
  },
  {
    name: 'tells a file that the hospital does not know that it has no reports',
    cases: ['REPORTS-10'],
    mutate: (right) => ({
      reports: async (query, call) => onFailure(await right.reports(query, call), { reports: [], cursor: '0', more: false }),
    }),
  },
  {
    name: 'knows reports by their references alone',
    cases: ['REPORT-3', 'REPORTS-9', 'DOCUMENT-4'],
    mutate: (right, everybody) => ({
      reports: async ({ cursor, ...whose }, call) => {
        const own = await right.reports({ ...whose, ...(cursor === undefined ? {} : { cursor }) }, call);
        const others = await Promise.all(everybody().map((one) => right.reports(one, call)));
        return onOk(own, (page) => ({
          ...page,
          reports: others.flatMap((other) => (other.ok ? other.value.reports : [])),
        }));
      },
      report: (query, call) => firstOf(everybody().map((whose) => right.report({ ...query, ...whose }, call))),
      document: (query, call) => firstOf(everybody().map((whose) => right.document({ ...query, ...whose }, call))),
    }),
  },
  {
    name: 'tells the lists of everybody',
    cases: ['VISITS-3', 'MEDICATIONS-3', 'ALLERGIES-3', 'CONDITIONS-3'],
    mutate: (right, everybody) => {
      const all = (section: Section) => async (query: RecordsQuery, call: Call) => {
        const lists = (await Promise.all(everybody().map((whose) => right[section](whose, call)))) as Outcome<
          RecordList<never>
        >[];
        const own = (await right[section](query, call)) as Outcome<RecordList<never>>;
        return onOk(own, (list) => ({ ...list, rows: lists.flatMap((one) => (one.ok ? one.value.rows : [])) }));
      };
      return {
        visits: all('visits'),
        medications: all('medications'),
        allergies: all('allergies'),
        conditions: all('conditions'),
      };
    },
  },
  {
    name: 'writes the original anew',
    cases: ['REPORT-5'],
    mutate: telling((report) => ({
      ...report,
      original: { ...report.original, text: report.original.text.replace('7890.10', '7890.1') },
    })),
  },
  {
    name: 'says that there is nothing when it can not ask for reports',
    cases: ['REPORTS-F-timeout-before-commit', 'REPORTS-F-html-page'],
    mutate: (right) => ({
      reports: async (query, call) => onFailure(await right.reports(query, call), { reports: [], cursor: '0', more: false }),
    }),
  },
  {
    name: 'says that there is no such report when it can not ask for it',
    cases: ['REPORT-F-server-error-before-commit', 'REPORT-F-empty-200'],
    mutate: (right) => ({ report: async (query, call) => onFailure(await right.report(query, call), null) }),
  },
  {
    name: 'says that there is no document when it can not ask for it',
    cases: ['DOCUMENT-F-reset-after-commit', 'DOCUMENT-F-malformed'],
    mutate: (right) => ({ document: async (query, call) => onFailure(await right.document(query, call), null) }),
  },
  {
    name: 'takes the bytes of a document for text',
    cases: ['DOCUMENT-1', 'DOCUMENT-2'],
    mutate: (right) => ({
      document: async (query, call) =>
        onOk(await right.document(query, call), (document) =>
          document === null
            ? null
            : { ...document, content: new TextEncoder().encode(new TextDecoder().decode(document.content)) },
        ),
    }),
  },
  {
    name: 'says that no allergies are known where the list is empty',
    cases: ['ALLERGIES-2', 'ALLERGIES-3', 'ALLERGIES-5'],
    mutate: listing((list) => (list.rows.length === 0 ? { ...list, noneKnown: true } : list), 'allergies'),
  },
  {
    name: 'does not hear that no allergies are known',
    cases: ['ALLERGIES-5'],
    mutate: listing(({ noneKnown: _, ...list }) => list, 'allergies'),
  },
  {
    name: 'says that there are no allergies when it can not ask',
    cases: ['ALLERGIES-F-timeout-before-commit', 'ALLERGIES-F-refused', 'ALLERGIES-4'],
    mutate: (right) => ({ allergies: async (query, call) => onFailure(await right.allergies(query, call), { rows: [] }) }),
  },
  {
    name: 'tells the oldest first',
    cases: ['VISITS-1', 'MEDICATIONS-1'],
    mutate: listing((list) => ({ ...list, rows: list.rows.toReversed() }), 'visits', 'medications'),
  },
  {
    name: 'tells the first row of a list alone',
    cases: ['ALLERGIES-1', 'CONDITIONS-1', 'VISITS-1', 'MEDICATIONS-1'],
    mutate: listing((list) => ({ ...list, rows: list.rows.slice(0, 1) }), 'visits', 'medications', 'allergies', 'conditions'),
  },
  {
    name: 'puts the reference that it was given into the detail',
    cases: ['PRIVACY-17'],
    mutate: (right) => ({
      reports: async (query, call) => {
        const told = await right.reports(query, call);
        return told.ok ? told : fail({ ...told.failure, detail: `nothing under ${query.cursor ?? query.patientRef}` });
      },
    }),
  },
];

function contextFor(mutant?: Mutant) {
  const delays = { replyMs: 0, slowMs: 20, lateCommitMs: 90 };
  const made = createMemoryHospital({ now: Date.now, slots: [], sleep, pageSize: 5, delays });
  const { adapter, stranger, hospital } = made;
  const right = adapter.records as Right;
  const people: RecordsQuery[] = [];
  const wrong = mutant === undefined ? adapter : changed(adapter, { records: mutant.mutate(right, () => people) });
  const context = createCaseContext({ adapter: wrong, stranger, hospital }, LIMITS, 'self');
  const { person } = context;
  const noted: typeof person = async (patient) => {
    const whose = await person(patient);
    people.push(whose);
    return whose;
  };
  return Object.defineProperty(context, 'person', { value: noted });
}

describe('the conformance kit about records', () => {
  for (const mutant of MUTANTS)
    for (const id of mutant.cases)
      it(`the conformance kit fails ${id} for an adapter that ${mutant.name}`, async () => {
        await expect(runCase(caseById(id), contextFor(mutant))).rejects.toThrow();
      });

  it('the conformance kit passes each of its cases about records for an adapter that is right', async () => {
    const context = contextFor();
    for (const id of new Set(MUTANTS.flatMap(({ cases }) => cases)))
      expect(await runCase(caseById(id), context), id).toEqual({ kind: 'run' });
  });
});
