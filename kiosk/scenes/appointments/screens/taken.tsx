import { Action } from '../../../components/action/action.tsx';
import { ChoiceList } from '../../../components/choice-list/choice-list.tsx';
import { Screen } from '../../../components/screen/screen.tsx';
import { feeOf, hospitalName } from '../../../i18n/named.ts';
import { dayOf, numberOf, sayDay, timeOf } from '../../../i18n/when.ts';
import { answerOf } from '../../../journey/answers.ts';
import { useNames } from '../../../shell/use-names.ts';
import { useVisit } from '../../../shell/visit.ts';

/** Somebody was faster, or the hospital offers it no more. What is nearest in time is here to be chosen at once. */
export function TakenScreen() {
  const visit = useVisit();
  const { services, answers, language, say, act } = visit;
  const outcome = answerOf(answers, 'booking');
  const alternatives = outcome?.kind === 'taken' ? outcome.alternatives : [];
  const gone = outcome?.kind === 'taken' && outcome.gone === true;
  const known = useNames()?.hospitals ?? [];
  const choices = alternatives.map((slot) => ({
    key: slot.id,
    title: [sayDay(language, dayOf(slot.start), dayOf(services.now())), timeOf(language, slot)].join(slot.clinic ? '\n' : ' '),
    hint: [numberOf(language, slot), `${hospitalName(language, slot.place, known)} ${slot.practitioner.name}`]
      .filter((words) => words !== '')
      .join(' · '),
    aside: feeOf(language, slot.price),
    onPress: () => act.settle('taken', slot),
  }));
  return (
    <Screen
      title={say(gone ? 'taken.gone' : 'taken.question')}
      lead={<p>{say(gone ? 'ended.slot-gone' : 'ended.slot-taken')}</p>}
      alert
    >
      <ChoiceList choices={choices} say={say} />
      <Action label={say('taken.other')} onPress={() => act.ask('slot')} />
    </Screen>
  );
}
