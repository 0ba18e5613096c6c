import { sql } from 'kysely';
import { templates } from '../../platform/store/statement.ts';
import type { Part } from '../../platform/store/store.ts';
import type { FamilyTables } from '../family/tables.ts';
import type { RecordTables } from '../records/tables.ts';
import type { IdentityTables } from './tables.ts';

const template = templates<
  IdentityTables &
    Pick<FamilyTables, 'family_grant' | 'family_code'> &
    Pick<RecordTables, 'share' | 'share_file' | 'share_location'>
>();

type Ended = { patientId: string; now: number };

/** The phones of this person that this unit has taken away from them. */
const GONE = (p: Ended) =>
  sql`SELECT gone.id FROM patient_phone AS gone WHERE gone.patient_id = ${p.patientId} AND gone.ended_at = ${p.now}`;

const endNumberOf = template((q, p: Ended & { boundPhoneId: string }) =>
  q
    .updateTable('patient_phone')
    .set({ ended_at: p.now })
    .where('patient_id', '=', p.patientId)
    .where('ended_at', 'is', null)
    .where('id', 'in', (inner) =>
      inner.selectFrom('bound_phone').select('phone_id').where('bound_phone.id', '=', p.boundPhoneId),
    ),
);

/** Numbers of phones that this unit replaced; one that the new phone or another browser of theirs is bound with stays. */
const endReplacedNumbers = template((q, p: Ended & { keptId: string }) =>
  q
    .updateTable('patient_phone')
    .set({ ended_at: p.now })
    .where('patient_id', '=', p.patientId)
    .where('ended_at', 'is', null)
    .where('id', '<>', p.keptId)
    .where(sql<boolean>`id IN (SELECT bound_phone.phone_id FROM bound_phone
      WHERE bound_phone.patient_id = ${p.patientId} AND bound_phone.ended_at = ${p.now})`)
    .where(sql<boolean>`id NOT IN (SELECT bound_phone.phone_id FROM bound_phone
      WHERE bound_phone.patient_id = ${p.patientId} AND bound_phone.ended_at IS NULL)`),
);

const endSessions = template((q, p: Ended) =>
  q
    .updateTable('session')
    .set({ ended_at: p.now })
    .where('patient_id', '=', p.patientId)
    .where('ended_at', 'is', null)
    .where(sql<boolean>`phone_id IN (${GONE(p)})`),
);

const endBrowsers = template((q, p: Ended) =>
  q
    .updateTable('bound_phone')
    .set({ ended_at: p.now })
    .where('patient_id', '=', p.patientId)
    .where('ended_at', 'is', null)
    .where(sql<boolean>`phone_id IN (${GONE(p)})`),
);

const useUpCodes = template((q, p: Ended) =>
  q
    .updateTable('one_time_code')
    .set({ used_at: p.now })
    .where('used_at', 'is', null)
    .where('expires_at', '>', p.now)
    .where(
      sql<boolean>`phone_index IN (SELECT patient_phone.phone_index FROM patient_phone WHERE patient_phone.id IN (${GONE(p)}))`,
    ),
);

const dropBindings = template((q, p: Ended) =>
  q
    .deleteFrom('phone_binding')
    .where('patient_id', '=', p.patientId)
    .where(sql<boolean>`phone_id IN (${GONE(p)})`),
);

/** The helped person ended them with their phone; who is told of it, the scene of grants sees to. */
const endGrants = template((q, p: Ended) =>
  q
    .updateTable('family_grant')
    .set({ live: null, ended_at: p.now, ended_by: 'helped' })
    .where('live', '=', 1)
    .where(sql<boolean>`phone_id IN (${GONE(p)})`),
);

/** A card that nobody has taken yet. */
const dropCards = template((q, p: Ended) =>
  q
    .deleteFrom('family_code')
    .where(sql<boolean>`grant_id IN (SELECT family_grant.id FROM family_grant WHERE family_grant.phone_id IN (${GONE(p)}))`),
);

const endShares = template((q, p: Ended) =>
  q
    .updateTable('share')
    .set({ ended_at: p.now, ended_because: 'revoked' })
    .where('ended_at', 'is', null)
    .where(sql<boolean>`phone_id IN (${GONE(p)})`),
);

const SHARED = (p: Ended) => sql<boolean>`share_id IN (SELECT share.id FROM share WHERE share.phone_id IN (${GONE(p)}))`;
const dropFiles = template((q, p: Ended) => q.deleteFrom('share_file').where(SHARED(p)));
const dropLocations = template((q, p: Ended) => q.deleteFrom('share_location').where(SHARED(p)));

/**
 * What ends with numbers that a unit takes away from a person, behind the part that does: they open no session as the person, those that they
 * opened end, and so does what was given or shared in one. A code that waits is used up: whoever shares the number asks for another.
 */
function withNumbers(ended: Ended): readonly Part[] {
  return [
    endSessions(ended),
    endBrowsers(ended),
    dropBindings(ended),
    useUpCodes(ended),
    endGrants(ended),
    dropCards(ended),
    endShares(ended),
    dropFiles(ended),
    dropLocations(ended),
  ];
}

/** The number of this bound phone is taken away from its person, until it is shown with the card or by a clerk again. */
export function endNumberParts(boundPhoneId: string, ended: Ended): readonly Part[] {
  return [endNumberOf({ ...ended, boundPhoneId }), ...withNumbers(ended)];
}

/** The same for numbers of phones in whose place this unit binds another. */
export function endReplacedNumbersParts(keptId: string, ended: Ended): readonly Part[] {
  return [endReplacedNumbers({ ...ended, keptId }), ...withNumbers(ended)];
}
