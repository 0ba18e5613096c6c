import { actionFixtures } from '../../components/action/action.fixtures.tsx';
import { bodyFigureFixtures } from '../../components/body-figure/body-figure.fixtures.tsx';
import { cardDrawingFixtures } from '../../components/card-drawing/card-drawing.fixtures.tsx';
import { choiceListFixtures } from '../../components/choice-list/choice-list.fixtures.tsx';
import { dayStripFixtures } from '../../components/day-strip/day-strip.fixtures.tsx';
import { dialogFixtures } from '../../components/dialog/dialog.fixtures.tsx';
import { displayFixtures } from '../../components/display/display.fixtures.tsx';
import { factsFixtures } from '../../components/facts/facts.fixtures.tsx';
import { fieldFixtures } from '../../components/field/field.fixtures.tsx';
import type { ComponentFixture } from '../../components/fixture.ts';
import { footerFixtures } from '../../components/footer/footer.fixtures.tsx';
import { namePadFixtures } from '../../components/name-pad/name-pad.fixtures.tsx';
import { padFixtures } from '../../components/pad/pad.fixtures.tsx';
import { pagesFixtures } from '../../components/pages/pages.fixtures.tsx';
import { pictogramFixtures } from '../../components/pictogram/pictogram.fixtures.tsx';
import { recordListFixtures } from '../../components/record-list/record-list.fixtures.tsx';
import { screenFixtures } from '../../components/screen/screen.fixtures.tsx';
import { slipFixtures } from '../../components/slip/slip.fixtures.tsx';
import { tilesFixtures } from '../../components/tiles/tiles.fixtures.tsx';
import { troubleFixtures } from '../../components/trouble/trouble.fixtures.tsx';
import { waitingFixtures } from '../../components/waiting/waiting.fixtures.tsx';

/** Every state of every component. */
export const componentFixtures: readonly ComponentFixture[] = [
  ...actionFixtures,
  ...bodyFigureFixtures,
  ...cardDrawingFixtures,
  ...choiceListFixtures,
  ...dayStripFixtures,
  ...dialogFixtures,
  ...displayFixtures,
  ...factsFixtures,
  ...fieldFixtures,
  ...footerFixtures,
  ...namePadFixtures,
  ...padFixtures,
  ...pagesFixtures,
  ...pictogramFixtures,
  ...recordListFixtures,
  ...screenFixtures,
  ...slipFixtures,
  ...tilesFixtures,
  ...troubleFixtures,
  ...waitingFixtures,
];
