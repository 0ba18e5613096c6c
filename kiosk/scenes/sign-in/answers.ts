import type { Session } from '../../client/wire.ts';
import { type Answers, answerOf } from '../../journey/answers.ts';

/** Who may be meant by a phone, as the gateway names them: masked. */
export interface PersonOfPhone {
  readonly patientId: string;
  readonly patientName: string;
}

/**
 * What a right code led to. `opened`: there is a session. `register`: nobody is known by this phone. `agree`: they have not agreed yet.
 * `choices`: several people are known by it.
 */
export type FoundByCode =
  | { readonly code: string; readonly found: 'opened' | 'register' | 'agree' }
  | { readonly code: string; readonly found: 'choices'; readonly choices: readonly PersonOfPhone[] };

/** The answers of somebody whose session still lives: nothing is asked. */
export function resumed(session: Session): Answers {
  return {
    'phone-number': { settled: true, value: '' },
    'code-sending': { settled: true, value: 0 },
    'phone-code': { settled: true, value: { code: '', found: 'opened' } },
    opening: { settled: true, value: session },
  };
}

/** What is shown with every request of this sign-in: the code, and which of the people of this phone is meant. */
export function evidenceIn(answers: Answers) {
  const chosen = answerOf(answers, 'which-person');
  const patientId = chosen === undefined || chosen === 'new' ? {} : { patientId: chosen };
  const phone = answerOf(answers, 'phone-number') ?? '';
  return { kind: 'one-time-code', phone, code: answerOf(answers, 'phone-code')?.code ?? '', ...patientId } as const;
}
