import { type Answers, answerOf } from '../../journey/answers.ts';

/** The hospital whose name somebody pressed; nothing while it is the one in whose hall they stand. */
export function hospitalIn(answers: Answers): string | undefined {
  return answerOf(answers, 'hospital') ?? answerOf(answers, 'elsewhere');
}

/** Where another hospital is chosen: among all, or among those that have what this house has not. */
export function hospitalStep({ elsewhere }: Answers): 'elsewhere' | 'hospital' {
  return elsewhere === undefined ? 'hospital' : 'elsewhere';
}
