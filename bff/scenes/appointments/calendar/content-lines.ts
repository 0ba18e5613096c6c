/** Octets of a line without its end (RFC 5545 §3.1). */
const LINE_OCTETS = 75;
/** Ends every line, the last one too (RFC 5545 §3.1). */
const LINE_END = '\r\n';

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

/** A text as the value of a property: backslash, semicolon, comma and the break of a line are escaped (RFC 5545 §3.3.11). */
export function textValue(text: string): string {
  return calendarText(text)
    .replace(/[\\;,]/g, (one) => `\\${one}`)
    .replaceAll('\n', '\\n');
}

/** An instant as the form with UTC time (RFC 5545 §3.3.5, form 2): `20261202T000000Z`. @param instant ms since the epoch; its second counts. */
export function utcTime(instant: number): string {
  return `${new Date(instant).toISOString().slice(0, 19).replace(/[-:]/g, '')}Z`;
}

/** So many minutes before (RFC 5545 §3.3.6): 90 is `-PT1H30M`. @param minutes whole, at least 1. */
export function minutesBefore(minutes: number): string {
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  return `-PT${hours > 0 ? `${hours}H` : ''}${rest > 0 ? `${rest}M` : ''}`;
}

/**
 * The lines with their ends, each folded before its 76th octet and never inside a character: what follows stands behind one space on the
 * next line (RFC 5545 §3.1).
 */
export function contentLines(lines: readonly string[]): string {
  return lines.map((line) => folded(line) + LINE_END).join('');
}

function folded(line: string): string {
  let written = '';
  let octets = 0;
  for (const character of line) {
    const more = octetsOf(character);
    if (octets + more > LINE_OCTETS) {
      written += `${LINE_END} `;
      octets = 1;
    }
    written += character;
    octets += more;
  }
  return written;
}

/** Octets of one code point in UTF-8 (RFC 3629 §3). */
function octetsOf(character: string): number {
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x80) return 1;
  if (code < 0x800) return 2;
  return code < 0x10000 ? 3 : 4;
}
