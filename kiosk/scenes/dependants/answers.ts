import type { Dependant, GrantScope, Helped, Me } from '../../client/wire.ts';
import { type Answers, answerOf } from '../../journey/answers.ts';

export type Sex = 'male' | 'female';

/** For whom the errand is, a child or a grown-up; nobody where it is for the person who stands here, or not known yet. */
export function otherIn(answers: Answers): Dependant | Helped | undefined {
  const whom = answerOf(answers, 'home') === 'child' ? answerOf(answers, 'for-whom') : undefined;
  return typeof whom === 'string' ? undefined : whom;
}

/** The grown-ups for whom this may be done. */
export function helpedWith(scope: GrantScope, { helps }: Pick<Me, 'helps'>): readonly Helped[] {
  return helps.filter((helped) => helped.scope.includes(scope));
}
