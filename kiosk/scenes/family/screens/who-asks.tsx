import type { TakenInvitation } from '../../../client/wire.ts';
import { useVisit } from '../../../shell/visit.ts';
import './family.css';

/** By what one knows them: the end of a number that one has, and whether the name is more than their word. */
export function WhoAsks({ helperPhone, helperProved }: Pick<TakenInvitation, 'helperPhone' | 'helperProved'>) {
  const { say } = useVisit();
  const digits = /\d+$/.exec(helperPhone ?? '')?.[0];
  return (
    <>
      {digits !== undefined && <p class="family-decides">{say('who-asks.phone', { digits })}</p>}
      {!helperProved && <p>{say('who-asks.unproved')}</p>}
    </>
  );
}
