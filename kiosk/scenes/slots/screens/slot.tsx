import type { Slot } from '../../../client/wire.ts';
import { Action } from '../../../components/action/action.tsx';
import { ChoiceList } from '../../../components/choice-list/choice-list.tsx';
import { Screen } from '../../../components/screen/screen.tsx';
import { feeOf, titleOf } from '../../../i18n/named.ts';
import type { Language } from '../../../i18n/text.ts';
import { clockInWords, clockOf, dayOf, numberOf, sayDay, timeOf } from '../../../i18n/when.ts';
import { answerOf, rememberedAnswer } from '../../../journey/answers.ts';
import { Loading } from '../../../shell/loading.tsx';
import { useLoad } from '../../../shell/use-load.ts';
import { useLimits, useVisit, type Visit } from '../../../shell/visit.ts';
import { type Offer, offerShown, offersOfDay, someAway } from '../free-slots.ts';
import { distanceWords } from './hospital.tsx';

/** The half hours of the nearest hospital that has any; one press leads to the other hospitals. */
export function SlotScreen() {
  const visit = useVisit();
  const { services, answers, language, say, act } = visit;
  const { choicesMax } = useLimits('slot');
  const [offers, retry] = useLoad(() => offersOfDay(visit), someAway);
  if (offers.state !== 'ready') return <Loading load={offers} retry={retry} />;
  const { day: shownDay, offers: shown } = offers.value;
  const offer = offerShown(shown, answerOf(answers, 'hospital'));
  const day = sayDay(language, shownDay, dayOf(services.now()));
  const others = (
    <div class="screen-actions is-row">
      {shown.length > 1 && <Action label={say('slot.other')} onPress={() => act.ask('hospital')} />}
      <Action label={say('slot.other-day')} onPress={() => act.ask('day')} />
    </div>
  );
  const missed = missedIn(shown, offer, visit);
  if (offer === undefined || offer.slots.length === 0)
    return (
      <Screen title={say('slot.none')} lead={missed}>
        <p>{say('slot.none.what', { window: visit.window })}</p>
        {others}
      </Screen>
    );
  const { hospital, slots } = offer;
  const name = language === 'zh' ? hospital.name : hospital.englishName;
  const hospitals = shown.map((one) => one.hospital);
  const distance = distanceWords(hospital, hospitals, visit).replace(/[，,]\s?$/, '');
  return (
    <Screen
      title={say('slot.question')}
      lead={
        <>
          <p>{day}</p>
          <p>{[name, distance].filter((words) => words !== '').join(' · ')}</p>
          {missed}
        </>
      }
    >
      <ChoiceList choices={slotChoices(slots, visit)} say={say} atOnce={choicesMax} />
      {others}
    </Screen>
  );
}

/** A nearer hospital that would have been offered, had it not been away: which, since when, and that the others are here. */
function missedIn(offers: readonly Offer[], shown: Offer | undefined, { services, answers, language, say }: Visit) {
  // Whoever chose a hospital was not led past another one.
  if (answerOf(answers, 'hospital') !== undefined) return undefined;
  const nearer = offers.slice(0, shown === undefined ? offers.length : offers.indexOf(shown));
  const away = nearer.find(({ hospital }) => hospital.can.book && !hospital.reachable)?.hospital;
  if (away === undefined) return undefined;
  const name = language === 'zh' ? away.name : away.englishName;
  const time = clockOf(away.unreachableSince ?? services.now());
  return (
    <p role="status" class="slot-away">
      {say('slot.away', { hospital: name, time })}
    </p>
  );
}

function slotChoices(slots: readonly Slot[], { answers, language, say, act }: Visit) {
  const before = rememberedAnswer(answers, 'slot');
  return slots.map((slot) => ({
    key: slot.id,
    title: timeOf(language, slot),
    hint: [
      numberOf(language, slot) || inWords(language, slot.start),
      `${slot.practitioner.name} ${titleOf(language, slot.practitioner.title)}`,
    ]
      .filter((words) => words !== '')
      // English titles are long: there the number keeps a line of its own.
      .join(language === 'zh' ? ' · ' : '\n'),
    aside: `${feeOf(language, slot.price)}\n${say('slot.free', { count: slot.free })}`,
    chosen: slot.id === before?.id,
    onPress: () => act.settle('slot', slot),
  }));
}

/** 上午八点半: for whom 8:30 is a sum. In English the clock is read as it stands, and the titles need the room. */
function inWords(language: Language, start: string): string {
  return language === 'zh' ? clockInWords(language, start) : '';
}
