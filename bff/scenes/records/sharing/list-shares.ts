import type { OperationInput } from '../../../contract/operations.ts';
import { paths } from '../../../contract/paths.ts';
import { shareWording } from '../../../contract/records/share-wording.ts';
import { auditPart } from '../../../platform/audit/audit.ts';
import { actorOf } from '../../../platform/http/context.ts';
import type { HandlerReply } from '../../../platform/http/gateway.ts';
import { badCursor, decodeCursor, encodeCursor, nextPage } from '../../../platform/http/paging.ts';
import { problem } from '../../../platform/http/reply.ts';
import { commit } from '../../../platform/store/commit.ts';
import { refuseHealthData } from '../../identity/health-data.ts';
import { mayActPart } from '../../identity/right-to-act.ts';
import { keptFrom, logListing, type RecordCall } from '../reading-call.ts';
import type { ShareDependencies } from './dependencies.ts';
import { presentShare } from './present-share.ts';
import { endShareParts, readShareRow, readShares, SHARE_STANDS } from './share-rows.ts';

/** What a person shares and has shared, the newest first, each with who asked for it. */
export async function listShares(
  dependencies: ShareDependencies,
  query: OperationInput<'listShares'>['query'],
  call: RecordCall,
): Promise<HandlerReply<'listShares'>> {
  const { patientId, limit } = query;
  const refused = await refuseHealthData(dependencies, call.caller, patientId, 'non-delegable');
  if (refused) return refused;
  const position = query.cursor === undefined ? undefined : decodeCursor(query.cursor, ['instant', 'id']);
  if (query.cursor !== undefined && !position) return badCursor();
  await logListing(dependencies, call, 'share.list', patientId);
  const before = position && { at: position[0], id: position[1] };
  const madeBy = await onlyOwn(dependencies, call, patientId);
  const rows = await readShares(dependencies.store, { patientId, madeBy, before, limit: limit + 1 });
  const shown = rows.slice(0, limit);
  const last = rows.length > shown.length ? shown.at(-1) : undefined;
  const next = last ? { next: nextPage(paths.listShares.path, query, encodeCursor([last.createdAt, last.id])) } : {};
  const items = await Promise.all(shown.map((row) => presentShare(dependencies, row)));
  const { version, zh, en } = shareWording;
  const wording = { version, zh: [...zh], en: [...en] };
  return { status: 200, body: { items, wording, links: dependencies.linkAddress !== '', ...next } };
}

/**
 * Where a hospital may keep something of a minor from their guardian, what the minor shares may tell of it: the guardian sees and ends what they
 * made themselves. `undefined`: whoever made it.
 */
async function onlyOwn(dependencies: ShareDependencies, call: RecordCall, patientId: string): Promise<string | undefined> {
  const kept = await keptFrom(dependencies, call, patientId);
  return dependencies.hospitals.ids().some((id) => kept(id, undefined)) ? call.caller.patientId : undefined;
}

/** Ends a share. Ending it twice answers the first time; whoever asks for it afterwards is refused. */
export async function revokeShare(
  dependencies: ShareDependencies,
  id: string,
  call: RecordCall,
): Promise<HandlerReply<'revokeShare'>> {
  const { store, clock, ids } = dependencies;
  const { caller, requestId } = call;
  const row = await readShareRow(store, id);
  const refused = await refuseHealthData(dependencies, caller, row?.patientId ?? '', 'non-delegable');
  if (refused) return refused;
  if (!row) return problem('not-found');
  const madeBy = await onlyOwn(dependencies, call, row.patientId);
  if (madeBy !== undefined && madeBy !== row.madeBy) return problem('not-found');
  const now = clock.now();
  const committed = await commit(dependencies, 'revoke-share', 'interactive', [
    mayActPart(caller, row.patientId, now, 'non-delegable'),
    ...endShareParts(id, now, 'revoked'),
    auditPart(ids, now, {
      actor: actorOf(caller),
      action: 'share.revoke',
      subject: { kind: 'patient', id: row.patientId },
      requestId,
      deviceId: caller.deviceId ?? undefined,
    }),
  ]);
  if (!committed.ok && committed.guard !== SHARE_STANDS) return problem('not-found');
  const after = await readShareRow(store, id);
  return after ? { status: 200, body: await presentShare(dependencies, after) } : problem('not-found');
}
