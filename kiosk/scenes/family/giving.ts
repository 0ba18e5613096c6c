import type { OperationRequest } from '../../../bff/contract/operations.ts';
import type { Grant, GrantScope, TakenInvitation } from '../../client/wire.ts';
import type { Language } from '../../i18n/text.ts';
import { type Answers, answerOf, rememberedAnswer } from '../../journey/answers.ts';

/** What may be given in this session, for how long, and the words that one agrees to. */
export type GrantTerms = Pick<TakenInvitation, 'scopes' | 'months' | 'wording'>;

/** A code that leads to somebody who wants to help, and who that is. */
export interface FoundHelper {
  readonly code: string;
  readonly taken: TakenInvitation;
}

/** The yes: to which words, in which language, and the Idempotency-Key of what is given. */
export interface GrantAgreed {
  readonly version: string;
  readonly language: Language;
  readonly key: string;
}

/** What was given. With a code it is somebody's as soon as they take it, and the code is told here alone. */
export interface Given {
  readonly grant: Grant;
  readonly code?: string;
}

/** In the order in which they are said. */
export const SCOPES: readonly GrantScope[] = ['appointments', 'results', 'money'];

/** Who is to help, where somebody gave their code; nobody where a card goes to whoever is given it. */
export function helperIn(answers: Answers): FoundHelper | undefined {
  return answerOf(answers, 'grant-how') === 'digits' ? rememberedAnswer(answers, 'invitation-code') : undefined;
}

export function termsIn(answers: Answers): GrantTerms | undefined {
  return answerOf(answers, 'grant-how') === 'digits' ? helperIn(answers)?.taken : rememberedAnswer(answers, 'grant-terms');
}

type Chosen = Pick<OperationRequest<'createGrant'>['body'], 'scope' | 'months' | 'agreed'>;

/** What the gateway is asked for, whichever way. Nothing where an answer is missing. */
export function chosenIn(answers: Answers): Chosen | undefined {
  const scope = rememberedAnswer(answers, 'grant-scope');
  const months = rememberedAnswer(answers, 'grant-long');
  const agreed = rememberedAnswer(answers, 'grant-agree');
  if (scope === undefined || months === undefined || agreed === undefined) return undefined;
  return { scope: [...scope], months, agreed: { version: agreed.version, language: agreed.language } };
}

/** The usual time, a short one and the longest, the shortest first; none longer than the city allows. */
export function monthsOffered({ usual, most }: GrantTerms['months']): readonly number[] {
  return [...new Set([SHORT, usual, most])].filter((months) => months <= most).sort((left, right) => left - right);
}

const SHORT = 3;
const SHANGHAI_MS = 8 * 3_600_000;
const DAY_MS = 24 * 3_600_000;

/** The day of the calendar so many months later, in Shanghai; the last day of a month that is too short. As an instant. */
export function monthsLater(now: number, months: number): string {
  const here = new Date(now + SHANGHAI_MS);
  const [year, month] = [here.getUTCFullYear(), here.getUTCMonth() + months];
  const lastDay = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  const day = Math.min(here.getUTCDate(), lastDay);
  return new Date(Date.UTC(year, month, day) + ((now + SHANGHAI_MS) % DAY_MS) - SHANGHAI_MS).toISOString();
}

/** The grant by which somebody may act for another now: by a code that was taken, or of whoever they had invited. */
export function helpingIn(answers: Answers): Grant | undefined {
  return rememberedAnswer(answers, answerOf(answers, 'help-how') === 'invite' ? 'inviting' : 'offer-code');
}
