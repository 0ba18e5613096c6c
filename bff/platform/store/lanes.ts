import { limits } from '../limits/limits.ts';
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
/** Nobody waits for these. One call takes no more of each than its share: what is committed together is waited for together. */
const UNHURRIED: ReadonlySet<Lane> = new Set(['sync', 'background']);
const LANES = Object.keys(SHARE) as readonly Lane[];

/** At most this many units wait in all; `access`, `sync` and `background` may fill only half. */
const WAITING_MAX = limits.unitsWaiting.figure;

/**
 * The units that wait, by lane. Interactive work is served first but never alone, so that a flood of bookings does not stop
 * outcomes from being written down, and a sync never stops a booking.
 */
export class Lanes {
  readonly #queues = new Map<Lane, Waiting[]>(LANES.map((lane) => [lane, []]));
  #size = 0;
  #turn = 0;
  #served = 0;

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

  /**
   * Up to `max` units whose deadline has not passed; the others are rejected with `UnitExpired`. Whose turn it is stays known from
   * call to call, so that a caller who takes one at a time serves every lane its share too.
   */
  take(max: number, now: number): Waiting[] {
    const taken: Waiting[] = [];
    const unhurried = new Map<Lane, number>();
    let empty = 0;
    while (taken.length < max && empty < LANES.length) {
      const lane = LANES[this.#turn] as Lane;
      const before = unhurried.get(lane) ?? 0;
      const room = Math.min(SHARE[lane] - Math.max(this.#served, before), max - taken.length);
      const next = this.#shift(lane, room, now);
      taken.push(...next);
      if (UNHURRIED.has(lane)) unhurried.set(lane, before + next.length);
      this.#served += next.length;
      if (taken.length === max && this.#served < SHARE[lane]) break;
      empty = next.length > 0 ? 0 : empty + 1;
      this.#turn = (this.#turn + 1) % LANES.length;
      this.#served = 0;
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
