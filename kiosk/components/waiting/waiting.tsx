import { useEffect, useState } from 'preact/hooks';
import type { Say } from '../../i18n/text.ts';

/** After this long somebody wonders whether anything happens at all. */
const SLOW_MS = 10_000;

/** Says that something is going on; after ten seconds also what else one can do. Nothing turns or blinks. */
export function Waiting({ say, window, words }: { readonly say: Say; readonly window: string; readonly words?: string }) {
  const [slow, setSlow] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setSlow(true), SLOW_MS);
    return () => clearTimeout(timer);
  }, []);
  return (
    <div role="status">
      <p>{words ?? say('wait.loading')}</p>
      {slow && (
        <p>
          {say('wait.slow')}
          <br />
          {say('wait.slow.ways', { window })}
        </p>
      )}
    </div>
  );
}
