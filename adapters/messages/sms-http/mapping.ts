import type { Failure, Outcome } from '../../port/terms.ts';
import type { MessageRejectReason, Receipt } from '../port.ts';
import type { Exchange } from './transport.ts';
import { messageSchema, type RefusalReason, refusalSchema } from './wire.ts';

type Failed = Failure<MessageRejectReason>;

const REASONS: Readonly<Record<RefusalReason, MessageRejectReason>> = {
  'number-refused': 'number-refused',
  'text-refused': 'text-refused',
  'too-late': 'too-late',
  'key-reused': 'other',
  'key-unknown': 'other',
  'request-refused': 'other',
};

/** What the gateway said to a write: that it has the message under this key, or why not. What can not be read leaves it open. */
export function writeOutcome(exchange: Exchange, key: string, statuses: readonly string[]): Outcome<null, MessageRejectReason> {
  if (exchange.kind !== 'reply') return { ok: false, failure: writeFailure(exchange) };
  const { status, body } = exchange;
  const message = messageSchema.safeParse(body);
  const told =
    (status === 200 || status === 201) && message.success && message.data.key === key ? message.data.status : undefined;
  if (told !== undefined && statuses.includes(told)) return { ok: true, value: null };
  if (told === 'failed') return { ok: false, failure: { kind: 'rejected', reason: 'other', detail: 'failed' } };
  const refusal = status >= 400 && status < 500 ? refusalSchema.safeParse(body) : undefined;
  if (refusal?.success)
    return { ok: false, failure: { kind: 'rejected', reason: REASONS[refusal.data.reason], detail: refusal.data.reason } };
  return { ok: false, failure: { kind: 'unknown-outcome', detail: `status ${status} that is not in the contract` } };
}

/** What the gateway says of the message under this key. */
export function receiptOutcome(exchange: Exchange, key: string): Outcome<Receipt, MessageRejectReason> {
  if (exchange.kind !== 'reply') return { ok: false, failure: readFailure(exchange) };
  const { status, body } = exchange;
  const message = messageSchema.safeParse(body);
  if (status === 200 && message.success && message.data.key === key)
    return { ok: true, value: message.data.status === 'cancelled' ? 'failed' : message.data.status };
  const refusal = refusalSchema.safeParse(body);
  if (status === 404 && refusal.success && refusal.data.reason === 'key-unknown') return { ok: true, value: 'unknown' };
  return { ok: false, failure: { kind: 'malformed', detail: `status ${status} that is not in the contract` } };
}

function writeFailure({ kind, detail }: Exclude<Exchange, { kind: 'reply' }>): Failed {
  // A request that was delivered twice hears 401 as well, so of a write it proves nothing.
  return kind === 'not-sent' ? { kind: 'unavailable', detail } : { kind: 'unknown-outcome', detail };
}

function readFailure({ kind, detail }: Exclude<Exchange, { kind: 'reply' }>): Failed {
  if (kind === 'unauthenticated') return { kind, detail };
  return kind === 'unreadable' ? { kind: 'malformed', detail } : { kind: 'unavailable', detail };
}
