import { Action } from '../../../components/action/action.tsx';
import { Screen } from '../../../components/screen/screen.tsx';
import { useVisit } from '../../../shell/visit.ts';
import { endedIn } from '../said.ts';
import { TriageLines } from './triage-lines.tsx';

/** An ambulance; every other number is of somebody to talk to. */
const AMBULANCE = '120';

/**
 * What nobody else may read: small letters, no colour, no sound. A room, people, two numbers; and nothing that leads to a booking. The title
 * says nothing of it.
 */
export function QuietScreen() {
  const { answers, language, say, window, act } = useVisit();
  const flag = endedIn(answers, 'red-flag');
  if (flag === undefined) return null;
  return (
    <Screen title={say('quiet.title')} lead={<TriageLines approved={flag.content.approved} />}>
      <div class="glass-alone">
        {flag.advice.map((one) => (
          <p key={one.en}>{one[language]}</p>
        ))}
        <p>{say('quiet.room')}</p>
        {flag.helpCalled && <p>{say('quiet.coming')}</p>}
        <p>{say('quiet.staff', { window })}</p>
        {flag.phones.map((phone) => (
          <p key={phone}>{say(phone === AMBULANCE ? 'quiet.emergency' : 'quiet.mind', { phone })}</p>
        ))}
        <p>{say('quiet.until', { window })}</p>
      </div>
      <div class="screen-actions">
        <Action label={say('trouble.person')} onPress={() => act.help()} />
        <Action label={say('frame.finish')} onPress={act.finish} />
      </div>
    </Screen>
  );
}
