import { Action } from '../../../components/action/action.tsx';
import { Screen } from '../../../components/screen/screen.tsx';
import { useVisit } from '../../../shell/visit.ts';
import { endedIn } from '../said.ts';
import { TriageLines } from './triage-lines.tsx';
import { useShownAlone } from './use-shown-alone.ts';

/** An ambulance, which is anybody's; every other number is of somebody to talk to. */
const AMBULANCE = '120';

/**
 * What nobody else may read: small letters, no colour, no sound. It stands there the same whatever was said, so that a picture of it tells
 * nothing: a room, people, an ambulance. What to do about what was said, and whom to talk to, comes with a press. Nothing leads to a booking,
 * and the title says nothing of it.
 */
export function QuietScreen() {
  const { answers, language, say, window, act } = useVisit();
  const { isShown, turn } = useShownAlone();
  const flag = endedIn(answers, 'red-flag');
  if (flag === undefined) return null;
  const { advice, phones, helpCalled, content } = flag;
  return (
    <Screen title={say('quiet.title')} lead={<TriageLines approved={content.approved} />}>
      <div class="glass-alone">
        <p>{say('quiet.room')}</p>
        {helpCalled && <p>{say('quiet.coming')}</p>}
        <p>{say('quiet.staff', { window })}</p>
        {phones.includes(AMBULANCE) && <p>{say('quiet.emergency', { phone: AMBULANCE })}</p>}
        <p>{say('quiet.until', { window })}</p>
        <p>{say('quiet.alone')}</p>
        <div class="private" role="status">
          {isShown && advice.map((one) => <p key={one.en}>{one[language]}</p>)}
          {isShown &&
            phones.filter((phone) => phone !== AMBULANCE).map((phone) => <p key={phone}>{say('quiet.mind', { phone })}</p>)}
        </div>
      </div>
      <div class="screen-actions">
        <Action label={say(isShown ? 'quiet.hide' : 'quiet.show')} onPress={turn} />
        <Action label={say('trouble.person')} onPress={() => act.help()} />
        <Action label={say('frame.finish')} onPress={act.finish} />
      </div>
    </Screen>
  );
}
