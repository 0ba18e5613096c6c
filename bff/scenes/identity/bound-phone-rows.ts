import { sql } from 'kysely';
import { digest } from '../../platform/crypto/cipher.ts';
import { limits } from '../../platform/limits/limits.ts';
import { templates } from '../../platform/store/statement.ts';
import { guarded, type Part, type Statement, type Store } from '../../platform/store/store.ts';
import { endNumberParts, endReplacedNumbersParts } from './ended-number-rows.ts';
import { PHONE_BOUND } from './phone-rows.ts';
import type { IdentityTables } from './tables.ts';

const template = templates<IdentityTables>();

/** Name of the guard: the phone is bound still. */
export const BOUND_PHONE_STANDS = 'bound-phone-stands';

/** What is kept of a browser's secret. It has 256 random bits, so that nobody tries them all. */
export function secretHashOf(secret: string): string {
  return digest(`phone-secret|${secret}`);
}

/** From when a phone has to have been held, so that it opens anything now. */
export const phoneHeldSince = (now: number): number => now - limits.phoneLapses.figure;

const insertBoundPhone = template(
  (
    q,
    p: {
      id: string;
      patientId: string;
      phoneId: string;
      secretHash: string;
      deviceId: string;
      staffId: string | null;
      now: number;
      expiresAt: number;
      heldSince: number;
    },
  ) =>
    q
      .insertInto('bound_phone')
      .columns([
        'id',
        'patient_id',
        'phone_id',
        'secret_hash',
        'device_id',
        'staff_id',
        'bound_at',
        'used_at',
        'expires_at',
        'ended_at',
      ])
      .expression((inner) =>
        inner
          .selectFrom('patient_phone')
          .select([
            sql<string>`CAST(${p.id} AS TEXT)`.as('id'),
            'patient_phone.patient_id',
            'patient_phone.id as phone_id',
            sql<string>`CAST(${p.secretHash} AS TEXT)`.as('secret_hash'),
            sql<string>`CAST(${p.deviceId} AS TEXT)`.as('device_id'),
            sql<string | null>`CAST(${p.staffId} AS TEXT)`.as('staff_id'),
            sql<number>`CAST(${p.now} AS BIGINT)`.as('bound_at'),
            sql<number>`CAST(${p.now} AS BIGINT)`.as('used_at'),
            sql<number>`CAST(${p.expiresAt} AS BIGINT)`.as('expires_at'),
            sql<number | null>`CAST(NULL AS BIGINT)`.as('ended_at'),
          ])
          .where('patient_phone.id', '=', p.phoneId)
          .where('patient_phone.patient_id', '=', p.patientId)
          .where('patient_phone.ended_at', 'is', null)
          .where('patient_phone.held_at', '>=', p.heldSince),
      ),
);

/** A browser that becomes a person's own. */
export interface Binding {
  readonly id: string;
  readonly patientId: string;
  readonly phoneId: string;
  readonly secretHash: string;
  readonly deviceId: string;
  readonly staffId: string | null;
  readonly now: number;
  readonly expiresAt: number;
}

const endWhere = template((q, p: { patientId: string; secretHash: string; now: number }) =>
  q
    .updateTable('bound_phone')
    .set({ ended_at: p.now })
    .where('patient_id', '=', p.patientId)
    .where('secret_hash', '=', p.secretHash)
    .where('ended_at', 'is', null),
);

const endOldBoundPhones = template((q, p: { patientId: string; ofPatientId: string; now: number; kept: number }) =>
  q
    .updateTable('bound_phone')
    .set({ ended_at: p.now })
    .where('patient_id', '=', p.patientId)
    .where('ended_at', 'is', null)
    .where('id', 'not in', (inner) =>
      inner
        .selectFrom('bound_phone as newest')
        .select('newest.id')
        .where('newest.patient_id', '=', p.ofPatientId)
        .where('newest.ended_at', 'is', null)
        .orderBy('newest.used_at', 'desc')
        .orderBy('newest.id', 'desc')
        .limit(p.kept),
    ),
);

/** Sessions of this person that stand on a phone that is bound no longer. */
const endSessionsOfEnded = template((q, p: { patientId: string; now: number }) =>
  q
    .updateTable('session')
    .set({ ended_at: p.now })
    .where('patient_id', '=', p.patientId)
    .where('ended_at', 'is', null)
    .where(
      sql<boolean>`bound_phone_id IN (SELECT bound_phone.id FROM bound_phone
        WHERE bound_phone.patient_id = session.patient_id AND bound_phone.ended_at IS NOT NULL)`,
    ),
);

/**
 * Parts by which this browser, with this phone, is the person's own. One more than they may have ends the one that was used longest ago, with
 * its number and the sessions on it; so ends what this browser was bound with before. Refused as `PHONE_BOUND` where the phone opens the registration no longer.
 */
export function bindParts(binding: Binding): readonly Part[] {
  const { patientId, phoneId, secretHash, now } = binding;
  const kept = limits.boundPhonesOfPerson.figure - 1;
  return [
    endWhere({ patientId, secretHash, now }),
    endOldBoundPhones({ patientId, ofPatientId: patientId, now, kept }),
    ...endReplacedNumbersParts(phoneId, { patientId, now }),
    endSessionsOfEnded({ patientId, now }),
    guarded(insertBoundPhone({ ...binding, heldSince: phoneHeldSince(now) }), PHONE_BOUND),
  ];
}

const markUsed = template((q, p: { id: string; now: number }) =>
  q
    .updateTable('bound_phone')
    .set({ used_at: p.now })
    .where('id', '=', p.id)
    .where('ended_at', 'is', null)
    .where('expires_at', '>', p.now),
);

/** A session is opened on the bound phone; refused as `BOUND_PHONE_STANDS` where it ended in between. */
export function useBoundPhonePart(id: string, now: number): Part {
  return guarded(markUsed({ id, now }), BOUND_PHONE_STANDS);
}

/** The binding of this browser to this person with this phone. */
export const selectBoundBrowser = template((q, p: { patientId: string; phoneId: string; secretHash: string; now: number }) =>
  q
    .selectFrom('bound_phone')
    .select('id')
    .where('patient_id', '=', p.patientId)
    .where('phone_id', '=', p.phoneId)
    .where('secret_hash', '=', p.secretHash)
    .where('ended_at', 'is', null)
    .where('expires_at', '>', p.now)
    .limit(1),
);

/** Whether this browser, with this phone, is the person's own. */
export async function findBoundPhone(
  { store }: { readonly store: Pick<Store, 'read'> },
  { patientId, phoneId, browser, now }: { patientId: string; phoneId: string; browser: string | undefined; now: number },
): Promise<{ readonly id: string } | undefined> {
  if (browser === undefined) return undefined;
  const [row] = await store.read(selectBoundBrowser({ patientId, phoneId, secretHash: secretHashOf(browser), now }));
  return row;
}

const selectBySecret = template((q, p: { secretHash: string; now: number }) =>
  q
    .selectFrom('bound_phone')
    .select('id')
    .where('secret_hash', '=', p.secretHash)
    .where('ended_at', 'is', null)
    .where('expires_at', '>', p.now)
    .limit(1),
);

/** Whether anybody's phone is bound with this secret: then the browser has it from here, and keeps it for the next one who binds it. */
export async function isKnownSecret(store: Pick<Store, 'read'>, secret: string, now: number): Promise<boolean> {
  return (await store.read(selectBySecret({ secretHash: secretHashOf(secret), now }))).length > 0;
}

/** The phones that are bound to this person and open something, the last used first. */
export const selectBoundPhones = template((q, p: { patientId: string; now: number; heldSince: number; limit: number }) =>
  q
    .selectFrom('bound_phone')
    .innerJoin('patient_phone', 'patient_phone.id', 'bound_phone.phone_id')
    .leftJoin('device', 'device.id', 'bound_phone.device_id')
    .select([
      'bound_phone.id',
      'bound_phone.phone_id as phoneId',
      'bound_phone.secret_hash as secretHash',
      'bound_phone.staff_id as staffId',
      'bound_phone.bound_at as boundAt',
      'bound_phone.used_at as usedAt',
      'bound_phone.expires_at as expiresAt',
      'patient_phone.masked_phone as maskedPhone',
      'device.name as deviceName',
      'device.hospital_id as hospitalId',
    ])
    .where('bound_phone.patient_id', '=', p.patientId)
    .where('bound_phone.ended_at', 'is', null)
    .where('bound_phone.expires_at', '>', p.now)
    .where('patient_phone.ended_at', 'is', null)
    .where('patient_phone.held_at', '>=', p.heldSince)
    .orderBy('bound_phone.used_at', 'desc')
    .orderBy('bound_phone.id', 'desc')
    .limit(p.limit),
);

const selectOwnNumber = template((q, p: { secretHash: string; current: string; other: string; now: number }) =>
  q
    .selectFrom('bound_phone')
    .innerJoin('patient_phone', 'patient_phone.id', 'bound_phone.phone_id')
    .select('bound_phone.id')
    .where('bound_phone.secret_hash', '=', p.secretHash)
    .where('bound_phone.ended_at', 'is', null)
    .where('bound_phone.expires_at', '>', p.now)
    .where('patient_phone.phone_index', 'in', [p.current, p.other])
    .limit(1),
);

/** Whether this browser is bound to anybody with the number of these keyed hashes. */
export async function isOwnNumber(
  store: Pick<Store, 'read'>,
  { browser, now, ...indexes }: { browser: string; current: string; other: string; now: number },
): Promise<boolean> {
  return (await store.read(selectOwnNumber({ secretHash: secretHashOf(browser), ...indexes, now }))).length > 0;
}

const endOne = template((q, p: { id: string; patientId: string; now: number }) =>
  q
    .updateTable('bound_phone')
    .set({ ended_at: p.now })
    .where('id', '=', p.id)
    .where('patient_id', '=', p.patientId)
    .where('ended_at', 'is', null),
);

/** Parts by which this phone is bound no longer and its number opens nothing of the person, and the sessions on it end. Refused as `BOUND_PHONE_STANDS` where that was so already. */
export function endBoundPhoneParts(one: { id: string; patientId: string; now: number }): readonly Part[] {
  const { id, patientId, now } = one;
  return [
    guarded(endOne(one), BOUND_PHONE_STANDS),
    ...endNumberParts(id, { patientId, now }),
    endSessionsOfEnded({ patientId, now }),
  ];
}

/** Parts by which this browser is bound to this person no longer, and the sessions on it end. The number stays theirs: they hold it. */
export function forgetBrowserParts(one: { patientId: string; secret: string; now: number }): readonly Part[] {
  const { patientId, secret, now } = one;
  return [endWhere({ patientId, secretHash: secretHashOf(secret), now }), endSessionsOfEnded({ patientId, now })];
}

/** No phone is bound to this person any more, as when they withdraw their consent. Their sessions are ended beside it. */
export const endBoundPhonesOf = template((q, p: { patientId: string; now: number }) =>
  q.updateTable('bound_phone').set({ ended_at: p.now }).where('patient_id', '=', p.patientId).where('ended_at', 'is', null),
);

const deleteOld = template((q, p: { before: number; limit: number }) =>
  q
    .deleteFrom('bound_phone')
    .where('id', 'in', (inner) =>
      inner.selectFrom('bound_phone').select('id').where('expires_at', '<', p.before).orderBy('expires_at').limit(p.limit),
    ),
);

const DAY_MS = 24 * 3600 * 1000;
const FORGOTTEN_MAX = 5_000;

/** Forgets bound phones a day after their time is over, whenever they ended; who bound and ended them stays in the audit. */
export function forgetBoundPhones(now: number): Statement {
  return deleteOld({ before: now - DAY_MS, limit: FORGOTTEN_MAX });
}
