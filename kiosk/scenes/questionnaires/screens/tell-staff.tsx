import { Action } from '../../../components/action/action.tsx';
import { wayDrawings } from '../../../components/pictogram/ways.ts';
import { Screen } from '../../../components/screen/screen.tsx';
import { useVisit } from '../../../shell/visit.ts';
import { useShownAlone } from '../../preconsult/screens/use-shown-alone.ts';
import type { Filling } from '../filling.ts';
import { FormLines } from './form-lines.tsx';

interface TellStaffProps {
  readonly filling: Filling;
  readonly tell: NonNullable<Filling['tell']>;
}

/** What was just said is not for waiting: somebody is called, and one press goes on. */
export function TellStaff(props: TellStaffProps) {
  return props.tell.manner === 'quiet' ? <ToldQuietly {...props} /> : <ToldLoudly {...props} />;
}

/** In the gateway's words, for everybody to see. */
function ToldLoudly({ filling, tell: { text, helpCalled } }: TellStaffProps) {
  const { language, say, window, act } = useVisit();
  return (
    <Screen title={say('form-tell.title')} lead={<Lines filling={filling} />} alert>
      <div class="form-tell">
        <p>{text[language]}</p>
        <p>{helpCalled ? say('form-tell.coming') : say('form-tell.where', { window })}</p>
      </div>
      <div class="screen-actions">
        <Action kind="main" label={say('form-tell.call')} picture={wayDrawings.staff} onPress={() => act.help()} />
        <Action label={say('form-tell.seen')} onPress={() => act.settle('form-questions', withoutTelling(filling))} />
      </div>
    </Screen>
  );
}

/** Small letters, no sound, and the same lines whatever was said: the gateway's words, which tell more, come with a press. */
function ToldQuietly({ filling, tell: { text, helpCalled } }: TellStaffProps) {
  const { language, say, window, act } = useVisit();
  const { isShown, turn } = useShownAlone();
  return (
    <Screen title={say('form-tell.quiet')} lead={<Lines filling={filling} />}>
      <div class="glass-alone">
        <p>{say('form-tell.quiet.room')}</p>
        {helpCalled && <p>{say('form-tell.quiet.coming')}</p>}
        <p>{say('form-tell.where', { window })}</p>
        <p>{say('form-tell.quiet.emergency')}</p>
        <p>{say('form-tell.quiet.alone')}</p>
        <div class="private" role="status">
          {isShown && <p>{text[language]}</p>}
        </div>
      </div>
      <div class="screen-actions">
        <Action label={say(isShown ? 'form-tell.quiet.hide' : 'form-tell.quiet.show')} onPress={turn} />
        <Action label={say('trouble.person')} onPress={() => act.help()} />
        <Action label={say('form-tell.on')} onPress={() => act.settle('form-questions', withoutTelling(filling))} />
      </div>
    </Screen>
  );
}

function Lines({ filling: { preconsult } }: Pick<TellStaffProps, 'filling'>) {
  return <FormLines approved={preconsult?.questionnaire.approved !== false} noDiagnosis={preconsult?.noDiagnosis} />;
}

function withoutTelling({ tell: _, ...rest }: Filling): Filling {
  return rest;
}
