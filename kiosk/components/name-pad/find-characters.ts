import type { Character, KnownCharacters } from './characters.ts';
import { frequentSurnames } from './surnames.ts';

/** What is looked for, and whether a name begins with it. */
export interface Looking {
  readonly typed: string;
  readonly first: boolean;
}

/** How well a character is what was typed: what is met most is offered first. */
const FITS = ['whole', 'begun', 'perhaps'] as const;
type Fit = (typeof FITS)[number];

/** By how they are read: the whole syllable or its beginning, and behind those what only large dictionaries read so. */
export function findByPinyin(known: KnownCharacters | undefined, { typed, first }: Looking): readonly string[] {
  const asked = asWritten(typed);
  return inOrder(known, { typed, first }, ({ readings, rareReadings }) => {
    if (readings.includes(asked)) return 'whole';
    if (readings.some((reading) => reading.startsWith(asked))) return 'begun';
    return rareReadings.some((reading) => reading.startsWith(asked)) ? 'perhaps' : undefined;
  });
}

/** By their first strokes. One whose order nobody recorded is among those that have as many strokes as were pressed. */
export function findByStrokes(known: KnownCharacters | undefined, looking: Looking): readonly string[] {
  const { typed } = looking;
  return inOrder(known, looking, ({ strokes }) => {
    if (strokes === typed) return 'whole';
    if (strokes.startsWith(typed)) return 'begun';
    return strokes.startsWith('?') && strokes.length === typed.length ? 'perhaps' : undefined;
  });
}

/** A name begins with a surname: those are offered first, and some before anything was typed. */
function inOrder(
  known: KnownCharacters | undefined,
  { typed, first }: Looking,
  fitOf: (one: Character) => Fit | undefined,
): readonly string[] {
  if (typed === '') return first ? frequentSurnames : [];
  if (known === undefined) return [];
  const found = first ? [...fitting(known.surnames, fitOf), ...fitting(known.all, fitOf)] : fitting(known.all, fitOf);
  return [...new Set(found)];
}

function fitting(characters: readonly Character[], fitOf: (one: Character) => Fit | undefined): readonly string[] {
  const found: Record<Fit, string[]> = { whole: [], begun: [], perhaps: [] };
  for (const one of characters) {
    const fit = fitOf(one);
    if (fit !== undefined) found[fit].push(one.written);
  }
  return FITS.flatMap((fit) => found[fit]);
}

/**
 * ü as keyboards write it: v behind l and n, where u is another sound, and u behind j, q, x and y, where it is not. Many write the e
 * behind it without the two dots.
 */
function asWritten(typed: string): string {
  return typed
    .replaceAll('ü', 'v')
    .replace(/^([jqxy])v/, '$1u')
    .replace(/^([ln])ue/, '$1ve');
}
