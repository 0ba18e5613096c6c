import { useEffect, useState } from 'preact/hooks';
import type { PhoneBinding } from '../../../client/wire.ts';
import { Action } from '../../../components/action/action.tsx';
import { Screen } from '../../../components/screen/screen.tsx';
import { clockInWords } from '../../../i18n/when.ts';
import { answerOf } from '../../../journey/answers.ts';
import { useHold } from '../../../shell/use-load.ts';
import { useVisit } from '../../../shell/visit.ts';
import './phones.css';

/** Between two looks at how far it is. */
const LOOK_MS = 2_000;

/** The code that is entered at a machine, and the digits that are compared there; until it is bound, or too old. */
export function BindingCodeScreen() {
  const { answers, language, say, act } = useVisit();
  const asked = answerOf(answers, 'asking-binding');
  const state = useBinding(asked?.id ?? '');
  const bound = state !== 'gone' && state.state === 'bound';
  useHold(state !== 'gone' && !bound);
  useEffect(() => {
    if (state !== 'gone' && state.state === 'bound') act.settle('binding-code', { signedIn: state.signedIn });
  }, [bound]);
  if (asked === undefined) return null;
  if (state === 'gone') return <Gone />;
  if (state.state === 'entered')
    return (
      <Screen title={say('binding-code.entered')} lead={<p>{say('binding-code.entered.what')}</p>}>
        <p class="binding-digits private">{asked.digits}</p>
      </Screen>
    );
  return (
    <Screen title={say('binding-code.title')} lead={<p>{say('binding-code.where')}</p>}>
      <p class="binding-code private">
        {inFours(asked.code).map((four, at) => (
          <span key={`${at} ${four}`}>{four}</span>
        ))}
      </p>
      <p>{say('binding-code.until', { when: clockInWords(language, asked.expiresAt) })}</p>
      <p class="binding-compared private">
        {say('binding-code.compare')} <strong>{asked.digits}</strong>
      </p>
      <p>{say('binding-code.window')}</p>
    </Screen>
  );
}

/** Nobody entered it in time. */
function Gone() {
  const { say, act } = useVisit();
  return (
    <Screen title={say('binding-code.gone')} alert>
      <p>{say('binding-code.gone.what')}</p>
      <div class="screen-actions">
        <Action kind="main" label={say('binding-code.anew')} onPress={() => act.settle('bind-phone', 'yes')} />
        <Action label={say('trouble.home')} onPress={act.home} />
      </div>
    </Screen>
  );
}

/** `4812 0937`: as it is read and typed. */
export function inFours(digits: string): readonly string[] {
  return [digits.slice(0, 4), digits.slice(4)].filter((four) => four !== '');
}

/** How far it is, looked at every two seconds. An answer that is lost is asked for again: the clock that counts is the gateway's. */
function useBinding(id: string): PhoneBinding | 'gone' {
  const { services } = useVisit();
  const [state, setState] = useState<PhoneBinding | 'gone'>({ state: 'waiting', signedIn: true });
  const over = state === 'gone' || state.state === 'bound';
  useEffect(() => {
    if (over) return undefined;
    let left = false;
    let looking = false;
    const look = async () => {
      if (looking) return;
      looking = true;
      const read = await services.client('readPhoneBinding', { params: { id } }).catch(() => undefined);
      looking = false;
      if (left || read === undefined) return;
      if (read.ok) setState(read.body);
      else if (read.problem.code === 'not-found') setState('gone');
    };
    void look();
    const timer = setInterval(() => void look(), LOOK_MS);
    return () => {
      left = true;
      clearInterval(timer);
    };
  }, [over, id]);
  return state;
}
