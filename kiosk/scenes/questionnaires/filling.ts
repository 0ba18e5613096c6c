import type { OperationRequest } from '../../../bff/contract/operations.ts';
import type { FormQuestion, Preconsult, PreconsultStep } from '../../client/wire.ts';
import { type Answers, rememberedAnswer } from '../../journey/answers.ts';

/** An answer as the contract takes it. */
export type Given = NonNullable<OperationRequest<'nextQuestion'>['body']['answer']>;
type Values = Extract<Given, { readonly values: unknown }>['values'];
export type Value = Values[number];

/** What the gateway is to be asked next: where the form stands, what follows an answer, or what stood before a question. */
export type Asking = 'where' | { readonly answer: Given } | { readonly before: string };

/**
 * Where somebody stands in a form. The answers lie at the gateway: here is the question that stands on the screen, and nothing of those
 * before.
 */
export interface Filling {
  readonly asking?: Asking;
  readonly preconsult?: Preconsult;
  /** Which version was seen last. */
  readonly etag?: string;
  readonly question?: FormQuestion;
  readonly progress?: PreconsultStep['progress'];
  /** Why the answer just given can not stand. */
  readonly fault?: PreconsultStep['faults'][number]['text'];
  /** What was just said is not for waiting. */
  readonly tell?: NonNullable<PreconsultStep['tellStaff']>;
  /** Somebody answered elsewhere meanwhile. */
  readonly elsewhere?: true;
  /** No question stands before this one. */
  readonly first?: true;
}

export const NOT_BEGUN: Filling = { asking: 'where' };

/** Where no question stands, the one before it is the last that was answered. */
export const AFTER_ALL = '-';

export function fillingIn(answers: Answers): Filling {
  return rememberedAnswer(answers, 'form-questions') ?? NOT_BEGUN;
}

/** Nothing is left to be asked or told. */
export function isWhole({ asking, preconsult, question, tell }: Filling): boolean {
  return preconsult !== undefined && asking === undefined && question === undefined && tell === undefined;
}

/** Whoever was asked this has said something to it, if only that they do not know. */
export function wasAsked({ answered, declined }: FormQuestion): boolean {
  return answered.length > 0 || declined !== undefined;
}

/** It, with something to be asked; what was said of the answer before is read. */
export function asking({ preconsult, etag, question, progress }: Filling, what: Asking): Filling {
  return { ...known({ preconsult, etag, question, progress }), asking: what };
}

/** It, with this question on the screen, to be answered anew. */
export function turnedTo({ preconsult, etag, progress }: Filling, question: FormQuestion): Filling {
  return known({ preconsult, etag, progress, question });
}

/** It, with what the gateway answered. */
export function stepped({ preconsult }: Filling, step: PreconsultStep, etag: string | null, elsewhere?: true): Filling {
  const { question, progress, tellStaff: tell, faults } = step;
  return known({ preconsult, etag: etag ?? undefined, question, progress, tell, fault: faults[0]?.text, elsewhere });
}

/** Without what is not known. */
function known(given: { readonly [K in keyof Filling]?: Filling[K] | undefined }): Filling {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
}

/** One question back; nothing where there is none, and where the questions are listed: from there Back leads to the summary. */
export function questionBefore(answers: Answers): Answers | undefined {
  const value = fillingIn(answers);
  const { question, progress, first } = value;
  if (isWhole(value)) return { ...answers, 'form-questions': { settled: true, value } };
  if (first || (question !== undefined && !wasAsked(question) && progress?.answered === 0)) return undefined;
  const before = asking(value, { before: question?.path ?? AFTER_ALL });
  return { ...answers, 'form-questions': { settled: false, value: before } };
}
