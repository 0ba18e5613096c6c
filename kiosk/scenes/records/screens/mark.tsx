import type { ResultValue } from '../../../client/wire.ts';
import { useVisit } from '../../../shell/visit.ts';
import { isUnusual, standingOf } from '../mark.ts';

/** How a value stands. Whoever listens hears the word alone. Nobody said: nothing. */
export function Mark({ value }: { readonly value: Pick<ResultValue, 'verdict' | 'saidVerdict'> }) {
  const { say } = useVisit();
  const standing = standingOf(value, say);
  if (standing === undefined) return null;
  return (
    <span class={isUnusual(value) ? 'mark mark-unusual as-written' : 'mark'}>
      <span aria-hidden="true">{standing.shape} </span>
      {standing.words}
    </span>
  );
}
