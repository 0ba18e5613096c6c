import { sql } from 'kysely';
import { templates } from '../../platform/store/statement.ts';
import type { Part, Statement, Store } from '../../platform/store/store.ts';
import type { RecordTables } from './tables.ts';

const template = templates<RecordTables>();

/** What is read of a hospital about one person, apart from each other. */
export type ReadingKind = 'reports' | 'visits' | 'medications' | 'allergies' | 'conditions';

/** How far one hospital's answer about one person was read. */
export interface ReadingRow {
  readonly hospitalId: string;
  readonly cursor: string | null;
  readonly sealed: string | null;
  readonly readAt: number | null;
  readonly failedAt: number | null;
  /** 1: something of what it told can not be shown. */
  readonly leftOut: number;
  /** Reports that it has told since it was read from its beginning. */
  readonly received: number;
}

const selectReadings = template<{ patientId: string; kind: string; now: number }, ReadingRow>((q, p) =>
  q
    .selectFrom('record_reading')
    .select([
      'hospital_id as hospitalId',
      'cursor',
      'sealed',
      'read_at as readAt',
      'failed_at as failedAt',
      'left_out as leftOut',
      'received',
    ])
    .where('patient_id', '=', p.patientId)
    .where('kind', '=', p.kind)
    .where('kept_until', '>', p.now),
);

/** By hospital; what is not kept any more is as if it had never been read. */
export async function readReadings(
  store: Pick<Store, 'read'>,
  asked: { readonly patientId: string; readonly kind: ReadingKind; readonly now: number },
): Promise<ReadonlyMap<string, ReadingRow>> {
  const rows = await store.read(selectReadings({ ...asked }));
  return new Map(rows.map((row) => [row.hospitalId, row]));
}

type Read = {
  patientId: string;
  hospitalId: string;
  kind: string;
  cursor: string | null;
  sealed: string | null;
  leftOut: number;
  received: number;
  now: number;
  until: number;
};

const putReading = template((q, p: Read) =>
  q
    .insertInto('record_reading')
    .values({
      patient_id: p.patientId,
      hospital_id: p.hospitalId,
      kind: p.kind,
      cursor: p.cursor,
      sealed: p.sealed,
      read_at: p.now,
      failed_at: null,
      kept_until: p.until,
      left_out: p.leftOut,
      received: p.received,
    })
    .onConflict((conflict) =>
      conflict.columns(['patient_id', 'hospital_id', 'kind']).doUpdateSet({
        cursor: p.cursor,
        sealed: p.sealed,
        read_at: p.now,
        failed_at: null,
        kept_until: p.until,
        left_out: p.leftOut,
        received: p.received,
      }),
    ),
);

/** It was read to here. */
export const putReadingPart = (read: Read): Part => putReading(read);

type Moved = Omit<Read, 'sealed'>;

const moveReading = template((q, p: Moved) =>
  q
    .insertInto('record_reading')
    .values({
      patient_id: p.patientId,
      hospital_id: p.hospitalId,
      kind: p.kind,
      cursor: p.cursor,
      sealed: null,
      read_at: null,
      failed_at: null,
      kept_until: p.until,
      left_out: p.leftOut,
      received: p.received,
    })
    .onConflict((conflict) =>
      conflict
        .columns(['patient_id', 'hospital_id', 'kind'])
        .doUpdateSet({ cursor: p.cursor, kept_until: p.until, left_out: p.leftOut, received: p.received }),
    ),
);

/** There is more behind this; when all of it was read last stays as it was. */
export const moveReadingPart = ({ patientId, hospitalId, kind, cursor, leftOut, received, now, until }: Moved): Part =>
  moveReading({ patientId, hospitalId, kind, cursor, leftOut, received, now, until });

type Failed = { patientId: string; hospitalId: string; kind: string; now: number; until: number };

const failReading = template((q, p: Failed) =>
  q
    .insertInto('record_reading')
    .values({
      patient_id: p.patientId,
      hospital_id: p.hospitalId,
      kind: p.kind,
      cursor: null,
      sealed: null,
      read_at: null,
      failed_at: p.now,
      kept_until: p.until,
      left_out: 0,
      received: 0,
    })
    .onConflict((conflict) => conflict.columns(['patient_id', 'hospital_id', 'kind']).doUpdateSet({ failed_at: p.now })),
);

/** It gave no answer that can be used. */
export const failReadingPart = (failed: Failed): Part => failReading(failed);

const deleteReadingsOf = template((q, p: { patientId: string }) =>
  q.deleteFrom('record_reading').where('patient_id', '=', p.patientId),
);

export const dropReadingsPart = (patientId: string): Part => deleteReadingsOf({ patientId });

const deleteOldReadings = template((q, p: { now: number; limit: number }) =>
  q.deleteFrom('record_reading').where(
    sql<boolean>`(patient_id, hospital_id, kind) IN (
      SELECT patient_id, hospital_id, kind FROM record_reading WHERE kept_until < ${p.now} ORDER BY kept_until LIMIT ${p.limit})`,
  ),
);

export const forgetReadings = (now: number, limit: number): Statement => deleteOldReadings({ now, limit });
