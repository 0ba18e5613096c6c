/** One line of a calendar file, put together again. */
export interface Property {
  readonly name: string;
  readonly parameters: Readonly<Record<string, string>>;
  /** As it stands in the file. */
  readonly raw: string;
  /** As a text (RFC 5545 §3.3.11). */
  readonly text: string;
}

/** What a calendar makes of a file, and how the file is written. */
export interface ReadCalendar {
  /** Lines as they are sent, without their ends. */
  readonly lines: readonly Uint8Array[];
  /** Properties of the whole, of the one event, and of each alarm. */
  readonly whole: readonly Property[];
  readonly event: readonly Property[];
  readonly alarms: readonly (readonly Property[])[];
}

const [CR, LF, SPACE, TAB] = [13, 10, 32, 9];

/**
 * Reads a calendar file octet by octet, from RFC 5545 §3.1 and §3.4, and knows nothing of whoever wrote it.
 *
 * @throws where a line does not end in CR LF, octets of a line are not UTF-8 by themselves, or the parts are not nested as they should be.
 */
export function readCalendar(file: string): ReadCalendar {
  const lines = linesOf(new TextEncoder().encode(file));
  const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  const unfolded: string[] = [];
  for (const line of lines) {
    if (line.length === 0) throw new Error('a line of nothing');
    // Each piece by itself: a character that a fold cuts is not UTF-8 on either side.
    const text = strict.decode(line);
    if (line[0] !== SPACE && line[0] !== TAB) unfolded.push(text);
    else if (unfolded.length > 0) unfolded.push((unfolded.pop() ?? '') + text.slice(1));
    else throw new Error('the first line goes on');
  }
  return { lines, ...nested(unfolded.map(propertyOf)) };
}

/** @throws when there is not exactly one. */
export function onlyText(properties: readonly Property[], name: string): string {
  const found = properties.filter((property) => property.name === name);
  if (found.length !== 1) throw new Error(`${found.length} of ${name}`);
  return found[0]?.text ?? '';
}

/** A date with UTC time, ms since the epoch. @throws for any other form, a floating one among them. */
export function instantOf(value: string): number {
  const parts = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(value);
  if (!parts) throw new Error(`not an instant: ${value}`);
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts.slice(1).map(Number);
  return Date.UTC(year, month - 1, day, hour, minute, second);
}

function linesOf(bytes: Uint8Array): readonly Uint8Array[] {
  const lines: Uint8Array[] = [];
  let start = 0;
  for (let at = 0; at < bytes.length; at += 1) {
    if (bytes[at] === LF) throw new Error('a line feed alone');
    if (bytes[at] !== CR) continue;
    if (bytes[at + 1] !== LF) throw new Error('a carriage return alone');
    lines.push(bytes.subarray(start, at));
    at += 1;
    start = at + 1;
  }
  if (start !== bytes.length) throw new Error('the last line does not end');
  return lines;
}

function propertyOf(line: string): Property {
  const parts = /^([A-Z-]+)((?:;[A-Z-]+=[^:;,"]+)*):([\s\S]*)$/.exec(line);
  if (!parts) throw new Error(`not a property: ${line}`);
  const [, name = '', given = '', raw = ''] = parts;
  const parameters = Object.fromEntries(
    given
      .split(';')
      .slice(1)
      .map((one) => one.split('=') as [string, string]),
  );
  return { name, parameters, raw, text: textOf(raw) };
}

/** @throws for a backslash before anything that is not escaped so. */
function textOf(raw: string): string {
  let text = '';
  for (let at = 0; at < raw.length; at += 1) {
    const one = raw.charAt(at);
    if (one !== '\\') {
      text += one;
      continue;
    }
    at += 1;
    const next = raw.charAt(at);
    if (next === 'n' || next === 'N') text += '\n';
    else if (next === '\\' || next === ';' || next === ',') text += next;
    else throw new Error(`nothing is escaped as \\${next}`);
  }
  return text;
}

function nested(properties: readonly Property[]): Omit<ReadCalendar, 'lines'> {
  const [whole, event]: [Property[], Property[]] = [[], []];
  const alarms: Property[][] = [];
  const open: string[] = [];
  let events = 0;
  for (const property of properties) {
    const { name, raw } = property;
    if (name === 'BEGIN') {
      open.push(raw);
      if (raw === 'VEVENT') events += 1;
      if (raw === 'VALARM') alarms.push([]);
    } else if (name === 'END') {
      if (open.pop() !== raw) throw new Error(`${raw} ends and did not begin`);
    } else {
      const into = { VCALENDAR: whole, 'VCALENDAR VEVENT': event, 'VCALENDAR VEVENT VALARM': alarms.at(-1) }[open.join(' ')];
      if (!into) throw new Error(`${name} stands in ${open.join(' ')}`);
      into.push(property);
    }
  }
  if (open.length > 0 || events !== 1) throw new Error('not one calendar with one event');
  return { whole, event, alarms };
}
