import type { Problem } from '../../../../bff/contract/client.ts';
import { answerOf } from '../../../journey/answers.ts';
import { useVisit } from '../../../shell/visit.ts';
import { Work } from '../../../shell/work.tsx';
import { consentsIn } from '../../identity/answers.ts';
import { evidenceIn } from '../../sign-in/answers.ts';

/** The same code once more, with what the person agreed to, and who they are where nobody knew them. */
export function RegisteringByCodeScreen() {
  const { services, answers, language, say, act } = useVisit();
  const person = answerOf(answers, 'particulars');
  const register = async (): Promise<Problem | undefined> => {
    const consents = consentsIn(answers, 'notice', 'health-data', language);
    const opened = await services.client('openSession', {
      body: { evidence: evidenceIn(answers), consents, ...(person && { person }) },
    });
    if (!opened.ok) return opened.problem;
    act.settle('registering', opened.body);
    return undefined;
  };
  // A code that is too old by now is asked for anew; what was filled in wrongly is corrected, and kept.
  const can = () => ({
    document: () => act.ask('code-sending'),
    home: () => act.ask('phone-number'),
    ...(person === undefined ? {} : { correct: () => act.ask('particulars') }),
  });
  return <Work title={say('registering.title')} work={register} can={can} />;
}
