import { useState } from 'preact/hooks';
import type { Problem } from '../../../../bff/contract/client.ts';
import { Action } from '../../../components/action/action.tsx';
import { Facts } from '../../../components/facts/facts.tsx';
import { wayDrawings } from '../../../components/pictogram/ways.ts';
import { Screen } from '../../../components/screen/screen.tsx';
import { sayDate } from '../../../i18n/when.ts';
import { rememberedAnswer } from '../../../journey/answers.ts';
import { useVisit } from '../../../shell/visit.ts';
import { Work } from '../../../shell/work.tsx';
import { ProofNeeded } from '../../records/screens/proof-needed.tsx';
import './phones.css';

/** Which phone it is, and what both screens show. Whoever was told to press by somebody else is told what that is. */
export function BindingDigitsScreen() {
  const { services, answers, language, say, act } = useVisit();
  const entered = rememberedAnswer(answers, 'enter-binding');
  if (entered === undefined) return null;
  const facts = [
    { label: say('binding-digits.phone'), value: entered.phone, decides: true },
    { label: say('binding-digits.since'), value: sayDate(language, entered.heldSince, services.now()) },
  ];
  return (
    <Screen title={say('binding-digits.question')}>
      <p class="binding-digits private">{entered.digits}</p>
      <div class="private">
        <Facts facts={facts} />
      </div>
      <p class="binding-careful">{say('binding-digits.careful')}</p>
      <div class="screen-actions">
        <Action kind="main" label={say('binding-digits.same')} onPress={() => act.settle('binding-digits', 'same')} unshared />
        <Action label={say('binding-digits.other')} onPress={() => act.settle('binding-digits', 'other')} />
      </div>
    </Screen>
  );
}

/** Says that it is theirs. Saying it twice is saying it once. */
export function BindingPhoneScreen() {
  const { services, answers, say, act } = useVisit();
  const [met, setMet] = useState<'gone' | 'unproved'>();
  const bind = async (): Promise<Problem | undefined> => {
    const id = rememberedAnswer(answers, 'enter-binding')?.id ?? '';
    const bound = await services.client('confirmPhoneBinding', { params: { id }, body: {} });
    if (bound.ok) act.settle('binding-phone', 'bound');
    else if (bound.problem.code === 'not-found') setMet('gone');
    else if (bound.problem.code === 'document-required') setMet('unproved');
    else return bound.problem;
    return undefined;
  };
  if (met === 'unproved') return <ProofNeeded />;
  if (met === 'gone') return <Gone />;
  return <Work title={say('binding-phone.title')} work={bind} />;
}

function Gone() {
  const { say, act } = useVisit();
  return (
    <Screen title={say('binding-phone.gone')} alert>
      <p class="binding-decides">{say('binding-phone.gone.what')}</p>
      <div class="screen-actions">
        <Action kind="main" label={say('phone-other.again')} onPress={() => act.ask('enter-binding')} />
        <Action label={say('trouble.person')} picture={wayDrawings.staff} onPress={() => act.help()} />
        <Action label={say('trouble.home')} picture={wayDrawings.home} onPress={act.home} />
      </div>
    </Screen>
  );
}

export function PhoneKnownScreen() {
  const { say, act } = useVisit();
  return (
    <Screen title={say('phone-known.title')} picture={wayDrawings.tick}>
      <p class="binding-decides">{say('phone-known.what')}</p>
      <p>{say('phone-known.end')}</p>
      <div class="screen-actions">
        <Action kind="main" label={say('frame.finish')} onPress={act.finish} />
        <Action label={say('phones-ended.rest')} onPress={() => act.ask('phones')} />
        <Action label={say('frame.another')} onPress={act.home} />
      </div>
    </Screen>
  );
}

/** Another phone waited with this code, or somebody else's: nothing was done. */
export function PhoneOtherScreen() {
  const { say, window, act } = useVisit();
  return (
    <Screen title={say('phone-other.title')}>
      <p class="binding-decides">{say('phone-other.what')}</p>
      <p>{say('trouble.where', { window })}</p>
      <div class="screen-actions">
        <Action kind="main" label={say('phone-other.again')} onPress={() => act.ask('enter-binding')} />
        <Action label={say('trouble.person')} picture={wayDrawings.staff} onPress={() => act.help()} />
        <Action label={say('trouble.home')} picture={wayDrawings.home} onPress={act.home} />
      </div>
    </Screen>
  );
}
