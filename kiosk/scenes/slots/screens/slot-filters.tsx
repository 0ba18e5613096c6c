import type { Slot } from '../../../client/wire.ts';
import { feeOf } from '../../../i18n/named.ts';
import { useVisit } from '../../../shell/visit.ts';

/** What somebody may want of a time besides the half day: a doctor of high title; or the lowest fee of the day. */
const WANTS = ['expert', 'cheap'] as const;
export type Want = (typeof WANTS)[number];
export type Wants = readonly Want[];

/** 主任医师 and 副主任医师, of Chinese medicine too: what people call 专家. */
const EXPERT = /主任(中)?医师/;

const lowestFee = (slots: readonly Slot[]) => Math.min(...slots.map(({ price }) => price.amount));

function fits(want: Want, slot: Slot, lowest: number): boolean {
  return want === 'expert' ? EXPERT.test(slot.practitioner.title) : slot.price.amount === lowest;
}

/** Those of a day that are as somebody wants them. */
export function slotsAsWanted(slots: readonly Slot[], wants: Wants): readonly Slot[] {
  const lowest = lowestFee(slots);
  return slots.filter((slot) => wants.every((want) => fits(want, slot, lowest)));
}

export interface SlotFiltersProps {
  /** All of the day. */
  readonly slots: readonly Slot[];
  readonly wants: Wants;
  readonly onChange: (wants: Wants) => void;
}

/** On somebody's own phone: only what divides the day is offered, and one press shows all of it again. */
export function SlotFilters({ slots, wants, onChange }: SlotFiltersProps) {
  const { language, say } = useVisit();
  const lowest = lowestFee(slots);
  const dividing = WANTS.filter((want) => {
    const found = slots.filter((slot) => fits(want, slot, lowest)).length;
    return wants.includes(want) || (found > 0 && found < slots.length);
  });
  if (dividing.length === 0) return null;
  const toggle = (want: Want) => onChange(wants.includes(want) ? wants.filter((one) => one !== want) : [...wants, want]);
  return (
    <div class="halves">
      {dividing.map((want) => (
        <button key={want} type="button" class="half" aria-pressed={wants.includes(want)} onClick={() => toggle(want)}>
          {say(`slot.want.${want}`, { fee: feeOf(language, { amount: lowest }) })}
        </button>
      ))}
      {wants.length > 0 && (
        <button type="button" class="half" onClick={() => onChange([])}>
          {say('slot.want.all')}
        </button>
      )}
    </div>
  );
}
