/**
 * Controls, line ends, half characters, and what turns the order of the text around, the marks among them that are never seen (Unicode Standard
 * Annex 9 §2): `1-80` behind one is drawn as `80-1`.
 */
const NOT_PLAIN = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/u;
/** Something that is seen: neither fillers nor what is drawn as nothing. */
const SEEN = /(?![\p{Default_Ignorable_Code_Point}\u2800])[\p{L}\p{N}\p{P}\p{S}]/u;

/** Whether a text of one line can be read by people as it stands: it shows something, and nothing in it changes how its neighbours are read. */
export function isPlainText(text: string): boolean {
  return SEEN.test(text) && !NOT_PLAIN.test(text);
}
