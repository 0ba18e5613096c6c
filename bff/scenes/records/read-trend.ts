import type { Result } from '../../../adapters/port/records.ts';
import type { OperationInput } from '../../contract/operations.ts';
import type { HandlerReply } from '../../platform/http/gateway.ts';
import { shanghaiTime } from '../../platform/http/instants.ts';
import { limits } from '../../platform/limits/limits.ts';
import { refuseHealthData } from '../identity/health-data.ts';
import { revealPatient, sealingOf } from '../identity/patients.ts';
import { pointPlace, type RecordDependencies, TREND_COLUMN, trendValue } from './dependencies.ts';
import { knowingOf, measuredAt } from './keep-reports.ts';
import { openHead, presentSources } from './list-results.ts';
import type { NormalResult } from './normalise/normal-result.ts';
import { normaliseResult } from './normalise/normalise-result.ts';
import { linesOf, type TrendPoint } from './normalise/trend.ts';
import { shownUnit } from './normalise/units.ts';
import { type RecordReader, WAIT_MS } from './read-hospital.ts';
import { keptFrom, logListing, type RecordCall } from './reading-call.ts';
import { type PointRow, readPoints } from './result-rows.ts';

/** One value, when it was measured, and where. */
interface Point extends TrendPoint {
  readonly normal: NormalResult;
  readonly row: PointRow;
}

/** One measure over time and hospitals. */
export async function readTrend(
  dependencies: RecordDependencies,
  reader: RecordReader,
  { patientId, code }: OperationInput<'readTrend'>['query'],
  call: RecordCall,
): Promise<HandlerReply<'readTrend'>> {
  const refused = await refuseHealthData(dependencies, call.caller, patientId, 'results');
  if (refused) return refused;
  await logListing(dependencies, call, 'result.trend', patientId);
  const { store, clock, blindIndex, directory } = dependencies;
  const [sources, kept, patient, sealing] = await Promise.all([
    reader.sources(patientId, 'reports', WAIT_MS),
    keptFrom(dependencies, call, patientId),
    revealPatient(dependencies, patientId),
    sealingOf(dependencies, patientId),
  ]);
  const [current = '', other = current] = blindIndex.all(TREND_COLUMN, trendValue(patientId, code));
  const max = limits.trendPoints.figure;
  const rows = await readPoints(store, { current, other, now: clock.now(), limit: max + 1 });
  const points = rows.slice(0, max).flatMap((row): Point[] => {
    const opened = openHead(dependencies, row, { sealing, kept, atKiosk: call.atKiosk });
    if (!opened || opened.held) return [];
    const result = JSON.parse(sealing.open(row.sealed, pointPlace(row, row.nth))) as Result;
    const { collectedAt, undated } = opened.head;
    const measured = measuredAt({ issuedAt: row.issuedAt, ...(collectedAt === undefined ? {} : { collectedAt }) }, result.at);
    const normal = normaliseResult(result, knowingOf(dependencies, { hospitalId: row.hospitalId, patient }, measured));
    const at = undated && result.at === undefined ? undefined : measured;
    // By the hospital's own reference: what was read anew has another id here, and a line must not turn round with it.
    const order = `${row.hospitalId} ${row.ref} ${String(row.nth).padStart(4, '0')}`;
    return [{ ...normal, at, order, normal, row }];
  });
  const present = ({ at, normal, row }: Point) => ({
    resultId: row.id,
    hospital: row.hospitalId,
    hospitalName: directory.hospital(row.hospitalId).name,
    ...(at === undefined ? {} : { at: shanghaiTime(at) }),
    text: normal.text,
    ...(normal.unit === undefined ? {} : { unit: normal.unit }),
    ...(normal.onLine === undefined ? {} : { number: normal.onLine.number }),
    ...(normal.onLine?.comparator === undefined ? {} : { comparator: normal.onLine.comparator }),
    ...(normal.verdict === undefined ? {} : { verdict: normal.verdict }),
  });
  const { lines, apart } = linesOf(points);
  const [newest] = points;
  const own = newest?.normal.result.name ?? '';
  return {
    status: 200,
    body: {
      code,
      name: newest?.normal.plainName ?? { zh: own, en: own },
      lines: lines.map(({ unit, points: drawn, direction }) => ({
        unit: shownUnit(unit),
        points: drawn.map(present),
        ...(direction === undefined ? {} : { direction }),
      })),
      apart: apart.map(({ point, reason }) => ({ ...present(point), reason })),
      more: rows.length > max,
      sources: presentSources(dependencies, sources, kept),
    },
  };
}
