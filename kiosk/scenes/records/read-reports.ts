import { cursorIn, type Loaded } from '../../client/all-pages.ts';
import type { Services } from '../../client/services.ts';
import type { Dependant, Helped, ListedResult, RecordSource } from '../../client/wire.ts';
import { type Answers, answerOf, rememberedAnswer } from '../../journey/answers.ts';
import { sessionOf } from '../identity/answers.ts';

/** Whose reports: a child's, those of a grown-up who lets one read them, or one's own. `alone`: there is nobody else, and nobody was asked. */
export type ReportsOf = Dependant | Helped | 'me' | 'alone';

/** Which of them are shown: all, those of one hospital, or those of one kind. */
export type ReportFilter =
  | { readonly by: 'all' }
  | { readonly by: 'hospital'; readonly hospital: string }
  | { readonly by: 'kind'; readonly kind: ListedResult['kind'] };

/** Somebody is to read all of them. */
export interface ShareAll {
  readonly share: 'all';
}

/** The id of the report that was chosen from the list; nothing where all of them are meant. */
export function chosenReport(answers: Answers): string | undefined {
  const chosen = rememberedAnswer(answers, 'reports');
  return typeof chosen === 'string' ? chosen : undefined;
}

/** What the hospitals had told when they were asked last. */
export interface ReadReports {
  /** The newest first. */
  readonly reports: readonly ListedResult[];
  readonly sources: readonly RecordSource[];
  /** There are older ones than these. */
  readonly more: boolean;
}

/** Whose something is: of the child, or of the grown-up whom one helps; else of whoever stands here. */
export interface Owner {
  readonly patientId: string;
  readonly child?: Dependant;
  readonly helped?: Helped;
}

/** Whose reports these are. */
export function ownerIn(answers: Answers): Owner {
  const whose = answerOf(answers, 'report-for');
  if (typeof whose === 'object')
    return { patientId: whose.patientId, ...('grantId' in whose ? { helped: whose } : { child: whose }) };
  return { patientId: sessionOf(answers)?.patientId ?? '' };
}

const PAGE = 50;
/** So many are looked through at one glass, and no more; what is older is at the hospitals. */
const PAGES_MAX = 10;

/** Every report that has come so far, and how far each hospital is. */
export async function readReports({ client }: Services, patientId: string): Promise<Loaded<ReadReports>> {
  const reports: ListedResult[] = [];
  let sources: readonly RecordSource[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < PAGES_MAX; page += 1) {
    const answer = await client('listResults', { query: { patientId, limit: PAGE, cursor } });
    if (!answer.ok) return { ok: false, problem: answer.problem };
    reports.push(...answer.body.items);
    sources = answer.body.sources;
    cursor = answer.body.next === undefined ? undefined : cursorIn(answer.body.next);
    if (cursor === undefined) break;
  }
  return { ok: true, value: { reports, sources, more: cursor !== undefined } };
}

export function sourcesThat(read: ReadReports | undefined, state: RecordSource['state']): readonly RecordSource[] {
  return (read?.sources ?? []).filter((source) => source.state === state);
}

/** Hospitals that told something which can not be shown here. */
export function sourcesLeavingOut(read: ReadReports | undefined): readonly RecordSource[] {
  return (read?.sources ?? []).filter(({ leftOut }) => leftOut);
}

export function isAsking(read: ReadReports): boolean {
  return read.sources.some(({ state }) => state === 'asking');
}

/** Whether a hospital has answered since. */
export function hasNews(before: ReadReports, now: ReadReports): boolean {
  const told = ({ reports, sources }: ReadReports) =>
    JSON.stringify([reports.map(({ id }) => id), sources.map(({ hospital, state, leftOut }) => [hospital, state, leftOut])]);
  return told(before) !== told(now);
}

/** Those that are to be shown. A hospital or a kind of which nothing is there any more leaves nothing out. */
export function filtered(reports: readonly ListedResult[], filter: ReportFilter | undefined): readonly ListedResult[] {
  if (filter === undefined || filter.by === 'all') return reports;
  const shown = reports.filter((report) =>
    filter.by === 'hospital' ? report.hospital === filter.hospital : report.kind === filter.kind,
  );
  return shown.length === 0 ? reports : shown;
}

/** The hospitals and the kinds of which there are reports, each once. */
export function choicesIn(reports: readonly ListedResult[]) {
  const hospitals = [...new Map(reports.map(({ hospital, hospitalName }) => [hospital, { hospital, hospitalName }])).values()];
  const kinds = [...new Set(reports.map(({ kind }) => kind))];
  return { hospitals, kinds };
}
