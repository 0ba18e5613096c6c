import { knownCharacters } from '../../../kiosk/components/name-pad/characters.ts';
import { offered, pressed } from './presses.ts';

/** Somebody who goes on behind a surname: nothing is offered first there but what is looked for. */
const BEHIND = '王';
const FIRST_STROKES = 4;

/** How many of some characters come up, by which way. */
export interface Reach {
  readonly all: number;
  readonly byPinyin: number;
  readonly byStrokes: number;
  /** Of those found by strokes, where the order of all of them is known. */
  readonly byOrder: number;
  readonly byEither: number;
  readonly byBoth: number;
}

/** What is offered for these keys, each as somebody presses them. */
function foundBy(keys: Iterable<string>, kind: 'pinyin' | 'strokes'): ReadonlySet<string> {
  const behind = { kind, name: BEHIND, typed: '' };
  return new Set([...new Set(keys)].flatMap((some) => offered(pressed(some, behind))));
}

const { all } = knownCharacters;
const syllables = all.flatMap(({ readings, rareReadings }) => [...readings, ...rareReadings]);
const strokes = all.map((one) =>
  one.strokes.startsWith('?') ? one.strokes.replaceAll('?', '1') : one.strokes.slice(0, FIRST_STROKES),
);
let found: { readonly byPinyin: ReadonlySet<string>; readonly byStrokes: ReadonlySet<string> } | undefined;

/** Of these characters, pressed as whole syllables, as the first four strokes, and as many strokes as there are where no order is known. */
export function reachOf(characters: Iterable<string>): Reach {
  found ??= { byPinyin: foundBy(syllables, 'pinyin'), byStrokes: foundBy(strokes, 'strokes') };
  const { byPinyin, byStrokes } = found;
  const ordered = new Set(all.filter((one) => !one.strokes.startsWith('?')).map(({ written }) => written));
  const asked = [...new Set(characters)];
  const count = (holds: (one: string) => boolean) => asked.filter(holds).length;
  return {
    all: asked.length,
    byPinyin: count((one) => byPinyin.has(one)),
    byStrokes: count((one) => byStrokes.has(one)),
    byOrder: count((one) => byStrokes.has(one) && ordered.has(one)),
    byEither: count((one) => byPinyin.has(one) || byStrokes.has(one)),
    byBoth: count((one) => byPinyin.has(one) && byStrokes.has(one)),
  };
}

/** What the bundled fonts draw of Han script, as their own test has it; the larger one has 218 more, beyond the first plane. */
export function drawnHan(beyond: string): readonly string[] {
  const range = (first: number, last: number) =>
    Array.from({ length: last - first + 1 }, (_, index) => String.fromCodePoint(first + index));
  return [...range(0x3400, 0x4db5), ...range(0x4e00, 0x9fef), ...beyond.replaceAll('\n', '')];
}

/** The 6763 of GB 2312, as the decoder of the platform has them. */
export function gb2312(): readonly string[] {
  const decoder = new TextDecoder('gb18030');
  const rows = Array.from({ length: 0xf7 - 0xb0 + 1 }, (_, index) => 0xb0 + index);
  const columns = Array.from({ length: 0xfe - 0xa1 + 1 }, (_, index) => 0xa1 + index);
  return rows
    .flatMap((row) => columns.map((column) => decoder.decode(Uint8Array.of(row, column))))
    .filter((one) => /^\p{Script=Han}$/u.test(one));
}
