import type { SlotSnapshot } from '../../../adapters/port/slots.ts';

type Beyond = Omit<SlotSnapshot, 'ref' | 'departmentRef' | 'practitionerRef' | 'startsAt' | 'endsAt' | 'free'>;

/** Numbers that are kept of each slot: since when, until when, how many are free, and when it was asked for. */
const NUMBERS = 4;
const ROWS_AT_FIRST = 1_024;

/**
 * What a hospital said of its slots in one reading, each once. Of a slot that is mentioned twice the last word holds for where and when it
 * is, and the smaller number for its free places, as of the earlier time: too little is offered for a minute, and never too much.
 *
 * A list may have a hundred thousand slots, and is kept until its end is seen: numbers lie in one array, and references that many slots
 * share are kept once, which takes a third of what the rows of a reply do.
 */
export class Reading {
  readonly #places = new Map<string, number>();
  readonly #refs = new Map<string, string>();
  readonly #departments: string[] = [];
  readonly #practitioners: (string | undefined)[] = [];
  /** Of the few slots that have a fee or a clinic. */
  readonly #beyond = new Map<number, Beyond>();
  #numbers = new Float64Array(ROWS_AT_FIRST * NUMBERS);

  add(slot: SlotSnapshot, askedAt: number): void {
    const { ref, departmentRef, practitionerRef, startsAt, endsAt, free, feeFen, clinic } = slot;
    const before = this.#places.get(ref);
    const place = before ?? this.#places.size;
    if (before === undefined) this.#places.set(ref, place);
    const known = before === undefined ? undefined : this.#numbersOf(place);
    this.#departments[place] = this.#shared(departmentRef);
    this.#practitioners[place] = practitionerRef === undefined ? undefined : this.#shared(practitionerRef);
    this.#write(place, [startsAt, endsAt, Math.min(known?.free ?? free, free), Math.min(known?.askedAt ?? askedAt, askedAt)]);
    const beyond = { ...(feeFen === undefined ? {} : { feeFen }), ...(clinic === undefined ? {} : { clinic }) };
    if (Object.keys(beyond).length > 0) this.#beyond.set(place, beyond);
    else this.#beyond.delete(place);
  }

  slots(): readonly SlotSnapshot[] {
    return [...this.#places].map(([ref, place]) => this.#snapshot(ref, place));
  }

  /** The slots by the time at which they were asked for, the earliest first; those of one time are there while they are looked at. */
  *byTime(): Iterable<{ readonly askedAt: number; readonly slots: readonly SlotSnapshot[] }> {
    const times = new Map<number, (readonly [string, number])[]>();
    for (const [ref, place] of this.#places) {
      const { askedAt } = this.#numbersOf(place);
      const asked = times.get(askedAt) ?? [];
      asked.push([ref, place]);
      times.set(askedAt, asked);
    }
    const ordered = [...times].sort(([one], [other]) => one - other);
    for (const [askedAt, asked] of ordered) yield { askedAt, slots: asked.map(([ref, place]) => this.#snapshot(ref, place)) };
  }

  #snapshot(ref: string, place: number): SlotSnapshot {
    const { startsAt, endsAt, free } = this.#numbersOf(place);
    const practitionerRef = this.#practitioners[place];
    const practitioner = practitionerRef === undefined ? {} : { practitionerRef };
    return {
      ref,
      departmentRef: this.#departments[place] ?? '',
      ...practitioner,
      startsAt,
      endsAt,
      free,
      ...this.#beyond.get(place),
    };
  }

  #numbersOf(place: number): { startsAt: number; endsAt: number; free: number; askedAt: number } {
    const at = place * NUMBERS;
    const [startsAt = 0, endsAt = 0, free = 0, askedAt = 0] = this.#numbers.subarray(at, at + NUMBERS);
    return { startsAt, endsAt, free, askedAt };
  }

  #write(place: number, numbers: readonly number[]): void {
    const at = place * NUMBERS;
    if (at >= this.#numbers.length) {
      const larger = new Float64Array(this.#numbers.length * 2);
      larger.set(this.#numbers);
      this.#numbers = larger;
    }
    this.#numbers.set(numbers, at);
  }

  #shared(ref: string): string {
    const known = this.#refs.get(ref);
    if (known !== undefined) return known;
    this.#refs.set(ref, ref);
    return ref;
  }
}
