import type { Standpoint } from '../../client/nearness.ts';
import { type Answers, answerOf, type Draft } from '../../journey/answers.ts';

/** The hospital whose name somebody pressed; nothing while it is the one in whose hall they stand. */
export function hospitalIn(answers: Answers): string | undefined {
  return answerOf(answers, 'hospital') ?? answerOf(answers, 'elsewhere');
}

/** Where another hospital is chosen: among all, or among those that have what this house has not. */
export function hospitalStep({ elsewhere }: Answers): 'elsewhere' | 'hospital' {
  return elsewhere === undefined ? 'hospital' : 'elsewhere';
}

/**
 * What somebody left elsewhere, as it stands where they take it up: whether this house has the department, and so how another one was
 * chosen, is another matter in another hall, and on a phone there is no house at all. What they chose stays what it was.
 */
export function draftAt(here: Pick<Standpoint, 'hospital'> | undefined, draft: Draft): Draft {
  const department = answerOf(draft, 'department');
  if (department === undefined) return draft;
  const { elsewhere: _, hospital: __, ...rest } = draft;
  const chosen = answerOf(draft, 'slot')?.place.hospital ?? hospitalIn(draft);
  const isHere = here !== undefined && department.hospitals.includes(here.hospital);
  const question = isHere ? 'hospital' : 'elsewhere';
  const another = chosen !== undefined && !(isHere && chosen === here.hospital);
  return {
    ...rest,
    department: { settled: true, value: { ...department, here: isHere } },
    ...(another ? { [question]: { settled: true, value: chosen } } : {}),
  };
}
