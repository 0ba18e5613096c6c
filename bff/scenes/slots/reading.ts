import type { SlotSnapshot } from '../../../adapters/port/slots.ts';

/** What was said of one slot, and when it was asked for. */
interface Said {
  readonly slot: SlotSnapshot;
  readonly askedAt: number;
}

/**
 * What a hospital said of its slots in one reading, each once. Of a slot that is mentioned twice the last word holds for where and when it
 * is, and the smaller number for its free places, as of the earlier time: too little is offered for a minute, and never too much.
 */
export class Reading {
  readonly #said = new Map<string, Said>();

  add(slot: SlotSnapshot, askedAt: number): void {
    const before = this.#said.get(slot.ref);
    if (!before) this.#said.set(slot.ref, { slot, askedAt });
    else {
      const free = Math.min(before.slot.free, slot.free);
      this.#said.set(slot.ref, { slot: { ...slot, free }, askedAt: Math.min(before.askedAt, askedAt) });
    }
  }

  slots(): readonly SlotSnapshot[] {
    return [...this.#said.values()].map(({ slot }) => slot);
  }

  /** The slots by the time at which they were asked for, the earliest first. */
  byTime(): readonly { readonly askedAt: number; readonly slots: readonly SlotSnapshot[] }[] {
    const times = new Map<number, SlotSnapshot[]>();
    for (const { slot, askedAt } of this.#said.values()) {
      const slots = times.get(askedAt) ?? [];
      slots.push(slot);
      times.set(askedAt, slots);
    }
    return [...times].sort(([one], [other]) => one - other).map(([askedAt, slots]) => ({ askedAt, slots }));
  }
}
