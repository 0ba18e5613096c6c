import { usableRows } from '../../../adapters/port/rows.ts';
import { type SlotSnapshot, slotRow } from '../../../adapters/port/slots.ts';
import { contradicted } from '../../partners/contradictions.ts';
import { noteLeftOut } from '../../partners/left-out.ts';
import { commit } from '../../platform/store/commit.ts';
import type { Part } from '../../platform/store/store.ts';
import { keepLeasePart, type LeasedTask } from '../../platform/tasks/task-rows.ts';
import type { SlotDependencies } from './dependencies.ts';
import { countSlots } from './missing-rows.ts';
import { Reading } from './reading.ts';
import { slotIdOf } from './slot-id.ts';
import { withdrawSlot } from './slot-rows.ts';
import { changesBooked, onlyCounts, recountSlots, type SnapshotRow, selectSeen, touchParts } from './snapshot-rows.ts';

/** Slots applied in one unit, so that a sync never keeps a booking waiting for long (48 take about a millisecond). */
const ROWS_PER_UNIT = 48;

interface Snapshot {
  readonly hospitalId: string;
  /** When the hospital was asked, by our clock; not when it answered. */
  readonly askedAt: number;
  readonly slots: readonly SlotSnapshot[];
  readonly task?: LeasedTask;
  /** What the hospital has room for; counted when it is not given. */
  readonly room?: Room;
}

/** How many slots may come in anew. */
export interface Room {
  left: number;
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
      ...(await snapshotParts(dependencies, some, snapshot)),
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
  const parts = await snapshotParts(dependencies, rows, snapshot);
  return [...parts, recountSlots(rows, snapshot.askedAt, settledBefore)];
}

/**
 * An adapter's types are promises only, and pushes come past its lists: what is no slot is left out here too, and told. `undefined`
 * where that is all.
 */
export function usableSlots(
  dependencies: SlotDependencies,
  hospitalId: string,
  told: readonly SlotSnapshot[],
): readonly SlotSnapshot[] | undefined {
  const read = usableRows(told, slotRow);
  const leftOut = read.ok ? read.value.leftOut : { count: told.length, detail: read.failure.detail };
  if (leftOut) noteLeftOut(dependencies, { hospitalId, list: 'slots', leftOut });
  return read.ok ? read.value.rows : undefined;
}

/** In the order of their references, so that two units that touch the same slots lock them in the same order. */
function resolve(dependencies: SlotDependencies, { hospitalId, slots: told }: Snapshot): readonly SnapshotRow[] | undefined {
  const { directory, log, metrics } = dependencies;
  const said = usableSlots(dependencies, hospitalId, told);
  if (!said) return undefined;
  const rows: SnapshotRow[] = [];
  // Each once: PostgreSQL refuses a statement that would write a row for the second time.
  const reading = new Reading();
  for (const slot of said) reading.add(slot, 0);
  const slots = reading.slots();
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
async function snapshotParts(
  dependencies: SlotDependencies,
  rows: readonly SnapshotRow[],
  { hospitalId, askedAt, room }: Snapshot,
): Promise<readonly Part[]> {
  const seen = new Map((await dependencies.store.read(selectSeen(rows))).map((slot) => [slot.ref, slot]));
  const counts = rows.filter((row) => onlyCounts(row, seen.get(row.ref)));
  if (rows.some((row) => changesBooked(row, seen.get(row.ref)))) contradicted(dependencies, hospitalId, 'booked-slot-changed');
  const fresh = rows.filter((row) => !seen.has(row.ref));
  const left =
    fresh.length === 0 ? 0 : take(dependencies, room ?? (await roomAt(dependencies, hospitalId)), { hospitalId, fresh });
  const others = rows.filter((row) => !counts.includes(row) && (seen.has(row.ref) || fresh.indexOf(row) < left));
  return [...touchParts(counts, askedAt, true), ...touchParts(others, askedAt, false)];
}

/** A list may be replaced once by one of other references; after that only what is known is read until the window has moved on. */
const LISTS_MAX = 2;

/** What a hospital has room for: one that makes up references for ever does not fill the database. */
export async function roomAt({ store, directory, clock }: SlotDependencies, hospitalId: string): Promise<Room> {
  const [known] = await store.read(countSlots({ hospitalId, from: clock.now() }));
  return { left: Math.max(0, LISTS_MAX * directory.policyOf(hospitalId).slots.rowsMax - (known?.count ?? 0)) };
}

/** How many of the new slots come in. */
function take(
  { log, metrics }: SlotDependencies,
  room: Room,
  { hospitalId, fresh }: { hospitalId: string; fresh: readonly SnapshotRow[] },
): number {
  const taken = Math.min(room.left, fresh.length);
  room.left -= taken;
  const count = fresh.length - taken;
  if (count > 0) {
    log.write('warn', 'sync.too-many-slots', { hospitalId, count });
    metrics.count('onedoor_slots_left_out_total', `hospital="${hospitalId}",reason="too-many"`, count);
  }
  return taken;
}

/** Reads one slot again. Best effort: the next sync sees it anyway. False: the hospital did not answer. */
export async function rereadSlot(dependencies: SlotDependencies, hospitalId: string, ref: string): Promise<boolean> {
  const { hospitals, clock } = dependencies;
  const askedAt = clock.now();
  const outcome = await hospitals.ask(hospitalId, 'slots', 'one', ref);
  if (!outcome.ok) return false;
  // Another slot than the one that was asked for says nothing of it.
  if (outcome.value && outcome.value.ref !== ref) return true;
  if (outcome.value) await applySnapshot(dependencies, { hospitalId, askedAt, slots: [outcome.value] });
  else await commit(dependencies, 'withdraw-slot', 'sync', [withdrawSlot({ id: slotIdOf(hospitalId, ref), askedAt })]);
  return true;
}
