import type { Problem } from '../../../../bff/contract/client.ts';
import { type Answers, answerOf } from '../../../journey/answers.ts';
import { useVisit } from '../../../shell/visit.ts';
import { Work } from '../../../shell/work.tsx';
import { consentsIn, type DocumentRead, shownBy } from '../answers.ts';

/** Opens the session with what the reader signed. */
export function OpeningScreen() {
  const { services, answers, say, act } = useVisit();
  const open = async (): Promise<Problem | undefined> => {
    const opened = await services.client('openSession', { body: { evidence: evidenceIn(answers) } });
    if (opened.ok) act.settle('opening', opened.body);
    else if (needsConsent(opened.problem)) act.settle('opening', 'consent-needed');
    else if (opened.problem.code === 'guardian-required') act.settle('document', { ...documentIn(answers), minor: true });
    else return opened.problem;
    return undefined;
  };
  return <Work title={say('opening.title')} work={open} />;
}

/** The first time: the same evidence once more, with what the person agreed to. */
export function RegisteringScreen() {
  const { services, answers, language, say, act } = useVisit();
  const register = async (): Promise<Problem | undefined> => {
    const opened = await services.client('openSession', {
      body: { evidence: evidenceIn(answers), consents: consentsIn(answers, 'notice', 'health-data', language) },
    });
    if (!opened.ok) return opened.problem;
    act.settle('registering', opened.body);
    return undefined;
  };
  return <Work title={say('registering.title')} work={register} />;
}

function evidenceIn(answers: Answers) {
  return { kind: 'document-read', document: shownBy(answers)?.jws ?? '' } as const;
}

/** A bridge that does not say whose card is a child's: the gateway does. */
function documentIn(answers: Answers): DocumentRead {
  const document = answerOf(answers, 'document');
  if (document === undefined) throw new Error('nobody showed a document');
  return document;
}

function needsConsent({ code }: Problem): boolean {
  return code === 'registration-required' || code === 'consent-required';
}
