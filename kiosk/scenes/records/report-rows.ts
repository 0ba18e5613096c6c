import type { Result, ResultValue } from '../../client/wire.ts';
import { isCritical, isUnusual } from './mark.ts';

/** What is read below each other: a value; a piece of what somebody wrote, of which the first says what it is; a document by its name. */
export type ReportRow =
  | { readonly key: string; readonly kind: 'value'; readonly value: ResultValue; readonly at: number }
  | { readonly key: string; readonly kind: 'text'; readonly of: TextOf; readonly text: string; readonly goesOn: boolean }
  | { readonly key: string; readonly kind: 'document'; readonly title: string };

type TextOf = 'conclusion' | 'note' | 'value';

/** A value that is longer is a text: it stands below its name, in pieces. */
const VALUE_MAX = 24;
/** Characters of a piece: as many as fit on a screen of which the lower half is used. */
const PIECE_MAX = 40;

/** What is unusual first, then what the hospital concludes, then what is as usual, and what there is on paper alone. */
export function rowsOf({ items, conclusion, attached }: Result): readonly ReportRow[] {
  const placed = items.map((value, at) => ({ value, at }));
  const unusual = [
    ...placed.filter(({ value }) => isCritical(value)),
    ...placed.filter(({ value }) => isUnusual(value) && !isCritical(value)),
  ];
  const others = placed.filter(({ value }) => !isUnusual(value));
  return [
    ...unusual.flatMap(valueRows),
    ...textRows('conclusion', 'conclusion', conclusion),
    ...others.flatMap(valueRows),
    ...attached.map(({ id, title }): ReportRow => ({ key: `document-${id}`, kind: 'document', title })),
  ];
}

/** As it is read: the value and its unit. */
export function writtenOf({ text, unit }: Pick<ResultValue, 'text' | 'unit'>): string {
  return unit === undefined ? text : `${text} ${unit}`;
}

export function isLong(value: Pick<ResultValue, 'text' | 'unit'>): boolean {
  return [...writtenOf(value)].length > VALUE_MAX;
}

function valueRows({ value, at }: { readonly value: ResultValue; readonly at: number }): readonly ReportRow[] {
  return [
    { key: `value-${at}`, kind: 'value', value, at },
    ...textRows(`text-${at}`, 'value', isLong(value) ? writtenOf(value) : undefined),
    ...textRows(`note-${at}`, 'note', value.note),
  ];
}

function textRows(key: string, of: TextOf, text: string | undefined): readonly ReportRow[] {
  return piecesOf(text ?? '').map((piece, part) => ({ key: `${key}-${part}`, kind: 'text', of, text: piece, goesOn: part > 0 }));
}

/** A text in pieces that each fit on a screen: by its lines, by its sentences, and where there are none anywhere. */
export function piecesOf(text: string): readonly string[] {
  const parts = text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .flatMap((line) => line.trim().match(/[^。；！？;]+[。；！？;]*|[。；！？;]+/gu) ?? [])
    .flatMap((sentence) => cut(sentence.trim()));
  const pieces: string[] = [];
  for (const part of parts) {
    const last = pieces.at(-1);
    if (last !== undefined && [...last].length + [...part].length < PIECE_MAX) pieces[pieces.length - 1] = `${last}\n${part}`;
    else pieces.push(part);
  }
  return pieces;
}

/** Characters, not halves of them. */
function cut(text: string): readonly string[] {
  const characters = [...text];
  return Array.from({ length: Math.ceil(characters.length / PIECE_MAX) }, (_, part) =>
    characters.slice(part * PIECE_MAX, (part + 1) * PIECE_MAX).join(''),
  );
}
