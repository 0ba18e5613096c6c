import { fromGbPrivateUse } from '../../../../adapters/port/gb-private-use.ts';
import { HAN, nameSigns, withoutUnseen } from '../../../../adapters/port/names.ts';
import { HAN_CHARACTER, MARKS_PILED, NAME, NAME_CHARACTERS_MAX } from './name-characters.ts';
import { halfWidth } from './normalise-typed.ts';

export type NameFailure = 'empty' | 'too-long' | 'characters';
export type NameReading = { readonly ok: true; readonly name: string } | { readonly ok: false; readonly reason: NameFailure };

/** What keyboards and old systems put where U+00B7 belongs. */
const MIDDLE_DOTS = new RegExp(`\\p{Zs}*[${nameSigns.dot.variants}]\\p{Zs}*`, 'gu');
/** A full stop between parts of a name in Han script; in Latin script it ends an initial and stays. */
const STOP_FOR_DOT = new RegExp(`(?<=${HAN})\\p{Zs}*\\.\\p{Zs}*(?=\\p{L})|(?<=\\p{L})\\p{Zs}*\\.\\p{Zs}*(?=${HAN})`, 'gu');
/** Han characters with blanks between them. */
const HAN_PARTS = new RegExp(`(?:${HAN}\\p{M}*)+(?:\\p{Zs}+(?:${HAN}\\p{M}*)+)+`, 'gu');

/**
 * A name as it is kept: as it was typed, but NFC, one kind of middle dot, one kind of blank, nothing invisible, and no code of which
 * only old systems know what it means. Never NFKC, which would replace characters by others. A single character is accepted: such
 * names exist, and a document that carries one is right.
 */
export function readName(given: string): NameReading {
  const name = normaliseName(given);
  if (name === '') return { ok: false, reason: 'empty' };
  if (!NAME.test(name) || MARKS_PILED.test(name)) return { ok: false, reason: 'characters' };
  const { han, all } = NAME_CHARACTERS_MAX;
  const tooLong = [...name].length > all || (name.match(HAN_CHARACTER)?.length ?? 0) > han;
  return tooLong ? { ok: false, reason: 'too-long' } : { ok: true, name };
}

function normaliseName(given: string): string {
  return withoutUnseen(fromGbPrivateUse(halfWidth(given)))
    .normalize('NFC')
    .replace(STOP_FOR_DOT, '·')
    .replace(MIDDLE_DOTS, '·')
    .replace(HAN_PARTS, withoutFilling)
    .replace(/\p{Zs}+/gu, ' ')
    .trim();
}

/**
 * Forms and card readers fill up names of two characters: 张 三. Between parts that are longer the blank stands for a dot that somebody
 * could not type (古丽米热 艾比布力), and stays.
 */
function withoutFilling(name: string): string {
  const parts = name.split(/\p{Zs}+/u);
  const short = (part: string | undefined) => (part?.match(HAN_CHARACTER)?.length ?? 0) < 2;
  return parts.reduce((before, part, index) => before + (short(parts[index - 1]) || short(part) ? '' : ' ') + part);
}
