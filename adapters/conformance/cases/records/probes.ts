import type { ReportDocument, Section } from '../../../port/records.ts';
import type { CaseContext } from '../../case-context.ts';
import { holds, type Prepared, type Probe, type Probes } from '../../probe.ts';
import { askSection, calledIn, LISTED, reportNamed, SECTION_IDS, somebody } from './findings.ts';

const SCAN = Uint8Array.from({ length: 1_000 }, (_, index) => (index * 7) % 256);

/** A report of somebody new; with a document where the hospital has any. */
async function prepareReport(context: CaseContext, prepared: Prepared): Promise<Prepared> {
  const { hospital, records } = context;
  const whose = await somebody(context);
  const reportRef = await records.issue(whose, reportNamed('血糖'));
  const documentRef = await records.attach?.(reportRef, { title: '报告单', mediaType: 'application/pdf', content: SCAN });
  await hospital.settled();
  return { ...prepared, examined: { whose, reportRef, documentRef: documentRef ?? 'none', content: SCAN } };
}

const isSame = (one: Uint8Array, other: Uint8Array) => one.length === other.length && one.every((byte, at) => byte === other[at]);

/** The probe of one of the lists that are read whole. */
function sectionProbe(section: Section, silent: number, fired: number): Probe {
  const [listed] = LISTED[section];
  if (listed === undefined) throw new Error(`nothing to write into ${section}`);
  return {
    silent,
    fired,
    needs: [`records.${section}`],
    ask: (facets, { examined }, call) => askSection(facets, section, examined.whose, call),
    async prepare(context, prepared) {
      const whose = await somebody(context);
      await context.records.add(whose, listed);
      await context.hospital.settled();
      return { ...prepared, examined: { ...prepared.examined, whose } };
    },
    read: {
      id: SECTION_IDS[section],
      needs: ['records', `records.${section}`],
      isTrue: (value) => holds(value, calledIn(listed.row)),
    },
  };
}

export const RECORDS_PROBES: Probes<'records'> = {
  reports: {
    silent: 45,
    fired: 52,
    needs: ['records.reports'],
    ask: ({ records }, { examined }, call) => records.reports(examined.whose, call),
    prepare: prepareReport,
    read: {
      id: 'REPORTS',
      needs: ['records', 'records.reports'],
      isTrue: (value, { examined }) => holds(value, examined.reportRef),
    },
  },
  report: {
    silent: 46,
    fired: 53,
    needs: ['records.reports'],
    ask: ({ records }, { examined }, call) => records.report({ ...examined.whose, ref: examined.reportRef }, call),
    prepare: prepareReport,
    read: {
      id: 'REPORT',
      needs: ['records', 'records.reports'],
      isTrue: (value, { examined }) => holds(value, examined.reportRef),
    },
  },
  document: {
    silent: 47,
    fired: 54,
    needs: ['records.document'],
    ask: ({ records }, { examined: { whose, reportRef, documentRef } }, call) =>
      records.document({ ...whose, ref: reportRef, documentRef }, call),
    prepare: prepareReport,
    read: {
      id: 'DOCUMENT',
      needs: ['records', 'records.document'],
      isTrue: (value, { examined }) => value !== null && isSame((value as ReportDocument).content, examined.content),
    },
  },
  visits: sectionProbe('visits', 48, 55),
  medications: sectionProbe('medications', 49, 56),
  allergies: sectionProbe('allergies', 50, 57),
  conditions: sectionProbe('conditions', 51, 58),
};
