import { parseExact } from './exact-numbers.ts';
import { humanName, lineOf, linesOf, type Part, partOf, partsOf, wordsOf } from './fhir-members.ts';
import { readGaps, type SharedGaps } from './read-gaps.ts';
import { readLists, rowsIn, type SharedLists } from './read-lists.ts';
import { type SharedValue, type Standing, standingOf, valuesOf } from './read-values.ts';
import { type Find, findIn, namedBy, type References, referencesOf } from './references.ts';
import { laterFirst } from './when.ts';

/** What was shared, as it is shown: own words and numbers, nothing of its narrative (`text.div`), which is markup of somebody else. */
export interface SharedRecord {
  /** Of whom it is, as the hospitals wrote it. */
  readonly person?: { readonly name: string; readonly birthDate?: string };
  /** What whoever gathered it says is missing in it. */
  readonly gaps: SharedGaps;
  readonly lists: SharedLists;
  /** The newest first. */
  readonly reports: readonly SharedReport[];
  /** Values that stand in no report. */
  readonly others: readonly SharedValue[];
  /** What is in the file and not shown: too many, or of a kind that this page does not know. */
  readonly leftOut: number;
}

export interface SharedReport {
  readonly name: string;
  readonly standing: Standing;
  /** As FHIR writes it. */
  readonly issued?: string;
  readonly collected?: string;
  /** Who answers for it. */
  readonly by?: string;
  readonly conclusion?: string;
  readonly values: readonly SharedValue[];
  readonly documents: readonly SharedDocument[];
  /** Values that are not shown, because there are too many. */
  readonly leftOut: number;
}

/** A document of a report; it is for a file, never for this page. */
export interface SharedDocument {
  readonly title?: string;
  readonly contentType: string;
  /** Base64, as FHIR has it; absent where the file holds none. */
  readonly data?: string;
}

export const REPORTS_MAX = 200;
export const VALUES_MAX = 500;
/** Rows of the whole page: an old phone draws no more. */
const ROWS_MAX = 5_000;
const ENTRIES_MAX = 50_000;
const DOCUMENTS_MAX = 20;

/** Reads a FHIR R4 Bundle, or a resource alone. `undefined` of what is neither. */
export function readBundle(json: string): SharedRecord | undefined {
  const root = rootOf(json);
  if (typeof root?.resourceType !== 'string') return undefined;
  const entries = root.resourceType === 'Bundle' ? partsOf(root.entry, ENTRIES_MAX) : [{ resource: root }];
  const resources = entries.map(({ resource }) => partOf(resource));
  const referred = referencesOf(entries);
  const of = (type: string) => resources.filter(({ resourceType }) => resourceType === type);
  const placed = new Set<Part>();
  const { lists, used } = readLists(resources, referred);
  const allReports = of('DiagnosticReport').map((report) => reportOf(report, referred, placed));
  const inReach = allReports.toSorted(newestFirst).slice(0, REPORTS_MAX);
  const reports = withinReach(inReach, ROWS_MAX - rowsIn(lists));
  const lone = of('Observation')
    .filter((observation) => !placed.has(observation))
    .flatMap(valuesOf);
  const others = lone.slice(0, VALUES_MAX);
  const person = personOf(of('Patient'));
  const unknown = resources.filter((resource) => !KNOWN.has(resource.resourceType) && !used.has(resource)).length;
  return {
    ...(person === undefined ? {} : { person }),
    gaps: readGaps(of('OperationOutcome')),
    lists,
    reports,
    others,
    leftOut: unknown + (allReports.length - reports.length) + (lone.length - others.length) + entriesBeyond(root),
  };
}

/** What is read beside the lists, or says of what is read who and where. */
const KNOWN: ReadonlySet<unknown> = new Set([
  'DiagnosticReport',
  'Observation',
  'OperationOutcome',
  'Patient',
  'Organization',
  'Practitioner',
  'PractitionerRole',
  'Specimen',
  'Location',
]);

/** The newest reports whole; of those behind them as much as a page can hold, and how much that leaves out. */
function withinReach(reports: readonly SharedReport[], rowsMax: number): readonly SharedReport[] {
  let rows = rowsMax;
  return reports.map((report) => {
    const values = report.values.slice(0, rows);
    rows -= values.length;
    return { ...report, values, leftOut: report.leftOut + report.values.length - values.length };
  });
}

function rootOf(json: string): Part | undefined {
  try {
    return partOf(parseExact(json));
  } catch {
    return undefined;
  }
}

const entriesBeyond = ({ entry }: Part) => (Array.isArray(entry) ? Math.max(0, entry.length - ENTRIES_MAX) : 0);

function reportOf(report: Part, referred: References, placed: Set<Part>): SharedReport {
  const find = findIn(report, referred);
  const observations = withMembers(
    refsOf(report.result)
      .map(find)
      .filter((one) => one !== undefined),
    find,
  );
  for (const observation of observations) placed.add(observation);
  const standing = standingOf(report.status);
  const name = wordsOf(report.code) ?? '?';
  const issued = lineOf(report.issued);
  const by = partsOf(report.performer).flatMap((one) => namedBy(one, find) ?? []);
  const dated = { ...(issued === undefined ? {} : { issued }), ...(by.length === 0 ? {} : { by: by.join(', ') }) };
  // What its laboratory took back is named, and not read.
  if (standing === 'withdrawn') return { name, standing, ...dated, values: [], documents: [], leftOut: 0 };
  const collected = lineOf(report.effectiveDateTime);
  const conclusion = linesOf(report.conclusion);
  const values = observations.flatMap(valuesOf);
  return {
    name,
    standing,
    ...dated,
    ...(collected === undefined ? {} : { collected }),
    ...(conclusion === undefined ? {} : { conclusion }),
    values: values.slice(0, VALUES_MAX),
    documents: partsOf(report.presentedForm, DOCUMENTS_MAX).map(documentOf),
    leftOut: Math.max(0, values.length - VALUES_MAX),
  };
}

const refsOf = (references: unknown) => partsOf(references, ENTRIES_MAX);

/** A panel's members stand behind it; each once, whoever else names it, and a circle has an end. */
function withMembers(observations: readonly Part[], find: Find): readonly Part[] {
  const all = new Set<Part>();
  const take = (observation: Part, depth: number) => {
    if (all.has(observation) || depth > 3) return;
    all.add(observation);
    for (const reference of refsOf(observation.hasMember)) {
      const member = find(reference);
      if (member !== undefined) take(member, depth + 1);
    }
  };
  for (const observation of observations) take(observation, 0);
  return [...all];
}

function documentOf({ title, contentType, data }: Part): SharedDocument {
  const named = lineOf(title);
  return {
    ...(named === undefined ? {} : { title: named }),
    contentType: lineOf(contentType) ?? 'application/octet-stream',
    ...(typeof data === 'string' ? { data } : {}),
  };
}

/** Of one person, also where each hospital wrote them down; where a file speaks of several, nobody is named rather than the wrong one. */
function personOf(patients: readonly Part[]): SharedRecord['person'] {
  const [person, ...others] = patients.map(asPerson);
  const isOne = others.every((other) => other?.name === person?.name && other?.birthDate === person?.birthDate);
  return isOne ? person : undefined;
}

function asPerson({ name: names, birthDate: day }: Part): SharedRecord['person'] {
  const [human = {}] = partsOf(names);
  const name = humanName(human);
  const birthDate = lineOf(day);
  return name === undefined ? undefined : { name, ...(birthDate === undefined ? {} : { birthDate }) };
}

/** By when each was issued. */
function newestFirst(one: SharedReport, other: SharedReport): number {
  return laterFirst(one.issued ?? one.collected, other.issued ?? other.collected);
}
