import { Action } from '../../../components/action/action.tsx';
import { Screen } from '../../../components/screen/screen.tsx';
import { useVisit } from '../../../shell/visit.ts';
import { fillingIn } from '../filling.ts';
import { FormLines } from './form-lines.tsx';

/** Nothing was sent: where what was said is, and how one goes on. */
export function FormKeptScreen() {
  const { answers, say, act } = useVisit();
  const { preconsult } = fillingIn(answers);
  return (
    <Screen
      title={say('form-kept.title')}
      lead={<FormLines approved={preconsult?.questionnaire.approved !== false} noDiagnosis={preconsult?.noDiagnosis} />}
    >
      <p class="triage-sentence">{say('form-kept.what')}</p>
      <p class="triage-sentence">{say('form-kept.how')}</p>
      <div class="screen-actions">
        <Action kind="main" label={say('frame.finish')} onPress={act.finish} />
        <Action label={say('frame.another')} onPress={act.home} />
      </div>
    </Screen>
  );
}
