import { Action } from '../../../components/action/action.tsx';
import { Screen } from '../../../components/screen/screen.tsx';
import { answerOf, rememberedAnswer } from '../../../journey/answers.ts';
import { useVisit } from '../../../shell/visit.ts';
import './sign-in.css';

/** One phone for a family: which of them holds it now. */
export function WhichPersonScreen() {
  const { answers, say, act } = useVisit();
  const known = answerOf(answers, 'phone-code');
  const chosen = rememberedAnswer(answers, 'which-person');
  const people = known?.found === 'choices' ? known.choices : [];
  return (
    <Screen title={say('which-person.question')} lead={<p>{say('which-person.what')}</p>}>
      <ul class="sign-in-people private">
        {people.map(({ patientId, patientName }) => (
          <li key={patientId}>
            <Action
              label={patientId === chosen ? `${patientName} ✓` : patientName}
              onPress={() => act.settle('which-person', patientId)}
            />
          </li>
        ))}
      </ul>
      <Action label={say('which-person.new')} onPress={() => act.settle('which-person', 'new')} />
    </Screen>
  );
}
