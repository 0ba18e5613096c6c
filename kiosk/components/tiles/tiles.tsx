import type { Say } from '../../i18n/text.ts';
import { Pages } from '../pages/pages.tsx';
import type { Drawing } from '../pictogram/drawing.ts';
import { Pictogram } from '../pictogram/pictogram.tsx';
import './tiles.css';

export interface Tile {
  readonly key: string;
  readonly title: string;
  readonly picture: Drawing;
  /** The answer that was given before. */
  readonly chosen?: boolean;
  readonly onPress: () => void;
}

export interface TilesProps {
  readonly tiles: readonly Tile[];
  readonly say: Say;
  /** Words beside the picture instead of below it, where a tile is wide. */
  readonly beside?: boolean;
}

/** What is told from pictures is found among so many. */
const AT_ONCE = 12;

/** Pictures with words, beside each other: a page may have more of them than of words alone. */
export function Tiles({ tiles, say, beside = false }: TilesProps) {
  const chosenAt = tiles.findIndex(({ chosen }) => chosen === true);
  return (
    <Pages items={tiles} keyOf={({ key }) => key} atOnce={AT_ONCE} startAt={chosenAt} say={say}>
      {(shown) => (
        <ul class={beside ? 'tiles tiles-beside' : 'tiles'}>
          {shown.map((tile) => (
            <li key={tile.key}>
              <TileButton {...tile} say={say} />
            </li>
          ))}
        </ul>
      )}
    </Pages>
  );
}

/** One of them, where they stand in an order of their own. */
export function TileButton({ title, picture, chosen, onPress, say }: Tile & { readonly say: Say }) {
  return (
    <button type="button" class={chosen ? 'tile tile-chosen' : 'tile'} onClick={onPress}>
      <Pictogram drawing={picture} />
      <span class="tile-words">
        {title}
        {chosen && <span class="tile-note">✓ {say('list.chosen')}</span>}
      </span>
    </button>
  );
}
