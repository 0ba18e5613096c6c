import type { Choice } from '../components/choice-list/choice-list.tsx';
import type { ErrandPicture } from '../components/pictogram/errands.ts';
import type { SpokenKey, WordList } from '../i18n/text.ts';
import type { Step } from '../journey/answers.ts';
import type { PageRow, Rows } from '../journey/row.ts';
import type { Glass } from './glass.ts';

/** To be seen by a doctor; or what one has here already. */
export const OFFER_GROUPS = ['care', 'mine'] as const;
export type OfferGroup = (typeof OFFER_GROUPS)[number];

/** One thing that somebody may come for, as the home screen offers it. */
export interface Offer {
  /** What the home screen is answered with. */
  readonly key: string;
  readonly leadsTo: Step;
  readonly title: SpokenKey;
  /** A name: the pictures come with the home screen. */
  readonly picture: ErrandPicture;
  readonly group: OfferGroup;
  /** Offered only where the gateway asks about complaints. */
  readonly triage?: true;
}

/** What a person most likely came for, with a picture by its name as an offer has it. */
export type FirstChoice = Omit<Choice, 'picture'> & Pick<Offer, 'picture'>;

/** All that a page has to know of a scene before anybody enters it. */
export interface Manifest {
  readonly name: string;
  readonly offers?: readonly Offer[];
  /** Where what a person most likely came for leads: answered as `{ [key]: what }`. The home screen waits for such a scene. */
  readonly first?: Pick<Offer, 'key' | 'leadsTo'>;
  /** What its offers say. */
  readonly words?: WordList;
  /** Steps by which other scenes lead into this one. */
  readonly enteredBy: readonly Step[];
  /** Scenes whose screens this one shows. */
  readonly needs?: readonly string[];
  readonly load: () => Promise<SceneParts>;
}

/** The rest of a scene, which is loaded when it is needed. */
export interface SceneParts {
  readonly steps: Rows;
  readonly pages?: Readonly<Record<string, PageRow>>;
  /** What it adds to every screen; one scene has any. */
  readonly glass?: Glass;
  readonly words: WordList;
  /** What a person most likely came for; put above what is always offered, once it is known. A hook. */
  readonly useFirst?: () => readonly FirstChoice[];
}

/** The parts of a scene out of its three modules, which come at once. */
export async function partsOf(
  rows: Promise<Omit<SceneParts, 'glass' | 'words'>>,
  chinese: Promise<{ readonly zh: WordList['zh'] }>,
  english: Promise<{ readonly en: WordList['en'] }>,
): Promise<SceneParts> {
  const [parts, { zh }, { en }] = await Promise.all([rows, chinese, english]);
  return { ...parts, words: { zh, en } };
}
