import { useState } from 'preact/hooks';
import type { Problem } from '../../../../bff/contract/client.ts';
import { Action } from '../../../components/action/action.tsx';
import { DIGITS, Pad } from '../../../components/pad/pad.tsx';
import { wayDrawings } from '../../../components/pictogram/ways.ts';
import { Screen } from '../../../components/screen/screen.tsx';
import { useLimits, useVisit } from '../../../shell/visit.ts';
import { Work } from '../../../shell/work.tsx';
import { ProofNeeded } from '../../records/screens/proof-needed.tsx';
import { inFours } from './binding-code.tsx';

/** The code that a phone shows. After three that lead nowhere somebody at the window looks at the phone with them. */
export function EnterBindingScreen() {
  const { services, say, act } = useVisit();
  const { triesMax } = useLimits('enter-binding');
  const [code, setCode] = useState<string>();
  const [tries, setTries] = useState(0);
  const [unproved, setUnproved] = useState(false);
  const enter = async (given: string): Promise<Problem | undefined> => {
    const entered = await services.client('enterPhoneBinding', { body: { code: given } });
    if (entered.ok) {
      act.settle('enter-binding', entered.body);
      return undefined;
    }
    if (entered.problem.code === 'document-required') setUnproved(true);
    else if (entered.problem.code !== 'not-found') return entered.problem;
    setTries(tries + 1);
    setCode(undefined);
    return undefined;
  };
  if (unproved) return <ProofNeeded />;
  if (code !== undefined) return <Work title={say('enter-binding.looking')} work={() => enter(code)} />;
  if (tries >= triesMax) return <NotFound onAgain={() => setTries(0)} />;
  return <CodeQuestion wrong={tries > 0} onCode={setCode} />;
}

function CodeQuestion({ wrong, onCode }: { readonly wrong: boolean; readonly onCode: (code: string) => void }) {
  const { say } = useVisit();
  const { lengthMin, lengthMax } = useLimits('enter-binding');
  const [code, setCode] = useState('');
  const question = say('enter-binding.question');
  return (
    <Screen title={question} lead={<p>{say('enter-binding.hint')}</p>}>
      <div class="private">
        <Pad
          keys={DIGITS}
          value={code}
          lengthMax={lengthMax}
          onChange={setCode}
          say={say}
          label={question}
          shown={inFours(code).join(' ')}
        />
      </div>
      {wrong && <p role="status">{say('enter-binding.wrong')}</p>}
      <Action kind="main" label={say('pad.done')} disabled={code.length < lengthMin} onPress={() => onCode(code)} />
    </Screen>
  );
}

function NotFound({ onAgain }: { readonly onAgain: () => void }) {
  const { say, window, act } = useVisit();
  return (
    <Screen title={say('enter-binding.none')} alert>
      <p class="binding-decides">{say('enter-binding.window', { window })}</p>
      <div class="screen-actions">
        <Action kind="main" label={say('trouble.person')} picture={wayDrawings.staff} onPress={() => act.help()} />
        <Action label={say('enter-binding.again')} onPress={onAgain} />
        <Action label={say('trouble.home')} picture={wayDrawings.home} onPress={act.home} />
      </div>
    </Screen>
  );
}
