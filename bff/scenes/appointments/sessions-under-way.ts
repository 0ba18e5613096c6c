import { sql } from 'kysely';
import { template } from '../../platform/store/statement.ts';
import type { Store } from '../../platform/store/store.ts';

/** A session that goes on, or should, and in which somebody of ours has a place. */
export interface SessionUnderWay {
  readonly slotId: string;
  readonly slotRef: string;
  readonly hospitalId: string;
  readonly practitionerId: string;
  readonly startsAt: number;
  readonly endsAt: number;
  readonly numbers: number;
}

export interface SessionsWanted {
  readonly hospitalId: string;
  readonly now: number;
  /** How long after its planned end a session may still go on. */
  readonly overtimeMs: number;
  readonly limit: number;
}

/** Nothing is longer than a day. */
const SESSION_MAX_MS = 24 * 3600 * 1000;

const selectSessions = template((q, p: { hospitalId: string; now: number; since: number; endsAfter: number; limit: number }) =>
  q
    .selectFrom('slot')
    .select([
      'id as slotId',
      'hospital_slot_ref as slotRef',
      'hospital_id as hospitalId',
      'practitioner_id as practitionerId',
      'starts_at as startsAt',
      'ends_at as endsAt',
      sql<number>`numbers`.as('numbers'),
    ])
    .where('hospital_id', '=', p.hospitalId)
    .where('numbers', 'is not', null)
    .where('claimed', '>', 0)
    .where('starts_at', '<=', p.now)
    .where('starts_at', '>', p.since)
    .where('ends_at', '>', p.endsAfter)
    .where(
      sql<boolean>`NOT EXISTS (SELECT 1 FROM session_progress WHERE session_progress.slot_id = slot.id AND session_progress.ended = 1)`,
    )
    .orderBy('starts_at')
    .orderBy('id')
    .limit(p.limit),
);

/** The earliest first. */
export async function sessionsUnderWay(
  store: Store,
  { hospitalId, now, overtimeMs, limit }: SessionsWanted,
): Promise<readonly SessionUnderWay[]> {
  const endsAfter = now - overtimeMs;
  return store.read(selectSessions({ hospitalId, now, since: endsAfter - SESSION_MAX_MS, endsAfter, limit }));
}
