import { sql } from 'kysely';
import { templates } from '../../platform/store/statement.ts';
import type { Statement } from '../../platform/store/store.ts';
import type { IdentityTables } from './tables.ts';

const template = templates<IdentityTables>();

/** Name of the guard: the browser waits to be bound, and whoever confirms it is the one who entered its code. */
export const BINDING_WAITS = 'binding-waits';

/** Name of the guard: fewer browsers wait for this person than may. */
export const BINDINGS_ROOM = 'bindings-room';

/** Holds the person, while fewer browsers than `max` wait for them, but for the one of this session. */
export const personWithBindingsRoom = template(
  (q, p: { patientId: string; ofPatientId: string; tokenHash: string; now: number; max: number }) =>
    q
      .updateTable('patient')
      .set((row) => ({ birth_year: row.ref('birth_year') }))
      .where('id', '=', p.patientId)
      .where(
        sql<boolean>`(SELECT count(*) FROM phone_binding WHERE phone_binding.patient_id = ${p.ofPatientId}
          AND phone_binding.token_hash <> ${p.tokenHash} AND phone_binding.bound_phone_id IS NULL
          AND phone_binding.expires_at > ${p.now}) < ${p.max}`,
      ),
);

/** The browser that waits, in place of what its session asked for before. */
export const putBinding = template(
  (
    q,
    p: {
      id: string;
      patientId: string;
      tokenHash: string;
      phoneId: string;
      secretHash: string;
      codeHash: string;
      digits: string;
      now: number;
      expiresAt: number;
    },
  ) =>
    q
      .insertInto('phone_binding')
      .values({
        patient_id: p.patientId,
        id: p.id,
        token_hash: p.tokenHash,
        phone_id: p.phoneId,
        secret_hash: p.secretHash,
        code_hash: p.codeHash,
        digits: p.digits,
        created_at: p.now,
        expires_at: p.expiresAt,
        taken_by: null,
        bound_phone_id: null,
      })
      .onConflict((conflict) =>
        conflict.columns(['patient_id', 'token_hash']).doUpdateSet((row) => ({
          id: row.ref('excluded.id'),
          phone_id: row.ref('excluded.phone_id'),
          secret_hash: row.ref('excluded.secret_hash'),
          code_hash: row.ref('excluded.code_hash'),
          digits: row.ref('excluded.digits'),
          created_at: row.ref('excluded.created_at'),
          expires_at: row.ref('excluded.expires_at'),
          taken_by: null,
          bound_phone_id: null,
        })),
      ),
);

/** A browser that waits, whose registration it is signed in to, and its phone. */
export interface BindingRow {
  readonly id: string;
  /** Whose code the browser showed. */
  readonly patientId: string;
  readonly level: string;
  readonly supersededBy: string | null;
  readonly supersededAt: number | null;
  readonly tokenHash: string;
  readonly secretHash: string;
  readonly codeHash: string;
  readonly digits: string;
  readonly expiresAt: number;
  readonly takenBy: string | null;
  readonly boundPhoneId: string | null;
  readonly phoneId: string;
  readonly phoneIndex: string;
  readonly maskedPhone: string;
  readonly phoneBoundAt: number;
  readonly phoneHeldAt: number;
  readonly phoneEndedAt: number | null;
}

const COLUMNS = [
  'phone_binding.id',
  'phone_binding.patient_id as patientId',
  'patient.level',
  'patient.superseded_by as supersededBy',
  'patient.superseded_at as supersededAt',
  'phone_binding.token_hash as tokenHash',
  'phone_binding.secret_hash as secretHash',
  'phone_binding.code_hash as codeHash',
  'phone_binding.digits',
  'phone_binding.expires_at as expiresAt',
  'phone_binding.taken_by as takenBy',
  'phone_binding.bound_phone_id as boundPhoneId',
  'patient_phone.id as phoneId',
  'patient_phone.phone_index as phoneIndex',
  'patient_phone.masked_phone as maskedPhone',
  'patient_phone.bound_at as phoneBoundAt',
  'patient_phone.held_at as phoneHeldAt',
  'patient_phone.ended_at as phoneEndedAt',
] as const;

/** The browsers that wait under this person's registration, one that they took over, or a claim of this document. */
export const selectBindingsFor = template<
  { patientId: string; successorId: string; current: string; other: string; now: number; limit: number },
  BindingRow
>((q, p) =>
  q
    .selectFrom('phone_binding')
    .innerJoin('patient', 'patient.id', 'phone_binding.patient_id')
    .innerJoin('patient_phone', 'patient_phone.id', 'phone_binding.phone_id')
    .select(COLUMNS)
    .where('phone_binding.expires_at', '>', p.now)
    .where('phone_binding.bound_phone_id', 'is', null)
    .where((row) =>
      row.or([
        row('phone_binding.patient_id', '=', p.patientId),
        row(
          'phone_binding.patient_id',
          'in',
          row.selectFrom('patient as former').select('former.id').where('former.superseded_by', '=', p.successorId),
        ),
        row(
          'phone_binding.patient_id',
          'in',
          row
            .selectFrom('patient_document')
            .select('patient_document.patient_id')
            .where('match_index', 'in', [p.current, p.other]),
        ),
      ]),
    )
    .orderBy('phone_binding.created_at', 'desc')
    .limit(p.limit),
);

/** The browser of this name, while it waits or has just been bound. */
export const selectBinding = template<{ id: string; now: number }, BindingRow>((q, p) =>
  q
    .selectFrom('phone_binding')
    .innerJoin('patient', 'patient.id', 'phone_binding.patient_id')
    .innerJoin('patient_phone', 'patient_phone.id', 'phone_binding.phone_id')
    .select(COLUMNS)
    .where('phone_binding.id', '=', p.id)
    .where('phone_binding.expires_at', '>', p.now),
);

/** Whether this registration says this document of itself. */
export const selectSaying = template((q, p: { patientId: string; current: string; other: string }) =>
  q
    .selectFrom('patient_document')
    .select('id')
    .where('patient_id', '=', p.patientId)
    .where('match_index', 'in', [p.current, p.other])
    .limit(1),
);

/** Whoever has entered the code in this session may confirm it. */
export const takeBinding = template((q, p: { id: string; takenBy: string; now: number }) =>
  q
    .updateTable('phone_binding')
    .set({ taken_by: p.takenBy })
    .where('id', '=', p.id)
    .where('expires_at', '>', p.now)
    .where('bound_phone_id', 'is', null),
);

export const settleBinding = template((q, p: { id: string; takenBy: string; boundPhoneId: string; now: number }) =>
  q
    .updateTable('phone_binding')
    .set({ bound_phone_id: p.boundPhoneId })
    .where('id', '=', p.id)
    .where('taken_by', '=', p.takenBy)
    .where('expires_at', '>', p.now)
    .where('bound_phone_id', 'is', null),
);

/** The session of the browser stands on the bound phone from now on, if it lives and is this person's. */
export const raiseSession = template(
  (
    q,
    p: {
      tokenHash: string;
      patientId: string;
      phoneId: string;
      evidence: string;
      boundPhoneId: string;
      now: number;
      expiresAt: number;
    },
  ) =>
    q
      .updateTable('session')
      .set({ evidence: p.evidence, bound_phone_id: p.boundPhoneId, expires_at: p.expiresAt })
      .where('token_hash', '=', p.tokenHash)
      .where('patient_id', '=', p.patientId)
      .where('phone_id', '=', p.phoneId)
      .where('ended_at', 'is', null)
      .where('expires_at', '>', p.now),
);

/** The phone, which was shown to be held by code at `heldAt`, opens this registration from now on. */
export const addPhone = template(
  (q, p: { id: string; patientId: string; phoneIndex: string; maskedPhone: string; now: number; heldAt: number }) =>
    q.insertInto('patient_phone').values({
      id: p.id,
      patient_id: p.patientId,
      phone_index: p.phoneIndex,
      masked_phone: p.maskedPhone,
      bound_at: p.now,
      held_at: p.heldAt,
      ended_at: null,
    }),
);

const deleteBindings = template((q, p: { now: number; limit: number }) =>
  q
    .deleteFrom('phone_binding')
    .where(sql<boolean>`id IN (SELECT id FROM phone_binding WHERE expires_at <= ${p.now} ORDER BY expires_at LIMIT ${p.limit})`),
);

const FORGOTTEN_MAX = 5_000;

/** Forgets browsers that waited too long, and those that were bound. */
export function forgetBindings(now: number): Statement {
  return deleteBindings({ now, limit: FORGOTTEN_MAX });
}
