import type * as z from 'zod';
import type { drawer, drawers } from '../../contract/payments/schemas.ts';
import { auditPart } from '../../platform/audit/audit.ts';
import type { StaffCaller } from '../../platform/http/context.ts';
import type { KeyedRequest } from '../../platform/http/idempotency.ts';
import { shanghaiTime } from '../../platform/http/instants.ts';
import { type Decided, type KeyedWork, keyedOperation } from '../../platform/http/keyed-operation.ts';
import { type Answer, problem } from '../../platform/http/reply.ts';
import { limits } from '../../platform/limits/limits.ts';
import { dutyOf, endDutyPart, ON_DUTY } from '../identity/on-duty.ts';
import type { PaymentDependencies } from './dependencies.ts';
import {
  countDrawerPart,
  DRAWER_UNCOUNTED,
  type Drawer,
  openDrawer,
  readDrawerOf,
  readDrawersOf,
  readLastDrawers,
} from './drawer-rows.ts';
import { yuan } from './present.ts';

type DrawerBody = z.output<typeof drawer>;

const stateOf = ({ open, count }: Drawer): DrawerBody['state'] => (count ? 'counted' : open ? 'open' : 'not-counted');

/** What was counted beyond what was there and what came and went, fen; below 0 where something is missing. */
const differenceOf = ({ taken, given }: Drawer, { counted, opening }: NonNullable<Drawer['count']>) =>
  counted - opening - (taken - given);

function present(one: Drawer): DrawerBody {
  const { shiftId, since, taken, timesTaken, given, timesGiven, count } = one;
  return {
    id: shiftId,
    state: stateOf(one),
    since: shanghaiTime(since),
    taken: yuan(taken),
    timesTaken,
    given: yuan(given),
    timesGiven,
    ...(count
      ? {
          count: {
            at: shanghaiTime(count.at),
            counted: yuan(count.counted),
            float: yuan(count.opening),
            difference: differenceOf(one, count),
          },
        }
      : {}),
  };
}

/** What a shift has that nothing was taken or given back in. */
const empty = (shiftId: string, since: number): DrawerBody => ({
  id: shiftId,
  state: 'open',
  since: shanghaiTime(since),
  taken: yuan(0),
  timesTaken: 0,
  given: yuan(0),
  timesGiven: 0,
});

/** The drawer of the shift that the cashier is on, and the one before it. */
export async function readDrawers(
  { store, clock }: Pick<PaymentDependencies, 'store' | 'clock'>,
  { staffId }: StaffCaller,
): Promise<z.output<typeof drawers>> {
  const now = clock.now();
  const [duty, last] = await Promise.all([dutyOf(store, staffId, now), readLastDrawers(store, staffId, now)]);
  const current = last.find(({ shiftId }) => shiftId === duty?.shiftId);
  const before = last.find(({ shiftId }) => shiftId !== duty?.shiftId);
  return {
    ...(duty ? { now: current ? present(current) : empty(duty.shiftId, duty.since) } : {}),
    ...(before ? { before: present(before) } : {}),
  };
}

export interface CountOrder {
  readonly id: string;
  /** Fen. */
  readonly counted: number;
  readonly opening: number;
  readonly staff: StaffCaller;
  readonly request: KeyedRequest;
  readonly requestId: string;
}

/**
 * The cashier has counted and goes off duty: one unit ends the shift, so that nothing is taken after it, and keeps what they say beside
 * what the rows say. The ledger stays what it is.
 */
export async function countDrawer(dependencies: PaymentDependencies, order: CountOrder): Promise<Answer> {
  const { id, counted, opening, staff, request, requestId } = order;
  const { store, clock, ids } = dependencies;
  const shown = async () => {
    const found = await readDrawerOf(store, id, clock.now());
    return found?.staffId === staff.staffId ? { status: 200, body: present(found) } : problem('not-found');
  };
  return keyedOperation(dependencies, {
    request,
    requestId,
    runningMs: 0,
    undetermined: shown,
    work: async (): Promise<KeyedWork | Decided> => {
      const now = clock.now();
      const duty = await dutyOf(store, staff.staffId, now);
      if (!duty) return { answer: problem('not-on-duty') };
      if (duty.shiftId !== id) return { answer: problem('not-found') };
      const actor = { kind: 'staff', id: staff.staffId } as const;
      const audited = (action: string) =>
        auditPart(ids, now, { actor, action, subject: actor, requestId, deviceId: staff.deviceId });
      return {
        name: 'count-drawer',
        parts: [
          endDutyPart(duty, now),
          openDrawer({ ...duty, staffId: staff.staffId }),
          countDrawerPart({ shiftId: id, at: now, counted, opening }),
          audited('drawer.count'),
          audited('shift.end'),
        ],
        reply: { resourceId: id, wait: shown },
        refused: async (guard) => {
          if (guard === ON_DUTY) return { answer: problem('not-on-duty') };
          if (guard === DRAWER_UNCOUNTED) return { answer: await shown() };
          throw new TypeError(`no reply for the guard ${guard}`);
        },
      };
    },
  });
}

/** A drawer as an operator sees it, fen. */
export interface DrawerOfDay {
  readonly hospital: string;
  readonly cashier: string;
  readonly number: string;
  readonly since: string;
  readonly state: DrawerBody['state'];
  readonly taken: number;
  readonly timesTaken: number;
  readonly given: number;
  readonly timesGiven: number;
  /** Absent where nobody counted. */
  readonly counted?: number;
  readonly float?: number;
  readonly difference?: number;
}

const DAY_MS = 24 * 3600 * 1000;

/** The drawers of the shifts that began on a day in +08:00, `YYYY-MM-DD`, the oldest first. `more`: some are left out. */
export async function drawersOf(
  { store, clock }: Pick<PaymentDependencies, 'store' | 'clock'>,
  day: string,
): Promise<{ readonly drawers: readonly DrawerOfDay[]; readonly more: boolean }> {
  const from = Date.parse(`${day}T00:00:00+08:00`);
  const found = await readDrawersOf(store, { from, to: from + DAY_MS, now: clock.now() });
  const most = limits.drawersShown.figure;
  return {
    drawers: found.slice(0, most).map((one) => {
      const { hospitalId: hospital, staffName: cashier, staffNumber: number, since, count } = one;
      const { taken, timesTaken, given, timesGiven } = one;
      const said = count ? { counted: count.counted, float: count.opening, difference: differenceOf(one, count) } : {};
      const sums = { taken, timesTaken, given, timesGiven };
      return { hospital, cashier, number, since: shanghaiTime(since), state: stateOf(one), ...sums, ...said };
    }),
    more: found.length > most,
  };
}
