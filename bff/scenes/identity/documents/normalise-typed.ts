/** The half-width twins of `！` to `～` lie this far below them (Unicode block Halfwidth and Fullwidth Forms). */
const FULL_WIDTH_OFFSET = 0xfee0;

/** White space of every kind, and the invisible characters that come along when a number is copied from a chat. */
const NOT_SEEN = /[\s\u200B-\u200D\u2060\uFEFF]+/gu;

/** Digits, letters and signs as a Chinese input method types them, as ASCII. Leaves everything else alone. */
export function halfWidth(text: string): string {
  return text.replace(/[！-～]/gu, (wide) => String.fromCharCode(wide.charCodeAt(0) - FULL_WIDTH_OFFSET));
}

/**
 * A document number as a person types it, in the one form in which it is checked and kept: half-width, without white space, ASCII
 * letters upper-case (so `x` is `X`), NFC. Idempotent.
 */
export function normaliseNumber(typed: string): string {
  return halfWidth(typed)
    .replace(NOT_SEEN, '')
    .replace(/[a-z]/g, (letter) => letter.toUpperCase())
    .normalize('NFC');
}
