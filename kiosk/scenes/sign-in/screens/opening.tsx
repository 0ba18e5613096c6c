import type { Problem } from '../../../../bff/contract/client.ts';
import { useVisit } from '../../../shell/visit.ts';
import { Work } from '../../../shell/work.tsx';
import { evidenceIn } from '../answers.ts';

/** Whoever was chosen among the people of this phone. */
export function OpeningByCodeScreen() {
  const { services, answers, say, act } = useVisit();
  const open = async (): Promise<Problem | undefined> => {
    const opened = await services.client('openSession', { body: { evidence: evidenceIn(answers) } });
    if (opened.ok) act.settle('opening', opened.body);
    else if (opened.problem.code === 'consent-required') act.settle('opening', 'consent-needed');
    else return opened.problem;
    return undefined;
  };
  // A code that is too old by now is asked for anew.
  const can = () => ({ document: () => act.ask('code-sending'), home: () => act.ask('phone-number') });
  return <Work title={say('sign-in.opening')} work={open} can={can} />;
}
