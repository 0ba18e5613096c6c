import { useState } from 'preact/hooks';
import { Action } from '../../../components/action/action.tsx';
import { DIGITS, Pad } from '../../../components/pad/pad.tsx';
import { Screen } from '../../../components/screen/screen.tsx';
import { useLimits, useVisit } from '../../../shell/visit.ts';

/** Four digits lead back to what was chosen. After three that lead nowhere, choosing anew is the quicker way. */
export function DraftCodeScreen() {
  const { services, say, act } = useVisit();
  const [code, setCode] = useState('');
  const [tries, setTries] = useState(0);
  const { lengthMax, triesMax } = useLimits('draft-code');
  const look = () => {
    const draft = services.device.drafts.take(code);
    if (draft !== undefined) return act.settle('draft-code', draft);
    setTries(tries + 1);
    setCode('');
  };
  const book = <Action kind="main" label={say('home.book')} onPress={() => act.settle('home', 'book')} />;
  if (tries >= triesMax)
    return (
      <Screen title={say('draft-code.none')} lead={<p>{say('draft-code.anew')}</p>}>
        <div class="screen-actions">{book}</div>
      </Screen>
    );
  return (
    <Screen title={say('draft-code.question')} lead={<p>{say('draft-code.hint')}</p>}>
      <Pad
        keys={DIGITS}
        value={code}
        lengthMax={lengthMax}
        onChange={setCode}
        say={say}
        label={say('draft-code.question')}
        shown={[...code].join(' ')}
      />
      {tries > 0 && <p role="status">{say('draft-code.wrong')}</p>}
      <Action kind="main" label={say('pad.done')} disabled={code.length < lengthMax} onPress={look} />
    </Screen>
  );
}
