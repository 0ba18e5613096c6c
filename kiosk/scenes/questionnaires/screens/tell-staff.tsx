import { Action } from '../../../components/action/action.tsx';
import { wayDrawings } from '../../../components/pictogram/ways.ts';
import { Screen } from '../../../components/screen/screen.tsx';
import { useVisit } from '../../../shell/visit.ts';
import type { Filling } from '../filling.ts';
import { FormLines } from './form-lines.tsx';

interface TellStaffProps {
  readonly filling: Filling;
  readonly tell: NonNullable<Filling['tell']>;
}

/** What was just said is not for waiting: it is said in the gateway's words, calmly, and one press goes on. What is quiet has small letters and no sound. */
export function TellStaff({ filling, tell: { manner, text, helpCalled } }: TellStaffProps) {
  const { language, say, window, act } = useVisit();
  const quiet = manner === 'quiet';
  const { tell: _, ...rest } = filling;
  const { preconsult } = filling;
  return (
    <Screen
      title={say('form-tell.title')}
      lead={<FormLines approved={preconsult?.questionnaire.approved !== false} noDiagnosis={preconsult?.noDiagnosis} />}
      alert={!quiet}
    >
      <div class={quiet ? 'glass-alone' : 'form-tell'}>
        <p>{text[language]}</p>
        {helpCalled && <p>{say('form-tell.coming')}</p>}
        <p>{say('form-tell.where', { window })}</p>
      </div>
      <div class="screen-actions">
        <Action kind={quiet ? 'plain' : 'main'} label={say('form-tell.on')} onPress={() => act.settle('form-questions', rest)} />
        <Action label={say('trouble.person')} picture={quiet ? undefined : wayDrawings.staff} onPress={() => act.help()} />
      </div>
    </Screen>
  );
}
