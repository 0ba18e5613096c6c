import type { AssistRow } from './assist-rows.ts';
import type { HelpCallRow } from './help-call-rows.ts';
import { type AssistFacts, type AssistOutcome, type CallFacts, overAs, type Stage, URGENT_MS } from './rules.ts';

export function assistFacts(row: AssistRow): AssistFacts {
  return {
    state: row.state as AssistFacts['state'],
    askedAt: row.askedAt,
    until: row.until,
    seenAt: row.seenAt,
    patientLeft: row.patientLeft === 1,
    onDuty: row.onDuty === 1,
  };
}

export function callFacts(row: HelpCallRow): CallFacts {
  const { stage, nextAt, endedAt, urgent, createdAt } = row;
  return {
    stage: stage as Stage,
    nextAt,
    ended: endedAt !== null,
    urgentUntil: urgent === 1 ? createdAt + URGENT_MS : null,
  };
}

/** How the session ended, also where nobody has written it down yet; `undefined` while it lives. */
export function outcomeOf(row: AssistRow, now: number): AssistOutcome | undefined {
  return row.endedAt === null ? overAs(assistFacts(row), now) : (row.outcome as AssistOutcome);
}
