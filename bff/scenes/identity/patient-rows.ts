import { sql } from 'kysely';
import { templates } from '../../platform/store/statement.ts';
import { guarded, type Part } from '../../platform/store/store.ts';
import type { IdentityTables } from './tables.ts';

const template = templates<IdentityTables>();

/** Name of the guard: nobody is registered with this document. */
export const DOCUMENT_FREE = 'document-free';
/** Name of the guard: the registration stands: nobody took it over, and the person agrees to the notice as it is now. */
export const PATIENT_STANDS = 'patient-stands';

export interface PatientRow {
  readonly id: string;
  readonly sealed: string;
  readonly dataKey: string | null;
  readonly maskedName: string;
  readonly birthYear: number;
  readonly level: string;
  readonly provedAt: number | null;
  /** Who proved the document of this claim, and so took it over. */
  readonly supersededBy: string | null;
}

export const PATIENT_COLUMNS = [
  'patient.id',
  'patient.sealed',
  'patient.data_key as dataKey',
  'patient.masked_name as maskedName',
  'patient.birth_year as birthYear',
  'patient.level',
  'patient.proved_at as provedAt',
  'patient.superseded_by as supersededBy',
] as const;

export const insertPatient = template(
  (
    q,
    p: {
      id: string;
      sealed: string;
      dataKey: string;
      keyId: string;
      maskedName: string;
      birthYear: number;
      level: string;
      provedAt: number | null;
      consented: string | null;
      now: number;
    },
  ) =>
    q
      .insertInto('patient')
      .values({
        id: p.id,
        sealed: p.sealed,
        data_key: p.dataKey,
        key_id: p.keyId,
        masked_name: p.maskedName,
        birth_year: p.birthYear,
        level: p.level,
        proved_at: p.provedAt,
        consented: p.consented,
        superseded_by: null,
        superseded_at: null,
        created_at: p.now,
      })
      .onConflict((conflict) => conflict.doNothing()),
);

const insertDocument = template(
  (
    q,
    p: {
      id: string;
      patientId: string;
      type: string;
      sealed: string;
      maskedNumber: string;
      matchIndex: string;
      level: string;
      now: number;
    },
  ) =>
    q
      .insertInto('patient_document')
      .values({
        id: p.id,
        patient_id: p.patientId,
        type: p.type,
        sealed: p.sealed,
        masked_number: p.maskedNumber,
        match_index: p.matchIndex,
        level: p.level,
        created_at: p.now,
      })
      .onConflict((conflict) => conflict.doNothing()),
);

/** The document, or the refusal `DOCUMENT_FREE` when it is proved and somebody proved it before. Claims take no place. */
export function insertDocumentPart(values: Parameters<typeof insertDocument>[0]): Part {
  return guarded(insertDocument(values), DOCUMENT_FREE);
}

/** For people whose document may be there already, as those of the demo are at each start. */
export const insertDocumentOnce = insertDocument;

export const selectPatient = template((q, p: { id: string }) =>
  q.selectFrom('patient').select(PATIENT_COLUMNS).where('patient.id', '=', p.id),
);

/** Who proved this document. */
export const selectByDocument = template((q, p: { current: string; other: string }) =>
  q
    .selectFrom('patient_document')
    .innerJoin('patient', 'patient.id', 'patient_document.patient_id')
    .select(PATIENT_COLUMNS)
    .where('patient_document.match_index', 'in', [p.current, p.other])
    .where(sql<boolean>`patient_document.level <> 'claimed'`),
);

/** Whether two registrations say the same document of themselves. */
export const selectSameDocument = template((q, p: { patientId: string; otherId: string }) =>
  q
    .selectFrom('patient_document')
    .innerJoin('patient_document as other', 'other.match_index', 'patient_document.match_index')
    .select('other.patient_id as otherId')
    .where('patient_document.patient_id', '=', p.patientId)
    .where('other.patient_id', '=', p.otherId)
    .limit(1),
);

/** A person's documents that were shown or typed at `from` or later. */
export const selectDocuments = template((q, p: { patientId: string; from: number }) =>
  q
    .selectFrom('patient_document')
    .select(['type', 'masked_number as maskedNumber'])
    .where('patient_id', '=', p.patientId)
    .where('created_at', '>=', p.from)
    .orderBy('created_at'),
);

export const insertProxy = template(
  (q, p: { guardianId: string; patientId: string; relationship: string; level: string; now: number }) =>
    q
      .insertInto('proxy')
      .values({
        guardian_id: p.guardianId,
        patient_id: p.patientId,
        relationship: p.relationship,
        level: p.level,
        created_at: p.now,
        ended_at: null,
      })
      .onConflict((conflict) =>
        conflict.columns(['guardian_id', 'patient_id']).doUpdateSet((row) => ({
          level: row.ref('excluded.level'),
          ended_at: null,
          created_at: row.ref('excluded.created_at'),
        })),
      ),
);

/** The guardian's row, while they have fewer children here than `most`. */
export const guardianWithRoom = template((q, p: { guardianId: string; guardian: string; most: number }) =>
  q
    .updateTable('patient')
    .set((row) => ({ masked_name: row.ref('masked_name') }))
    .where('id', '=', p.guardianId)
    .where((row) =>
      row(
        row
          .selectFrom('proxy')
          .select((count) => count.fn.countAll<number>().as('children'))
          .where('proxy.guardian_id', '=', p.guardian)
          .where('proxy.ended_at', 'is', null),
        '<',
        p.most,
      ),
    ),
);

/**
 * For whom this person acts. A child that somebody proved since is no longer a guardian's by word; whom somebody else named who only claimed
 * to be this person, this person did not name.
 */
export const selectDependants = template((q, p: { guardianId: string; from: number; limit: number }) =>
  q
    .selectFrom('proxy')
    .innerJoin('patient', 'patient.id', 'proxy.patient_id')
    .select([...PATIENT_COLUMNS, 'proxy.relationship', 'proxy.level as proxyLevel'])
    .where('proxy.guardian_id', '=', p.guardianId)
    .where('proxy.ended_at', 'is', null)
    .where('proxy.created_at', '>=', p.from)
    .where('patient.superseded_by', 'is', null)
    .orderBy('proxy.created_at')
    .limit(p.limit),
);

/** Registrations whose own key is wrapped by another than the current one. */
export const selectToRewrap = template((q, p: { keyId: string; limit: number }) =>
  q
    .selectFrom('patient')
    .select(['id', 'sealed', 'data_key as dataKey', 'key_id as keyId'])
    .where('key_id', '<>', p.keyId)
    .limit(p.limit),
);

export const rewrap = template((q, p: { id: string; from: string; keyId: string; dataKey: string; sealed: string }) =>
  q
    .updateTable('patient')
    .set({ data_key: p.dataKey, key_id: p.keyId, sealed: p.sealed })
    .where('id', '=', p.id)
    .where('key_id', '=', p.from),
);

/** What is sealed of a person, in place of what was read. */
export const resealPatient = template((q, p: { id: string; from: string; sealed: string }) =>
  q.updateTable('patient').set({ sealed: p.sealed }).where('id', '=', p.id).where('sealed', '=', p.from),
);

/** Locks the registration for this unit, and refuses it as `PATIENT_STANDS` unless it stands and agrees to this version of the notice. */
export const standPatient = template((q, p: { id: string; version: string; provedAt: number | null }) =>
  q
    .updateTable('patient')
    .set({ proved_at: sql<number | null>`COALESCE(CAST(${p.provedAt} AS BIGINT), proved_at)` })
    .where('id', '=', p.id)
    .where('superseded_by', 'is', null)
    .where('consented', '=', p.version),
);

/** What the person agrees to from now on; `null`: they withdrew it. */
export const setConsented = template((q, p: { id: string; version: string | null }) =>
  q.updateTable('patient').set({ consented: p.version }).where('id', '=', p.id),
);

/** Children whom this person, or a claim that they took over, named by word and whom nobody proved since: whoever names one again means it. */
export const selectNamed = template((q, p: { guardianId: string; successorId: string; limit: number }) =>
  q
    .selectFrom('proxy')
    .innerJoin('patient', 'patient.id', 'proxy.patient_id')
    .innerJoin('patient as guardian', 'guardian.id', 'proxy.guardian_id')
    .select(PATIENT_COLUMNS)
    .where((row) => row.or([row('guardian.id', '=', p.guardianId), row('guardian.superseded_by', '=', p.successorId)]))
    .where('proxy.ended_at', 'is', null)
    .where('patient.level', '=', 'claimed')
    .where('patient.superseded_by', 'is', null)
    .orderBy('proxy.created_at')
    .limit(p.limit),
);

/** Who acts for this person as their guardian and agrees that their own data are used, those whose documents were read first. */
export const selectGuardians = template((q, p: { patientId: string; limit: number }) =>
  q
    .selectFrom('proxy')
    .innerJoin('patient', 'patient.id', 'proxy.guardian_id')
    .select(PATIENT_COLUMNS)
    .where('proxy.patient_id', '=', p.patientId)
    .where('proxy.ended_at', 'is', null)
    .where('patient.superseded_by', 'is', null)
    .where('patient.consented', 'is not', null)
    .orderBy(sql`CASE WHEN proxy.level = 'claimed' THEN 1 ELSE 0 END`)
    .orderBy('proxy.created_at', 'desc')
    .limit(p.limit),
);
