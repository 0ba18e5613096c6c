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

/** What was just said is not for waiting: it is said in the gateway's words, somebody is called, and one press goes on. What is quiet has small letters and no sound. */
export function TellStaff({ filling, tell: { manner, text, helpCalled } }: TellStaffProps) {
  const { language, say, window, act } = useVisit();
  const quiet = manner === 'quiet';
  const { tell: _, ...rest } = filling;
  const { preconsult } = filling;
  return (
    <Screen
      title={say(quiet ? 'form-tell.quiet' : 'form-tell.title')}
      lead={<FormLines approved={preconsult?.questionnaire.approved !== false} noDiagnosis={preconsult?.noDiagnosis} />}
      alert={!quiet}
    >
      <div class={quiet ? 'glass-alone' : 'form-tell'}>
        <p>{text[language]}</p>
        {helpCalled && <p>{say(quiet ? 'form-tell.quiet.coming' : 'form-tell.coming')}</p>}
        {(quiet || !helpCalled) && <p>{say('form-tell.where', { window })}</p>}
      </div>
      <div class="screen-actions">
        {quiet ? (
          <Action label={say('trouble.person')} onPress={() => act.help()} />
        ) : (
          <Action kind="main" label={say('form-tell.call')} picture={wayDrawings.staff} onPress={() => act.help()} />
        )}
        <Action label={say(quiet ? 'form-tell.on' : 'form-tell.seen')} onPress={() => act.settle('form-questions', rest)} />
      </div>
    </Screen>
  );
}
