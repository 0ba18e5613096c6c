import { sql } from 'kysely';
import { templates } from '../../platform/store/statement.ts';
import { guarded, type Part, type Store } from '../../platform/store/store.ts';
import type { FilingState } from './rules.ts';
import type { IdentityTables } from './tables.ts';

const template = templates<IdentityTables>();

/** Names of guards. */
export const FILING_NEW = 'filing-new';
const FILING_UNSENT = 'filing-unsent';
const FILING_OPEN = 'filing-open';

/** A person's file at a hospital, or what is being done to have one. */
export interface LocalPatientRow {
  readonly patientId: string;
  readonly hospitalId: string;
  readonly state: FilingState;
  /** The hospital's own number of the person, sealed; null while it is not known. */
  readonly sealedRef: string | null;
  /** When the file was wanted first, or was settled. */
  readonly changedAt: number;
  readonly sentAt: number | null;
  readonly failedAt: number | null;
}

type Whose = { patientId: string; hospitalId: string };

/** A file is wanted, if none was before. */
export const insertFiling = template((q, p: Whose & { now: number }) =>
  q
    .insertInto('local_patient')
    .values({
      patient_id: p.patientId,
      hospital_id: p.hospitalId,
      state: 'filing',
      sealed_ref: null,
      changed_at: p.now,
      sent_at: null,
      failed_at: null,
      ref_index: null,
    })
    .onConflict((conflict) => conflict.doNothing()),
);

/** A file is wanted; refused as `FILING_NEW` where one was wanted before. */
export function insertFilingPart(whose: Whose, now: number): Part {
  return guarded(insertFiling({ patientId: whose.patientId, hospitalId: whose.hospitalId, now }), FILING_NEW);
}

/** Takes up what was ambiguous when it was looked at last: a person at the hospital may have settled it. */
export const reopenFiling = template((q, p: Whose & { now: number }) =>
  q
    .updateTable('local_patient')
    .set({ state: 'filing', changed_at: p.now, sent_at: null, failed_at: null })
    .where('patient_id', '=', p.patientId)
    .where('hospital_id', '=', p.hospitalId)
    .where('state', '=', 'ambiguous'),
);

/** A wish that was given up is wanted again from now on. */
export const renewFiling = template((q, p: Whose & { now: number }) =>
  q
    .updateTable('local_patient')
    .set({ changed_at: p.now })
    .where('patient_id', '=', p.patientId)
    .where('hospital_id', '=', p.hospitalId)
    .where('state', '=', 'filing'),
);

const sendFiling = template((q, p: Whose & { now: number; before: number }) =>
  q
    .updateTable('local_patient')
    .set({ sent_at: p.now })
    .where('patient_id', '=', p.patientId)
    .where('hospital_id', '=', p.hospitalId)
    .where('state', '=', 'filing')
    .where((row) => row.or([row('sent_at', 'is', null), row('sent_at', '<=', p.before)])),
);

/** The intent to have a file opened; refused while one that was sent after `before` may still arrive. */
export function sendFilingPart(whose: Whose, now: number, before: number): Part {
  return guarded(sendFiling({ patientId: whose.patientId, hospitalId: whose.hospitalId, now, before }), FILING_UNSENT);
}

const failFiling = template((q, p: Whose & { sentAt: number | null; now: number }) =>
  q
    .updateTable('local_patient')
    .set({ sent_at: p.sentAt, failed_at: p.now })
    .where('patient_id', '=', p.patientId)
    .where('hospital_id', '=', p.hospitalId)
    .where('state', '=', 'filing'),
);

/** The hospital gave no usable answer. `sentAt`: null where it is certain that it was not asked to open a file. */
export function failFilingPart(whose: Whose, sentAt: number | null, now: number): Part {
  return guarded(failFiling({ patientId: whose.patientId, hospitalId: whose.hospitalId, sentAt, now }), FILING_OPEN);
}

type Settled = {
  state: string;
  sealedRef: string | null;
  /** Under which the file is found as this person's. */
  refIndex: string | null;
  /** Under which it would be somebody else's. */
  current: string;
  other: string;
};

const settleFiling = template((q, p: Whose & Settled & { now: number }) =>
  q
    .updateTable('local_patient')
    .set({ state: p.state, sealed_ref: p.sealedRef, ref_index: p.refIndex, changed_at: p.now })
    .where('patient_id', '=', p.patientId)
    .where('hospital_id', '=', p.hospitalId)
    .where('state', '<>', 'known')
    .where((row) =>
      row.not(
        row.exists(
          row
            .selectFrom('local_patient as owner')
            .select('owner.patient_id')
            .where('owner.hospital_id', '=', p.hospitalId)
            .where('owner.ref_index', 'in', [p.current, p.other])
            .where('owner.patient_id', '<>', p.patientId),
        ),
      ),
    ),
);

/**
 * What became of it. What is known is never changed here: a hospital that answers another number asks for a person. Nor is a file
 * written down that is somebody else's under one of the indexes `not`.
 */
export function settleFilingPart(
  whose: Whose,
  settled: {
    readonly state: 'known' | 'ambiguous';
    readonly sealedRef: string | null;
    readonly refIndex: string | null;
    readonly not: { readonly current: string; readonly other: string };
  },
  now: number,
): Part {
  const { patientId, hospitalId } = whose;
  const { state, sealedRef, refIndex, not } = settled;
  return guarded(settleFiling({ patientId, hospitalId, state, sealedRef, refIndex, ...not, now }), FILING_OPEN);
}

const selectLocalPatient = template((q, p: Whose) =>
  q
    .selectFrom('local_patient')
    .select([
      'patient_id as patientId',
      'hospital_id as hospitalId',
      'state',
      'sealed_ref as sealedRef',
      'changed_at as changedAt',
      'sent_at as sentAt',
      'failed_at as failedAt',
    ])
    .where('patient_id', '=', p.patientId)
    .where('hospital_id', '=', p.hospitalId),
);

export async function readLocalPatient(store: Pick<Store, 'read'>, whose: Whose): Promise<LocalPatientRow | undefined> {
  const [row] = await store.read(selectLocalPatient(whose));
  return row && { ...row, state: row.state as FilingState };
}

/** Whose file this is, besides the person's own. */
export const selectFileOwners = template((q, p: Whose & { current: string; other: string }) =>
  q
    .selectFrom('local_patient')
    .select('patient_id as patientId')
    .where('hospital_id', '=', p.hospitalId)
    .where('ref_index', 'in', [p.current, p.other])
    .where('patient_id', '<>', p.patientId),
);

/** Files of a hospital that were written down before there was an index. */
export const selectUnindexed = template((q, p: { hospitalId: string; limit: number }) =>
  q
    .selectFrom('local_patient')
    .select('patient_id as patientId')
    .where('hospital_id', '=', p.hospitalId)
    .where(sql<boolean>`state = 'known' AND ref_index IS NULL AND sealed_ref IS NOT NULL`)
    .orderBy('patient_id')
    .limit(p.limit),
);

export const indexFiling = template((q, p: Whose & { sealedRef: string; refIndex: string }) =>
  q
    .updateTable('local_patient')
    .set({ ref_index: p.refIndex })
    .where('patient_id', '=', p.patientId)
    .where('hospital_id', '=', p.hospitalId)
    .where('sealed_ref', '=', p.sealedRef)
    .where('ref_index', 'is', null),
);

/** The person's file turned out to be somebody else's: it is looked for again when they book. */
export const partFiling = template((q, p: Whose & { sealedRef: string; now: number }) =>
  q
    .updateTable('local_patient')
    .set({ state: 'ambiguous', sealed_ref: null, changed_at: p.now, sent_at: null, failed_at: null })
    .where('patient_id', '=', p.patientId)
    .where('hospital_id', '=', p.hospitalId)
    .where('sealed_ref', '=', p.sealedRef)
    .where('ref_index', 'is', null),
);
