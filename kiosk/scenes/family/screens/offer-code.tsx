import { useState } from 'preact/hooks';
import type { Problem } from '../../../../bff/contract/client.ts';
import { useLimits, useVisit } from '../../../shell/visit.ts';
import { Work } from '../../../shell/work.tsx';
import { CodeQuestion, NoSuchCode } from './code-question.tsx';
import { type Refusal, RefusedScreen, refusalIn } from './refused.tsx';

interface Asked {
  readonly code: string;
  /** The Idempotency-Key of taking it: the same for every try of this code. */
  readonly key: string;
}

/** The code that somebody was given: from then on they may act for whoever gave it. */
export function OfferCodeScreen() {
  const { services, say, act } = useVisit();
  const { lengthMax, triesMax } = useLimits('offer-code');
  const [asked, setAsked] = useState<Asked>();
  const [tries, setTries] = useState(0);
  const [refusal, setRefusal] = useState<Refusal>();
  const take = async ({ code, key }: Asked): Promise<Problem | undefined> => {
    const taken = await services.client('takeOffer', { body: { code }, idempotencyKey: key });
    if (taken.ok) {
      act.settle('offer-code', taken.body);
      return undefined;
    }
    const found = refusalIn(taken.problem);
    if (found === undefined) return taken.problem;
    if (found !== 'gone') setRefusal(found);
    else {
      setTries(tries + 1);
      setAsked(undefined);
    }
    return undefined;
  };
  if (refusal !== undefined) return <RefusedScreen refusal={refusal} />;
  if (asked !== undefined) return <Work title={say('grant-terms.title')} work={() => take(asked)} />;
  if (tries >= triesMax) return <NoSuchCode what="offer-code.none.what" />;
  return (
    <CodeQuestion
      question="offer-code.question"
      hint="offer-code.hint"
      of="letters"
      length={lengthMax}
      wrong={tries > 0}
      onCode={(code) => setAsked({ code, key: services.newKey() })}
    />
  );
}
