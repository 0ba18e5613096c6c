import { errandDrawings } from '../../../components/pictogram/errands.ts';
import { Pictogram } from '../../../components/pictogram/pictogram.tsx';
import { useLoad } from '../../../shell/use-load.ts';
import { useVisit } from '../../../shell/visit.ts';
import './emergency.css';

/** Where the emergency department of this house is; nothing where it has none, and not known as long as nobody has answered. */
export function useEmergencyPlace(): { readonly isKnown: boolean; readonly where: string | undefined } {
  const { services, language } = useVisit();
  const [hospitals] = useLoad(() => services.city.hospitals());
  const known = hospitals.state === 'ready' ? hospitals.value : [];
  const { hospital, campus } = services.here ?? {};
  const here = known.find(({ id }) => id === hospital)?.campuses.find(({ name }) => name === campus)?.emergency;
  return { isKnown: hospitals.state !== 'loading', where: here?.[language] };
}

/** On every screen that asks what hurts: for what nobody books, and where the door is that is open now. */
export function Emergency() {
  const { say } = useVisit();
  const { where } = useEmergencyPlace();
  return (
    <aside class="emergency">
      <Pictogram drawing={errandDrawings.ambulance} />
      <p>
        {say('emergency.signs')}
        <strong>{where === undefined ? say('emergency.call') : say('emergency.here', { where })}</strong>
      </p>
    </aside>
  );
}

/** Where the door is that is open now, for whoever can not book because somebody has to look at them first. */
export function EmergencyWay() {
  const { say } = useVisit();
  const { where } = useEmergencyPlace();
  if (where === undefined) return null;
  return (
    <p class="emergency">
      <Pictogram drawing={errandDrawings.ambulance} />
      <strong>{say('emergency.way', { where })}</strong>
    </p>
  );
}
