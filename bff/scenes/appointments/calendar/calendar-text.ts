/** C0 but what breaks a line, DEL and C1: no text of a calendar has any of them (RFC 5545 §3.3.11, TSAFE-CHAR, and §3.1, CONTROL). */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is left out.
const CONTROLS = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/g;
const LINE_BREAKS = /\r\n|[\r\u0085\u2028\u2029]/g;

/**
 * What of a text can stand in a calendar: every way to break a line is U+000A, a tab is a space, other control characters go, and half a
 * surrogate pair is U+FFFD, because UTF-8 has no octets for it.
 */
export function calendarText(text: string): string {
  const whole = new TextDecoder('utf-8', { ignoreBOM: true }).decode(new TextEncoder().encode(text));
  return whole.replace(LINE_BREAKS, '\n').replaceAll('\t', ' ').replace(CONTROLS, '');
}
