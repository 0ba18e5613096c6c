import type { ResultValue } from '../../../client/wire.ts';
import { useVisit } from '../../../shell/visit.ts';
import { isUnusual, markOf } from '../mark.ts';

/** How a value stands. Whoever listens hears the word alone. Nobody said: nothing. */
export function Mark({ verdict }: Pick<ResultValue, 'verdict'>) {
  const { say } = useVisit();
  if (verdict === undefined) return null;
  const { shape, word } = markOf(verdict);
  return (
    <span class={isUnusual({ verdict }) ? 'mark mark-unusual' : 'mark'}>
      <span aria-hidden="true">{shape} </span>
      {say(word)}
    </span>
  );
}
