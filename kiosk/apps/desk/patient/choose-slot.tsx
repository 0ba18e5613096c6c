import type { Department, Hospital, Slot } from '../../../client/wire.ts';
import { feeOf, practitionerName, titleOf } from '../../../i18n/named.ts';
import { dayOf, numberOf, sayDay, timeOf } from '../../../i18n/when.ts';
import { Notice } from '../../../staff/parts.tsx';
import { useLanguage, useSay } from '../../../staff/saying.ts';
import { useDesk } from '../at-desk.ts';
import { Choices } from '../choices.tsx';
import { Heading } from '../heading.tsx';
import { Act } from '../keys.tsx';
import { person, booking as words } from '../patient-words.ts';
import type { FreeSlots } from './use-free-slots.ts';

interface ChooseDayProps {
  readonly department: Department;
  readonly hospital: Hospital;
  readonly free: FreeSlots;
  readonly onBack: () => void;
  readonly onChosen: (day: string) => void;
}

export function ChooseDay({ department, hospital, free, onBack, onChosen }: ChooseDayProps) {
  const say = useSay();
  const language = useLanguage();
  const { at } = useDesk();
  const { slots } = free;
  const days = [...new Set((slots ?? []).map(({ start }) => dayOf(start)))];
  const freeOn = (day: string) =>
    (slots ?? []).filter(({ start }) => dayOf(start) === day).reduce((sum, { free: count }) => sum + count, 0);
  return (
    <>
      <Heading>{say(words.day)}</Heading>
      <p>{language === 'zh' ? `${department.name} · ${hospital.name}` : `${department.englishName} · ${hospital.englishName}`}</p>
      <Notice word={free.notice ?? (slots === undefined ? person.loading : undefined)} />
      {slots?.length === 0 && <p class="notice">{say(words.full)}</p>}
      <Choices
        label={say(words.day)}
        choices={days.map((day) => ({
          id: day,
          title: sayDay(language, day, dayOf(at)),
          aside: say(words.free, { count: freeOn(day) }),
          run: () => onChosen(day),
        }))}
      />
      <Act keys="Escape" word={words.back} run={onBack} />
    </>
  );
}

interface ChooseTimeProps {
  readonly day: string;
  readonly free: FreeSlots;
  readonly onBack: () => void;
  readonly onChosen: (slot: Slot) => void;
}

export function ChooseTime({ day, free, onBack, onChosen }: ChooseTimeProps) {
  const say = useSay();
  const language = useLanguage();
  const { at } = useDesk();
  const slots = (free.slots ?? []).filter(({ start }) => dayOf(start) === day);
  const title = say(words.time, { day: sayDay(language, day, dayOf(at)) });
  return (
    <>
      <Heading>{title}</Heading>
      <Notice word={free.notice} />
      {slots.length === 0 && <p class="notice">{say(words.full)}</p>}
      <Choices
        label={title}
        choices={slots.map((slot) => ({
          id: slot.id,
          title: [timeOf(language, slot), numberOf(language, slot)].filter((word) => word !== '').join(' '),
          aside: `${practitionerName(language, slot.practitioner)} ${titleOf(language, slot.practitioner.title)} · ${feeOf(language, slot.price)}`,
          act: say(words.free, { count: slot.free }),
          run: () => onChosen(slot),
        }))}
      />
      <Act keys="Escape" word={words.back} run={onBack} />
    </>
  );
}
