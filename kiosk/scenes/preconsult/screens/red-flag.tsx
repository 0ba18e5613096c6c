import { useEffect } from 'preact/hooks';
import { Action } from '../../../components/action/action.tsx';
import { errandDrawings } from '../../../components/pictogram/errands.ts';
import { Pictogram } from '../../../components/pictogram/pictogram.tsx';
import { wayDrawings } from '../../../components/pictogram/ways.ts';
import { Screen } from '../../../components/screen/screen.tsx';
import { useVisit } from '../../../shell/visit.ts';
import { useEmergencyPlace } from '../../directory/screens/emergency.tsx';
import { endedIn } from '../said.ts';
import { sayUntil } from '../until.ts';
import { TriageLines } from './triage-lines.tsx';

/** Somebody is needed now. The way to emergency, what to do, whom to call: and nothing that leads to a booking. Sounded and spoken once. */
export function RedFlagScreen() {
  const { services, answers, language, say, window, act } = useVisit();
  const place = useEmergencyPlace();
  // Once: whoever reads is not called again.
  useEffect(() => act.tell('red-flag.spoken'), []);
  const flag = endedIn(answers, 'red-flag');
  if (flag === undefined) return null;
  const time = sayUntil(language, flag.until, services.now());
  return (
    <Screen title={say('red-flag.title')} picture={errandDrawings.ambulance} alert>
      <Place {...place} />
      {flag.advice.map((one) => (
        <p key={one.en} class="triage-sentence">
          {one[language]}
        </p>
      ))}
      {flag.helpCalled && <p class="triage-sentence">{say('red-flag.coming')}</p>}
      {flag.phones.map((phone) => (
        <p key={phone} class="red-flag-phone">
          {say('red-flag.phone', { phone })}
        </p>
      ))}
      <div class="screen-actions">
        <Action label={say('red-flag.call')} picture={wayDrawings.staff} onPress={() => act.help()} />
        <Action label={say('red-flag.close')} onPress={act.finish} />
      </div>
      {/* Nothing stands between the order and the way. */}
      <TriageLines
        approved={flag.content.approved}
        words={[`${say('red-flag.until', { time })} ${say('red-flag.window', { window })}`]}
      />
    </Screen>
  );
}

/** Nothing stands there that has to be taken back a moment later. */
function Place({ isKnown, where }: ReturnType<typeof useEmergencyPlace>) {
  const { say } = useVisit();
  if (where === undefined) return isKnown ? <p class="red-flag-place">{say('red-flag.no-place')}</p> : null;
  return (
    <p class="red-flag-place">
      <Pictogram drawing={wayDrawings.place} />
      <span>
        {say('red-flag.here')}
        <strong>{where}</strong>
      </span>
    </p>
  );
}
