import { useSay } from '../../staff/saying.ts';
import { Heading } from './heading.tsx';
import { Act } from './keys.tsx';
import { frame } from './words.ts';

/** What stands here once another page of this browser is the desk. */
export function OpenElsewhere() {
  const say = useSay();
  return (
    <main class="narrow">
      <Heading>{say(frame.elsewhere)}</Heading>
      <Act keys="Alt+Y" word={frame.here} run={() => location.reload()} main />
    </main>
  );
}
