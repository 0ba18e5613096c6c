import type { Commit, Lane, Unit } from './store.ts';
import { StoreOverloaded, UnitExpired } from './store.ts';

/** A unit that waits for its turn, and the caller that waits for it. */
export interface Waiting {
  readonly unit: Unit;
  resolve(commit: Commit): void;
  reject(error: Error): void;
}

/** Units taken from each lane in one round; what is left of a round goes to whoever waits. */
const SHARE: Record<Lane, number> = { interactive: 16, outcomes: 12, access: 8, sync: 2, background: 2 };
const LANES = Object.keys(SHARE) as readonly Lane[];

/** At most this many units wait in all (store.md §1); `access`, `sync` and `background` may fill only half. */
const WAITING_MAX = 1000;

/**
 * The units that wait, by lane. Interactive work is served first but never alone, so that a flood of bookings does not stop
 * outcomes from being written down, and a sync never stops a booking.
 */
export class Lanes {
  readonly #queues = new Map<Lane, Waiting[]>(LANES.map((lane) => [lane, []]));
  #size = 0;

  get size(): number {
    return this.#size;
  }

  /** @throws StoreOverloaded when the store accepts no more. Outcomes are always accepted: they only free what waits. */
  push(waiting: Waiting): void {
    const lane = waiting.unit.lane;
    const limit = lane === 'interactive' ? WAITING_MAX : WAITING_MAX / 2;
    if (lane !== 'outcomes' && this.#size >= limit) throw new StoreOverloaded();
    this.#queues.get(lane)?.push(waiting);
    this.#size += 1;
  }

  /** Up to `max` units whose deadline has not passed; the others are rejected with `UnitExpired`. */
  take(max: number, now: number): Waiting[] {
    const taken: Waiting[] = [];
    let progress = true;
    while (taken.length < max && progress) {
      progress = false;
      for (const lane of LANES) {
        const room = Math.min(SHARE[lane], max - taken.length);
        const next = this.#shift(lane, room, now);
        if (next.length > 0) progress = true;
        taken.push(...next);
      }
    }
    return taken;
  }

  #shift(lane: Lane, room: number, now: number): Waiting[] {
    const queue = this.#queues.get(lane) ?? [];
    const taken: Waiting[] = [];
    let used = 0;
    while (taken.length < room && used < queue.length) {
      const waiting = queue[used] as Waiting;
      used += 1;
      if (waiting.unit.deadline < now) waiting.reject(new UnitExpired());
      else taken.push(waiting);
    }
    queue.splice(0, used);
    this.#size -= used;
    return taken;
  }
}
