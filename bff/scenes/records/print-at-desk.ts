import type { Report } from '../../../adapters/port/records.ts';
import type { OperationInput } from '../../contract/operations.ts';
import { auditPart } from '../../platform/audit/audit.ts';
import { actorOf, type StaffCaller } from '../../platform/http/context.ts';
import type { HandlerReply } from '../../platform/http/gateway.ts';
import { shanghaiTime } from '../../platform/http/instants.ts';
import { problem } from '../../platform/http/reply.ts';
import { limits } from '../../platform/limits/limits.ts';
import { countUse } from '../../platform/limits/use-rows.ts';
import { dayEnd, retryAfter } from '../../platform/limits/windows.ts';
import { commit } from '../../platform/store/commit.ts';
import { guarded, type Part } from '../../platform/store/store.ts';
import { countPrintParts } from '../desk/count-print.ts';
import { refuseHealthData } from '../identity/health-data.ts';
import { maskedNameOf, revealPatient, sealingOf } from '../identity/patients.ts';
import { mayBeginPart } from '../identity/right-to-act.ts';
import { STAFF_PRESENT, staffPresentPart } from '../identity/staff-presence.ts';
import { type RecordDependencies, reportPlace } from './dependencies.ts';
import { listedOf, presentSources } from './list-results.ts';
import { type RecordReader, WAIT_MS } from './read-hospital.ts';
import { presentReport } from './read-result.ts';
import type { RecordCall } from './reading-call.ts';
import { noteFirstReadPart, type ResultRow, readResultRow, readResults, readSealedReports } from './result-rows.ts';

/** Name of the guard: this clerk may still print today. */
const PRINTS_LEFT = 'prints-left-today';

interface PrintOrder {
  readonly wanted: OperationInput<'printResultsAtDesk'>['body'];
  /** The session of the person whom the clerk serves. */
  readonly call: RecordCall;
  readonly staff: StaffCaller;
}

/** A report as it goes onto paper, without what is held back here. */
interface Sheet {
  readonly row: ResultRow;
  readonly listed: NonNullable<ReturnType<typeof listedOf>>;
  readonly report: Report | undefined;
}

/**
 * Reports of the person whom a clerk serves, for the printer of their desk: the clerk's page shows nothing of them. That it is printed stands
 * in the person's log under the clerk's name, and is counted, before anything is handed over. What a hospital tells the person first comes
 * without values, as at a kiosk: a desk stands in a hall too.
 */
export async function printResultsAtDesk(
  dependencies: RecordDependencies,
  reader: RecordReader,
  { wanted, call, staff }: PrintOrder,
): Promise<HandlerReply<'printResultsAtDesk'>> {
  const { store, clock, directory } = dependencies;
  const { patientId } = call.caller;
  const refused = await refuseHealthData(dependencies, call.caller, patientId, 'non-delegable');
  if (refused) return refused;
  const sources = await reader.sources(patientId, 'reports', WAIT_MS);
  const { rows, more } = await rowsOf(dependencies, patientId, wanted.results);
  const sheets = await sheetsOf(dependencies, patientId, rows);
  const committed = await commit(dependencies, 'print-results', 'access', await partsOf(dependencies, { call, staff, sheets }));
  if (!committed.ok) {
    if (committed.guard === PRINTS_LEFT) return problem('rate-limited', retryAfter(dayEnd(clock.now()), clock.now()));
    if (committed.guard === STAFF_PRESENT) return problem('staff-locked');
    return problem('not-found');
  }
  const [patientName, patient] = await Promise.all([maskedNameOf(store, patientId), revealPatient(dependencies, patientId)]);
  const reports = sheets.map(({ row, listed, report }) => {
    const { dutyDeskName, dutyDeskPhone } = directory.hospital(row.hospitalId);
    return {
      ...listed,
      patientName,
      birthYear: Number(patient.birthDate.slice(0, 4)),
      ...presentReport(dependencies, { row, report, patient }),
      dutyDesk: { name: dutyDeskName, phone: dutyDeskPhone },
    };
  });
  const late = sources.filter(({ state, leftOut }) => state === 'asking' || state === 'unavailable' || leftOut);
  return {
    status: 200,
    body: {
      cover: { patientName, reports: reports.length, more, printedAt: shanghaiTime(clock.now()) },
      reports,
      sources: presentSources(dependencies, late, () => false),
    },
  };
}

async function rowsOf(
  { store, clock }: RecordDependencies,
  patientId: string,
  wanted: PrintOrder['wanted']['results'],
): Promise<{ readonly rows: readonly ResultRow[]; readonly more: boolean }> {
  const now = clock.now();
  const most = limits.reportsPrinted.figure;
  if (wanted === 'all') {
    const rows = await readResults(store, { patientId, now, limit: most + 1 });
    return { rows: rows.slice(0, most), more: rows.length > most };
  }
  const chosen = await Promise.all([...new Set(wanted)].map((id) => readResultRow(store, id, now)));
  return { rows: chosen.flatMap((row) => (row?.patientId === patientId ? [row] : [])), more: false };
}

async function sheetsOf(
  dependencies: RecordDependencies,
  patientId: string,
  rows: readonly ResultRow[],
): Promise<readonly Sheet[]> {
  const [sealing, sealed] = await Promise.all([
    sealingOf(dependencies, patientId),
    readSealedReports(
      dependencies.store,
      rows.map(({ id }) => id),
    ),
  ]);
  return rows.flatMap((row): Sheet[] => {
    const listed = listedOf(dependencies, row, { sealing, kept: () => false, atKiosk: true });
    const text = sealed.get(row.id);
    if (!listed || text === undefined) return [];
    const report = listed.held ? undefined : (JSON.parse(sealing.open(text, reportPlace(row))) as Report);
    return [{ row, listed, report }];
  });
}

/** Where there is nothing to print, it was a look. */
async function partsOf(
  dependencies: RecordDependencies,
  { call, staff, sheets }: Pick<PrintOrder, 'call' | 'staff'> & { readonly sheets: readonly Sheet[] },
): Promise<readonly Part[]> {
  const { ids, clock } = dependencies;
  const { caller, requestId } = call;
  const now = clock.now();
  const isPrinted = sheets.length > 0;
  const use = { bound: 'printsOfClerk', subject: staff.staffId, endsAt: dayEnd(now), amount: 1 };
  const printed = isPrinted
    ? [
        guarded(countUse({ ...use, max: limits.printsOfClerk.figure }), PRINTS_LEFT),
        ...(await countPrintParts(dependencies, staff.deviceId)),
        ...sheets.flatMap(({ row, report }) => (report && row.firstReadAt === null ? [noteFirstReadPart(row.id, now)] : [])),
      ]
    : [];
  return [
    mayBeginPart(caller, caller.patientId, now, 'non-delegable'),
    staffPresentPart(staff, now),
    ...printed,
    auditPart(ids, now, {
      actor: actorOf(caller, staff),
      action: isPrinted ? 'result.print' : 'result.list',
      subject: { kind: 'patient', id: caller.patientId },
      requestId,
      deviceId: staff.deviceId,
    }),
  ];
}
