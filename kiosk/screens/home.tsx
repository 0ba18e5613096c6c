import { Action } from '../components/action/action.tsx';
import { ChoiceList } from '../components/choice-list/choice-list.tsx';
import { Screen } from '../components/screen/screen.tsx';
import { rememberedAnswer, sessionOf } from '../flows/answers.ts';
import { useVisit } from './visit.ts';

/** What to do today. */
export function HomeScreen() {
  const { answers, say, act } = useVisit();
  const before = rememberedAnswer(answers, 'home');
  const choices = (['book', 'mine', 'child', 'information'] as const).map((what) => ({
    key: what,
    title: say(`home.${what}`),
    hint: what === 'mine' || what === 'information' ? say(`home.${what}.hint`) : undefined,
    chosen: before === what,
    onPress: () => act.settle('home', what),
  }));
  return (
    <Screen title={say('home.question', { name: sessionOf(answers)?.patientName ?? '' })} lead={<p>{say('who.take')}</p>}>
      <ChoiceList choices={choices} say={say} />
      <Action label={say('idle.end')} onPress={act.finish} />
    </Screen>
  );
}
