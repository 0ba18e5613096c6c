import { useState } from 'preact/hooks';
import type { Problem } from '../../../../bff/contract/client.ts';
import { useVisit } from '../../../shell/visit.ts';
import { Work } from '../../../shell/work.tsx';
import { childsCard } from '../../identity/answers.ts';

/**
 * The child's card beside the session of whoever came with it. A child that is theirs already is known again; of another one it is asked
 * first who they are to it, and what they agree to.
 */
export function ChildCardScreen() {
  const { services, answers, say, act } = useVisit();
  const [idempotencyKey] = useState(services.newKey);
  const show = async (): Promise<Problem | undefined> => {
    const { jws = '' } = childsCard(answers) ?? {};
    const shown = await services.client('registerDependant', { body: { document: jws }, idempotencyKey });
    if (shown.ok) act.settle('child-card', shown.body);
    else if (shown.problem.code === 'registration-required' || shown.problem.code === 'consent-required')
      act.settle('child-card', 'consent-needed');
    else return shown.problem;
    return undefined;
  };
  return <Work title={say('child-card.title')} work={show} can={() => ({ correct: () => act.ask('with-whom') })} />;
}
