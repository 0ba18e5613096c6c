/**
 * Characters that old systems write with private-use codes of Unicode, because theirs had no code of its own when GBK (1995) and
 * GB 18030-2000 were made. In the order of the codes: U+E815 to U+E864 stand for the bytes FE50 to FEA0 of GBK, without FE7F. The
 * characters are those to which GB 18030-2000, annex E, and GB 18030-2022, 18 exchanged positions, give these bytes. A blank is one of
 * the six (FE51 FE52 FE53 FE6C FE76 FE91) that GB 18030-2022 itself leaves private.
 */
const FROM_E815 =
  '⺁   ⺄㑳㑇⺈⺋龴㖞㘚㘎⺌⺗㥮㤘龵㧏㧟㩳㧐龶龷㭎㱮㳠⺧ 龸⺪䁖䅟⺮䌷⺳⺶⺷ 䎱䎬⺻䏝䓖䙡䙌龹䜣䜩䝼䞍⻊䥇䥺䥽䦂䦃䦅䦆䦟䦛䦷䦶龺 䲣䲟䲠䲡䱷䲢䴓䴔䴕䴖䴗䴘䴙䶮龻';

/** The private-use code and its character, where what it stands for is published and certain. */
export const gbPrivateUse: ReadonlyMap<string, string> = new Map([
  // Letters of pinyin: A8BC and A8BF of GBK.
  ['\uE7C7', 'ḿ'],
  ['\uE7C8', 'ǹ'],
  ...[...FROM_E815]
    .map((character, index): [string, string] => [String.fromCharCode(0xe815 + index), character])
    .filter(([, character]) => character !== ' '),
]);

/** The text with its characters in place of those codes. What has no certain character stays as it is. */
export function fromGbPrivateUse(text: string): string {
  return text.replace(/[\uE7C7\uE7C8\uE815-\uE864]/gu, (code) => gbPrivateUse.get(code) ?? code);
}
