import { BodyFigure, FIGURE_PARTS } from '../../../components/body-figure/body-figure.tsx';
import { bodyPartDrawings } from '../../../components/pictogram/body-parts.ts';
import { Screen } from '../../../components/screen/screen.tsx';
import { Tiles } from '../../../components/tiles/tiles.tsx';
import { dayOf } from '../../../i18n/when.ts';
import { rememberedAnswer } from '../../../journey/answers.ts';
import { Loading } from '../../../shell/loading.tsx';
import { useLoad } from '../../../shell/use-load.ts';
import { useVisit } from '../../../shell/visit.ts';
import { patientIn } from '../../appointments/answers.ts';
import { departmentsFor, partsFor, seekerOf } from '../fitting.ts';
import './body-part.css';
import type { BodyPart } from '../../../client/wire.ts';
import { Action } from '../../../components/action/action.tsx';
import { Emergency } from './emergency.tsx';

/** What most people come for first. */
const BODY_PARTS = [
  'head',
  'chest',
  'belly',
  'back-joints',
  'eyes',
  'ear-nose-throat',
  'mouth',
  'skin',
  'women',
  'children',
  'mind',
  'whole-body',
] as const satisfies readonly BodyPart[];

/**
 * Where it hurts: on a body, and in pictures with words. Where that leads to one department only, nobody is asked which. Two ways for
 * those who know their department stand below.
 */
export function BodyPartScreen() {
  const visit = useVisit();
  const { services, answers, say, act } = visit;
  const [departments, retry] = useLoad(() => services.city.departments());
  if (departments.state !== 'ready') return <Loading load={departments} retry={retry} />;
  const before = rememberedAnswer(answers, 'body-part');
  const seeker = seekerOf(patientIn(answers), dayOf(services.now()));
  const parts = partsFor(BODY_PARTS, seeker);
  const choose = (part: BodyPart) => {
    const [only, ...others] = departmentsFor(departments.value, { part, seeker, here: services.device.record.hospital });
    act.settle('body-part', part);
    if (only !== undefined && others.length === 0) act.settle('department', { ...only, alone: true });
  };
  const tiles = parts.map((part) => ({
    key: part,
    title: say(`body-part.${part}`),
    picture: bodyPartDrawings[part],
    chosen: part === before,
    onPress: () => choose(part),
  }));
  return (
    <Screen title={say('body-part.question')} lead={<Emergency />}>
      <div class="body-part">
        <BodyFigure parts={FIGURE_PARTS.filter((part) => parts.includes(part))} chosen={before} onPress={choose} />
        <Tiles tiles={tiles} say={say} beside />
      </div>
      <div class="screen-actions is-row">
        <Action label={say('way.name')} onPress={() => act.settle('body-part', 'name')} />
        <Action label={say('way.initials')} onPress={() => act.settle('body-part', 'initials')} />
      </div>
    </Screen>
  );
}
