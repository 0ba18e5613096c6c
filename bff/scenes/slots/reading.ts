import type { SlotSnapshot } from '../../../adapters/port/slots.ts';

/**
 * What was said of one slot, and when it was asked for. A list may have a hundred thousand slots, and is kept until its end is seen: this
 * takes less than the rows of a reply do, because every slot has the same fields and shares the references that many have.
 */
class Said {
  readonly slot: Omit<SlotSnapshot, 'ref' | 'departmentRef' | 'practitionerRef' | 'startsAt' | 'endsAt' | 'free'> | undefined;
  readonly departmentRef: string;
  readonly practitionerRef: string | undefined;
  readonly startsAt: number;
  readonly endsAt: number;
  readonly free: number;
  readonly askedAt: number;

  constructor(slot: SlotSnapshot, free: number, askedAt: number, shared: (ref: string) => string) {
    const { ref: _ref, departmentRef, practitionerRef, startsAt, endsAt, free: _free, ...more } = slot;
    this.slot = Object.keys(more).length === 0 ? undefined : more;
    this.departmentRef = shared(departmentRef);
    this.practitionerRef = practitionerRef === undefined ? undefined : shared(practitionerRef);
    this.startsAt = startsAt;
    this.endsAt = endsAt;
    this.free = free;
    this.askedAt = askedAt;
  }

  snapshot(ref: string): SlotSnapshot {
    const { slot, departmentRef, practitionerRef, startsAt, endsAt, free } = this;
    const practitioner = practitionerRef === undefined ? {} : { practitionerRef };
    return { ref, departmentRef, ...practitioner, startsAt, endsAt, free, ...slot };
  }
}

/**
 * What a hospital said of its slots in one reading, each once. Of a slot that is mentioned twice the last word holds for where and when it
 * is, and the smaller number for its free places, as of the earlier time: too little is offered for a minute, and never too much.
 */
export class Reading {
  readonly #said = new Map<string, Said>();
  readonly #refs = new Map<string, string>();

  add(slot: SlotSnapshot, askedAt: number): void {
    const before = this.#said.get(slot.ref);
    const free = before ? Math.min(before.free, slot.free) : slot.free;
    this.#said.set(slot.ref, new Said(slot, free, before ? Math.min(before.askedAt, askedAt) : askedAt, this.#shared));
  }

  slots(): readonly SlotSnapshot[] {
    return [...this.#said].map(([ref, said]) => said.snapshot(ref));
  }

  /** The slots by the time at which they were asked for, the earliest first; those of one time are there while they are looked at. */
  *byTime(): Iterable<{ readonly askedAt: number; readonly slots: readonly SlotSnapshot[] }> {
    const times = new Map<number, string[]>();
    for (const [ref, { askedAt }] of this.#said) {
      const refs = times.get(askedAt) ?? [];
      refs.push(ref);
      times.set(askedAt, refs);
    }
    const ordered = [...times].sort(([one], [other]) => one - other);
    for (const [askedAt, refs] of ordered)
      yield { askedAt, slots: refs.flatMap((ref) => this.#said.get(ref)?.snapshot(ref) ?? []) };
  }

  readonly #shared = (ref: string): string => {
    const known = this.#refs.get(ref);
    if (known !== undefined) return known;
    this.#refs.set(ref, ref);
    return ref;
  };
}
