import { useState } from 'preact/hooks';
import type { Problem } from '../../../../bff/contract/client.ts';
import { Action } from '../../../components/action/action.tsx';
import { DIGITS, Pad } from '../../../components/pad/pad.tsx';
import { Screen } from '../../../components/screen/screen.tsx';
import type { Draft } from '../../../journey/answers.ts';
import { rememberedAnswer } from '../../../journey/answers.ts';
import { useLimits, useVisit } from '../../../shell/visit.ts';
import { Work } from '../../../shell/work.tsx';
import { draftAt } from '../../slots/answers.ts';
import { CodeTyped } from './code-typed.tsx';

/** Of a code that works at every machine: no I, L, O, U. */
const LONG = [...DIGITS, ...'ABCDEFGHJKMNPQRSTVWXYZ'];

/**
 * Four digits lead back to what was left at this machine; eight characters to what was left at another one. Whoever left it here needs to
 * type nothing. After three codes that lead nowhere, choosing anew is the quicker way.
 */
export function DraftCodeScreen() {
  const { services, scenes, answers, say, act } = useVisit();
  const { lengthMin, lengthMax, triesMax } = useLimits('draft-code');
  const home = rememberedAnswer(answers, 'home');
  const own = typeof home === 'object' && 'draft' in home ? home.draft : undefined;
  const [asked, setAsked] = useState(own);
  const [tries, setTries] = useState(0);
  const take = async (code: string): Promise<Problem | undefined> => {
    // What may be in a draft is known by the rows of its scenes, and this may be a machine at which nobody has been there yet.
    await scenes.load(...scenes.manifests.map(({ name }) => name));
    const taken = await services.client('takeDraft', { params: { code }, body: { purpose: 'booking' } });
    if (!taken.ok && taken.problem.code !== 'not-found') return taken.problem;
    services.device?.nearCodes.forget(code);
    if (taken.ok) {
      act.settle('draft-code', draftAt(services.here, taken.body.content as Draft));
      return undefined;
    }
    setTries(code === own ? triesMax : tries + 1);
    setAsked(undefined);
    return undefined;
  };
  if (asked !== undefined) return <Work title={say('home.draft')} work={() => take(asked)} />;
  if (tries < triesMax && services.device === undefined)
    return <CodeTyped length={lengthMax} wrong={tries > 0} onCode={setAsked} />;
  if (tries < triesMax) return <CodeQuestion {...{ lengthMin, lengthMax }} wrong={tries > 0} onCode={setAsked} />;
  return (
    <Screen title={say('draft-code.none')} lead={<p>{say('draft-code.anew')}</p>}>
      <div class="screen-actions">
        <Action kind="main" label={say('home.book')} onPress={() => act.settle('home', 'book')} />
      </div>
    </Screen>
  );
}

interface CodeQuestionProps {
  readonly lengthMin: number;
  readonly lengthMax: number;
  /** The code before led nowhere. */
  readonly wrong: boolean;
  readonly onCode: (code: string) => void;
}

/** Digits, as most people need them; the letters come when somebody asks for them, and beside them. */
function CodeQuestion({ lengthMin, lengthMax, wrong, onCode }: CodeQuestionProps) {
  const { say } = useVisit();
  const [code, setCode] = useState('');
  const [long, setLong] = useState(false);
  const length = long ? lengthMax : lengthMin;
  // Who came to the letters without need has the digits there too.
  const whole = code.length === length || (code.length === lengthMin && /^\d+$/.test(code));
  const question = say(long ? 'draft-code.long' : 'draft-code.question');
  return (
    <Screen title={question} lead={<p>{say('draft-code.hint')}</p>}>
      <Pad
        keys={long ? LONG : DIGITS}
        value={code}
        lengthMax={length}
        onChange={setCode}
        say={say}
        label={question}
        shown={[...code].join(' ')}
      />
      {wrong && <p role="status">{say('draft-code.wrong')}</p>}
      <Action kind="main" label={say('pad.done')} disabled={!whole} onPress={() => onCode(code)} />
      {!long && <Action label={say('draft-code.to-long')} onPress={() => setLong(true)} />}
    </Screen>
  );
}
