import { type Kysely, sql } from 'kysely';
import { byLength, listed, listValues, templates, type Values } from '../../platform/store/statement.ts';
import type { Part, Statement, Store } from '../../platform/store/store.ts';
import type { DirectoryTables } from '../directory/tables.ts';
import type { RecordTables } from './tables.ts';

const template = templates<RecordTables & Pick<DirectoryTables, 'hospital'>>();

/** A report as it lies in the database. */
export interface ResultRow {
  readonly id: string;
  readonly patientId: string;
  readonly hospitalId: string;
  readonly ref: string;
  readonly version: number;
  readonly kind: string;
  readonly issuedAt: number;
  readonly sealedHead: string | null;
  readonly correctedAt: number | null;
  readonly firstReadAt: number | null;
}

type Kept = {
  id: string;
  patientId: string;
  hospitalId: string;
  ref: string;
  version: number;
  kind: string;
  withdrawn: 0 | 1;
  issuedAt: number;
  sealedHead: string | null;
  sealed: string | null;
  corrected: 0 | 1;
  keptUntil: number | null;
  now: number;
};

const upsertResult = template((q, p: Kept) =>
  q
    .insertInto('result')
    .values({
      id: p.id,
      patient_id: p.patientId,
      hospital_id: p.hospitalId,
      report_ref: p.ref,
      version: p.version,
      kind: p.kind,
      withdrawn: p.withdrawn,
      issued_at: p.issuedAt,
      sealed_head: p.sealedHead,
      sealed: p.sealed,
      corrected_at: null,
      first_read_at: null,
      kept_until: p.keptUntil,
      created_at: p.now,
      changed_at: p.now,
    })
    .onConflict((conflict) =>
      conflict
        .columns(['patient_id', 'hospital_id', 'report_ref'])
        .doUpdateSet({
          version: p.version,
          kind: p.kind,
          withdrawn: p.withdrawn,
          issued_at: p.issuedAt,
          sealed_head: p.sealedHead,
          sealed: p.sealed,
          corrected_at: sql<
            number | null
          >`CASE WHEN CAST(${p.corrected} AS BIGINT) = 1 THEN CAST(${p.now} AS BIGINT) ELSE result.corrected_at END`,
          changed_at: p.now,
        })
        .where('result.version', '<', p.version),
    ),
);

/** The newest version stands, in whatever order they come; the same one again, or an older one, changes nothing. */
export function upsertResultPart(kept: Kept): Part {
  return upsertResult(kept);
}

const keepForGood = template((q, p: { patientId: string; hospitalId: string; ref: string }) =>
  q
    .updateTable('result')
    .set({ kept_until: null })
    .where('patient_id', '=', p.patientId)
    .where('hospital_id', '=', p.hospitalId)
    .where('report_ref', '=', p.ref),
);

/** What a hospital has told of its own accord is kept for as long as the person agrees. */
export const keepForGoodPart = (report: { patientId: string; hospitalId: string; ref: string }): Part => keepForGood(report);

const extendResults = template((q, p: { patientId: string; hospitalId: string; until: number }) =>
  q
    .updateTable('result')
    .set({ kept_until: p.until })
    .where('patient_id', '=', p.patientId)
    .where('hospital_id', '=', p.hospitalId)
    .where('kept_until', 'is not', null)
    .where('kept_until', '<', p.until),
);

/** What was asked for is kept as long as how far it was read: both end together, or the rest would never be told again. */
export const extendResultsPart = (values: { patientId: string; hospitalId: string; until: number }): Part =>
  extendResults(values);

type Point = {
  patientId: string;
  hospitalId: string;
  ref: string;
  version: number;
  sealedHead: string | null;
  nth: number;
  trendIndex: string;
  at: number;
  sealed: string;
};

const insertPoint = template((q, p: Point) =>
  q
    .insertInto('result_point')
    .columns(['result_id', 'version', 'nth', 'trend_index', 'at', 'sealed'])
    .expression(
      q
        .selectFrom('result')
        .select([
          'result.id as result_id',
          'result.version',
          sql<number>`CAST(${p.nth} AS BIGINT)`.as('nth'),
          sql<string>`CAST(${p.trendIndex} AS TEXT)`.as('trend_index'),
          sql<number>`CAST(${p.at} AS BIGINT)`.as('at'),
          sql<string>`CAST(${p.sealed} AS TEXT)`.as('sealed'),
        ])
        .where('result.patient_id', '=', p.patientId)
        .where('result.hospital_id', '=', p.hospitalId)
        .where('result.report_ref', '=', p.ref)
        .where('result.version', '=', p.version)
        // Of the very report that stands: another one under the same version was not kept, and none of its values is.
        .where('result.sealed_head', '=', p.sealedHead)
        .where('result.withdrawn', '=', 0),
    )
    .onConflict((conflict) => conflict.doNothing()),
);

/** A value of the report that stands; of another version of it, or another report under its version, it is left out. */
export const insertPointPart = (point: Point): Part => insertPoint(point);

// By the report's own key: to look at each value of everybody, for each report that is kept, takes minutes for one person.
const deleteOlderPoints = template((q, p: { patientId: string; hospitalId: string; ref: string }) =>
  q
    .deleteFrom('result_point')
    .where('result_id', 'in', (one) =>
      one
        .selectFrom('result')
        .select('result.id')
        .where('result.patient_id', '=', p.patientId)
        .where('result.hospital_id', '=', p.hospitalId)
        .where('result.report_ref', '=', p.ref),
    )
    .where(
      sql<boolean>`NOT EXISTS (SELECT 1 FROM result WHERE result.id = result_point.result_id AND result.version = result_point.version
        AND result.withdrawn = 0)`,
    ),
);

/** Values of versions that do not stand any more. */
export const deleteOlderPointsPart = (report: { patientId: string; hospitalId: string; ref: string }): Part =>
  deleteOlderPoints(report);

const columns = (q: Kysely<RecordTables>) =>
  q
    .selectFrom('result')
    .select([
      'id',
      'patient_id as patientId',
      'hospital_id as hospitalId',
      'report_ref as ref',
      'version',
      'kind',
      'issued_at as issuedAt',
      'sealed_head as sealedHead',
      'corrected_at as correctedAt',
      'first_read_at as firstReadAt',
    ])
    .where('withdrawn', '=', 0);

type Filter = {
  patientId: string;
  /** Empty: every one. */
  hospitalId: string;
  kind: string;
  from: number;
  to: number;
  now: number;
  beforeAt: number;
  beforeAtToo: number;
  beforeId: string;
  limit: number;
};

const selectResults = template<Filter, ResultRow>((q, p) =>
  columns(q)
    .where('patient_id', '=', p.patientId)
    .where(sql<boolean>`(CAST(${p.hospitalId} AS TEXT) = '' OR hospital_id = ${p.hospitalId})`)
    .where(sql<boolean>`(CAST(${p.kind} AS TEXT) = '' OR kind = ${p.kind})`)
    .where('issued_at', '>=', p.from)
    .where('issued_at', '<', p.to)
    .where((row) => row.or([row('kept_until', 'is', null), row('kept_until', '>', p.now)]))
    .where((row) =>
      row.or([row('issued_at', '<', p.beforeAt), row.and([row('issued_at', '=', p.beforeAtToo), row('id', '<', p.beforeId)])]),
    )
    .orderBy('issued_at', 'desc')
    .orderBy('id', 'desc')
    .limit(p.limit),
);

/** Which results of a person, the newest first. */
export interface WantedResults {
  readonly patientId: string;
  readonly hospitalId?: string | undefined;
  readonly kind?: string | undefined;
  readonly from?: number | undefined;
  readonly to?: number | undefined;
  readonly now: number;
  readonly before?: { readonly at: number; readonly id: string } | undefined;
  readonly limit: number;
}

export function readResults(store: Pick<Store, 'read'>, wanted: WantedResults): Promise<readonly ResultRow[]> {
  const { patientId, hospitalId = '', kind = '', from, to, now, before, limit } = wanted;
  return store.read(
    selectResults({
      patientId,
      hospitalId,
      kind,
      from: from ?? Number.MIN_SAFE_INTEGER,
      to: to ?? Number.MAX_SAFE_INTEGER,
      now,
      beforeAt: before?.at ?? Number.MAX_SAFE_INTEGER,
      beforeAtToo: before?.at ?? Number.MAX_SAFE_INTEGER,
      beforeId: before?.id ?? '',
      limit,
    }),
  );
}

const selectResult = template<{ id: string; now: number }, ResultRow & { sealed: string | null }>((q, p) =>
  columns(q)
    .select('sealed')
    .where('id', '=', p.id)
    .where((row) => row.or([row('kept_until', 'is', null), row('kept_until', '>', p.now)])),
);

/** A report with what is in it; none where it was withdrawn, or is not kept any more. */
export async function readResultRow(
  store: Pick<Store, 'read'>,
  id: string,
  now: number,
): Promise<(ResultRow & { readonly sealed: string | null }) | undefined> {
  const [row] = await store.read(selectResult({ id, now }));
  return row;
}

const selectSealed = byLength((length) =>
  template<Values, { id: string; sealed: string | null }>((q, p) =>
    q
      .selectFrom('result')
      .select(['id', 'sealed'])
      .where('id', 'in', listed(p, 'id', length)),
  ),
);

/** What is in these reports, sealed, by their ids; fewer than a page of them. */
export async function readSealedReports(
  store: Pick<Store, 'read'>,
  ids: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await store.read(selectSealed(ids.length)(listValues('id', ids)));
  return new Map(rows.flatMap(({ id, sealed }) => (sealed === null ? [] : [[id, sealed] as const])));
}

const noteFirstRead = template((q, p: { id: string; now: number }) =>
  q.updateTable('result').set({ first_read_at: p.now }).where('id', '=', p.id).where('first_read_at', 'is', null),
);

export const noteFirstReadPart = (id: string, now: number): Part => noteFirstRead({ id, now });

/** A value of a report, and of which. */
export interface PointRow extends Omit<ResultRow, 'sealedHead'> {
  readonly nth: number;
  readonly sealedHead: string | null;
  readonly sealed: string;
}

const selectPoints = template<{ current: string; other: string; now: number; limit: number }, PointRow>((q, p) =>
  q
    .selectFrom('result_point')
    .innerJoin('result', (join) =>
      join.onRef('result.id', '=', 'result_point.result_id').onRef('result.version', '=', 'result_point.version'),
    )
    .select([
      'result.id',
      'result.patient_id as patientId',
      'result.hospital_id as hospitalId',
      'result.report_ref as ref',
      'result.version',
      'result.kind',
      'result.issued_at as issuedAt',
      'result.sealed_head as sealedHead',
      'result.corrected_at as correctedAt',
      'result.first_read_at as firstReadAt',
      'result_point.nth',
      'result_point.sealed',
    ])
    .where('result_point.trend_index', 'in', [p.current, p.other])
    .where('result.withdrawn', '=', 0)
    .where((row) => row.or([row('result.kept_until', 'is', null), row('result.kept_until', '>', p.now)]))
    .orderBy('result_point.at', 'desc')
    .orderBy('result.id', 'desc')
    .limit(p.limit),
);

/** A person's values of one measure, the newest first. */
export function readPoints(
  store: Pick<Store, 'read'>,
  wanted: { readonly current: string; readonly other: string; readonly now: number; readonly limit: number },
): Promise<readonly PointRow[]> {
  return store.read(selectPoints({ ...wanted }));
}

const deletePointsOf = template((q, p: { patientId: string }) =>
  q.deleteFrom('result_point').where(sql<boolean>`result_id IN (SELECT id FROM result WHERE patient_id = ${p.patientId})`),
);
const deleteResultsOf = template((q, p: { patientId: string }) => q.deleteFrom('result').where('patient_id', '=', p.patientId));

/** All that is kept of a person who does not agree any more. */
export function dropResultsParts(patientId: string): readonly Part[] {
  return [deletePointsOf({ patientId }), deleteResultsOf({ patientId })];
}

const old = (now: number, limit: number) => sql<boolean>`id IN (
  SELECT id FROM result WHERE kept_until IS NOT NULL AND kept_until < ${now}
    AND NOT EXISTS (SELECT 1 FROM record_reading WHERE record_reading.patient_id = result.patient_id
      AND record_reading.hospital_id = result.hospital_id AND record_reading.kind = 'reports')
  ORDER BY kept_until LIMIT ${limit})`;

const deleteOldPoints = template((q, p: { now: number; limit: number }) =>
  q.deleteFrom('result_point').where(sql<boolean>`result_id IN (SELECT id FROM result WHERE ${old(p.now, p.limit)})`),
);
const deleteOldResults = template((q, p: { now: number; limit: number }) =>
  q
    .deleteFrom('result')
    .where(old(p.now, p.limit))
    .where(sql<boolean>`NOT EXISTS (SELECT 1 FROM result_point WHERE result_point.result_id = result.id)`),
);

/** What was asked for, once it is not known any more how far it was read. */
export function forgetResults(now: number, limit: number): readonly Statement[] {
  return [deleteOldPoints({ now, limit }), deleteOldResults({ now, limit })];
}

const insertUnmapped = template(
  (q, p: { hospitalId: string; system: string; code: string; unit: string; name: string; now: number; max: number }) =>
    q
      .insertInto('unmapped_code')
      .columns(['hospital_id', 'code_system', 'code', 'unit', 'name', 'first_at'])
      .expression((inner) =>
        inner

          .selectFrom('hospital')
          .select([
            'hospital.id as hospital_id',
            sql<string>`CAST(${p.system} AS TEXT)`.as('code_system'),
            sql<string>`CAST(${p.code} AS TEXT)`.as('code'),
            sql<string>`CAST(${p.unit} AS TEXT)`.as('unit'),
            sql<string>`CAST(${p.name} AS TEXT)`.as('name'),
            sql<number>`CAST(${p.now} AS BIGINT)`.as('first_at'),
          ])
          .where('hospital.id', '=', p.hospitalId)
          .where(sql<boolean>`(SELECT count(*) FROM unmapped_code WHERE hospital_id = ${p.hospitalId}) < ${p.max}`),
      )
      .onConflict((conflict) => conflict.doNothing()),
);

/** A code that leads to nothing, once for each hospital; beyond `max` of one hospital none is noted. */
export function noteUnmapped(code: Parameters<typeof insertUnmapped>[0]): Part {
  return insertUnmapped(code);
}
