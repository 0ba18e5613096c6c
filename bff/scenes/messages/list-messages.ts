import { auditPart } from '../../platform/audit/audit.ts';
import { actorOf, type Caller } from '../../platform/http/context.ts';
import { commit } from '../../platform/store/commit.ts';
import { withoutKept } from '../appointments/kept-for-minors.ts';
import { mayActPart, maySee } from '../identity/right-to-act.ts';
import { type MessageDependencies, signalOf } from './dependencies.ts';
import { messageSight } from './message-sight.ts';
import { type MessageKind, scopeOfMessage } from './rules.ts';
import { type Before, markRead, readShownMessage, readShownMessages, type ShownMessage } from './shown-rows.ts';
import { subjectOf } from './subject-of.ts';

/** Who reads, in which request. */
export interface Reading {
  readonly caller: Caller;
  readonly requestId: string;
}

/**
 * A page of what this person and those for whom they act had to be told, the newest first. What is shown is what is about an appointment or a
 * payment that they may see; `last` is where the page ends, whatever was left out of it. The row of the access log is committed before anything is shown.
 */
export async function listMessages(
  dependencies: MessageDependencies,
  page: { readonly before?: Before; readonly limit: number },
  { caller, requestId }: Reading,
): Promise<{ readonly shown: readonly ShownMessage[]; readonly last: ShownMessage | undefined }> {
  const { store, accessLog } = dependencies;
  const sight = await messageSight(dependencies, caller);
  const entry = {
    actor: actorOf(caller),
    action: 'message.list',
    subject: { kind: 'patient', id: caller.patientId },
    requestId,
    deviceId: caller.deviceId ?? undefined,
  };
  await accessLog.record(entry, sight.patientIds);
  const rows = await readShownMessages(store, sight.patientIds, { ...page, limit: page.limit + 1, from: caller.seesFrom });
  const onPage = rows.slice(0, page.limit);
  const last = rows.length > onPage.length ? onPage.at(-1) : undefined;
  return { shown: await withoutKept(dependencies, onPage.filter(sight.shows), caller), last };
}

/**
 * Notes that the message was read: nobody calls because of it any more, and it is not sent if it was not yet. Reading it twice changes
 * nothing, nor does whoever reads it for somebody for whom staff vouched. `undefined` where it is not theirs.
 */
export async function readMessage(
  dependencies: MessageDependencies,
  id: string,
  { caller, requestId }: Reading,
): Promise<ShownMessage | undefined> {
  const { store, clock, ids, signals } = dependencies;
  const row = await readShownMessage(store, id);
  const may = row && (await maySee(dependencies, caller, row, scopeOfMessage(row.kind as MessageKind)));
  if (!row || !may || (await withoutKept(dependencies, [row], caller)).length === 0) return undefined;
  if (row.readAt !== null || caller.evidence === 'staff-present') return row;
  const now = clock.now();
  const committed = await commit(dependencies, 'mark-message-read', 'interactive', [
    mayActPart(caller, row.patientId, now, scopeOfMessage(row.kind as MessageKind)),
    markRead({ id, now }),
    auditPart(ids, now, {
      actor: actorOf(caller),
      action: 'message.read',
      subject: subjectOf(row),
      requestId,
      deviceId: caller.deviceId ?? undefined,
    }),
  ]);
  if (!committed.ok) return undefined;
  signals.notify(signalOf(row.patientId));
  return readShownMessage(store, id);
}
