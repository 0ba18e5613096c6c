import { useEffect, useState } from 'preact/hooks';
import type { Appointment, Preconsult } from '../../../client/wire.ts';
import { Action } from '../../../components/action/action.tsx';
import { wayDrawings } from '../../../components/pictogram/ways.ts';
import type { Say } from '../../../i18n/text.ts';
import { useVisit } from '../../../shell/visit.ts';
import { type Tellable, useTellable } from '../use-tellable.ts';

export interface TellOfferProps {
  readonly appointment: Appointment;
  readonly onPress: () => void;
}

/**
 * To tell the doctor something before the visit, for whoever wants to; or to go on with it. Where nothing can be told, and as long as that
 * is not known, there is nothing: nobody waits for it.
 */
export function TellOffer({ appointment, onPress }: TellOfferProps) {
  const { services, say } = useVisit();
  const [found] = useTellable(appointment);
  const lettersStand = useLetters();
  // A phone has letters of its own and asks for none of the page's; its screen may be longer than the glass.
  const fits = lettersStand || services.device === undefined;
  const label = found.state === 'ready' && fits ? labelOf(found.value, say) : undefined;
  return label === undefined ? null : <Action label={label} picture={wayDrawings.note} onPress={onPress} unshared />;
}

/** Whether the letters of the page are there: in those of the machine, which may be wide, there is no room for another row. */
function useLetters(): boolean {
  const { fonts } = document as { readonly fonts?: FontFaceSet };
  const areThere = () => fonts === undefined || [...fonts].some(({ status }) => status === 'loaded');
  const [stand, setStand] = useState(areThere);
  useEffect(() => {
    const look = () => setStand(areThere());
    fonts?.addEventListener('loadingdone', look);
    return () => fonts?.removeEventListener('loadingdone', look);
  }, []);
  return stand;
}

/** What was begun comes before what could be begun. */
function labelOf({ forms, begun }: Tellable, say: Say): string | undefined {
  const first = begun.find(({ state }) => state === 'open') ?? begun[0];
  if (first !== undefined) return sayStanding(first, say);
  if (forms.length === 0) return undefined;
  return say('tell.offer', { minutes: Math.min(...forms.map(({ minutes }) => minutes)) });
}

/** How far it has come. */
export function sayStanding({ state, progress, doctor }: Preconsult, say: Say): string {
  if (doctor !== undefined) return say('tell.read');
  if (state === 'submitted') return say('tell.sent');
  return progress.left === 0 ? say('tell.whole') : say('tell.begun', { left: progress.left });
}
