import { screenFixturesOf } from '../../../kiosk/apps/gallery/screen-fixtures.ts';
import { manifests } from '../../../kiosk/apps/kiosk/manifests.ts';
import { learnWords } from '../../../kiosk/i18n/text.ts';
import { hallWords } from '../../../kiosk/shell/hall-words.ts';
import { makeScenes } from '../../../kiosk/shell/scenes.ts';

/** Every scene of the kiosk, loaded; and with it every sentence that the kiosk says. */
export const scenes = makeScenes(manifests);
learnWords(hallWords);
await scenes.load(...manifests.map(({ name }) => name));

export const rows = scenes.rows;

/** Every state of every screen. */
export const screenFixtures = screenFixturesOf(rows);
