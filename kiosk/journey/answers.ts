/**
 * What each step is answered with. A scene adds its own where its rows stand (`declare module`), so that a step is known to the types
 * of every screen and this floor names none.
 */
// biome-ignore lint/suspicious/noEmptyInterface: every scene adds to it.
export interface AnswerTypes {}

/** The steps that ask nothing more; added to in the same way. */
// biome-ignore lint/suspicious/noEmptyInterface: every scene adds to it.
export interface Ends {}

/** The steps that have an answer. */
export type Question = keyof AnswerTypes;

/** Where a journey can stand: every question, and the ends. */
export type Step = Question | keyof Ends;

/** What this step is answered with; nothing where it is an end. */
export type AnswerOf<S extends Step> = S extends Question ? AnswerTypes[S] : never;

/** An answer that is not settled is kept, shown as the one chosen before, and asked for again. */
export interface Answer<T> {
  readonly settled: boolean;
  readonly value?: T;
}

export type Answers = { readonly [Q in Question]?: Answer<AnswerTypes[Q]> };

/** Answers that say nothing about who gave them; they may outlive the person at the screen for some minutes. */
export type Draft = Answers;

/** The answer, if it is settled. */
export function answerOf<Q extends Question>(answers: Answers, question: Q): AnswerTypes[Q] | undefined {
  const answer = answers[question] as Answer<AnswerTypes[Q]> | undefined;
  return answer?.settled === true ? answer.value : undefined;
}

/** The answer, settled or given before. */
export function rememberedAnswer<Q extends Question>(answers: Answers, question: Q): AnswerTypes[Q] | undefined {
  return (answers[question] as Answer<AnswerTypes[Q]> | undefined)?.value;
}
