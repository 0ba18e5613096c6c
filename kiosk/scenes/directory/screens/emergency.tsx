import { errandDrawings } from '../../../components/pictogram/errands.ts';
import { Pictogram } from '../../../components/pictogram/pictogram.tsx';
import { useLoad } from '../../../shell/use-load.ts';
import { useVisit } from '../../../shell/visit.ts';
import './emergency.css';

/** On every screen that asks what hurts: for what nobody books, and where the door is that is open now. */
export function Emergency() {
  const { services, language, say } = useVisit();
  const [hospitals] = useLoad(() => services.city.hospitals());
  const known = hospitals.state === 'ready' ? hospitals.value : [];
  const { hospital, campus } = services.device.record;
  const here = known.find(({ id }) => id === hospital)?.campuses.find(({ name }) => name === campus)?.emergency;
  return (
    <aside class="emergency">
      <Pictogram drawing={errandDrawings.ambulance} />
      <p>
        {say('emergency.signs')}
        <strong>{here === undefined ? say('emergency.call') : say('emergency.here', { where: here[language] })}</strong>
      </p>
    </aside>
  );
}
