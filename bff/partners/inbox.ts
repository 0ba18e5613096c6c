import type { InboundMessage } from '../../adapters/port.ts';
import { template } from '../platform/store/statement.ts';
import { guarded, type Part, type Statement } from '../platform/store/store.ts';

/** Name of the guard: the message was not here before. */
export const MESSAGE_NEW = 'message-new';

/** Longer than any sender repeats, and than a signed message can be replayed. */
const KEPT_MS = 7 * 24 * 3600 * 1000;
const FORGOTTEN_MAX = 5_000;

const insertMessage = template((q, p: { source: string; id: string; hash: string; now: number }) =>
  q
    .insertInto('inbound_message')
    .values({ source: p.source, id: p.id, hash: p.hash, received_at: p.now })
    .onConflict((conflict) => conflict.doNothing()),
);

export const selectMessage = template((q, p: { source: string; id: string }) =>
  q.selectFrom('inbound_message').select('hash').where('source', '=', p.source).where('id', '=', p.id),
);

const deleteMessages = template((q, p: { before: number; limit: number }) =>
  q
    .deleteFrom('inbound_message')
    .where((row) =>
      row(
        row.refTuple('source', 'id'),
        'in',
        row
          .selectFrom('inbound_message')
          .select(['source', 'id'])
          .where('received_at', '<', p.before)
          .orderBy('received_at')
          .limit(p.limit)
          .$asTuple('source', 'id'),
      ),
    ),
);

/** First part of the unit that applies a message: refused as `MESSAGE_NEW` when it was applied before. */
export function insertMessagePart(source: string, { id, hash }: InboundMessage, now: number): Part {
  return guarded(insertMessage({ source, id, hash, now }), MESSAGE_NEW);
}

/** Forgets the oldest messages after a week. */
export function forgetMessages(now: number): Statement {
  return deleteMessages({ before: now - KEPT_MS, limit: FORGOTTEN_MAX });
}
