import { useState } from 'preact/hooks';
import { isHere } from '../../../client/nearness.ts';
import type { Slot } from '../../../client/wire.ts';
import { Pages } from '../../../components/pages/pages.tsx';
import { campusOf, feeOf, practitionerName, titleOf } from '../../../i18n/named.ts';
import { clockOf, comesAt, halfOf, numberOf, timeOf } from '../../../i18n/when.ts';
import { rememberedAnswer } from '../../../journey/answers.ts';
import { useLoad } from '../../../shell/use-load.ts';
import { useVisit } from '../../../shell/visit.ts';
import { slotsOn } from '../free-slots.ts';
import { SlotFilters, slotsAsWanted, type Wants } from './slot-filters.tsx';
import './day-times.css';

const HALVES = ['morning', 'afternoon', 'evening'] as const;
type Half = (typeof HALVES)[number];

export interface DayTimesProps {
  readonly hospital: string;
  readonly day: string;
  /** Whose times stand first. */
  readonly lastDoctor: string | undefined;
  /** What somebody wants of a time; asked for on their own phone. */
  readonly wants: Wants;
  readonly onWant: (wants: Wants) => void;
}

/** What is free on one day: the half day, then each doctor with their times. */
export function DayTimes({ hospital, day, lastDoctor, wants, onWant }: DayTimesProps) {
  const visit = useVisit();
  const { services, answers, say, window } = visit;
  const [slots, retry] = useLoad(() => slotsOn(visit, hospital, day));
  const [picked, setHalf] = useState<Half>();
  if (slots.state === 'loading') return <p role="status">{say('wait.loading')}</p>;
  if (slots.state === 'problem')
    return (
      <button type="button" class="action action-main" onClick={retry}>
        {say('trouble.retry')} {say(`problem.${slots.problem.code}`, { window })}
      </button>
    );
  const wanted = slotsAsWanted(slots.value, wants);
  const halves = HALVES.filter((half) => wanted.some((slot) => halfOf(slot) === half));
  const before = wanted.find(({ id }) => id === rememberedAnswer(answers, 'slot')?.id);
  // A half day that was picked may have nothing of what is wanted since.
  const chosen = picked !== undefined && halves.includes(picked) ? picked : undefined;
  const half = chosen ?? (before && halfOf(before)) ?? halves[0];
  const shown = wanted.filter((slot) => halfOf(slot) === half);
  if (slots.value.length === 0) return <p role="status">{say('slot.gone')}</p>;
  const filters = services.device === undefined && <SlotFilters slots={slots.value} {...{ wants }} onChange={onWant} />;
  if (shown.length === 0)
    return (
      <>
        {filters}
        <p role="status">{say('slot.want.none')}</p>
      </>
    );
  return (
    <>
      {filters}
      <Halves halves={halves} chosen={half} onPress={setHalf} />
      <Pages
        key={`${half} ${wants.join()}`}
        items={byDoctor(shown, lastDoctor)}
        keyOf={({ key }) => key}
        atOnce={GROUPS_AT_ONCE}
        say={say}
        startAt={byDoctor(shown, lastDoctor).findIndex((group) => group.slots.includes(before as Slot))}
      >
        {(groups) => (
          <ul class="doctors">
            {groups.map((group) => (
              <li key={group.key}>
                <Doctor {...group} chosen={before?.id} last={group.slots[0]?.practitioner.id === lastDoctor} />
              </li>
            ))}
          </ul>
        )}
      </Pages>
    </>
  );
}

const GROUPS_AT_ONCE = 6;

interface HalvesProps {
  readonly halves: readonly Half[];
  readonly chosen: Half | undefined;
  readonly onPress: (half: Half) => void;
}

function Halves({ halves, chosen, onPress }: HalvesProps) {
  const { say } = useVisit();
  return (
    <div class="halves">
      {HALVES.filter((half) => half !== 'evening' || halves.includes(half)).map((half) => (
        <button
          key={half}
          type="button"
          class="half"
          aria-pressed={half === chosen}
          disabled={!halves.includes(half)}
          onClick={() => onPress(half)}
        >
          {say(`clinic.${half}`)}
          {!halves.includes(half) && <span class="half-note">{say('slot.half-full')}</span>}
        </button>
      ))}
    </div>
  );
}

interface Group {
  readonly key: string;
  readonly slots: readonly Slot[];
}

/** Times of one doctor that stand together: two rows of them. */
const TIMES_TOGETHER = 8;

/** The doctor whom one knows first, then by who is free first. */
function byDoctor(slots: readonly Slot[], lastDoctor: string | undefined): readonly Group[] {
  const doctors = new Map<string, Slot[]>();
  const placeOf = ({ practitioner, place }: Slot) => `${practitioner.id} ${place.campus}`;
  for (const slot of slots) doctors.set(placeOf(slot), [...(doctors.get(placeOf(slot)) ?? []), slot]);
  const isLast = (all: readonly Slot[]) => Number(all[0]?.practitioner.id === lastDoctor);
  const ordered = [...doctors].sort(([, left], [, right]) => isLast(right) - isLast(left));
  return ordered.flatMap(([doctor, all]) =>
    Array.from({ length: Math.ceil(all.length / TIMES_TOGETHER) }, (_, at) => ({
      key: `${doctor} ${at}`,
      slots: all.slice(at * TIMES_TOGETHER, (at + 1) * TIMES_TOGETHER),
    })),
  );
}

interface DoctorProps {
  readonly slots: readonly Slot[];
  readonly chosen: string | undefined;
  readonly last: boolean;
}

function Doctor({ slots, chosen, last }: DoctorProps) {
  const { services, language, say, act } = useVisit();
  const [first] = slots;
  if (first === undefined) return null;
  const { practitioner, price, place } = first;
  // A hospital may have several houses: of the one in which one stands nothing is said.
  const campus = isHere(services.here, place) ? '' : ` · ${campusOf(language, place)}`;
  const name = practitionerName(language, practitioner);
  return (
    <section class="doctor" aria-label={name}>
      <p class="doctor-name">
        <strong>{name}</strong> {titleOf(language, practitioner.title)} · {feeOf(language, price)}
        {campus}
        {last && <span class="doctor-last">{say('slot.last')}</span>}
      </p>
      <div class="times">
        {slots.map((slot) => (
          <button
            key={slot.id}
            type="button"
            class={`time ${slot.clinic ? 'time-wide' : ''} ${slot.id === chosen ? 'time-chosen' : ''}`}
            // What stands on a number says all of it; a clock alone does not say until when, and with whom.
            aria-label={slot.clinic ? undefined : `${timeOf(language, slot)} ${name}`}
            onClick={() => act.settle('slot', slot)}
          >
            {slot.clinic ? timeOf(language, slot) : clockOf(comesAt(slot))}
            {slot.clinic && <span class="time-number">{numberOf(language, slot)}</span>}
          </button>
        ))}
      </div>
    </section>
  );
}
