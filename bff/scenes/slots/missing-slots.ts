import { auditPart, OPERATOR } from '../../platform/audit/audit.ts';
import { commit } from '../../platform/store/commit.ts';
import type { SlotDependencies } from './dependencies.ts';
import {
  countOpenSlots,
  saveDoubt,
  saveSyncCompleted,
  selectDoubt,
  selectUnmentioned,
  withdrawSlots,
  withholdSlots,
} from './missing-rows.ts';
import { rereadSlot } from './sync-slots.ts';
import { listEndedPart } from './unended-lists.ts';

/** A reading that lacks more than ten and more than this share of the open slots is doubted: it may be a fault of the hospital. */
const MISSING_SHARE_MAX = 0.3;
/** So many complete readings in a row, over at least this time, are believed: what no one of them mentions is withdrawn. */
const BELIEVED_READINGS = 3;
const BELIEVED_AFTER_MS = 2 * 60 * 1000;
/** Slots that are asked for by themselves after one reading; the others after the next. */
const ASKED_MAX = 20;
const ASK_AGAIN_MS = 10 * 60 * 1000;

/** What a complete reading covered: slots that start in [from, to), asked for from `askedBefore` on. */
export interface Covered {
  readonly hospitalId: string;
  readonly from: number;
  readonly to: number;
  readonly askedBefore: number;
}

/**
 * Draws the conclusions from slots that a complete reading did not mention. A few are withdrawn. Many are withheld, which is no more than
 * not selling them, until the hospital has said the same for a while or an operator accepts it. Whatever was claimed stays.
 */
export async function settleMissing(dependencies: SlotDependencies, covered: Covered): Promise<void> {
  const { store, clock, log } = dependencies;
  const { hospitalId, askedBefore } = covered;
  const [counted] = await store.read(countOpenSlots(covered));
  const [doubt] = await store.read(selectDoubt({ hospitalId }));
  const { open, missing } = counted ?? { open: 0, missing: 0 };
  const completed = [saveSyncCompleted({ hospitalId, at: clock.now() }), listEndedPart(hospitalId, 'slots')];
  const doubtful = missing > 10 && missing > open * MISSING_SHARE_MAX;
  const since = doubt?.since ?? askedBefore;
  const readings = (doubt?.readings ?? 0) + 1;
  const believed = doubtful && readings >= BELIEVED_READINGS && askedBefore - since >= BELIEVED_AFTER_MS;
  if (doubtful && !believed) {
    log.write('warn', 'sync.too-many-missing', { hospitalId, count: missing });
    const doubted = saveDoubt({ hospitalId, since, readings, slots: missing });
    await commit(dependencies, 'complete-sync', 'sync', [withholdSlots(covered), doubted, ...completed]);
    return;
  }
  if (believed) log.write('warn', 'sync.missing-believed', { hospitalId, count: missing });
  // What one of the doubted readings did mention is not withdrawn with them.
  const withdrawn = withdrawSlots(believed ? { ...covered, askedBefore: since } : covered);
  await commit(dependencies, 'complete-sync', 'sync', [
    withdrawn,
    ...(doubt?.since == null ? [] : [noDoubt(hospitalId)]),
    ...completed,
  ]);
}

function noDoubt(hospitalId: string) {
  return saveDoubt({ hospitalId, since: null, readings: 0, slots: 0 });
}

/**
 * Asks by itself for each slot in which somebody has a place and which the list does not mention any more: the hospital may have moved it
 * out of the window, and people have to know. Ends early when the hospital does not answer.
 */
export async function askForUnmentioned(
  dependencies: SlotDependencies,
  { hospitalId, to, askedBefore }: Covered,
  keepLease: () => Promise<boolean>,
): Promise<void> {
  const { store, clock } = dependencies;
  const wanted = { hospitalId, now: clock.now(), to, askedBefore, againBefore: askedBefore - ASK_AGAIN_MS, limit: ASKED_MAX };
  for (const { ref } of await store.read(selectUnmentioned(wanted))) {
    if (!(await keepLease())) return;
    if (!(await rereadSlot(dependencies, hospitalId, ref))) return;
  }
}

/** An operator believes the shorter list at once. How many slots were doubted; `undefined` when none is. */
export async function acceptShorterList(
  dependencies: SlotDependencies,
  { hospitalId, requestId }: { hospitalId: string; requestId: string },
): Promise<number | undefined> {
  const { store, clock, ids } = dependencies;
  const [doubt] = await store.read(selectDoubt({ hospitalId }));
  if (doubt?.since == null) return undefined;
  const now = clock.now();
  await commit(dependencies, 'accept-slots', 'interactive', [
    withdrawSlots({ hospitalId, from: now, to: Number.MAX_SAFE_INTEGER, askedBefore: doubt.since }),
    noDoubt(hospitalId),
    auditPart(ids, now, {
      actor: OPERATOR,
      action: 'hospital.accept-slots',
      subject: { kind: 'hospital', id: hospitalId },
      requestId,
    }),
  ]);
  return doubt.slots;
}
