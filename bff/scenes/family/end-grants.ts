import { auditPart, GATEWAY } from '../../platform/audit/audit.ts';
import { commit } from '../../platform/store/commit.ts';
import { guarded, type Part } from '../../platform/store/store.ts';
import { postponeTaskPart } from '../../platform/tasks/task-rows.ts';
import type { TaskHandler } from '../../platform/tasks/task-runner.ts';
import { grantMessageParts } from '../messages/write-message.ts';
import { deleteCodeOfGrant } from './code-rows.ts';
import type { FamilyDependencies } from './dependencies.ts';
import { type EndingRow, endGrant, GRANT_LIVE, selectOverdue, selectUntold, tellGrant } from './grant-rows.ts';

const GRANTS_AT_ONCE = 50;
const EVERY_MS = 60_000;
const UNTOLD = 'grant-untold';

/**
 * Writes down that the time of grants is over, and tells of those that ended with a registration or a consent. Nobody acts by a grant in
 * between: whatever a helper does asks for the time itself. Each grant is a unit of its own, so it may be killed anywhere.
 */
export function endGrantsHandler(dependencies: FamilyDependencies): TaskHandler {
  return async (task) => {
    const more = await endSome(dependencies);
    const runAt = dependencies.clock.now() + (more ? 0 : EVERY_MS);
    await commit(dependencies, 'postpone-end-grants', 'background', [postponeTaskPart(task, runAt)]);
  };
}

/** True when there may be more. */
export async function endSome(dependencies: FamilyDependencies): Promise<boolean> {
  const { store, clock } = dependencies;
  const now = clock.now();
  const overdue = await store.read(selectOverdue({ now, nowToo: now, limit: GRANTS_AT_ONCE }));
  for (const row of overdue) {
    const lapsed = row.helperId === null;
    const endedAt = lapsed ? Math.min(row.takeBy ?? row.endsAt, row.endsAt) : row.endsAt;
    const endedBy = lapsed ? 'lapsed' : 'time';
    const ended = guarded(endGrant({ id: row.id, endedAt, endedBy }), GRANT_LIVE);
    await commit(dependencies, 'end-grant', 'background', [ended, ...tellingParts(dependencies, row, endedBy, now)]);
  }
  const untold = await store.read(selectUntold({ limit: GRANTS_AT_ONCE }));
  for (const row of untold) {
    const told = guarded(tellGrant({ id: row.id }), UNTOLD);
    await commit(dependencies, 'tell-grant', 'background', [told, ...tellingParts(dependencies, row, row.endedBy ?? '', now)]);
  }
  return overdue.length === GRANTS_AT_ONCE || untold.length === GRANTS_AT_ONCE;
}

/** The log of both says that it ended, and why; the helped person hears of one that was in force. */
function tellingParts({ ids }: FamilyDependencies, row: EndingRow, reason: string, now: number): readonly Part[] {
  const { id, helpedId, helperId } = row;
  const people = helperId === null ? [helpedId] : [helpedId, helperId];
  return [
    deleteCodeOfGrant({ grantId: id }),
    ...people.map((patientId) =>
      auditPart(ids, now, {
        actor: GATEWAY,
        action: 'grant.end',
        subject: { kind: 'patient', id: patientId },
        requestId: id,
        reason,
      }),
    ),
    ...(helperId === null ? [] : grantMessageParts(ids, { kind: 'grant-ended', grantId: id, now })),
  ];
}
