import type * as z from 'zod';
import type { OperationInput } from '../../../contract/operations.ts';
import { paths } from '../../../contract/paths.ts';
import type { breakGlass } from '../../../contract/records/break-glass-schemas.ts';
import { auditPart } from '../../../platform/audit/audit.ts';
import type { HandlerReply } from '../../../platform/http/gateway.ts';
import { shanghaiTime } from '../../../platform/http/instants.ts';
import { badCursor, decodeCursor, encodeCursor, nextPage } from '../../../platform/http/paging.ts';
import { problem } from '../../../platform/http/reply.ts';
import { commit } from '../../../platform/store/commit.ts';
import { finishTaskPart, postponeTaskPart } from '../../../platform/tasks/task-rows.ts';
import type { TaskHandler } from '../../../platform/tasks/task-runner.ts';
import { sealingOf } from '../../identity/patients.ts';
import { actedBy, type StaffCall } from '../clinicians/read-shared.ts';
import { breakGlassNotePlace, breakGlassPlace, type RecordDependencies } from '../dependencies.ts';
import { type BreakGlassRow, readBreakGlassRow, readBreakGlassRows, reviewPart } from './break-glass-rows.ts';

type BreakGlassBody = z.output<typeof breakGlass>;

/** What was opened at the reviewer's hospital, the newest first. Who is shown to whom is logged before anybody is. */
export async function listBreakGlass(
  dependencies: RecordDependencies,
  query: OperationInput<'listBreakGlass'>['query'],
  { staff, requestId }: StaffCall,
): Promise<HandlerReply<'listBreakGlass'>> {
  const { store, accessLog } = dependencies;
  const position = query.cursor === undefined ? undefined : decodeCursor(query.cursor, ['instant', 'id']);
  if (query.cursor !== undefined && !position) return badCursor();
  const before = position && { at: position[0], id: position[1] };
  const rows = await readBreakGlassRows(store, { hospitalId: staff.hospitalId, before, limit: query.limit + 1 });
  const shown = rows.slice(0, query.limit);
  const whose = [...new Set(shown.map(({ patientId }) => patientId))];
  const [first] = whose;
  const subject = first === undefined ? { kind: 'hospital', id: staff.hospitalId } : { kind: 'patient', id: first };
  await accessLog.record({ ...actedBy(staff), action: 'break-glass.list', subject, requestId }, whose);
  const last = rows.length > shown.length ? shown.at(-1) : undefined;
  const next = last ? { next: nextPage(paths.listBreakGlass.path, query, encodeCursor([last.openedAt, last.id])) } : {};
  return { status: 200, body: { items: await Promise.all(shown.map((row) => presentBreakGlass(dependencies, row))), ...next } };
}

/** Says whether it was right to open it. Whoever opened it, and another hospital, hear that there is nothing; what stands is not changed. */
export async function reviewBreakGlass(
  dependencies: RecordDependencies,
  { id, verdict, note }: { readonly id: string } & OperationInput<'reviewBreakGlass'>['body'],
  { staff, requestId }: StaffCall,
): Promise<HandlerReply<'reviewBreakGlass'>> {
  const { store, ids, clock } = dependencies;
  const row = await readBreakGlassRow(store, id);
  if (row?.hospitalId !== staff.hospitalId) return problem('not-found');
  const now = clock.now();
  const sealing = await sealingOf(dependencies, row.patientId);
  const sealedNote = sealing.seal(note, breakGlassNotePlace(id));
  const committed = await commit(dependencies, 'review-break-glass', 'interactive', [
    reviewPart({ id, hospitalId: staff.hospitalId, staffId: staff.staffId, verdict, sealedNote, now }),
    auditPart(ids, now, {
      ...actedBy(staff),
      action: 'break-glass.review',
      subject: { kind: 'patient', id: row.patientId },
      requestId,
      reason: verdict,
    }),
  ]);
  if (!committed.ok && row.staffId === staff.staffId) return problem('not-found');
  const after = await readBreakGlassRow(store, id);
  return after ? { status: 200, body: await presentBreakGlass(dependencies, after) } : problem('not-found');
}

async function presentBreakGlass(dependencies: RecordDependencies, row: BreakGlassRow): Promise<BreakGlassBody> {
  const { id, reviewedAt, reviewerName, sealedNote } = row;
  const sealing = await sealingOf(dependencies, row.patientId);
  const review =
    reviewedAt === null || reviewerName === null || sealedNote === null
      ? {}
      : {
          review: {
            verdict: row.verdict as NonNullable<BreakGlassBody['review']>['verdict'],
            note: sealing.open(sealedNote, breakGlassNotePlace(id)),
            at: shanghaiTime(reviewedAt),
            by: reviewerName,
          },
        };
  return {
    id,
    patientName: row.patientName,
    birthYear: row.birthYear,
    openedBy: row.staffName,
    openedAt: shanghaiTime(row.openedAt),
    until: shanghaiTime(row.expiresAt),
    why: row.reason as BreakGlassBody['why'],
    words: sealing.open(row.sealed, breakGlassPlace(id)),
    reads: row.reads,
    reviewBy: shanghaiTime(row.reviewBy),
    ...review,
  };
}

const DAY_MS = 24 * 3_600_000;

/** Tells the operator each day of an opening that nobody reviewed in time, until somebody does. */
export function reviewDueHandler(dependencies: RecordDependencies): TaskHandler {
  const { store, clock, log } = dependencies;
  return async (task) => {
    const row = await readBreakGlassRow(store, task.subjectId);
    if (!row || row.reviewedAt !== null)
      return void (await commit(dependencies, 'finish-review-due', 'background', [finishTaskPart(task)]));
    const told = await commit(dependencies, 'postpone-review-due', 'background', [postponeTaskPart(task, clock.now() + DAY_MS)]);
    if (told.ok) log.write('error', 'break-glass.unreviewed', { hospitalId: row.hospitalId, taskId: task.id });
  };
}
