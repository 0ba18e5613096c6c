import type { ComponentFixture } from '../fixture.ts';
import { wayDrawings } from '../pictogram/ways.ts';
import { Tiles } from './tiles.tsx';

const press = () => undefined;
const PARTS = ['head', 'eyes', 'mouth', 'chest', 'belly'] as const;

export const tilesFixtures: readonly ComponentFixture[] = (['below', 'beside'] as const).map((words) => ({
  name: `tiles.words-${words}`,
  render: (say) => (
    <Tiles
      beside={words === 'beside'}
      tiles={PARTS.map((part) => ({
        key: part,
        title: say(`body-part.${part}`),
        picture: wayDrawings.place,
        chosen: part === 'chest',
        onPress: press,
      }))}
      say={say}
    />
  ),
}));
