import { templates } from '../../platform/store/statement.ts';
import type { IdentityTables } from './tables.ts';

const template = templates<IdentityTables>();

export interface LocalPatientRow {
  readonly state: string;
  readonly sealedRef: string | null;
}

/** The intent to open a file. */
export const insertFiling = template((q, p: { patientId: string; hospitalId: string; now: number }) =>
  q
    .insertInto('local_patient')
    .values({ patient_id: p.patientId, hospital_id: p.hospitalId, state: 'filing', sealed_ref: null, changed_at: p.now })
    .onConflict((conflict) => conflict.doNothing()),
);

/** Takes up an intent that whoever had it can not fulfil any more, or what was ambiguous when it was looked at last. */
export const retakeFiling = template((q, p: { patientId: string; hospitalId: string; now: number; before: number }) =>
  q
    .updateTable('local_patient')
    .set({ state: 'filing', changed_at: p.now })
    .where('patient_id', '=', p.patientId)
    .where('hospital_id', '=', p.hospitalId)
    .where((row) =>
      row.or([row('state', '=', 'ambiguous'), row.and([row('state', '=', 'filing'), row('changed_at', '<=', p.before)])]),
    ),
);

/** What became of it. What is known is never changed here: a hospital that answers another number asks for a person. */
export const settleFiling = template(
  (q, p: { patientId: string; hospitalId: string; state: string; sealedRef: string | null; now: number }) =>
    q
      .updateTable('local_patient')
      .set({ state: p.state, sealed_ref: p.sealedRef, changed_at: p.now })
      .where('patient_id', '=', p.patientId)
      .where('hospital_id', '=', p.hospitalId)
      .where('state', '<>', 'known'),
);

export const selectLocalPatient = template((q, p: { patientId: string; hospitalId: string }) =>
  q
    .selectFrom('local_patient')
    .select(['state', 'sealed_ref as sealedRef'])
    .where('patient_id', '=', p.patientId)
    .where('hospital_id', '=', p.hospitalId),
);
