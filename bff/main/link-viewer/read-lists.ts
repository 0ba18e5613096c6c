import { codesIn, lineOf, linesOf, type Part, partOf, partsOf, sayings, wordsOf } from './fhir-members.ts';
import { type Find, findIn, namedBy, type References } from './references.ts';
import { laterFirst } from './when.ts';

/** The lists that were shared. A list without rows says nothing: never that there are none. */
export interface SharedLists {
  /** The severe ones first. */
  readonly allergies: SharedList<SharedAllergy>;
  /** What may still be taken first, the newest of it first. */
  readonly medications: SharedList<SharedMedication>;
  /** What may still be so first. */
  readonly conditions: SharedList<SharedCondition>;
  /** The newest first. */
  readonly visits: SharedList<SharedVisit>;
}

export interface SharedList<Row> {
  readonly rows: readonly Row[];
  /** Rows that are not shown, because there are too many. */
  readonly leftOut: number;
}

interface SharedRow {
  /** Who says so, as far as the resource has it. */
  readonly by?: string;
  readonly note?: string;
}

/** How sure whoever wrote it is. */
export type Sureness = 'confirmed' | 'unverified' | 'refuted';

export interface SharedAllergy extends SharedRow {
  /** As the hospital wrote it, also where that is that no allergy is known. */
  readonly substance?: string;
  readonly isSevere: boolean;
  /** The hospital says that it is no longer so. */
  readonly isOver: boolean;
  readonly sureness: Sureness;
  readonly reaction?: string;
  readonly recorded?: string;
}

/** `not-taken`: whoever was asked said so. `forbidden`: it is an order not to take it. */
export type Taking = 'active' | 'ended' | 'not-taken' | 'forbidden' | 'unknown';

export interface SharedMedication extends SharedRow {
  readonly name?: string;
  readonly dosage?: string;
  /** Some of how it is taken stands in the file as numbers and codes, which this page puts into no words. */
  readonly hasOtherDosage: boolean;
  readonly taking: Taking;
  readonly prescribed?: string;
  readonly since?: string;
  readonly until?: string;
}

export type Lasting = 'active' | 'ended' | 'unknown';

export interface SharedCondition extends SharedRow {
  readonly name?: string;
  readonly lasting: Lasting;
  /** Absent where nobody says. */
  readonly sureness?: Sureness;
  readonly since?: string;
  readonly recorded?: string;
}

export type VisitKind = 'outpatient' | 'inpatient' | 'emergency';

export interface SharedVisit extends SharedRow {
  readonly start?: string;
  readonly end?: string;
  readonly kind?: VisitKind;
  /** Its kind in words that nobody here knows. */
  readonly otherKind?: string;
  /** What is a visit by its record, and was none, or not yet. */
  readonly didNotHappen?: 'planned' | 'cancelled';
  readonly department?: string;
  readonly diagnoses: readonly string[];
}

/** Rows of one list that are shown. */
const LIST_ROWS_MAX = 500;

const MEDICATIONS = ['MedicationRequest', 'MedicationStatement'] as const;
const LISTED: readonly unknown[] = ['AllergyIntolerance', ...MEDICATIONS, 'Condition', 'Encounter'];

/** The lists, and each resource that was looked at for them: what was withdrawn is not shown, and is not missing either. */
export function readLists(resources: readonly Part[], referred: References) {
  const used = new Set<Part>();
  const all = resources.filter(({ resourceType }) => LISTED.includes(resourceType));
  const rowsOf = <Row>(types: readonly unknown[], read: (part: Part, find: Find) => Row) =>
    all.flatMap((part) => {
      if (!types.includes(part.resourceType)) return [];
      const find = findIn(part, referred);
      const medication = find(part.medicationReference);
      if (medication !== undefined) used.add(medication);
      return isWithdrawn(part) ? [] : [read(part, find)];
    });
  const lists: SharedLists = {
    allergies: within(rowsOf(['AllergyIntolerance'], allergyOf).toSorted((a, b) => Number(b.isSevere) - Number(a.isSevere))),
    medications: within(rowsOf(MEDICATIONS, medicationOf).toSorted(takenFirst)),
    conditions: within(rowsOf(['Condition'], conditionOf).toSorted(lastingFirst)),
    visits: within(rowsOf(['Encounter'], visitOf).toSorted((a, b) => laterFirst(a.start, b.start))),
  };
  return { lists, used: new Set([...all, ...used]) };
}

export const rowsIn = (lists: SharedLists) => Object.values(lists).reduce((sum, { rows }) => sum + rows.length, 0);

function within<Row>(rows: readonly Row[]): SharedList<Row> {
  const shown = rows.slice(0, LIST_ROWS_MAX);
  return { rows: shown, leftOut: rows.length - shown.length };
}

/** What was entered in error was never so. */
function isWithdrawn({ status, verificationStatus }: Part): boolean {
  return [status, verificationStatus].some((one) => codesIn(one).includes('entered-in-error'));
}

/** Who wrote it down, or said it. */
function saidBy(part: Part, sayers: readonly unknown[], find: Find): SharedRow {
  const note = partsOf(part.note)
    .flatMap(({ text }) => linesOf(text) ?? [])
    .join('\n');
  return {
    by: sayers.map((sayer) => namedBy(sayer, find)).find((name) => name !== undefined),
    note: note === '' ? undefined : note,
  };
}

/** https://hl7.org/fhir/R4/valueset-allergyintolerance-verification.html and valueset-condition-ver-status.html */
function surenessOf(verificationStatus: unknown): Sureness | undefined {
  const codes = codesIn(verificationStatus);
  if (codes.includes('refuted')) return 'refuted';
  if (codes.includes('confirmed')) return 'confirmed';
  return codes.length === 0 ? undefined : 'unverified';
}

function allergyOf(allergy: Part, find: Find): SharedAllergy {
  const { code, reaction, criticality, clinicalStatus, verificationStatus, recordedDate, recorder, asserter } = allergy;
  const reactions = partsOf(reaction);
  const manifested = sayings(reaction, ({ manifestation, description }) => {
    const words = sayings(manifestation, wordsOf).join('、');
    return words === '' ? linesOf(description) : words;
  }).join('；');
  return {
    substance: wordsOf(code) ?? reactions.map(({ substance }) => wordsOf(substance)).find((words) => words !== undefined),
    isSevere: criticality === 'high' || reactions.some(({ severity }) => severity === 'severe'),
    isOver: codesIn(clinicalStatus).some((status) => ['inactive', 'resolved'].includes(status)),
    // What nobody says to be verified is not.
    sureness: surenessOf(verificationStatus) ?? 'unverified',
    reaction: manifested === '' ? undefined : manifested,
    recorded: lineOf(recordedDate),
    ...saidBy(allergy, [recorder, asserter], find),
  };
}

/** https://hl7.org/fhir/R4/valueset-medicationrequest-status.html and valueset-medication-statement-status.html */
const TAKING: ReadonlyMap<unknown, Taking> = new Map([
  ['active', 'active'],
  ['completed', 'ended'],
  ['stopped', 'ended'],
  ['cancelled', 'ended'],
  ['not-taken', 'not-taken'],
]);

function medicationOf(medication: Part, find: Find): SharedMedication {
  const { medicationCodeableConcept, medicationReference, dosageInstruction, dosage, authoredOn, effectivePeriod } = medication;
  const { requester, recorder, informationSource } = medication;
  const { start, end } = partOf(effectivePeriod);
  const dosages = dosageInstruction ?? dosage;
  const textOf = ({ text, patientInstruction }: Part) => linesOf(text) ?? linesOf(patientInstruction);
  const said = sayings(dosages, textOf).join('\n');
  return {
    name:
      wordsOf(medicationCodeableConcept) ??
      wordsOf(find(medicationReference)?.code) ??
      lineOf(partOf(medicationReference).display),
    dosage: said === '' ? undefined : said,
    hasOtherDosage: partsOf(dosages).some((one) => textOf(one) === undefined),
    taking: medication.doNotPerform === true ? 'forbidden' : (TAKING.get(medication.status) ?? 'unknown'),
    prescribed: lineOf(authoredOn),
    since: lineOf(start) ?? lineOf(medication.effectiveDateTime),
    until: lineOf(end),
    ...saidBy(medication, [requester, recorder, informationSource], find),
  };
}

/** What must not be taken before what may be: nobody reads as far as the end. */
const TAKING_ORDER: readonly Taking[] = ['forbidden', 'active', 'unknown', 'ended', 'not-taken'];

function takenFirst(one: SharedMedication, other: SharedMedication): number {
  const [a, b] = [one, other].map(({ prescribed, since }) => prescribed ?? since);
  return TAKING_ORDER.indexOf(one.taking) - TAKING_ORDER.indexOf(other.taking) || laterFirst(a, b);
}

/** https://hl7.org/fhir/R4/valueset-condition-clinical.html */
const LASTING: ReadonlyMap<string, Lasting> = new Map([
  ['active', 'active'],
  ['recurrence', 'active'],
  ['relapse', 'active'],
  ['inactive', 'ended'],
  ['remission', 'ended'],
  ['resolved', 'ended'],
]);

function conditionOf(condition: Part, find: Find): SharedCondition {
  const { code, clinicalStatus, verificationStatus, recordedDate, recorder, asserter } = condition;
  const lasting = codesIn(clinicalStatus).map((status) => LASTING.get(status));
  return {
    name: wordsOf(code),
    lasting: lasting.find((one) => one !== undefined) ?? 'unknown',
    sureness: surenessOf(verificationStatus),
    since: lineOf(condition.onsetDateTime) ?? lineOf(partOf(condition.onsetPeriod).start) ?? lineOf(condition.onsetString),
    recorded: lineOf(recordedDate),
    ...saidBy(condition, [recorder, asserter], find),
  };
}

const LASTING_ORDER: readonly Lasting[] = ['active', 'unknown', 'ended'];

function lastingFirst(one: SharedCondition, other: SharedCondition): number {
  const [a, b] = [one, other].map(({ recorded, since }) => recorded ?? since);
  return LASTING_ORDER.indexOf(one.lasting) - LASTING_ORDER.indexOf(other.lasting) || laterFirst(a, b);
}

/** http://terminology.hl7.org/CodeSystem/v3-ActCode, ActEncounterCode */
const VISITS: ReadonlyMap<unknown, VisitKind> = new Map([
  ['AMB', 'outpatient'],
  ['IMP', 'inpatient'],
  ['ACUTE', 'inpatient'],
  ['NONAC', 'inpatient'],
  ['OBSENC', 'inpatient'],
  ['EMER', 'emergency'],
]);

function visitOf(visit: Part, find: Find): SharedVisit {
  const { status, period, serviceType, serviceProvider, location, diagnosis, reasonCode, reasonReference, type } = visit;
  const { code, display } = partOf(visit.class);
  const { start, end } = partOf(period);
  const kind = VISITS.get(code);
  const [place] = partsOf(location);
  const found = (reference: unknown) => {
    const condition = find(reference);
    if (condition !== undefined && isWithdrawn(condition)) return undefined;
    return lineOf(partOf(reference).display) ?? wordsOf(condition?.code);
  };
  const diagnoses = [
    ...sayings(diagnosis, ({ condition }) => found(condition)),
    ...sayings(reasonCode, wordsOf),
    ...sayings(reasonReference, found),
  ];
  return {
    start: lineOf(start),
    end: lineOf(end),
    kind,
    otherKind: kind === undefined ? (lineOf(display) ?? wordsOf(partsOf(type)[0]) ?? lineOf(code)) : undefined,
    didNotHappen: status === 'planned' || status === 'cancelled' ? status : undefined,
    department: wordsOf(serviceType) ?? namedBy(place?.location, find),
    diagnoses: [...new Set(diagnoses)],
    ...saidBy(visit, [serviceProvider], find),
  };
}
