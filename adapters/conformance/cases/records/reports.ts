import { expect } from 'vitest';
import type { HospitalCase } from '../../case-context.ts';
import { expectRejected } from '../../expectations.ts';
import { reportNamed, reportsSince, resultOf, somebody } from './findings.ts';

const DAY_MS = 86_400_000;

/** What no adapter ever gave as a cursor. */
const HOSTILE_CURSORS = ['', 'nonsense', 'https://attacker.invalid/reports', '../../admin'];

const needs = ['records', 'records.reports'] as const;

/** `reports`: what has changed of one person's reports. */
export const reportsCases: readonly HospitalCase[] = [
  {
    id: 'RECORDS-1',
    title: 'has one report where it has reports, documents only there, and a read lag that is finite and not negative',
    needs: ['records'],
    async run({ adapter }) {
      const { reports, report, document, readLagMs } = adapter.records ?? { readLagMs: -1 };
      expect(report === undefined).toBe(reports === undefined);
      expect(document !== undefined && reports === undefined, 'documents without reports').toBe(false);
      expect(Number.isSafeInteger(readLagMs) && readLagMs >= 0).toBe(true);
    },
  },
  {
    id: 'REPORTS-1',
    title: 'lists a report with all that it says, as final, under the reference that the hospital gives it',
    needs,
    async run(context) {
      const whose = await somebody(context);
      const said = reportNamed('血脂四项', { department: '检验科', practitioner: '林晓', conclusion: '第一行\n第二行 <b>3</b>' });
      const ref = await context.records.issue(whose, said);
      const { reports, leftOut } = await reportsSince(context, whose);
      const { code, kind, name, issuedAt, collectedAt, conclusion } = said;
      expect(reports).toMatchObject([
        { ref, status: 'final', code, kind, name, issuedAt, collectedAt, conclusion, documents: [] },
      ]);
      const [told] = reports;
      expect(Number.isSafeInteger(told?.version) && Number(told?.version) >= 0).toBe(true);
      // Not every protocol has a word for these two; none has another one.
      expect([undefined, '检验科']).toContain(told?.department);
      expect([undefined, '林晓']).toContain(told?.practitioner);
      expect(leftOut).toBe(0);
    },
  },
  {
    id: 'REPORTS-2',
    title: 'lists nothing of somebody who has no report',
    needs,
    async run(context) {
      const { reports, leftOut, pages } = await reportsSince(context, await somebody(context));
      expect({ reports, leftOut, pages }).toEqual({ reports: [], leftOut: 0, pages: 1 });
    },
  },
  {
    id: 'REPORTS-3',
    title: 'tells a correction after the cursor: under the same reference, with a higher version and as corrected',
    needs,
    async run(context) {
      const whose = await somebody(context);
      const ref = await context.records.issue(whose, reportNamed('血糖'));
      const before = await reportsSince(context, whose);
      const value = { kind: 'quantity', number: '5.05' } as const;
      await context.records.correct(ref, reportNamed('血糖', { results: [resultOf('glucose', { value })] }));
      const { reports } = await reportsSince(context, whose, before.cursor);
      const told = reports.at(-1);
      expect(told).toMatchObject({ ref, status: 'corrected', results: [{ value }] });
      expect(told?.version).toBeGreaterThan(before.reports[0]?.version ?? Number.POSITIVE_INFINITY);
      expect(new Set(reports.map((report) => report.ref))).toEqual(new Set([ref]));
    },
  },
  {
    id: 'REPORTS-4',
    title: 'tells a withdrawal after the cursor as withdrawn, with a higher version, and to whoever reads from the beginning',
    needs,
    async run(context) {
      const whose = await somebody(context);
      const ref = await context.records.issue(whose, reportNamed('血糖'));
      const before = await reportsSince(context, whose);
      await context.records.withdraw(ref);
      for (const from of [before.cursor, undefined]) {
        const told = (await reportsSince(context, whose, from)).reports.at(-1);
        expect(told).toMatchObject({ ref, status: 'withdrawn' });
        expect(told?.version).toBeGreaterThan(before.reports[0]?.version ?? Number.POSITIVE_INFINITY);
      }
    },
  },
  {
    id: 'REPORTS-5',
    title: 'leaves no report out over several pages, and tells the oldest change first',
    needs,
    async run(context) {
      const whose = await somebody(context);
      const issued: string[] = [];
      for (let index = 0; index < context.limits.slotsForPaging; index++)
        issued.push(await context.records.issue(whose, reportNamed(`报告 ${index}`)));
      const { reports, pages } = await reportsSince(context, whose);
      expect([...new Set(reports.map(({ ref }) => ref))]).toEqual(issued);
      expect(pages, 'configure the adapter with smaller pages').toBeGreaterThan(1);
    },
  },
  {
    id: 'REPORTS-6',
    title: 'comes to rest at the end of the reports',
    needs,
    async run(context) {
      const whose = await somebody(context);
      await context.records.issue(whose, reportNamed('血糖'));
      const { cursor } = await reportsSince(context, whose);
      const again = await reportsSince(context, whose, cursor);
      const third = await reportsSince(context, whose, again.cursor);
      expect(third.reports.length).toBeLessThanOrEqual(again.reports.length);
    },
  },
  {
    id: 'REPORTS-7',
    title: 'tells again what is corrected while somebody reads page by page, and nothing less',
    needs,
    async run(context) {
      const { facets, limits, records, call } = context;
      const whose = await somebody(context);
      const issued: string[] = [];
      for (let index = 0; index < limits.slotsForPaging; index++)
        issued.push(await records.issue(whose, reportNamed(`报告 ${index}`)));
      const first = await facets.records.reports(whose, call());
      if (!first.ok) throw new Error('the first page failed');
      const [early] = first.value.reports;
      await records.correct(early?.ref ?? '', reportNamed('更正'));
      const { reports } = await reportsSince(context, whose, first.value.cursor);
      const told = [...first.value.reports, ...reports];
      expect(issued.filter((ref) => !told.some((report) => report.ref === ref))).toEqual([]);
      expect(told.findLast(({ ref }) => ref === early?.ref)).toMatchObject({ name: '更正', status: 'corrected' });
    },
  },
  {
    id: 'REPORTS-8',
    title: 'tells a report that was issued long ago and entered after the cursor',
    needs,
    async run(context) {
      const whose = await somebody(context);
      const said = reportNamed('血糖');
      await context.records.issue(whose, said);
      const { cursor } = await reportsSince(context, whose);
      const issuedAt = said.issuedAt - 366 * DAY_MS;
      const ref = await context.records.issue(whose, reportNamed('一年前的报告', { issuedAt, collectedAt: issuedAt }));
      expect((await reportsSince(context, whose, cursor)).reports.at(-1)).toMatchObject({ ref, issuedAt });
    },
  },
  {
    id: 'REPORTS-9',
    title: "lists nobody another person's reports, whatever happens to them",
    needs,
    async run(context) {
      const [one, other] = [await somebody(context), await somebody(context)];
      const own = await context.records.issue(one, reportNamed('血糖'));
      const foreign = await context.records.issue(other, reportNamed('艾滋病抗体'));
      const { reports, cursor } = await reportsSince(context, one);
      expect(reports.map(({ ref }) => ref)).toEqual([own]);
      await context.records.correct(foreign, reportNamed('艾滋病抗体', { conclusion: '更正' }));
      await context.records.withdraw(foreign);
      for (const from of [undefined, cursor])
        expect(JSON.stringify(await reportsSince(context, one, from))).not.toContain('艾滋病');
    },
  },
  {
    id: 'REPORTS-10',
    title: 'answers patient-unknown when reports are asked for a file that the hospital does not know',
    needs: [...needs, 'patients'],
    async run({ facets, newPatient, call }) {
      for (const patientRef of ['never-existed', '../Patient', '']) {
        const query = { patient: newPatient(), patientRef };
        expectRejected(await facets.records.reports(query, call()), ['patient-unknown']);
        expectRejected(await facets.records.report({ ...query, ref: 'report-1' }, call()), ['patient-unknown']);
      }
    },
  },
  {
    id: 'REPORTS-11',
    title: 'does not follow a cursor of reports that it never gave',
    needs,
    async run(context) {
      const { facets, hospital, call } = context;
      const whose = await somebody(context);
      const before = await hospital.requestsSeen();
      for (const cursor of HOSTILE_CURSORS)
        expect((await facets.records.reports({ ...whose, cursor }, call())).ok, `cursor ${JSON.stringify(cursor)}`).toBe(false);
      expect(await hospital.requestsSeen()).toEqual(before);
    },
  },
  ...(['many-values', 'no-name'] as const).map(
    (how, index): HospitalCase => ({
      id: `REPORTS-${12 + index}`,
      title: `leaves out a report of which nothing can be shown (${how}), counts it, and lists the others`,
      needs,
      async run(context) {
        const whose = await somebody(context);
        const first = await context.records.issue(whose, reportNamed('血糖'));
        await context.records.spoil(whose, how);
        const last = await context.records.issue(whose, reportNamed('血脂'));
        const { reports, leftOut } = await reportsSince(context, whose);
        expect([...new Set(reports.map(({ ref }) => ref))]).toEqual([first, last]);
        expect(leftOut).toBeGreaterThanOrEqual(1);
      },
    }),
  ),
  {
    id: 'REPORTS-14',
    title: 'reads on behind a page of reports of which nothing can be shown, and says that it left them out',
    needs,
    async run(context) {
      const { limits, records } = context;
      const whose = await somebody(context);
      for (let index = 0; index < limits.slotsForPaging; index++) await records.spoil(whose, 'no-name');
      const ref = await records.issue(whose, reportNamed('血糖'));
      const { reports, leftOut } = await reportsSince(context, whose);
      expect(reports.map((report) => report.ref)).toContain(ref);
      expect(leftOut).toBeGreaterThanOrEqual(limits.slotsForPaging);
    },
  },
];
