import { nameSigns } from '../../../../adapters/port/names.ts';

/** The half-width twins of `！` to `～` lie this far below them (Unicode block Halfwidth and Fullwidth Forms). */
const FULL_WIDTH_OFFSET = 0xfee0;

/**
 * White space of every kind, and everything invisible that comes along when a number is copied: format controls (also those that a
 * phone's contacts put around a number, U+202D … U+202C) and all that Unicode lets programs ignore.
 */
const NOT_SEEN = /[\s\p{Cf}\p{Default_Ignorable_Code_Point}]+/gu;
const DASHES = new RegExp(`[${nameSigns.dash.variants}]`, 'gu');

/** Digits, letters and signs as a Chinese input method types them, as ASCII. Leaves everything else alone. */
export function halfWidth(text: string): string {
  return text.replace(/[！-～]/gu, (wide) => String.fromCharCode(wide.charCodeAt(0) - FULL_WIDTH_OFFSET));
}

/** Signs as they are typed or copied: half-width, nothing that is not seen, one kind of dash. */
export function typedSigns(typed: string): string {
  return halfWidth(typed).replace(NOT_SEEN, '').replace(DASHES, nameSigns.dash.one);
}

/**
 * A document number as a person types it, in the one form in which it is checked and kept: half-width, without white space, with one
 * kind of dash, ASCII letters upper-case (so `x` is `X`), NFC. Idempotent.
 */
export function normaliseNumber(typed: string): string {
  return typedSigns(typed)
    .replace(/[a-z]/g, (letter) => letter.toUpperCase())
    .normalize('NFC');
}

/** The number without dashes, which only set groups apart in every kind of number that is known. */
export function withoutDashes(number: string): string {
  return number.replaceAll(nameSigns.dash.one, '');
}
