import { pinyin } from 'pinyin-pro';
import { familyNameLength } from '../identity/documents/family-name.ts';

/**
 * A name in Latin letters where nobody gave one: pinyin without tones, the family name first, a given name in one word (GB/T 28039): 吴敏 is
 * Wu Min, 欧阳建安 is Ouyang Jian'an. What is in Latin letters stays as it is.
 */
export function latinNameOf(name: string): string {
  const words = name.trim().split(/[\s·•]+/u);
  const [only = ''] = words;
  if (words.length > 1 || !/^\p{Script=Han}+$/u.test(only)) return words.map((word) => latinWord(word)).join(' ');
  const family = familyNameLength([...only]);
  const syllables = pinyin(only, { toneType: 'none', type: 'array', surname: 'head' });
  const parts = [syllables.slice(0, family), syllables.slice(family)].filter((part) => part.length > 0);
  return parts.map(joined).join(' ');
}

function latinWord(word: string): string {
  return /\p{Script=Han}/u.test(word) ? joined(pinyin(word, { toneType: 'none', type: 'array', nonZh: 'consecutive' })) : word;
}

/** Syllables that begin with a vowel are parted from the one before: xian is one syllable, xi'an are two. */
function joined(syllables: readonly string[]): string {
  const word = syllables.map((syllable, index) => (index > 0 && /^[aeo]/.test(syllable) ? `'${syllable}` : syllable)).join('');
  return word.charAt(0).toUpperCase() + word.slice(1);
}
