import { useState } from 'preact/hooks';
import type { Slot } from '../../../client/wire.ts';
import { Action } from '../../../components/action/action.tsx';
import { DayStrip } from '../../../components/day-strip/day-strip.tsx';
import { wayDrawings } from '../../../components/pictogram/ways.ts';
import { Screen } from '../../../components/screen/screen.tsx';
import { departmentName, practitionerName } from '../../../i18n/named.ts';
import { clockOf, dayOf, shortDay } from '../../../i18n/when.ts';
import { answerOf, rememberedAnswer } from '../../../journey/answers.ts';
import { Loading } from '../../../shell/loading.tsx';
import { useLoad } from '../../../shell/use-load.ts';
import { useVisit, type Visit } from '../../../shell/visit.ts';
import { hospitalStep } from '../answers.ts';
import { isAway, type Week, weekOf } from '../free-slots.ts';
import { DayTimes } from './day-times.tsx';
import type { Wants } from './slot-filters.tsx';
import './slot.css';

/** A day, its morning or afternoon, and the times by doctor, of one hospital: that of this hall, or the one whose name was pressed. */
export function SlotScreen() {
  const visit = useVisit();
  const [week, retry] = useLoad(
    () => weekOf(visit),
    ({ hospital }) => hospital !== undefined && isAway(hospital),
  );
  if (week.state !== 'ready') return <Loading load={week} retry={retry} />;
  return week.value.days.some(({ open }) => open) ? <Times week={week.value} /> : <NothingFree week={week.value} retry={retry} />;
}

function Times({ week }: { readonly week: Week }) {
  const visit = useVisit();
  const { services, answers, language, say, act } = visit;
  const before = rememberedAnswer(answers, 'slot');
  const usual = before && week.days.some(({ day }) => day === dayOf(before.start)) ? dayOf(before.start) : undefined;
  const [chosen, setDay] = useState(usual ?? week.days.find(({ open }) => open)?.day ?? '');
  const [wants, setWants] = useState<Wants>([]);
  const { hospital, days, last, others } = week;
  const elsewhere = services.here !== undefined && hospital?.id !== services.here.hospital;
  const name = (language === 'zh' ? hospital?.name : hospital?.englishName) ?? '';
  return (
    <Screen
      title={say('slot.question')}
      lead={
        <p class="slot-hospital">
          <strong>{name}</strong>
          <span>{[departmentIn(visit), ...(elsewhere ? [say('slot.not-here')] : [])].join(' · ')}</span>
        </p>
      }
    >
      <DayStrip days={days} chosen={chosen} today={dayOf(services.now())} language={language} onPress={setDay} />
      <DayTimes
        key={chosen}
        hospital={hospital?.id ?? ''}
        day={chosen}
        lastDoctor={last?.practitioner.id}
        wants={wants}
        onWant={setWants}
      />
      <LastDoctor last={last} shown={chosen} onDay={setDay} />
      {others && <Action label={say('slot.other')} picture={wayDrawings.place} onPress={() => act.ask(hospitalStep(answers))} />}
    </Screen>
  );
}

function departmentIn({ answers, language }: Visit): string {
  const department = answerOf(answers, 'department');
  return department === undefined ? '' : departmentName(language, department.code, department.name, [department]);
}

interface LastDoctorProps {
  readonly last: Slot | undefined;
  readonly shown: string;
  readonly onDay: (day: string) => void;
}

/** Whoever was seen by a doctor goes there again, most times: on which day that is soonest. */
function LastDoctor({ last, shown, onDay }: LastDoctorProps) {
  const { services, language, say } = useVisit();
  if (last === undefined || dayOf(last.start) === shown) return null;
  const doctor = practitionerName(language, last.practitioner);
  const day = shortDay(language, dayOf(last.start), dayOf(services.now()));
  return <Action unshared label={say('slot.last-doctor', { doctor, day })} onPress={() => onDay(dayOf(last.start))} />;
}

/** Nothing in a week, or the hospital is away: said as it is, and another house is a press away and not a matter of course. */
function NothingFree({ week: { hospital, others }, retry }: { readonly week: Week; readonly retry: () => void }) {
  const { services, answers, language, say, window, act } = useVisit();
  const name = (language === 'zh' ? hospital?.name : hospital?.englishName) ?? '';
  const away = hospital !== undefined && isAway(hospital);
  const time = clockOf(hospital?.unreachableSince ?? services.now());
  return (
    <Screen
      title={say(away ? 'slot.away' : 'slot.none')}
      lead={<p>{away ? say('slot.away.since', { hospital: name, time }) : say('slot.none.where', { hospital: name })}</p>}
    >
      <p>{say('slot.none.what', { window })}</p>
      <div class="screen-actions">
        {away && <Action kind="main" label={say('trouble.retry')} picture={wayDrawings.again} onPress={retry} />}
        {others && (
          <Action
            kind={away ? 'plain' : 'main'}
            label={say('slot.other')}
            picture={wayDrawings.place}
            onPress={() => act.ask(hospitalStep(answers))}
          />
        )}
        {!away && <Action label={say('trouble.department')} onPress={() => act.ask('body-part')} />}
        <Action label={say('trouble.person')} picture={wayDrawings.staff} onPress={act.help} />
      </div>
    </Screen>
  );
}
