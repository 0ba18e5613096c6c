import { usableRows } from '../../../adapters/port/rows.ts';
import { type SlotSnapshot, slotRow } from '../../../adapters/port/slots.ts';
import { noteLeftOut } from '../../partners/left-out.ts';
import { commit } from '../../platform/store/commit.ts';
import type { Part } from '../../platform/store/store.ts';
import { keepLeasePart, type LeasedTask, postponeTaskPart } from '../../platform/tasks/task-rows.ts';
import type { TaskHandler } from '../../platform/tasks/task-runner.ts';
import type { SlotDependencies } from './dependencies.ts';
import { slotIdOf } from './slot-id.ts';
import { countOpenSlots, saveSyncCompleted, withdrawSlot, withdrawSlots } from './slot-rows.ts';
import { onlyCounts, recountSlots, type SnapshotRow, selectSeen, touchParts } from './snapshot-rows.ts';

/** Kind of the task that reads one hospital's slots; its subject is the hospital. */
export const SYNC_SLOTS = 'sync-slots';

export interface SyncOptions {
  /** How far ahead slots are read. */
  readonly windowMs: number;
  readonly everyMs: number;
}

const RETRY_MS = 10_000;
/** Slots applied in one unit, so that a sync never keeps a booking waiting for long (48 take about a millisecond). */
const ROWS_PER_UNIT = 48;
/** A snapshot that lost more than this share of the open slots is taken for a fault of the hospital, and nothing is withdrawn. */
const MISSING_SHARE_MAX = 0.3;

export function syncHandler(dependencies: SlotDependencies, options: SyncOptions): TaskHandler {
  return async (task) => {
    const { clock } = dependencies;
    const complete = await syncHospital(dependencies, task, options.windowMs);
    const runAt = clock.now() + (complete ? options.everyMs : RETRY_MS);
    await commit(dependencies, 'postpone-sync', 'sync', [postponeTaskPart(task, runAt)]);
  };
}

/** Reads all pages of the window and applies them. False when a page could not be read: what was read is kept. */
async function syncHospital(dependencies: SlotDependencies, task: LeasedTask, windowMs: number): Promise<boolean> {
  const { hospitals, clock } = dependencies;
  const hospitalId = task.subjectId;
  const startedAt = clock.now();
  const window = { from: startedAt, to: startedAt + windowMs };
  let page: string | undefined;
  do {
    const askedAt = clock.now();
    const outcome = await hospitals.ask(hospitalId, 'slots', 'page', page === undefined ? window : { ...window, page });
    if (!outcome.ok) return false;
    const { slots, next, leftOut } = outcome.value;
    if (leftOut) noteLeftOut(dependencies, { hospitalId, list: 'slots', leftOut });
    const held = await applySnapshot(dependencies, { hospitalId, askedAt, slots, task });
    if (!held) return false;
    page = next;
  } while (page !== undefined);
  await withdrawMissing(dependencies, { hospitalId, ...window, askedBefore: startedAt });
  return true;
}

interface Snapshot {
  readonly hospitalId: string;
  /** When the hospital was asked, by our clock; not when it answered. */
  readonly askedAt: number;
  readonly slots: readonly SlotSnapshot[];
  readonly task?: LeasedTask;
}

/** Applies what the hospital said, a few slots a unit. False when nothing of it can be used, or the lease was lost in between. */
export async function applySnapshot(dependencies: SlotDependencies, snapshot: Snapshot): Promise<boolean> {
  const { hospitals } = dependencies;
  const { hospitalId, askedAt, task } = snapshot;
  const rows = resolve(dependencies, snapshot);
  if (!rows) return false;
  const settledBefore = askedAt - (hospitals.facet(hospitalId, 'slots')?.readLagMs ?? 0);
  for (let start = 0; start < rows.length; start += ROWS_PER_UNIT) {
    const some = rows.slice(start, start + ROWS_PER_UNIT);
    const parts = [
      ...(task ? [keepLeasePart(task, dependencies.clock.now())] : []),
      ...(await snapshotParts(dependencies, some, askedAt)),
      recountSlots(some, askedAt, settledBefore),
    ];
    const committed = await dependencies.foreground.piece(() => commit(dependencies, 'sync-slots', 'sync', parts));
    if (!committed.ok) return false;
  }
  dependencies.metrics.count('onedoor_slots_synced_total', `hospital="${hospitalId}"`, rows.length);
  return true;
}

/** Parts that apply what a hospital pushed of a slot, for the unit that keeps the message. */
export async function pushedParts(dependencies: SlotDependencies, snapshot: Snapshot): Promise<readonly Part[]> {
  const rows = resolve(dependencies, snapshot);
  if (!rows || rows.length === 0) return [];
  const settledBefore = snapshot.askedAt - (dependencies.hospitals.facet(snapshot.hospitalId, 'slots')?.readLagMs ?? 0);
  const parts = await snapshotParts(dependencies, rows, snapshot.askedAt);
  return [...parts, recountSlots(rows, snapshot.askedAt, settledBefore)];
}

/**
 * In the order of their references, so that two units that touch the same slots lock them in the same order. An adapter's types are
 * promises only, and pushes come past its lists: what is no slot is left out here too, and `undefined` where that is all.
 */
function resolve(dependencies: SlotDependencies, { hospitalId, slots: told }: Snapshot): readonly SnapshotRow[] | undefined {
  const { directory, log, metrics } = dependencies;
  const read = usableRows(told, slotRow);
  if (!read.ok) {
    noteLeftOut(dependencies, { hospitalId, list: 'slots', leftOut: { count: told.length, detail: read.failure.detail } });
    return undefined;
  }
  const { rows: slots, leftOut } = read.value;
  if (leftOut) noteLeftOut(dependencies, { hospitalId, list: 'slots', leftOut });
  const rows: SnapshotRow[] = [];
  for (const slot of slots) {
    const department = directory.departmentByRef(hospitalId, slot.departmentRef);
    const practitioner = directory.practitionerByRef(hospitalId, slot.practitionerRef ?? '');
    if (!department || !practitioner) continue;
    rows.push({
      id: slotIdOf(hospitalId, slot.ref),
      hospitalId,
      ref: slot.ref,
      departmentId: department.id,
      departmentCode: department.code,
      practitionerId: practitioner.id,
      startsAt: slot.startsAt,
      endsAt: slot.endsAt,
      feeFen: slot.feeFen ?? practitioner.feeFen,
      // A hospital's system may still show what its holidays and hours have closed.
      free: directory.sees(department.id, slot.startsAt, slot.endsAt) ? slot.free : 0,
      numbers: slot.clinic?.numbers ?? null,
    });
  }
  // What is shown and counted belongs to a practitioner: a slot of a department alone has no row to be in yet.
  const nobodys = slots.filter(({ practitionerRef }) => practitionerRef === undefined).length;
  if (nobodys > 0) {
    log.write('warn', 'sync.no-practitioner', { hospitalId, count: nobodys });
    metrics.count('onedoor_slots_left_out_total', `hospital="${hospitalId}",reason="no-practitioner"`, nobodys);
  }
  const unknown = slots.length - rows.length - nobodys;
  if (unknown > 0) log.write('warn', 'sync.unknown-references', { hospitalId, count: unknown });
  return rows.sort((left, right) => (left.ref < right.ref ? -1 : 1));
}

/** Only this hospital's sync changes what is compared here, and a snapshot asked for earlier than another changes nothing. */
async function snapshotParts({ store }: SlotDependencies, rows: readonly SnapshotRow[], askedAt: number) {
  const seen = new Map((await store.read(selectSeen(rows))).map((slot) => [slot.ref, slot]));
  const counts = rows.filter((row) => onlyCounts(row, seen.get(row.ref)));
  const others = rows.filter((row) => !counts.includes(row));
  return [...touchParts(counts, askedAt, true), ...touchParts(others, askedAt, false)];
}

async function withdrawMissing(
  dependencies: SlotDependencies,
  window: { hospitalId: string; from: number; to: number; askedBefore: number },
): Promise<void> {
  const { store, clock, log } = dependencies;
  const [counted] = await store.read(countOpenSlots(window));
  const { open, missing } = counted ?? { open: 0, missing: 0 };
  const completed = saveSyncCompleted({ hospitalId: window.hospitalId, at: clock.now() });
  if (missing > 10 && missing > open * MISSING_SHARE_MAX) {
    log.write('warn', 'sync.too-many-missing', { hospitalId: window.hospitalId, count: missing });
    await commit(dependencies, 'complete-sync', 'sync', [completed]);
    return;
  }
  await commit(dependencies, 'complete-sync', 'sync', [withdrawSlots(window), completed]);
}

/** Reads one slot again, after the hospital refused it. Best effort: the next sync sees it anyway. */
export async function rereadSlot(dependencies: SlotDependencies, hospitalId: string, ref: string): Promise<void> {
  const { hospitals, clock } = dependencies;
  const askedAt = clock.now();
  const outcome = await hospitals.ask(hospitalId, 'slots', 'one', ref);
  if (!outcome.ok) return;
  if (outcome.value) await applySnapshot(dependencies, { hospitalId, askedAt, slots: [outcome.value] });
  else await commit(dependencies, 'withdraw-slot', 'sync', [withdrawSlot({ id: slotIdOf(hospitalId, ref), askedAt })]);
}
