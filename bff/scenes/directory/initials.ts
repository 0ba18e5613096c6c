import { pinyin } from 'pinyin-pro';

/** Lower-case pinyin initials, as people type them on a keypad: 骨科 → `gk`. Letters and digits stay, anything else is dropped. */
export function initialsOf(text: string): string {
  return pinyin(text, { pattern: 'first', toneType: 'none', type: 'array', nonZh: 'consecutive' })
    .join('')
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '');
}

/** The whole pinyin, a syllable a character, without tones and with v for ü: 女科 → `nv`, `ke`. Letters stay, anything else is dropped. */
export function syllablesOf(text: string): readonly string[] {
  return pinyin(text, { toneType: 'none', type: 'array', v: true, nonZh: 'consecutive' })
    .map((syllable) => syllable.toLowerCase().replace(/[^a-z]/g, ''))
    .filter((syllable) => syllable !== '');
}

/** The same as `initialsOf` for a person's name, where some characters sound different: 曾 is `z`, 单 is `s`. */
export function nameInitialsOf(name: string): string {
  return pinyin(name, { pattern: 'first', toneType: 'none', type: 'array', surname: 'head', nonZh: 'consecutive' })
    .join('')
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '');
}
