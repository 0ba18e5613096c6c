import type { Dependant } from '../../client/wire.ts';
import { type Answers, answerOf } from '../../journey/answers.ts';

export type Sex = 'male' | 'female';

/** The child for whom the errand is; nobody where it is for the person who stands here, or not known yet. */
export function childOf(answers: Answers): Dependant | undefined {
  const child = answerOf(answers, 'home') === 'child' ? answerOf(answers, 'for-whom') : undefined;
  return typeof child === 'string' ? undefined : child;
}
