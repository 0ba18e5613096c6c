import type { ComponentFixture } from '../fixture.ts';
import { BodyFigure, FIGURE_PARTS } from './body-figure.tsx';

export const bodyFigureFixtures: readonly ComponentFixture[] = [
  {
    name: 'body-figure.chosen',
    render: () => <BodyFigure parts={FIGURE_PARTS} chosen="chest" onPress={() => undefined} />,
  },
];
