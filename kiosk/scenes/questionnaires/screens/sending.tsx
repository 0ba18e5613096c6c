import type { Problem } from '../../../../bff/contract/client.ts';
import { answerOf } from '../../../journey/answers.ts';
import { useVisit } from '../../../shell/visit.ts';
import { Work } from '../../../shell/work.tsx';
import { fillingIn } from '../filling.ts';

/** The yes, once: the gateway writes it down, and takes it to the hospital. */
export function FormSendingScreen() {
  const { services, answers, say, act } = useVisit();
  const send = async (): Promise<Problem | undefined> => {
    const said = answerOf(answers, 'form-check');
    const { preconsult } = fillingIn(answers);
    if (typeof said !== 'object' || preconsult === undefined) throw new TypeError('a summary that nobody agreed to');
    const sent = await services.client('submitPreconsult', {
      params: { id: preconsult.id },
      body: {},
      idempotencyKey: said.key,
      ...(said.etag === undefined ? {} : { ifMatch: said.etag }),
    });
    if (!sent.ok && sent.problem.code === 'precondition-failed') {
      // Changed elsewhere since it was read here: the yes holds for nothing else.
      act.ask('form-check');
      return undefined;
    }
    if (!sent.ok) return sent.problem;
    act.settle('form-sending', sent.body);
    return undefined;
  };
  return <Work title={say('form-sending.title')} words={say('form-sending.wait')} work={send} />;
}
