import type * as z from 'zod';
import type { assistEvent } from '../../contract/assist/schemas.ts';
import type { RequestContext, StaffCaller } from '../../platform/http/context.ts';
import type { StreamEvent } from '../../platform/http/reply.ts';
import { limits } from '../../platform/limits/limits.ts';
import { dutyOf } from '../identity/on-duty.ts';
import { resolveStaff } from '../identity/staff.ts';
import { selectAssistAt, selectAssistOf } from './assist-rows.ts';
import { type AssistDependencies, signalOf } from './dependencies.ts';
import { selectHall, selectHelpCallOf, selectOpenHelpCalls } from './help-call-rows.ts';
import { presentAssistAtKiosk, presentAtHelper, presentAtKiosk, presentAtStaff } from './present.ts';
import { calls, type Stage } from './rules.ts';

type AssistEvent = z.output<typeof assistEvent>;

/** A stream ends after this time; whoever follows connects again, and loses nothing: every event says everything. */
const STREAM_MS = limits.streamLife.figure;
/** What other processes commit is seen at the latest after this time. */
const LOOK_EVERY_MS = 1_000;
const CALLS_SHOWN = 50;
/** What ended is told so long after, for whoever was not connected when it did. */
const TOLD_AFTER_MS = 60_000;

/** Who follows: a kiosk its own call and helper, or a member of staff the calls of the hall in which they are on duty. */
export type Follower = { readonly deviceId: string; readonly hospitalId: string } | { readonly staff: StaffCaller };

/** Everything as it is now, whenever something of it has changed. */
export async function* followAssist(
  dependencies: AssistDependencies,
  follower: Follower,
  { first, signal }: { readonly first: AssistEvent; readonly signal: RequestContext['signal'] },
): AsyncGenerator<StreamEvent> {
  const { clock, signals } = dependencies;
  const until = clock.now() + STREAM_MS;
  const hospitalId = 'staff' in follower ? follower.staff.hospitalId : follower.hospitalId;
  const listener = signals.listen(signalOf(hospitalId));
  const close = () => listener.close();
  signal.addEventListener('abort', close, { once: true });
  let told = '';
  try {
    for (let sequence = 1; clock.now() < until && !signal.aborted; sequence += 1) {
      const event = sequence === 1 ? first : await assistNow(dependencies, follower);
      if (!event) return;
      const text = JSON.stringify(event);
      if (text === told) yield 'still-there';
      else yield { id: String(sequence), name: 'assist', data: event };
      told = text;
      await listener.next(LOOK_EVERY_MS);
    }
  } finally {
    signal.removeEventListener('abort', close);
    listener.close();
  }
}

/** Everything as it is now; `undefined` for whoever may not know it any more. */
export function assistNow(dependencies: AssistDependencies, follower: Follower): Promise<AssistEvent | undefined> {
  return 'staff' in follower ? staffEvent(dependencies, follower.staff) : kioskEvent(dependencies, follower);
}

/** `undefined` once the device is not in use any more. */
async function kioskEvent(
  dependencies: AssistDependencies,
  { deviceId }: { readonly deviceId: string },
): Promise<AssistEvent | undefined> {
  const { store, clock } = dependencies;
  const now = clock.now();
  const [halls, calledRows, assistRows] = await Promise.all([
    store.read(selectHall({ deviceId })),
    store.read(selectHelpCallOf({ deviceId })),
    store.read(selectAssistAt({ deviceId, now })),
  ]);
  if (halls.length === 0) return undefined;
  const call = calledRows.find(({ endedAt }) => endedAt === null || endedAt > now - TOLD_AFTER_MS);
  const assist = assistRows.find(({ endedAt }) => endedAt === null || endedAt > now - TOLD_AFTER_MS);
  return {
    at: 'kiosk',
    ...(call ? { call: await presentAtKiosk(dependencies, call, now) } : {}),
    ...(assist ? { session: await presentAssistAtKiosk(dependencies, assist, now) } : {}),
  };
}

/** `undefined` once the member of staff is signed in no more. A page that is locked still rings, and shows nobody's journey. */
async function staffEvent(dependencies: AssistDependencies, before: StaffCaller): Promise<AssistEvent | undefined> {
  const { store, clock } = dependencies;
  const staff = await resolveStaff(dependencies, before.tokenHash);
  if (!staff) return undefined;
  const now = clock.now();
  const { staffId, role, locked, hospitalId } = staff;
  const [duty, assistRows] = await Promise.all([dutyOf(store, staffId, now), store.read(selectAssistOf({ staffId, now }))]);
  const rows = duty ? await store.read(selectOpenHelpCalls({ ...duty, limit: CALLS_SHOWN })) : [];
  const shown = rows.filter((row) => row.answeredBy === staffId || row.urgent === 1 || calls(row.stage as Stage, role));
  const assist = assistRows.find(({ endedAt }) => endedAt === null || endedAt > now - TOLD_AFTER_MS);
  return {
    at: 'staff',
    onDuty: duty !== undefined,
    locked,
    hospital: hospitalId,
    calls: shown.map((row) => presentAtStaff(dependencies, row, staff)),
    ...(assist && !locked ? { session: presentAtHelper(assist, now) } : {}),
  };
}
