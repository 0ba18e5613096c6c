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

/** A code that was asked for: when, in ms, and what only this sign-in knows of it. */
export interface SentCode {
  readonly at: number;
  readonly attempt: string;
}

/** At least 128 random bits in the letters of the contract; a new key (RFC 9562 §5.4, UUID version 4) has 122. @param newKey answers another one each time */
export function madeAttempt(newKey: () => string): string {
  return `${newKey()}${newKey()}`.replaceAll('-', '');
}

/** The answers of somebody whose session still lives: nothing is asked. */
export function resumed(session: Session): Answers {
  return {
    'phone-number': { settled: true, value: '' },
    'code-sending': { settled: true, value: { at: 0, attempt: '' } },
    'phone-code': { settled: true, value: { code: '', found: 'opened' } },
    opening: { settled: true, value: session },
  };
}

/**
 * What is shown with every request of this sign-in: the code, which of the people of this phone is meant, and by what the gateway knows the
 * same request again where its answer was lost, or somebody pressed twice.
 */
export function evidenceIn(answers: Answers) {
  const chosen = answerOf(answers, 'which-person');
  const patientId = chosen === undefined || chosen === 'new' ? {} : { patientId: chosen };
  return { ...evidenceWith(answers, answerOf(answers, 'phone-code')?.code ?? ''), ...patientId };
}

/** The same with a code that was just typed, before anybody is chosen. */
export function evidenceWith(answers: Answers, code: string) {
  const sent = answerOf(answers, 'code-sending');
  const phone = answerOf(answers, 'phone-number') ?? '';
  return { kind: 'one-time-code', phone, code, ...(sent && { attempt: sent.attempt }) } as const;
}
