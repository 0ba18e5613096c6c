import type { Report } from '../../../adapters/port/records.ts';
import type { Patient } from '../../../adapters/port/terms.ts';
import type { Cipher } from '../../platform/crypto/cipher.ts';
import { limits } from '../../platform/limits/limits.ts';
import { commit } from '../../platform/store/commit.ts';
import type { Part } from '../../platform/store/store.ts';
import {
  headPlace,
  pointPlace,
  type RecordDependencies,
  type ReportOf,
  reportPlace,
  TREND_COLUMN,
  trendValue,
} from './dependencies.ts';
import type { Knowing, NormalResult } from './normalise/normal-result.ts';
import { normaliseResult } from './normalise/normalise-result.ts';
import { headOf } from './result-head.ts';
import { deleteOlderPointsPart, insertPointPart, noteUnmapped, upsertResultPart } from './result-rows.ts';
import { ageAt } from './rules.ts';

/** Whose reports they are, and what they are sealed by. */
export interface Keeping {
  readonly patientId: string;
  readonly hospitalId: string;
  readonly patient: Patient;
  readonly sealing: Cipher;
  /** Null: for as long as the person agrees. */
  readonly keptUntil: number | null;
}

/** What is known of hospital and person when a value of theirs is read. */
export function knowingOf(
  { directory }: Pick<RecordDependencies, 'directory'>,
  { hospitalId, patient }: Pick<Keeping, 'hospitalId' | 'patient'>,
  at: number,
): Knowing {
  const { codes, countsInThousands } = directory.policyOf(hospitalId).records;
  return { hospital: hospitalId, codes, countsInThousands, sex: patient.sex, ageYears: ageAt(patient.birthDate, at) };
}

/** The values of a report that stand, as they are shown. */
export function normalResults(knowing: Knowing, report: Report): readonly NormalResult[] {
  return report.results.filter(({ status }) => status !== 'withdrawn').map((result) => normaliseResult(result, knowing));
}

/** When a value was measured: its own time, that of the sample, or that of the report. */
export const measuredAt = ({ issuedAt, collectedAt }: Pick<Report, 'issuedAt' | 'collectedAt'>, at?: number) =>
  at ?? collectedAt ?? issuedAt;

/** Clocks of hospitals go ahead a little, ms; more is a mistake. */
const AHEAD_MS = 24 * 3_600_000;

/**
 * A report without times that are still to come: whoever believed them would show it as the newest for ever. When it was issued, or measured, is
 * then not known; what came from the hospital stays as it came.
 */
function withoutTimeToCome(report: Report, now: number): Report {
  const isToCome = (at: number | undefined) => at !== undefined && at > now + AHEAD_MS;
  const { collectedAt, ...rest } = report;
  return {
    ...rest,
    ...(collectedAt === undefined || isToCome(collectedAt) ? {} : { collectedAt }),
    ...(isToCome(report.issuedAt) ? { issuedAt: now, undated: true } : {}),
    results: report.results.map(({ at, ...result }) => (at === undefined || isToCome(at) ? result : { ...result, at })),
  };
}

/** Parts by which one report is as the hospital has it now. Codes that lead to nothing come back beside them. */
export function keepReportParts(
  dependencies: Pick<RecordDependencies, 'ids' | 'clock' | 'blindIndex' | 'directory'>,
  keeping: Keeping,
  told: Report,
): { readonly parts: readonly Part[]; readonly results: readonly NormalResult[] } {
  const { ids, clock, blindIndex } = dependencies;
  const { patientId, hospitalId, sealing, keptUntil } = keeping;
  const report = withoutTimeToCome(told, clock.now());
  const { ref, version, kind, issuedAt } = report;
  const of: ReportOf = { patientId, hospitalId, ref };
  const isWithdrawn = report.status === 'withdrawn';
  const results = isWithdrawn ? [] : normalResults(knowingOf(dependencies, keeping, measuredAt(report)), report);
  const sealedHead = isWithdrawn ? null : sealing.seal(JSON.stringify(headOf(report, results)), headPlace(of));
  const upserted = upsertResultPart({
    id: ids.next('rpt'),
    ...of,
    version,
    kind,
    withdrawn: isWithdrawn ? 1 : 0,
    issuedAt,
    sealedHead,
    sealed: isWithdrawn ? null : sealing.seal(JSON.stringify(report), reportPlace(of)),
    corrected: report.status === 'corrected' ? 1 : 0,
    keptUntil,
    now: clock.now(),
  });
  const points = results.flatMap(({ trend, result }, nth) =>
    trend === undefined
      ? []
      : [
          insertPointPart({
            ...of,
            version,
            sealedHead,
            nth,
            trendIndex: blindIndex.of(TREND_COLUMN, trendValue(patientId, trend)),
            at: measuredAt(report, result.at),
            sealed: sealing.seal(JSON.stringify(result), pointPlace(of, nth)),
          }),
        ],
  );
  return { parts: [upserted, ...points, deleteOlderPointsPart(of)], results };
}

/** Notes what a hospital's codes do not lead to, for its engineers. Nobody waits for it, and it is noted again when it is seen again. */
export async function noteUnmappedCodes(
  dependencies: RecordDependencies,
  hospitalId: string,
  results: readonly NormalResult[],
): Promise<void> {
  const { clock } = dependencies;
  const parts = results.flatMap(({ unmapped, result }) =>
    unmapped === undefined
      ? []
      : [noteUnmapped({ hospitalId, ...unmapped, name: result.name, now: clock.now(), max: limits.unmappedCodes.figure })],
  );
  if (parts.length > 0) await commit(dependencies, 'note-unmapped', 'background', parts.slice(0, UNMAPPED_AT_ONCE));
}

const UNMAPPED_AT_ONCE = 50;
