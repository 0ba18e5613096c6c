import type { Character } from './characters.ts';
import { frequentSurnames, surnamePlaces, surnamesOfTwo } from './surnames.ts';

/** How well something is what was asked for; a lower one is offered earlier. */
type Fit = 0 | 1 | 2;
const WHOLE: Fit = 0;
const BEGUN: Fit = 1;
const PERHAPS: Fit = 2;

/** What is offered: characters, and surnames of two. */
export type Found = readonly string[];

/** A name begins with a surname: those are offered first, and some before anything was pressed. */
export interface Looking {
  readonly typed: string;
  readonly first: boolean;
}

/** By how they are read: the whole syllable or its beginning. */
export function findByPinyin(characters: readonly Character[], { typed, first }: Looking): Found {
  const asked = asWritten(typed);
  return inOrder(characters, { typed, first }, ({ readings }) => {
    if (readings.includes(asked)) return WHOLE;
    return readings.some((reading) => reading.startsWith(asked)) ? BEGUN : undefined;
  });
}

/** By their first strokes. One whose order nobody recorded is among those that have as many strokes as were pressed. */
export function findByStrokes(characters: readonly Character[], looking: Looking): Found {
  const { typed } = looking;
  return inOrder(characters, looking, ({ strokes }) => {
    if (strokes === typed) return WHOLE;
    if (strokes.startsWith(typed)) return BEGUN;
    return strokes.startsWith('?') && strokes.length === typed.length ? PERHAPS : undefined;
  });
}

interface Offer {
  readonly written: string;
  readonly fit: Fit;
  /** Among surnames its own, behind them none. */
  readonly place: number;
}

function inOrder(characters: readonly Character[], { typed, first }: Looking, fitOf: (one: Character) => Fit | undefined): Found {
  if (typed === '') return first ? frequentSurnames : [];
  const offers: Offer[] = [];
  for (const one of first ? [...pairsAmong(characters), ...characters] : characters) {
    const fit = fitOf(one);
    const place = (first ? surnamePlaces.get(one.written) : undefined) ?? Number.POSITIVE_INFINITY;
    if (fit !== undefined) offers.push({ written: one.written, fit, place });
  }
  const surname = ({ place }: Offer) => (Number.isFinite(place) ? 0 : 1);
  return offers
    .sort(
      (one, other) => surname(one) - surname(other) || one.fit - other.fit || (surname(one) === 0 ? one.place - other.place : 0),
    )
    .map(({ written }) => written);
}

/** Surnames of two as if each were one character: read as a whole, written like its first one. */
function pairsAmong(characters: readonly Character[]): readonly Character[] {
  const strokesOf = new Map(characters.map(({ written, strokes }) => [written, strokes]));
  return surnamesOfTwo.map(({ written, read }) => ({
    written,
    readings: [read],
    strokes: `${strokesOf.get([...written][0] ?? '') ?? ''} `,
  }));
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
