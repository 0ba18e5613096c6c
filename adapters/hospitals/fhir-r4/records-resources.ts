import {
  type DocumentEntry,
  isMediaType,
  ORIGINAL_MAX,
  RESULTS_MAX,
  type Report,
  type ReportKind,
  type Result,
  reportFault,
} from '../../port/records.ts';
import { type ReadRow, rowOf, unusable } from '../../port/rows.ts';
import { isAbout, localId, type Person, type Pool, type Sent } from './records-search.ts';
import {
  codesOf,
  foundValueOf,
  hasCode,
  instantOf,
  lineOf,
  rangesOf,
  shortLineOf,
  verdictOf,
  wordsOf,
} from './records-values.ts';
import {
  type FhirAttachment,
  type FhirObservation,
  type FhirReference,
  type FhirReport,
  type FhirReportFrame,
  observationSchema,
  reportSchema,
} from './records-wire.ts';
import type { SlotReading } from './slots.ts';

/** A DiagnosticReport with its Observations as a report of the port. */

const STATUS: Readonly<Record<FhirReportFrame['status'] | FhirObservation['status'], Report['status']>> = {
  registered: 'preliminary',
  partial: 'preliminary',
  preliminary: 'preliminary',
  // Nobody says that it is final.
  unknown: 'preliminary',
  final: 'final',
  amended: 'corrected',
  corrected: 'corrected',
  appended: 'corrected',
  cancelled: 'withdrawn',
  'entered-in-error': 'withdrawn',
};

/** Diagnostic service sections, http://terminology.hl7.org/CodeSystem/v2-0074, and the words of FHIR's observation-category. */
const KINDS: readonly (readonly [ReportKind, readonly string[]])[] = [
  ['pathology', ['PAT', 'SP', 'CP', 'OSL']],
  ['imaging', ['RAD', 'RX', 'CT', 'NMR', 'NMS', 'RUS', 'CUS', 'OUS', 'VUS', 'XRC', 'imaging']],
  ['laboratory', ['LAB', 'CH', 'HM', 'MB', 'MCB', 'MYC', 'VR', 'SR', 'IMM', 'BLB', 'BG', 'CG', 'GE', 'TX', 'laboratory']],
];

/** Whose observations a report is read with. */
export interface ReportContext {
  readonly reading: SlotReading;
  readonly person: Person;
  readonly pool: Pool;
  /** Documents are told. */
  readonly documents: boolean;
}

/**
 * The Observations of a report as far as they came, and the ids of those that did not. Of a report that has more of them than can be told,
 * none: nothing of it is told.
 */
export function observationsOf(
  reading: SlotReading,
  report: Sent,
  pool: Pool,
): { readonly sent: readonly Sent[]; readonly missing: readonly string[] } {
  const missing: string[] = [];
  const found = new Map<string, Sent | undefined>();
  const waiting = referencesOf(rowOf(reportSchema, report.resource), 'result');
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const id = localId(reading, next, 'Observation');
    if (id === undefined || found.has(id)) continue;
    const sent = pool.get(`Observation/${id}`);
    found.set(id, sent);
    if (sent === undefined) missing.push(id);
    else waiting.push(...referencesOf(rowOf(observationSchema, sent.resource), 'hasMember'));
    if (found.size > RESULTS_MAX) return { sent: [], missing: [] };
  }
  return { sent: [...found.values()].filter((sent) => sent !== undefined), missing };
}

function referencesOf<Name extends string>(
  row: ReadRow<{ readonly [name in Name]?: readonly FhirReference[] | undefined }>,
  name: Name,
): FhirReference[] {
  return row.usable ? [...(row.value[name] ?? [])] : [];
}

/** One report; one that was taken back is told so whatever else of it can be read. */
export function reportRow(context: ReportContext, sent: Sent, frame: FhirReportFrame): ReadRow<Report> {
  const read = wholeReport(context, sent);
  if (read.usable || STATUS[frame.status] !== 'withdrawn') return read;
  const { code } = reportSchema.pick({ code: true }).safeParse(sent.resource).data ?? {};
  const bare: Report = {
    ref: frame.id,
    version: versionOf([frame.meta]),
    status: 'withdrawn',
    kind: 'other',
    name: shortLineOf(wordsOf(code)) ?? frame.id,
    issuedAt: Date.parse(frame.meta.lastUpdated),
    results: [],
    documents: [],
    original: originalOf([sent.text]),
  };
  return reportFault(bare) === undefined ? { usable: true, value: bare } : read;
}

function wholeReport(context: ReportContext, sent: Sent): ReadRow<Report> {
  const read = rowOf(reportSchema, sent.resource);
  if (!read.usable) return read;
  const report = read.value;
  const name = wordsOf(report.code);
  if (name === undefined) return unusable('name');
  const collectedAt = instantOf(report.effectiveDateTime) ?? instantOf(report.effectivePeriod?.start);
  const found = new Findings(context, report, collectedAt);
  const fault = found.add();
  if (fault !== undefined) return unusable(fault);
  const [code] = codesOf(report.code);
  const value: Report = {
    ref: report.id,
    version: versionOf([report.meta, ...found.observations.map(({ meta }) => meta)]),
    status: STATUS[report.status],
    kind: kindOf(report),
    ...(code === undefined ? {} : { code }),
    name,
    ...issueOf(report, collectedAt),
    ...(collectedAt === undefined ? {} : { collectedAt }),
    ...whoseReport(report),
    ...conclusionOf(report),
    results: found.results,
    documents: context.documents ? documentsOf(report) : [],
    original: originalOf([sent.text, ...found.texts], report.presentedForm),
  };
  const wrong = reportFault(value);
  return wrong === undefined ? { usable: true, value } : unusable(wrong);
}

/** When it was released; where nobody says it, when the sample was taken, and else when it was written down here. */
function issueOf({ issued, meta }: FhirReport, collectedAt: number | undefined): Pick<Report, 'issuedAt' | 'undated'> {
  const issuedAt = instantOf(issued) ?? collectedAt;
  return issuedAt === undefined ? { issuedAt: Date.parse(meta.lastUpdated), undated: true } : { issuedAt };
}

function kindOf({ category = [] }: FhirReport): ReportKind {
  return KINDS.find(([, codes]) => category.some((concept) => hasCode(concept, codes)))?.[0] ?? 'other';
}

/** Which department and who: an Organization that performed, and a person who read what was found. */
function whoseReport({ performer = [], resultsInterpreter = [] }: FhirReport): Pick<Report, 'department' | 'practitioner'> {
  const isOrganization = ({ reference = '', type }: FhirReference) =>
    type === 'Organization' || /(^|\/)Organization\//.test(reference);
  const shown = (references: readonly FhirReference[]) =>
    references.map(({ display }) => shortLineOf(display)).find((line) => line !== undefined);
  const department = shown(performer.filter(isOrganization));
  const practitioner = shown([...resultsInterpreter, ...performer].filter((one) => !isOrganization(one)));
  return { ...(department === undefined ? {} : { department }), ...(practitioner === undefined ? {} : { practitioner }) };
}

function conclusionOf({ conclusion, conclusionCode = [] }: FhirReport): Pick<Report, 'conclusion'> {
  const words =
    conclusion ??
    conclusionCode
      .map(wordsOf)
      .filter((line) => line !== undefined)
      .join('\n');
  return words.trim() === '' ? {} : { conclusion: words };
}

interface Versioned {
  readonly versionId?: string | undefined;
  readonly lastUpdated?: string | undefined;
}

/**
 * A number that grows with each change of a report or of one of its observations. The latest `meta.lastUpdated` in ms counts first; within
 * one ms (or one second, of a server that keeps no more) the version of the report, then those of its observations, where they are numbers.
 * Times 1024 it stays a safe integer until the year 2248.
 */
export function versionOf([report, ...observations]: readonly [Versioned, ...(Versioned | undefined)[]]): number {
  const at = (meta: Versioned | undefined) => Date.parse(meta?.lastUpdated ?? '') || 0;
  const latest = Math.max(...[report, ...observations].map(at));
  const changes = (meta: Versioned | undefined) =>
    at(meta) === latest && /^\d{1,9}$/.test(meta?.versionId ?? '') ? Number(meta?.versionId) : 0;
  const later = observations.reduce((sum, meta) => sum + Math.max(changes(meta) - 1, 0), 0);
  return latest * 1024 + Math.min(changes(report), 31) * 32 + Math.min(later, 31);
}

/** Walks from a report to its values: results, their members, their components. */
class Findings {
  readonly results: Result[] = [];
  readonly observations: FhirObservation[] = [];
  /** Of what came beside the report; what it contains is in its own text. */
  readonly texts: string[] = [];
  readonly #context: ReportContext;
  readonly #report: FhirReport;
  readonly #collectedAt: number | undefined;
  readonly #seen = new Set<string>();

  constructor(context: ReportContext, report: FhirReport, collectedAt: number | undefined) {
    this.#context = context;
    this.#report = report;
    this.#collectedAt = collectedAt;
  }

  /** Where something can not be told; a report is told whole or not at all. */
  add(): string | undefined {
    const { result = [] } = this.#report;
    const roots = result.map((reference) => this.#nameOf(reference));
    const members = new Set(roots.flatMap((root) => this.#membersOf(root)));
    // What stands under a heading stands there alone, also where the report names it besides.
    for (const root of roots) {
      const fault = members.has(root) ? undefined : this.#addObservation(root, undefined, false);
      if (fault !== undefined) return fault;
    }
    // Members of each other and of nothing else: a circle.
    for (const root of roots) {
      const fault = this.#addObservation(root, undefined, false);
      if (fault !== undefined) return fault;
    }
    return this.results.length > RESULTS_MAX ? 'results' : undefined;
  }

  /** `#id` of what is contained, the id of another resource, '' of none that can be found. */
  #nameOf(reference: FhirReference): string {
    return reference.reference?.startsWith('#')
      ? reference.reference
      : (localId(this.#context.reading, reference, 'Observation') ?? '');
  }

  #observation(name: string): ReadRow<FhirObservation> {
    const contained = this.#report.contained?.find((one) => `#${one.id}` === name);
    return rowOf(observationSchema, contained ?? this.#context.pool.get(`Observation/${name}`)?.resource);
  }

  #membersOf(name: string): readonly string[] {
    const read = this.#observation(name);
    return read.usable ? (read.value.hasMember ?? []).map((reference) => this.#nameOf(reference)) : [];
  }

  #addObservation(name: string, group: string | undefined, isWithdrawn: boolean): string | undefined {
    if (this.#seen.has(name)) return undefined;
    this.#seen.add(name);
    if (this.#seen.size > RESULTS_MAX) return 'results';
    const read = this.#observation(name);
    if (!read.usable) return 'result';
    const observation = read.value;
    if (!this.#isOwn(observation, name)) return 'result.subject';
    this.observations.push(observation);
    if (!name.startsWith('#')) this.texts.push(this.#context.pool.get(`Observation/${name}`)?.text ?? '');
    const status = isWithdrawn ? 'withdrawn' : STATUS[observation.status];
    this.#addValues(observation, name, group, status);
    const heading = shortLineOf(wordsOf(observation.code)) ?? group;
    for (const member of observation.hasMember ?? []) {
      const fault = this.#addObservation(this.#nameOf(member), heading, status === 'withdrawn');
      if (fault !== undefined) return fault;
    }
    return undefined;
  }

  /** What a report contains is about whom the report is; another resource says it itself, or nothing. */
  #isOwn({ subject }: FhirObservation, name: string): boolean {
    if (subject === undefined) return true;
    if (name.startsWith('#') && subject.reference === this.#report.subject.reference) return true;
    const { reading, person, pool } = this.#context;
    return isAbout(reading, person, { subject, pool, contained: this.#report.contained ?? [] });
  }

  #addValues(observation: FhirObservation, name: string, group: string | undefined, status: Result['status']): void {
    const { hasMember = [], component = [] } = observation;
    const value = foundValueOf(observation);
    const at =
      instantOf(observation.effectiveDateTime) ??
      instantOf(observation.effectiveInstant) ??
      instantOf(observation.effectivePeriod?.start);
    const note = (observation.note ?? []).map(({ text }) => text).join('\n');
    const common = { status, ...(at === undefined || at === this.#collectedAt ? {} : { at }) };
    // A panel is a heading; only one that says something itself is a value.
    if (value !== undefined || hasMember.length + component.length === 0) {
      this.results.push({
        ref: name,
        codes: codesOf(observation.code),
        name: wordsOf(observation.code) ?? '',
        value: value ?? { kind: 'absent', reason: 'unknown' },
        ranges: rangesOf(observation),
        ...verdictOf(observation),
        ...common,
        ...(group === undefined ? {} : { group }),
        ...(note.trim() === '' ? {} : { note }),
      });
    }
    const heading = shortLineOf(wordsOf(observation.code)) ?? group;
    for (const [index, part] of component.entries()) {
      this.results.push({
        ref: `${name}.${index}`,
        codes: codesOf(part.code),
        name: wordsOf(part.code) ?? '',
        value: foundValueOf(part) ?? { kind: 'absent', reason: 'unknown' },
        ranges: rangesOf(part),
        ...verdictOf(part),
        ...common,
        ...(heading === undefined ? {} : { group: heading }),
      });
    }
  }
}

const FORM = 'presentedForm.';

/** Documents by their place in the report: an Attachment has no id of its own. */
function documentsOf({ presentedForm = [] }: FhirReport): readonly DocumentEntry[] {
  return presentedForm.flatMap((attachment, index) => {
    if (attachment.data === undefined && attachment.url === undefined) return [];
    const mediaType = mediaTypeOf(attachment.contentType);
    const bytes = Number(attachment.size ?? Number.NaN);
    return [
      {
        ref: `${FORM}${index}`,
        title: shortLineOf(attachment.title) ?? mediaType,
        mediaType,
        ...(Number.isSafeInteger(bytes) ? { bytes } : {}),
      },
    ];
  });
}

/** The Attachment that a document is. */
export function attachmentOf({ presentedForm = [] }: FhirReport, documentRef: string): FhirAttachment | undefined {
  const index = documentRef.startsWith(FORM) ? documentRef.slice(FORM.length) : '';
  return /^\d{1,3}$/.test(index) ? presentedForm[Number(index)] : undefined;
}

/** Without its parameters, as `charset=utf-8`; one of no form is told to be bytes. */
export function mediaTypeOf(contentType: string | undefined): string {
  const type = lineOf(contentType?.split(';')[0])?.toLowerCase() ?? '';
  return isMediaType(type) ? type : 'application/octet-stream';
}

/**
 * The texts of a report and of its Observations as the entries of a FHIR Bundle of type collection, the report first. Each text stands in it
 * byte for byte as the hospital sent it; the Bundle around them is ours. Of what would be too long the base64 of documents is left out
 * (`"data":""` stands in its place: what is in them is `document`'s to tell), then the Observations, then all of it.
 */
export function originalOf(texts: readonly string[], forms: readonly FhirAttachment[] = []): Report['original'] {
  const bundleOf = (some: readonly string[]) =>
    `{"resourceType":"Bundle","type":"collection"${some.length === 0 ? '' : `,"entry":[${some.map((text) => `{"resource":${text}}`).join(',')}]`}}`;
  const without = (text: string) => forms.reduce((rest, { data }) => (data ? rest.replace(`"${data}"`, '""') : rest), text);
  const whole = bundleOf(texts);
  if (whole.length <= ORIGINAL_MAX) return { mediaType: 'application/fhir+json', text: whole };
  const shorter = [texts.map(without), texts.slice(0, 1).map(without), []].map(bundleOf);
  return { mediaType: 'application/fhir+json', text: shorter.find((text) => text.length <= ORIGINAL_MAX) ?? bundleOf([]) };
}
