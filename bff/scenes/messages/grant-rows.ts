import { sql } from 'kysely';
import { limits } from '../../platform/limits/limits.ts';
import { templates } from '../../platform/store/statement.ts';
import type { Part } from '../../platform/store/store.ts';
import type { FamilyTables } from '../family/tables.ts';
import type { OversightTables } from '../oversight/tables.ts';
import { insertAttemptPart } from './message-rows.ts';
import type { GrantKind } from './rules.ts';
import type { MessageTables } from './tables.ts';

const template = templates<MessageTables & Pick<OversightTables, 'consent'> & Pick<FamilyTables, 'family_grant'>>();

/** What a helped person is told of a grant of theirs. */
export interface GrantNews {
  readonly kind: GrantKind;
  readonly grantId: string;
  readonly now: number;
}

/** It is of no hospital, so no desk calls because of it: who has no phone finds it at the next screen where they show who they are. */
const insertMessage = template((q, p: { id: string; kind: string; grantId: string; now: number; deliverBy: number }) =>
  q
    .insertInto('message')
    .columns(['id', 'patient_id', 'grant_id', 'kind', 'language', 'seen', 'state', 'created_at', 'deliver_by'])
    .expression((inner) =>
      inner
        .selectFrom('family_grant')
        .select([
          sql<string>`CAST(${p.id} AS TEXT)`.as('id'),
          'family_grant.helped_id as patient_id',
          'family_grant.id as grant_id',
          sql<string>`CAST(${p.kind} AS TEXT)`.as('kind'),
          sql<string>`COALESCE((SELECT consent.language FROM consent WHERE consent.patient_id = family_grant.helped_id
            ORDER BY consent.given_at DESC, consent.id DESC LIMIT 1), 'zh')`.as('language'),
          sql<number>`1`.as('seen'),
          sql<string>`'waiting'`.as('state'),
          sql<number>`CAST(${p.now} AS BIGINT)`.as('created_at'),
          sql<number>`CAST(${p.deliverBy} AS BIGINT)`.as('deliver_by'),
        ])
        .where('family_grant.id', '=', p.grantId),
    ),
);

/** The message about a grant, and its key; behind the part that writes the grant. */
export function insertGrantParts(
  { kind, grantId, now }: GrantNews,
  { id, sendKey }: { readonly id: string; readonly sendKey: string },
): readonly Part[] {
  const deliverBy = now + limits.messageReaches.figure;
  return [insertMessage({ id, kind, grantId, now, deliverBy }), insertAttemptPart(id, sendKey)];
}
