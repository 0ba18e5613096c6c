import { expect } from 'vitest';
import { SECTIONS, type Section } from '../../../port/records.ts';
import type { CaseContext, HospitalCase } from '../../case-context.ts';
import { expectOk, expectRejected } from '../../expectations.ts';
import { askSection, LISTED, SECTION_IDS, somebody } from './findings.ts';

/** Sections that are told in the order of time. */
const NEWEST_FIRST: readonly Section[] = ['visits', 'medications'];

type Told = Readonly<Record<string, unknown>>;

/** A row as it was written: without the reference, which the hospital gives, and with no word that its protocol has none for. */
function expectAsWritten(told: Told, written: Told): void {
  const { ref: _, department, practitioner, ...row } = told;
  const { department: writtenDepartment, practitioner: writtenPractitioner, ...rest } = written;
  expect(row).toEqual(rest);
  expect([undefined, writtenDepartment]).toContain(department);
  expect([undefined, writtenPractitioner]).toContain(practitioner);
}

const cannotState = ({ records }: CaseContext) =>
  records.stateNoAllergies === undefined ? 'this hospital has no word for none known' : undefined;

function casesOf(section: Section): readonly HospitalCase[] {
  const needs = ['records', `records.${section}`] as const;
  const id = SECTION_IDS[section];
  return [
    {
      id: `${id}-1`,
      title: `tells the ${section} of a person as they were written${NEWEST_FIRST.includes(section) ? ', the newest first' : ''}`,
      needs,
      async run(context) {
        const { facets, records, call } = context;
        const whose = await somebody(context);
        for (const listed of LISTED[section]) await records.add(whose, listed);
        const { rows, noneKnown, leftOut } = expectOk(await askSection(facets, section, whose, call()));
        expect({ noneKnown, leftOut }).toEqual({});
        const inOrder = LISTED[section].map(({ row }) => row);
        const expected = NEWEST_FIRST.includes(section) ? inOrder.toReversed() : inOrder;
        expect(rows).toHaveLength(expected.length);
        const told = rows as readonly Told[];
        expect(new Set(told.map(({ ref }) => ref)).size).toBe(rows.length);
        if (NEWEST_FIRST.includes(section)) for (const [at, row] of told.entries()) expectAsWritten(row, expected[at] as Told);
        else for (const row of expected) expect(told).toContainEqual({ ...row, ref: expect.any(String) });
      },
    },
    {
      id: `${id}-2`,
      title: `tells an empty list where no ${section} are written, and does not say that there are none`,
      needs,
      async run(context) {
        const list = expectOk(await askSection(context.facets, section, await somebody(context), context.call()));
        expect(list).toEqual({ rows: [] });
      },
    },
    {
      id: `${id}-3`,
      title: `tells nobody another person's ${section}`,
      needs,
      async run(context) {
        const { facets, records, call } = context;
        const [one, other] = [await somebody(context), await somebody(context)];
        for (const listed of LISTED[section]) await records.add(other, listed);
        expect(expectOk(await askSection(facets, section, one, call()))).toEqual({ rows: [] });
      },
    },
    {
      id: `${id}-4`,
      title: `answers patient-unknown when ${section} are asked for a file that the hospital does not know`,
      needs: [...needs, 'patients'],
      async run({ facets, newPatient, call }) {
        for (const patientRef of ['never-existed', '../Patient', ''])
          expectRejected(await askSection(facets, section, { patient: newPatient(), patientRef }, call()), ['patient-unknown']);
      },
    },
  ];
}

/** The lists that are read whole. */
export const sectionCases: readonly HospitalCase[] = [
  ...SECTIONS.flatMap(casesOf),
  {
    id: 'ALLERGIES-5',
    title: 'tells that no allergies are known where the hospital states it, and of nobody else',
    needs: ['records', 'records.allergies'],
    cannot: cannotState,
    async run(context) {
      const { facets, records, call } = context;
      const [one, other] = [await somebody(context), await somebody(context)];
      await records.stateNoAllergies?.(one);
      expect(expectOk(await facets.records.allergies(one, call()))).toEqual({ rows: [], noneKnown: true });
      expect(expectOk(await facets.records.allergies(other, call()))).toEqual({ rows: [] });
    },
  },
  {
    id: 'ALLERGIES-6',
    title: 'does not tell any more that no allergies are known once one is written down',
    needs: ['records', 'records.allergies'],
    cannot: cannotState,
    async run(context) {
      const { facets, records, call } = context;
      const whose = await somebody(context);
      await records.stateNoAllergies?.(whose);
      const [listed] = LISTED.allergies;
      if (listed === undefined) throw new Error('nothing to write down');
      await records.add(whose, listed);
      const list = expectOk(await facets.records.allergies(whose, call()));
      expect(list.noneKnown).toBeUndefined();
      expect(list.rows).toMatchObject([{ substance: '青霉素' }]);
    },
  },
];
