import { familyNameLength } from './documents/family-name.ts';

/**
 * The name as it is shown: enough for the person to know it, too little for a stranger. 张三 → 张*, 王建国 → 王*国, 欧阳修远 →
 * 欧阳*远, 阿依古丽·买买提 → 阿***·买**, Maria Silva → M**** S****; every name with blanks word by word. Counts characters, not code units: rare ones have two.
 */
export function maskName(name: string): string {
  const trimmed = name.trim();
  if (trimmed.includes('·')) return trimmed.split('·').map(keepFirst).join('·');
  if (/\s/u.test(trimmed) || /^[\p{Script=Latin}\p{M}\p{P}\p{Sk}]+$/u.test(trimmed))
    return trimmed.split(/\s+/).map(keepFirst).join(' ');
  return maskHan([...trimmed]);
}

function maskHan(characters: readonly string[]): string {
  const family = familyNameLength(characters);
  const given = characters.length - family;
  if (given <= 1) return characters.slice(0, family).join('') + '*'.repeat(Math.max(given, 1));
  return `${characters.slice(0, family).join('')}${'*'.repeat(given - 1)}${characters.at(-1) ?? ''}`;
}

/** A part of one letter is hidden whole: its first letter would be all of it. */
function keepFirst(word: string): string {
  const characters = [...word];
  return characters.length === 1 ? '*' : (characters[0] ?? '') + '*'.repeat(Math.max(characters.length - 1, 1));
}

/** Characters. With fewer hidden a stranger could try the rest. */
const HIDDEN_AT_LEAST = 3;

/**
 * A document's number as it is shown: numbers of 18 characters keep the first three and the last four, 110***********1234; all
 * others the first and the last two, or one, or none, so that three are always hidden.
 */
export function maskDocumentNumber(number: string): string {
  return /^\d{17}[\dX]$/.test(number) ? keepEnds(number, 3, 4) : keepEnds(number, 2, 2);
}

/** A phone as it is shown: 138****1234; of one from elsewhere its first two digits and its last two, +85*******67. */
export function maskPhone(phone: string): string {
  return phone.startsWith('+') ? keepEnds(phone, 3, 2) : keepEnds(phone, 3, 4);
}

function keepEnds(text: string, first: number, last: number): string {
  const characters = [...text];
  const { length } = characters;
  if (length < first + last + HIDDEN_AT_LEAST)
    return length < 2 + HIDDEN_AT_LEAST ? '*'.repeat(length || 1) : keepEnds(text, 1, 1);
  return characters.map((character, index) => (index < first || index >= length - last ? character : '*')).join('');
}
