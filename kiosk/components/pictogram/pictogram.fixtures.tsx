import type { ComponentFixture } from '../fixture.ts';
import { bodyPartDrawings } from './body-parts.ts';
import { errandDrawings } from './errands.ts';
import { Pictogram } from './pictogram.tsx';
import { wayDrawings } from './ways.ts';

export const pictogramFixtures: readonly ComponentFixture[] = [
  {
    name: 'pictogram.all',
    render: () => (
      <p style="display: flex; flex-wrap: wrap; gap: 24px">
        {Object.entries({ ...bodyPartDrawings, ...errandDrawings, ...wayDrawings }).map(([name, drawing]) => (
          <Pictogram key={name} drawing={drawing} />
        ))}
      </p>
    ),
  },
];
