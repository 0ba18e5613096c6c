import { useState } from 'preact/hooks';
import type { Problem } from '../../../../bff/contract/client.ts';
import { answerOf } from '../../../journey/answers.ts';
import { useVisit } from '../../../shell/visit.ts';
import { Work } from '../../../shell/work.tsx';
import { chosenIn, type Given, helperIn } from '../giving.ts';
import { type Refusal, RefusedScreen, refusalIn } from './refused.tsx';

/** Gives it. The key was made with the yes; every try carries it. */
export function GrantingScreen() {
  const { services, answers, say, act } = useVisit();
  const [refusal, setRefusal] = useState<Refusal>();
  const { client, device } = services;
  const agreed = answerOf(answers, 'grant-agree');
  const idempotencyKey = agreed?.key ?? '';
  const give = async (): Promise<Problem | undefined> => {
    const chosen = chosenIn(answers);
    if (chosen === undefined) throw new TypeError('a grant of nothing');
    const helper = helperIn(answers);
    const made =
      helper === undefined
        ? await client('createOffer', { body: { ...chosen, printed: device !== undefined }, idempotencyKey })
        : await client('createGrant', { body: { ...chosen, code: helper.code }, idempotencyKey });
    if (made.ok) {
      const given: Given = 'grant' in made.body ? made.body : { grant: made.body };
      act.settle('granting', given);
      return undefined;
    }
    const found = refusalIn(made.problem);
    // Of a code that went to nobody in particular the answer was lost: it is told once.
    setRefusal(found === 'gone' && helper === undefined ? 'lost' : found);
    return found === undefined ? made.problem : undefined;
  };
  if (refusal !== undefined) return <RefusedScreen refusal={refusal} />;
  return <Work key={idempotencyKey} title={say('granting.title')} work={give} />;
}
