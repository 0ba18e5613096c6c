import { customPinyin, pinyin } from 'pinyin-pro';

/** What the library reads otherwise: 咳 is no sigh here, and what grows is `zhang` and not long. */
customPinyin({
  咳: 'ké',
  睡不着: 'shuì bù zháo',
  睡不着觉: 'shuì bù zháo jiào',
  尿泡: 'niào pào',
  鼻塞: 'bí sāi',
  长不: 'zhǎng bù',
  长个: 'zhǎng gè',
  长胖: 'zhǎng pàng',
  长牙: 'zhǎng yá',
  生长: 'shēng zhǎng',
  长包: 'zhǎng bāo',
  长痘: 'zhǎng dòu',
  长斑: 'zhǎng bān',
  长癣: 'zhǎng xuǎn',
  长泡: 'zhǎng pào',
  长水泡: 'zhǎng shuǐ pào',
  长疙瘩: 'zhǎng gē da',
  长瘤: 'zhǎng liú',
  长肿瘤: 'zhǎng zhǒng liú',
  长东西: 'zhǎng dōng xi',
});

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
