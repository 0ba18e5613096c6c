import type { Problem } from '../../bff/contract/client.ts';
import { type Answers, answerOf } from '../flows/answers.ts';
import { useVisit } from './visit.ts';
import { Work } from './work.tsx';

/** Opens the session with what the reader signed. */
export function OpeningScreen() {
  const { door, answers, say, act } = useVisit();
  const open = async (): Promise<Problem | undefined> => {
    const opened = await door.client('openSession', { body: { evidence: evidenceIn(answers) } });
    if (opened.ok) act.settle('opening', opened.body);
    else if (needsConsent(opened.problem)) act.settle('opening', 'consent-needed');
    else return opened.problem;
    return undefined;
  };
  return <Work title={say('opening.title')} work={open} />;
}

/** The first time: the same evidence once more, with what the person agreed to. */
export function RegisteringScreen() {
  const { door, answers, language, say, act } = useVisit();
  const register = async (): Promise<Problem | undefined> => {
    const opened = await door.client('openSession', {
      body: { evidence: evidenceIn(answers), consents: consentsIn(answers, 'notice', 'health-data', language) },
    });
    if (!opened.ok) return opened.problem;
    act.settle('registering', opened.body);
    return undefined;
  };
  return <Work title={say('registering.title')} work={register} />;
}

function evidenceIn(answers: Answers) {
  return { kind: 'document-read', document: answerOf(answers, 'document')?.jws ?? '' } as const;
}

function needsConsent({ code }: Problem): boolean {
  return code === 'registration-required' || code === 'consent-required';
}

type ConsentStep = 'notice' | 'health-data' | 'child-notice' | 'child-health-data';

export function consentsIn(answers: Answers, notice: ConsentStep, healthData: ConsentStep, language: 'zh' | 'en') {
  return { privacyNotice: versionOf(answers, notice), healthData: versionOf(answers, healthData), language };
}

function versionOf(answers: Answers, step: ConsentStep): string {
  const consent = answerOf(answers, step);
  return consent?.agreed === true ? consent.version : '';
}
