import type * as z from 'zod';
import type { Report } from '../../../adapters/port/records.ts';
import type { Patient } from '../../../adapters/port/terms.ts';
import type { resultValue } from '../../contract/records/schemas.ts';
import type { HandlerReply } from '../../platform/http/gateway.ts';
import { shanghaiTime } from '../../platform/http/instants.ts';
import { type ProblemReply, problem } from '../../platform/http/reply.ts';
import { commit } from '../../platform/store/commit.ts';
import { findFile } from '../identity/find-file.ts';
import { refuseHealthData } from '../identity/health-data.ts';
import { maskedNameOf, revealPatient, sealingOf } from '../identity/patients.ts';
import { type RecordDependencies, reportPlace } from './dependencies.ts';
import { knowingOf, measuredAt, normalResults } from './keep-reports.ts';
import { listedOf, openHead } from './list-results.ts';
import type { NormalResult } from './normalise/normal-result.ts';
import { keptFrom, logLook, type RecordCall } from './reading-call.ts';
import { isUnusual } from './result-head.ts';
import { noteFirstReadPart, type ResultRow, readResultRow } from './result-rows.ts';

type ValueBody = z.output<typeof resultValue>;

/** A report that this caller may read, opened; what is held back here comes without what is in it. */
interface Opened {
  readonly row: ResultRow;
  readonly listed: NonNullable<ReturnType<typeof listedOf>>;
  readonly report?: Report;
}

/** One report. What is not theirs, was withdrawn or is kept from them is answered alike. */
async function openResult(dependencies: RecordDependencies, id: string, call: RecordCall): Promise<Opened | ProblemReply> {
  const { store, clock } = dependencies;
  const row = await readResultRow(store, id, clock.now());
  // Whoever asks for what is not there hears what they would hear of anybody's.
  const refused = await refuseHealthData(dependencies, call.caller, row?.patientId ?? '', 'results');
  if (refused) return refused;
  if (!row || row.sealed === null) return problem('not-found');
  const [kept, sealing] = await Promise.all([
    keptFrom(dependencies, call, row.patientId),
    sealingOf(dependencies, row.patientId),
  ]);
  const opening = { kept, sealing, atKiosk: call.atKiosk };
  const opened = openHead(dependencies, row, opening);
  const listed = listedOf(dependencies, row, opening);
  if (!opened || !listed) return problem('not-found');
  if (opened.held) return { row, listed };
  return { row, listed, report: JSON.parse(sealing.open(row.sealed, reportPlace(row))) as Report };
}

/** One report, value by value, what is outside of its limits first. */
export async function readResult(
  dependencies: RecordDependencies,
  id: string,
  call: RecordCall,
): Promise<HandlerReply<'readResult'>> {
  const opened = await openResult(dependencies, id, call);
  if ('problem' in opened) return opened;
  const { row, listed, report } = opened;
  const { store, clock, directory } = dependencies;
  await logLook(dependencies, call, report ? 'result.read' : 'result.list', row.patientId);
  if (report && row.firstReadAt === null)
    await commit(dependencies, 'note-first-read', 'interactive', [noteFirstReadPart(row.id, clock.now())]);
  const { dutyDeskName, dutyDeskPhone } = directory.hospital(row.hospitalId);
  const patient = await revealPatient(dependencies, row.patientId);
  return {
    status: 200,
    body: {
      ...listed,
      patientName: await maskedNameOf(store, row.patientId),
      birthYear: Number(patient.birthDate.slice(0, 4)),
      ...presentReport(dependencies, { row, report, patient }),
      dutyDesk: { name: dutyDeskName, phone: dutyDeskPhone },
    },
  };
}

/** What is in a report, as whoever may read it is shown it; nothing where it is held back. */
export function presentReport(
  dependencies: Pick<RecordDependencies, 'directory'>,
  { row, report, patient }: { readonly row: ResultRow; readonly report: Report | undefined; readonly patient: Patient },
) {
  const { practitioner, conclusion, documents = [] } = report ?? {};
  return {
    ...(practitioner === undefined ? {} : { practitioner }),
    ...(conclusion === undefined ? {} : { conclusion }),
    items: report ? presentValues(dependencies, row, report, patient) : [],
    attached: documents.map(({ title, mediaType, bytes }, nth) => ({
      id: String(nth),
      title,
      mediaType,
      ...(bytes === undefined ? {} : { bytes }),
    })),
    ...(row.correctedAt === null ? {} : { correctedAt: shanghaiTime(row.correctedAt) }),
  };
}

function presentValues(
  dependencies: Pick<RecordDependencies, 'directory'>,
  { hospitalId }: ResultRow,
  report: Report,
  patient: Patient,
): ValueBody[] {
  const results = normalResults(knowingOf(dependencies, { hospitalId, patient }, measuredAt(report)), report);
  const rank = ({ verdict, result }: NormalResult) => (isUnusual(verdict) ? 2 : result.flagText === undefined ? 0 : 1);
  const unusualFirst = [...results].sort((one, other) => rank(other) - rank(one));
  return unusualFirst.map(presentValue);
}

function presentValue({ result, text, unit, plainName, loinc, trend, verdict, verdictBy, ranges }: NormalResult): ValueBody {
  const { name, group, at, note, status } = result;
  return {
    name,
    ...(plainName === undefined ? {} : { plainName }),
    ...(loinc === undefined ? {} : { code: { system: 'http://loinc.org', code: loinc } }),
    ...(trend === undefined ? {} : { trend }),
    ...(group === undefined ? {} : { group }),
    text,
    ...(unit === undefined ? {} : { unit }),
    ...(verdict === undefined ? {} : { verdict }),
    ...(verdictBy === undefined ? {} : { verdictBy }),
    ...(result.flagText === undefined ? {} : { saidVerdict: result.flagText }),
    ranges: ranges.map((range) => ({ ...range })),
    status: status === 'withdrawn' ? 'final' : status,
    ...(at === undefined ? {} : { at: shanghaiTime(at) }),
    ...(note === undefined ? {} : { note }),
  };
}

/** A document of a report, fetched from the hospital each time: it is kept nowhere. */
export async function readResultDocument(
  dependencies: RecordDependencies,
  { id, document }: { readonly id: string; readonly document: string },
  call: RecordCall,
): Promise<HandlerReply<'readResultDocument'>> {
  const opened = await openResult(dependencies, id, call);
  if ('problem' in opened) return opened;
  const { row, report } = opened;
  const entry = report?.documents[Number(document)];
  if (!entry) return problem('not-found');
  await logLook(dependencies, call, 'result.document', row.patientId);
  const { hospitals } = dependencies;
  const { patientId, hospitalId, ref } = row;
  const patient = await revealPatient(dependencies, patientId);
  const file =
    hospitals.facet(hospitalId, 'patients') === undefined ? undefined : await findFile(dependencies, { patientId, hospitalId });
  const query = { patient, ...(file?.kind === 'found' ? { patientRef: file.ref } : {}), ref, documentRef: entry.ref };
  const answer = await hospitals.ask(hospitalId, 'records', 'document', query);
  if (!answer.ok) return problem('hospital-unavailable', { headers: { 'retry-after': '10' } });
  if (answer.value === null) return problem('not-found');
  const { mediaType, content } = answer.value;
  return { status: 200, body: { title: entry.title, mediaType, content: Buffer.from(content).toString('base64') } };
}
