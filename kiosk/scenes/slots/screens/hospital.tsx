import { useState } from 'preact/hooks';
import { distanceTo, kilometresFrom } from '../../../client/nearness.ts';
import type { Position } from '../../../client/own-browser.ts';
import type { Hospital } from '../../../client/wire.ts';
import { Action } from '../../../components/action/action.tsx';
import { type Choice, ChoiceList } from '../../../components/choice-list/choice-list.tsx';
import { wayDrawings } from '../../../components/pictogram/ways.ts';
import { Screen } from '../../../components/screen/screen.tsx';
import { addressOf, departmentName } from '../../../i18n/named.ts';
import { boundsOf, clockOf, comesAt, dayOf, sayDay, shortDay } from '../../../i18n/when.ts';
import { answerOf, rememberedAnswer } from '../../../journey/answers.ts';
import { Loading } from '../../../shell/loading.tsx';
import { useLoad } from '../../../shell/use-load.ts';
import { useLimits, useVisit, type Visit } from '../../../shell/visit.ts';
import { isAway, type Offer, offersOf } from '../free-slots.ts';
import './hospital.css';

type HospitalStep = 'elsewhere' | 'hospital';

/** This house has no such department, or one stands in no house. Which other one has, how far it is and how one gets there: before any time is shown. */
export function ElsewhereScreen() {
  const { services, answers, language, say, act } = useVisit();
  // On somebody's own phone every house is another one.
  if (services.here === undefined) return <Hospitals step="elsewhere" title={say('hospital.question')} />;
  const department = answerOf(answers, 'department');
  const name = department && departmentName(language, department.code, department.name, [department]);
  return (
    <Hospitals
      step="elsewhere"
      title={say('elsewhere.question', { department: name ?? '' })}
      lead={<p>{say('elsewhere.lead')}</p>}
    >
      <Action label={say('elsewhere.here')} onPress={() => act.settle('body-part', 'name')} />
      <Action label={say('trouble.person')} picture={wayDrawings.staff} onPress={act.help} />
    </Hospitals>
  );
}

/** Another hospital than the one that was shown. */
export function HospitalScreen() {
  const { say } = useVisit();
  return <Hospitals step="hospital" title={say('hospital.question')} />;
}

interface HospitalsProps extends Pick<Parameters<typeof Screen>[0], 'title' | 'lead' | 'children'> {
  readonly step: HospitalStep;
}

/** The nearest first. Those that can not be had stand after the others, with the reason: a gap looks like a mistake. */
function Hospitals({ step, title, lead, children }: HospitalsProps) {
  const visit = useVisit();
  const { services, say } = visit;
  const { choicesMax } = useLimits(step);
  // It stays on this screen: nobody is told, and nothing keeps it.
  const [at, setAt] = useState<Position | 'unknown'>();
  const [offers, retry] = useLoad(
    () => offersOf(visit),
    ({ offers: found }) => found.some(({ hospital }) => isAway(hospital)),
  );
  if (offers.state !== 'ready') return <Loading load={offers} retry={retry} />;
  const { city, unproved } = offers.value;
  const from = at === 'unknown' ? undefined : at;
  const choices = nearestOf(offers.value.offers, from).map((offer) => choiceOf({ offer, city, unproved, step, from }, visit));
  const ordered = [...choices.filter(({ closed }) => !closed), ...choices.filter(({ closed }) => closed)];
  return (
    <Screen title={title} lead={lead}>
      {choices.length > 1 && <NearestFirst at={at} onAt={setAt} locate={services.browser?.locate} />}
      {/* In another order it begins at its first page. */}
      <ChoiceList key={at === undefined ? 'usual' : 'nearest'} choices={ordered} say={say} atOnce={choicesMax} />
      {children !== undefined && <div class="screen-actions is-row">{children}</div>}
    </Screen>
  );
}

interface NearestFirstProps {
  readonly at: Position | 'unknown' | undefined;
  readonly onAt: (at: Position | 'unknown') => void;
  readonly locate: (() => Promise<Position | undefined>) | undefined;
}

/** Where the phone is, is asked for by this press and by nothing else; whoever does not allow it has the list as it was. */
function NearestFirst({ at, onAt, locate }: NearestFirstProps) {
  const { say } = useVisit();
  if (locate === undefined) return null;
  return (
    <div class="nearest-first">
      {at === undefined ? (
        <Action
          label={say('hospital.near')}
          picture={wayDrawings.place}
          onPress={() => void locate().then((found) => onAt(found ?? 'unknown'))}
        />
      ) : (
        <p role="status">{say(at === 'unknown' ? 'hospital.near.not' : 'hospital.near.done')}</p>
      )}
    </div>
  );
}

/** Those that are nearest to where the phone is first; those of whom nobody knows last. */
function nearestOf(offers: readonly Offer[], from: Position | undefined): readonly Offer[] {
  if (from === undefined) return offers;
  const far = ({ hospital }: Offer) => kilometresFrom(from, hospital) ?? Number.MAX_VALUE;
  return [...offers].sort((left, right) => far(left) - far(right));
}

interface Offered {
  readonly offer: Offer;
  readonly city: readonly Hospital[];
  readonly unproved: boolean;
  readonly step: HospitalStep;
  /** Where the phone is, if it said so. */
  readonly from: Position | undefined;
}

function choiceOf({ offer: { hospital, first }, city, unproved, step, from }: Offered, visit: Visit): Choice {
  const { services, answers, language, say, act } = visit;
  const title = language === 'zh' ? hospital.name : hospital.englishName;
  if (first === undefined) return { key: hospital.id, title, hint: closedBecause(hospital, unproved, visit), closed: true };
  const time = `${shortDay(language, dayOf(first.start), dayOf(services.now()))} ${clockOf(comesAt(first))}`;
  const here = hospital.id === services.here?.hospital;
  return {
    key: hospital.id,
    title,
    hint: [
      [distanceWords(hospital, city, from, visit), say('hospital.first', { time })].filter((words) => words !== '').join(' · '),
      ...(here ? [] : wayThere(first.place.campus, hospital, language)),
    ].join('\n'),
    picture: here ? wayDrawings.hospital : wayDrawings.place,
    chosen: rememberedAnswer(answers, step) === hospital.id,
    onPress: () => act.settle(step, hospital.id),
  };
}

/** The address of the campus where one would be seen, and how one gets there as the hospital tells it. */
function wayThere(campus: string, { campuses }: Hospital, language: Visit['language']): readonly string[] {
  const there = campuses.find(({ name }) => name === campus) ?? campuses[0];
  if (there === undefined) return [];
  const way = there.gettingThere?.[language];
  return [addressOf(language, there), ...(way === undefined ? [] : [way])];
}

function closedBecause(hospital: Hospital, unproved: boolean, { services, language, say }: Visit): string {
  if (!hospital.can.book) return say('hospital.no-booking');
  if (!hospital.reachable) return say('hospital.unreachable', { time: clockOf(hospital.unreachableSince ?? services.now()) });
  if (hospital.asksDocument && unproved) return say('hospital.asks-document');
  const today = dayOf(services.now());
  const { from } = boundsOf(today);
  const closure = hospital.closures.find((one) => Date.parse(one.to) > Date.parse(from));
  if (closure === undefined) return say('hospital.full');
  const between = { from: sayDay(language, dayOf(closure.from), today), to: sayDay(language, dayOf(closure.to), today) };
  return `${closure.note[language]} ${say('hospital.closed', between)}`;
}

/** "就在这里" or "离这里3.2公里"; nothing where nobody knows. */
function distanceWords(
  hospital: Hospital,
  city: readonly Hospital[],
  from: Position | undefined,
  { services, say }: Visit,
): string {
  const away = from && kilometresFrom(from, hospital);
  if (away !== undefined) return say('hospital.distance', { distance: away.toFixed(1) });
  if (hospital.id === services.here?.hospital) return say('hospital.here');
  const distances = hospital.campuses.flatMap(
    ({ name }) => distanceTo(city, services.here, { hospital: hospital.id, campus: name }) ?? [],
  );
  return distances.length === 0 ? '' : say('hospital.distance', { distance: Math.min(...distances).toFixed(1) });
}
