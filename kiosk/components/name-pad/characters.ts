import text from './characters.txt?raw';
import { frequentInGivenNames } from './surnames.ts';

/** A Han character, by both ways in which it is looked for. */
export interface Character {
  readonly written: string;
  /** Without tones, `v` for ü; the usual one first. Some rare ones have none. */
  readonly readings: readonly string[];
  /** A digit a stroke, from 1 (一) to 5 (乙); as many `?` where nobody recorded their order. */
  readonly strokes: string;
}

/** Every character that the bundled fonts draw, those first that stand in most names, then those that stand in most texts. */
export const characters: readonly Character[] = readCharacters(text);

/** How the file is made, and what it was made from: make-characters.py. */
function readCharacters(file: string): readonly Character[] {
  const [runs = '', common = '', readings = '', strokes = ''] = file.split('\n');
  const written = runs.split(' ').flatMap(charactersOf);
  const readingsOf = readings.split(',');
  const strokesOf = strokes.split(',');
  const known = new Map(
    written.map((one, index) => {
      const reading = readingsOf[index] || undefined;
      return [one, { written: one, readings: reading?.split(' ') ?? [], strokes: strokesOf[index] ?? '' }];
    }),
  );
  const ordered = new Set([...frequentInGivenNames, ...common, ...written]);
  return [...ordered].flatMap((one) => known.get(one) ?? []);
}

/** `4e00+3` is three characters, from the one with that code. */
function charactersOf(run: string): string[] {
  const [first = '', count = ''] = run.split('+');
  return Array.from({ length: Number(count) }, (_, index) => String.fromCodePoint(Number.parseInt(first, 16) + index));
}
