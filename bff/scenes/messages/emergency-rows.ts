import { sql } from 'kysely';
import { limits } from '../../platform/limits/limits.ts';
import { templates } from '../../platform/store/statement.ts';
import type { Part } from '../../platform/store/store.ts';
import type { OversightTables } from '../oversight/tables.ts';
import type { RecordTables } from '../records/tables.ts';
import { insertAttemptPart } from './message-rows.ts';
import type { MessageKind } from './rules.ts';
import type { MessageTables } from './tables.ts';

const template = templates<MessageTables & Pick<OversightTables, 'consent'> & Pick<RecordTables, 'break_glass'>>();

const KIND: MessageKind = 'records-opened';

const insertMessage = template((q, p: { id: string; kind: string; breakGlassId: string; now: number; deliverBy: number }) =>
  q
    .insertInto('message')
    .columns([
      'id',
      'patient_id',
      'hospital_id',
      'break_glass_id',
      'kind',
      'language',
      'seen',
      'state',
      'created_at',
      'deliver_by',
    ])
    .expression((inner) =>
      inner
        .selectFrom('break_glass')
        .select([
          sql<string>`CAST(${p.id} AS TEXT)`.as('id'),
          'break_glass.patient_id',
          'break_glass.hospital_id',
          'break_glass.id as break_glass_id',
          sql<string>`CAST(${p.kind} AS TEXT)`.as('kind'),
          sql<string>`COALESCE((SELECT consent.language FROM consent WHERE consent.patient_id = break_glass.patient_id
            ORDER BY consent.given_at DESC, consent.id DESC LIMIT 1), 'zh')`.as('language'),
          sql<number>`0`.as('seen'),
          sql<string>`'waiting'`.as('state'),
          sql<number>`CAST(${p.now} AS BIGINT)`.as('created_at'),
          sql<number>`CAST(${p.deliverBy} AS BIGINT)`.as('deliver_by'),
        ])
        .where('break_glass.id', '=', p.breakGlassId),
    ),
);

/** The message that somebody's records were opened in an emergency, and its key; behind the part that writes the opening. */
export function insertEmergencyParts(
  { breakGlassId, now }: { readonly breakGlassId: string; readonly now: number },
  { id, sendKey }: { readonly id: string; readonly sendKey: string },
): readonly Part[] {
  const deliverBy = now + limits.messageReaches.figure;
  return [insertMessage({ id, kind: KIND, breakGlassId, now, deliverBy }), insertAttemptPart(id, sendKey)];
}
