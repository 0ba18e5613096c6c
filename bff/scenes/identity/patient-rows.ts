import { templates } from '../../platform/store/statement.ts';
import { guarded, type Part } from '../../platform/store/store.ts';
import type { IdentityTables } from './tables.ts';

const template = templates<IdentityTables>();

/** Names of guards. */
export const DOCUMENT_FREE = 'document-free';
export const LINK_FREE = 'link-free';
export const LINK_LIVE = 'link-live';

export interface PatientRow {
  readonly id: string;
  readonly sealed: string;
  readonly dataKey: string | null;
  readonly maskedName: string;
  readonly maskedPhone: string | null;
  readonly birthYear: number;
}

const PATIENT_COLUMNS = [
  'patient.id',
  'patient.sealed',
  'patient.data_key as dataKey',
  'patient.masked_name as maskedName',
  'patient.masked_phone as maskedPhone',
  'patient.birth_year as birthYear',
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
      maskedPhone: string | null;
      phoneIndex: string | null;
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
        masked_phone: p.maskedPhone,
        phone_index: p.phoneIndex,
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
      verified: string;
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
        verified: p.verified,
        created_at: p.now,
      })
      .onConflict((conflict) => conflict.doNothing()),
);

/** The document, or the refusal `DOCUMENT_FREE` when somebody is registered with it. */
export function insertDocumentPart(values: Parameters<typeof insertDocument>[0]): Part {
  return guarded(insertDocument(values), DOCUMENT_FREE);
}

/** For people whose document may be there already, as those of the demo are at each start. */
export const insertDocumentOnce = insertDocument;

export const selectPatient = template((q, p: { id: string }) =>
  q.selectFrom('patient').select(PATIENT_COLUMNS).where('patient.id', '=', p.id),
);

export const selectByDocument = template((q, p: { current: string; other: string }) =>
  q
    .selectFrom('patient_document')
    .innerJoin('patient', 'patient.id', 'patient_document.patient_id')
    .select(PATIENT_COLUMNS)
    .where('patient_document.match_index', 'in', [p.current, p.other]),
);

export const selectByPhone = template((q, p: { current: string; other: string }) =>
  q
    .selectFrom('patient')
    .select(['id', 'masked_name as maskedName'])
    .where('phone_index', 'in', [p.current, p.other])
    .orderBy('created_at')
    .limit(10),
);

export const selectDocuments = template((q, p: { patientId: string }) =>
  q
    .selectFrom('patient_document')
    .select(['type', 'masked_number as maskedNumber'])
    .where('patient_id', '=', p.patientId)
    .orderBy('created_at'),
);

export const insertProxy = template((q, p: { guardianId: string; patientId: string; relationship: string; now: number }) =>
  q
    .insertInto('proxy')
    .values({
      guardian_id: p.guardianId,
      patient_id: p.patientId,
      relationship: p.relationship,
      created_at: p.now,
      ended_at: null,
    })
    .onConflict((conflict) => conflict.doNothing()),
);

export const selectDependants = template((q, p: { guardianId: string }) =>
  q
    .selectFrom('proxy')
    .innerJoin('patient', 'patient.id', 'proxy.patient_id')
    .select([...PATIENT_COLUMNS, 'proxy.relationship'])
    .where('proxy.guardian_id', '=', p.guardianId)
    .where('proxy.ended_at', 'is', null)
    .orderBy('proxy.created_at'),
);

export const insertLink = template(
  (q, p: { id: string; patientId: string; otherId: string; reason: string; now: number; staffId: string }) =>
    q
      .insertInto('patient_link')
      .values({
        id: p.id,
        patient_id: p.patientId,
        other_id: p.otherId,
        reason: p.reason,
        linked_at: p.now,
        linked_by: p.staffId,
        unlinked_at: null,
        unlinked_by: null,
        live: 1,
      })
      .onConflict((conflict) => conflict.doNothing()),
);

export const endLink = template((q, p: { id: string; now: number; staffId: string }) =>
  q
    .updateTable('patient_link')
    .set({ live: null, unlinked_at: p.now, unlinked_by: p.staffId })
    .where('id', '=', p.id)
    .where('live', '=', 1),
);

export const selectLink = template((q, p: { id: string }) =>
  q
    .selectFrom('patient_link')
    .select(['id', 'patient_id as patientId', 'other_id as otherId', 'linked_at as linkedAt'])
    .where('id', '=', p.id),
);

/** Both ends of the live links of one registration. */
export const selectLinks = template((q, p: { patientId: string }) =>
  q
    .selectFrom('patient_link')
    .select(['patient_id as patientId', 'other_id as otherId'])
    .where('live', '=', 1)
    .where((row) => row.or([row('patient_id', '=', p.patientId), row('other_id', '=', p.patientId)])),
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
