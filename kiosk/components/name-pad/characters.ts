import text from './characters.txt?raw';
import { frequentInGivenNames, readingsOfTwo, surnames } from './surnames.ts';

/** A Han character, or a surname of two, by both ways in which it is looked for. */
export interface Character {
  readonly written: string;
  /** Of today, without tones, `v` for ü; the usual one first. Some rare ones have none. */
  readonly readings: readonly string[];
  /** Those that only a large dictionary has. */
  readonly rareReadings: readonly string[];
  /** A digit a stroke, from 1 (一) to 5 (乙); as many `?` where nobody recorded their order. */
  readonly strokes: string;
}

export interface KnownCharacters {
  /** Every character that the bundled fonts draw, those first that stand in most names, then those that stand in most texts. */
  readonly all: readonly Character[];
  /** In the order in which surnames are offered. */
  readonly surnames: readonly Character[];
}

export const knownCharacters: KnownCharacters = readCharacters(text);

/** How the file is made, and what it was made from: make-characters.py. */
function readCharacters(file: string): KnownCharacters {
  const [runs = '', common = '', readings = '', strokes = ''] = file.split('\n');
  const written = runs.split(' ').flatMap(charactersOf);
  const readingsOf = readings.split(',');
  const strokesOf = strokes.split(',');
  const known = new Map(
    written.map((one, index) => [one, characterOf(one, readingsOf[index] ?? '', strokesOf[index] ?? '')] as const),
  );
  const ordered = new Set([...frequentInGivenNames, ...common, ...written]);
  const surnameOf = (surname: string) => {
    const reading = readingsOfTwo.get(surname);
    // The strokes of its first character lead to it: one more, that nobody can press, stands for the second.
    return reading === undefined
      ? known.get(surname)
      : characterOf(surname, reading, `${known.get([...surname][0] ?? '')?.strokes} `);
  };
  return {
    all: [...ordered].flatMap((one) => known.get(one) ?? []),
    surnames: surnames.flatMap((surname) => surnameOf(surname) ?? []),
  };
}

/** `4e00+3` is three characters, from the one with that code. */
function charactersOf(run: string): string[] {
  const [first = '', count = ''] = run.split('+');
  return Array.from({ length: Number(count) }, (_, index) => String.fromCodePoint(Number.parseInt(first, 16) + index));
}

function characterOf(written: string, readings: string, strokes: string): Character {
  const [today = [], rare = []] = readings.split('/').map((some) => some.split(' ').filter(Boolean));
  return { written, readings: today, rareReadings: rare, strokes };
}
