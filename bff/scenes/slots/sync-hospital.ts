import { noteLeftOut } from '../../partners/left-out.ts';
import { Pages } from '../../partners/pages.ts';
import { limits } from '../../platform/limits/limits.ts';
import { commit } from '../../platform/store/commit.ts';
import { leaseKeeper } from '../../platform/tasks/lease-keeper.ts';
import { type LeasedTask, postponeTaskPart } from '../../platform/tasks/task-rows.ts';
import type { TaskHandler } from '../../platform/tasks/task-runner.ts';
import type { SlotDependencies } from './dependencies.ts';
import { askForUnmentioned, settleMissing } from './missing-slots.ts';
import { Reading } from './reading.ts';
import { applySnapshot, roomAt, usableSlots } from './sync-slots.ts';
import { listWithoutEnd } from './unended-lists.ts';

/** Kind of the task that reads one hospital's slots; its subject is the hospital. */
export const SYNC_SLOTS = 'sync-slots';

export interface SyncOptions {
  /** How far ahead slots are read. */
  readonly windowMs: number;
  readonly everyMs: number;
}

const RETRY_MS = 10_000;
/** Pages of one reading: at fifty slots a page as many as a list may have slots. */
const PAGES_MAX = limits.pagesOfSlots.figure;
/** A list that takes longer is no picture of any moment. */
const READING_MAX_MS = limits.readingOfSlots.figure;
/** Slots that began within this time may still be in a list, because some hospitals list whole days. */
const DAY_MS = 24 * 3600 * 1000;

export function syncHandler(dependencies: SlotDependencies, options: SyncOptions): TaskHandler {
  return async (task) => {
    const { clock } = dependencies;
    const read = await syncHospital(dependencies, task, options.windowMs);
    // A list without end costs many calls: it is read again no sooner than one that has one.
    const runAt = clock.now() + (read === 'failed' ? RETRY_MS : options.everyMs);
    await commit(dependencies, 'postpone-sync', 'sync', [postponeTaskPart(task, runAt)]);
  };
}

/**
 * Reads all pages of the window, and then applies them: of a list that has no end nothing is taken. `failed`: a page could not be read,
 * or the lease was lost; the pages before it are applied, because each is true by itself.
 */
async function syncHospital(
  dependencies: SlotDependencies,
  task: LeasedTask,
  windowMs: number,
): Promise<'complete' | 'failed' | 'unended'> {
  const { hospitals, clock, directory } = dependencies;
  const hospitalId = task.subjectId;
  const startedAt = clock.now();
  const window = { from: startedAt, to: startedAt + windowMs };
  const keepLease = leaseKeeper(dependencies, task);
  const { rowsMax } = directory.policyOf(hospitalId).slots;
  const pages = new Pages({ pagesMax: PAGES_MAX, rowsMax, until: startedAt + READING_MAX_MS });
  const reading = new Reading();
  let complete = true;
  let page: string | undefined;
  do {
    const askedAt = clock.now();
    const outcome = await hospitals.ask(hospitalId, 'slots', 'page', page === undefined ? window : { ...window, page });
    const slots = outcome.ok ? usableSlots(dependencies, hospitalId, outcome.value.slots) : undefined;
    if (!outcome.ok || !slots) {
      complete = false;
      break;
    }
    const { next, leftOut } = outcome.value;
    if (leftOut) noteLeftOut(dependencies, { hospitalId, list: 'slots', leftOut });
    const why = pages.add({ rows: slots.length, next }, clock.now());
    if (why) {
      await listWithoutEnd(dependencies, { hospitalId, list: 'slots', why, count: pages.rows });
      return 'unended';
    }
    for (const slot of slots) if (slot.startsAt >= window.from - DAY_MS && slot.startsAt < window.to) reading.add(slot, askedAt);
    if (!(await keepLease())) return 'failed';
    page = next;
  } while (page !== undefined);
  const room = await roomAt(dependencies, hospitalId);
  for (const { askedAt, slots } of reading.byTime())
    if (!(await applySnapshot(dependencies, { hospitalId, askedAt, slots, task, room }))) return 'failed';
  if (!complete) return 'failed';
  const covered = { hospitalId, ...window, askedBefore: startedAt };
  // First: what it answers of one slot is not missing any more.
  await askForUnmentioned(dependencies, covered, keepLease);
  await settleMissing(dependencies, covered);
  return 'complete';
}
