import type { InboundMessage, Sink } from '../../../adapters/port.ts';
import { insertMessagePart, selectMessage } from '../../partners/inbox.ts';
import { errorFields } from '../../platform/log.ts';
import { commit } from '../../platform/store/commit.ts';
import type { Part } from '../../platform/store/store.ts';
import { wakeTaskPart } from '../../platform/tasks/task-rows.ts';
import type { AppointmentDependencies } from './dependencies.ts';
import { withdrawSlot } from './slot-rows.ts';
import { pushedParts, rereadSlot, slotIdOf } from './sync-slots.ts';
import { WATCH_BOOKINGS } from './watch-bookings.ts';

/** Slots that one message may have read again; of a longer one the next sync sees the rest. */
const SLOTS_MAX = 50;
/** Slots that one message may bring with it, so that what it brings is committed with it. */
const PUSHED_MAX = 48;

/**
 * Where a hospital's own messages go. A message is applied once, whoever delivers it how often; it is acknowledged only after the
 * commit; and it only says where to look: what is true is read from the hospital (store.md §3).
 */
export function sinkOf(dependencies: AppointmentDependencies, hospitalId: string): Sink {
  return { accept: (message) => accept(dependencies, hospitalId, message) };
}

async function accept(
  dependencies: AppointmentDependencies,
  hospitalId: string,
  message: InboundMessage,
): Promise<'accepted' | 'duplicate' | 'conflict'> {
  const { store, clock, metrics, tasks } = dependencies;
  const parts: Part[] = [insertMessagePart(hospitalId, message, clock.now())];
  if (aboutBookings(dependencies, hospitalId, message)) parts.push(wakeTaskPart(WATCH_BOOKINGS, hospitalId, clock.now()));
  parts.push(...(await broughtParts(dependencies, hospitalId, message)));
  const committed = await commit(dependencies, 'receive-push', 'outcomes', parts);
  if (!committed.ok) {
    const [before] = await store.read(selectMessage({ source: hospitalId, id: message.id }));
    return before?.hash === message.hash ? 'duplicate' : 'conflict';
  }
  metrics.count('onedoor_pushes_total', `hospital="${hospitalId}"`);
  tasks.poke();
  void readAgain(dependencies, hospitalId, message);
  return 'accepted';
}

/**
 * What a hospital that can not be asked says of its slots: committed with the message. One that can be asked is asked instead, whatever
 * it pushes.
 */
async function broughtParts(
  dependencies: AppointmentDependencies,
  hospitalId: string,
  { changes }: InboundMessage,
): Promise<readonly Part[]> {
  if (dependencies.hospitals.capabilities(hospitalId).slots) return [];
  const parts: Part[] = [];
  for (const change of changes.slice(0, PUSHED_MAX)) {
    const now = dependencies.clock.now();
    if (change.kind === 'snapshot')
      parts.push(...(await pushedParts(dependencies, { hospitalId, askedAt: Math.min(change.asOf, now), slots: [change.slot] })));
    if (change.kind === 'withdrawn') parts.push(withdrawSlot({ id: slotIdOf(hospitalId, change.ref), askedAt: now }));
  }
  return parts;
}

/** A booking that changed is found by the watch, which looks now instead of in half a minute. */
function aboutBookings({ hospitals }: AppointmentDependencies, hospitalId: string, { changes }: InboundMessage): boolean {
  return changes.some(({ kind }) => kind === 'booking') && hospitals.capabilities(hospitalId).listBookings;
}

/** Nobody waits for it, and the next sync sees it anyway. */
async function readAgain(dependencies: AppointmentDependencies, hospitalId: string, { changes }: InboundMessage): Promise<void> {
  try {
    for (const change of changes.slice(0, SLOTS_MAX))
      if (change.kind === 'slot') await rereadSlot(dependencies, hospitalId, change.ref);
  } catch (error) {
    dependencies.log.write('warn', 'push.not-read-again', { hospitalId, ...errorFields(error) });
  }
}
