import type { ComponentFixture } from '../fixture.ts';
import { CardDrawing } from './card-drawing.tsx';

export const cardDrawingFixtures: readonly ComponentFixture[] = [
  { name: 'card-drawing.reader', render: (say) => <CardDrawing label={say('document.drawing')} /> },
];
