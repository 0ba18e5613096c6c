import { answerOf } from '../../../journey/answers.ts';
import { useVisit } from '../../../shell/visit.ts';
import { Work } from '../../../shell/work.tsx';
import { madeAttempt } from '../answers.ts';

/** Has the code sent. Whoever goes back to the number asks for another one. */
export function CodeSendingScreen() {
  const { services, answers, say, act } = useVisit();
  const send = async () => {
    const sent = await services.client('sendOneTimeCode', { body: { phone: answerOf(answers, 'phone-number') ?? '' } });
    if (!sent.ok) return sent.problem;
    act.settle('code-sending', { at: services.now(), attempt: madeAttempt(services.newKey) });
    return undefined;
  };
  return <Work title={say('code-sending.title')} work={send} can={() => ({ correct: () => act.ask('phone-number') })} />;
}
