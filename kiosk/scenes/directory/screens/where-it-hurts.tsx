import type { BodyPart } from '../../../client/wire.ts';
import { BodyFigure, FIGURE_PARTS } from '../../../components/body-figure/body-figure.tsx';
import { bodyPartDrawings } from '../../../components/pictogram/body-parts.ts';
import { Tiles } from '../../../components/tiles/tiles.tsx';
import { dayOf } from '../../../i18n/when.ts';
import { useVisit, type Visit } from '../../../shell/visit.ts';
import { patientIn } from '../../appointments/answers.ts';
import { partsFor, seekerOf } from '../fitting.ts';
import './where-it-hurts.css';

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

/** The parts that are asked of whoever this is for. */
export function partsIn({ services, answers }: Pick<Visit, 'services' | 'answers'>): readonly BodyPart[] {
  return partsFor(BODY_PARTS, seekerOf(patientIn(answers), dayOf(services.now())));
}

export interface WhereItHurtsProps {
  readonly chosen: string | undefined;
  readonly onPress: (part: BodyPart) => void;
}

/** Where it hurts: on a body, and in pictures with words. */
export function WhereItHurts({ chosen, onPress }: WhereItHurtsProps) {
  const visit = useVisit();
  const { say } = visit;
  const parts = partsIn(visit);
  const tiles = parts.map((part) => ({
    key: part,
    title: say(`body-part.${part}`),
    picture: bodyPartDrawings[part],
    chosen: part === chosen,
    onPress: () => onPress(part),
  }));
  return (
    <div class="body-part">
      <BodyFigure parts={FIGURE_PARTS.filter((part) => parts.includes(part))} chosen={chosen} onPress={onPress} />
      <Tiles tiles={tiles} say={say} beside />
    </div>
  );
}
