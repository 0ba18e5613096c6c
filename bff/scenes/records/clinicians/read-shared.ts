import type { OperationInput } from '../../../contract/operations.ts';
import { paths } from '../../../contract/paths.ts';
import { auditPart } from '../../../platform/audit/audit.ts';
import type { StaffCaller } from '../../../platform/http/context.ts';
import type { HandlerReply } from '../../../platform/http/gateway.ts';
import { shanghaiTime } from '../../../platform/http/instants.ts';
import { badCursor, decodeCursor, encodeCursor, nextPage } from '../../../platform/http/paging.ts';
import { problem } from '../../../platform/http/reply.ts';
import { commit } from '../../../platform/store/commit.ts';
import { sealingOf } from '../../identity/patients.ts';
import { sharePlace } from '../dependencies.ts';
import type { RecordReader } from '../read-hospital.ts';
import { keptFrom } from '../reading-call.ts';
import type { ShareDependencies } from '../sharing/dependencies.ts';
import type { KeptShare } from '../sharing/present-share.ts';
import { noteReadPart } from '../sharing/share-read-rows.ts';
import { holdSharePart, readShareRow, type ShareRow } from '../sharing/share-rows.ts';
import { readRecords } from './read-records.ts';
import { type OpenShareRow, readOpenShares } from './shared-rows.ts';

/** Which member of staff looks, in which request. */
export interface StaffCall {
  readonly staff: StaffCaller;
  readonly requestId: string;
}

/** What is shared with this hospital now, the newest first. Who is shown to whom is logged before anybody is. */
export async function listShared(
  dependencies: ShareDependencies,
  query: OperationInput<'listShared'>['query'],
  { staff, requestId }: StaffCall,
): Promise<HandlerReply<'listShared'>> {
  const { store, clock, accessLog } = dependencies;
  const position = query.cursor === undefined ? undefined : decodeCursor(query.cursor, ['instant', 'id']);
  if (query.cursor !== undefined && !position) return badCursor();
  const before = position && { at: position[0], id: position[1] };
  const asked = { hospitalId: staff.hospitalId, now: clock.now(), before, limit: query.limit + 1 };
  const rows = await readOpenShares(store, asked);
  const shown = rows.slice(0, query.limit);
  const whose = [...new Set(shown.map(({ patientId }) => patientId))];
  const [first] = whose;
  const subject = first === undefined ? { kind: 'hospital', id: staff.hospitalId } : { kind: 'patient', id: first };
  await accessLog.record({ ...actedBy(staff), action: 'share.list', subject, requestId }, whose);
  const last = rows.length > shown.length ? shown.at(-1) : undefined;
  const next = last ? { next: nextPage(paths.listShared.path, query, encodeCursor([last.createdAt, last.id])) } : {};
  const items = await Promise.all(shown.map((row) => presentOpen(dependencies, row)));
  return { status: 200, body: { items, ...next } };
}

async function presentOpen(dependencies: ShareDependencies, row: OpenShareRow) {
  const { results, lists } = await partsOf(dependencies, row);
  return {
    id: row.id,
    patientName: row.patientName,
    birthYear: row.birthYear,
    since: shanghaiTime(row.createdAt),
    until: shanghaiTime(row.expiresAt),
    parts: { results: results === 'all' ? ('all' as const) : results.length, lists: [...lists] },
  };
}

async function partsOf(
  dependencies: ShareDependencies,
  { id, patientId, sealed }: Pick<ShareRow, 'id' | 'patientId' | 'sealed'>,
) {
  const sealing = await sealingOf(dependencies, patientId);
  return (JSON.parse(sealing.open(sealed, sharePlace(id))) as KeptShare).parts;
}

/** What somebody shares with the hospital of this clinician, as it is now. What is another hospital's is answered as what is not there. */
export async function readShared(
  dependencies: ShareDependencies,
  reader: RecordReader,
  { id, query, call }: { readonly id: string; readonly query: OperationInput<'readShared'>['query']; readonly call: StaffCall },
): Promise<HandlerReply<'readShared'>> {
  const { store, clock } = dependencies;
  const row = await readShareRow(store, id);
  if (!row || !isOpenTo(row, call.staff, clock.now())) return problem('not-found');
  const { patientId } = row;
  const records = await readRecords(dependencies, reader, {
    patientId,
    parts: await partsOf(dependencies, row),
    kept: await keptFrom(dependencies, { caller: { patientId: row.madeBy } }, patientId),
    until: row.expiresAt,
    query,
    path: paths.readShared.path.replace('{id}', id),
    note: () => noteReading(dependencies, row, call),
  });
  return 'problem' in records ? records : { status: 200, body: { id, ...records } };
}

function isOpenTo({ kind, hospitalId, endedAt, expiresAt }: ShareRow, staff: StaffCaller, now: number): boolean {
  return kind === 'doctor' && hospitalId === staff.hospitalId && endedAt === null && expiresAt > now;
}

/** The share stands at the moment at which its owner's list and the audit say that it is read. */
async function noteReading(
  dependencies: ShareDependencies,
  { id: shareId, patientId }: ShareRow,
  { staff, requestId }: StaffCall,
): Promise<boolean> {
  const { ids, clock } = dependencies;
  const at = clock.now();
  const read = { id: ids.inOrder('srd'), shareId, at, outcome: 'read', staffId: staff.staffId, sealedRecipient: null } as const;
  const committed = await commit(dependencies, 'read-shared', 'access', [
    holdSharePart(shareId, at),
    noteReadPart(read),
    auditPart(ids, at, {
      ...actedBy(staff),
      action: 'share.read',
      subject: { kind: 'patient', id: patientId },
      requestId,
    }),
  ]);
  return committed.ok;
}

/** A member of staff, as the audit names them. */
export function actedBy({ staffId, deviceId }: StaffCaller) {
  return { actor: { kind: 'staff', id: staffId }, deviceId } as const;
}
