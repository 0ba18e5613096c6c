import { distanceTo } from '../../../client/nearness.ts';
import type { Hospital } from '../../../client/wire.ts';
import { type Choice, ChoiceList } from '../../../components/choice-list/choice-list.tsx';
import { Screen } from '../../../components/screen/screen.tsx';
import { boundsOf, clockOf, comesAt, dayOf, sayDay } from '../../../i18n/when.ts';
import { rememberedAnswer } from '../../../journey/answers.ts';
import { Loading } from '../../../shell/loading.tsx';
import { useLoad } from '../../../shell/use-load.ts';
import { useLimits, useVisit, type Visit } from '../../../shell/visit.ts';
import { type Offer, offersOfDay, someAway } from '../../slots/free-slots.ts';

/** The hospitals of the day, the nearest first. Those that can not be had are shown with the reason: a gap looks like a mistake. */
export function HospitalScreen() {
  const visit = useVisit();
  const { say } = visit;
  const { choicesMax } = useLimits('hospital');
  const [offers, retry] = useLoad(() => offersOfDay(visit), someAway);
  if (offers.state !== 'ready') return <Loading load={offers} retry={retry} />;
  const { day, offers: shown } = offers.value;
  const hospitals = shown.map(({ hospital }) => hospital);
  return (
    <Screen title={say('hospital.question')}>
      <ChoiceList choices={shown.map((offer) => choiceOf(offer, day, hospitals, visit))} say={say} atOnce={choicesMax} />
    </Screen>
  );
}

function choiceOf({ hospital, slots }: Offer, day: string, hospitals: readonly Hospital[], visit: Visit): Choice {
  const { answers, language, say, act } = visit;
  const title = language === 'zh' ? hospital.name : hospital.englishName;
  const closed = closedBecause(hospital, slots.length, day, visit);
  if (closed !== undefined) return { key: hospital.id, title, hint: closed, closed: true };
  const [first] = slots;
  const time = clockOf(first ? comesAt(first) : 0);
  const count = slots.reduce((sum, { free }) => sum + free, 0);
  return {
    key: hospital.id,
    title,
    hint: `${distanceWords(hospital, hospitals, visit)}${say('hospital.first', { time, count })}`,
    chosen: rememberedAnswer(answers, 'hospital') === hospital.id,
    onPress: () => act.settle('hospital', hospital.id),
  };
}

function closedBecause(hospital: Hospital, free: number, day: string, { services, language, say }: Visit): string | undefined {
  if (!hospital.can.book) return say('hospital.no-booking');
  if (!hospital.reachable) return say('hospital.unreachable', { time: clockOf(hospital.unreachableSince ?? services.now()) });
  if (free > 0) return undefined;
  const { from, to } = boundsOf(day);
  const closure = hospital.closures.find((one) => Date.parse(one.from) < Date.parse(to) && Date.parse(one.to) > Date.parse(from));
  if (closure === undefined) return say('hospital.full');
  const today = dayOf(services.now());
  const between = {
    from: sayDay(language, dayOf(closure.from), today),
    to: sayDay(language, dayOf(closure.to), today),
  };
  return `${closure.note[language]} ${say('hospital.closed', between)}`;
}

/** "就在这里，" or "离这里3.2公里，"; nothing where nobody knows. */
export function distanceWords(hospital: Hospital, hospitals: readonly Hospital[], { services, language, say }: Visit): string {
  const comma = language === 'zh' ? '，' : ', ';
  if (hospital.id === services.device.record.hospital) return say('hospital.here') + comma;
  const distances = hospital.campuses.flatMap(
    ({ name }) => distanceTo(hospitals, services.device.record, { hospital: hospital.id, campus: name }) ?? [],
  );
  if (distances.length === 0) return '';
  return say('hospital.distance', { distance: Math.min(...distances).toFixed(1) }) + comma;
}
