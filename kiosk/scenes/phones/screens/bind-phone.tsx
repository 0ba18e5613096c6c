import type { Problem } from '../../../../bff/contract/client.ts';
import { Action } from '../../../components/action/action.tsx';
import { wayDrawings } from '../../../components/pictogram/ways.ts';
import { Screen } from '../../../components/screen/screen.tsx';
import { answerOf } from '../../../journey/answers.ts';
import { useVisit } from '../../../shell/visit.ts';
import { Work } from '../../../shell/work.tsx';
import './phones.css';

/** What it brings, and what one needs for it, before anybody sets out. */
export function BindPhoneScreen() {
  const { say, act } = useVisit();
  return (
    <Screen title={say('bind-phone.question')}>
      <p class="binding-decides">{say('bind-phone.brings')}</p>
      <p>{say('bind-phone.hours')}</p>
      <p>{say('bind-phone.how')}</p>
      <p>{say('bind-phone.own')}</p>
      <div class="screen-actions">
        <Action kind="main" label={say('bind-phone.yes')} onPress={() => act.settle('bind-phone', 'yes')} />
      </div>
    </Screen>
  );
}

/** Asks for a code; the one before works no more. */
export function AskingBindingScreen() {
  const { services, say, act } = useVisit();
  const ask = async (): Promise<Problem | undefined> => {
    const asked = await services.client('askPhoneBinding', { body: {} });
    if (!asked.ok) return asked.problem;
    act.settle('asking-binding', asked.body);
    return undefined;
  };
  return <Work title={say('asking-binding.title')} work={ask} />;
}

/** Where the document took over what was only claimed of it, the session has ended: one more code opens one that sees everything. */
export function PhoneBoundScreen() {
  const { answers, say, act } = useVisit();
  const signedIn = answerOf(answers, 'binding-code')?.signedIn !== false;
  const signIn = () => {
    // What was done is done, and whoever signs in begins at the first screen.
    act.home();
    act.identify();
  };
  return (
    <Screen title={say('phone-bound.title')} picture={wayDrawings.tick}>
      <p class="binding-decides">{say(signedIn ? 'phone-bound.what' : 'phone-bound.once-more')}</p>
      <p>{say('phone-bound.lost')}</p>
      <div class="screen-actions">
        {signedIn ? (
          <Action kind="main" label={say('frame.finish')} onPress={act.finish} />
        ) : (
          <Action kind="main" label={say('phone-bound.again')} onPress={signIn} />
        )}
      </div>
    </Screen>
  );
}
