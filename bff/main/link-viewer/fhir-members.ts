/** A FHIR resource or a part of one, of which nothing is known yet: somebody else wrote it. */
export type Part = Readonly<Record<string, unknown>>;

/** Longer ones are cut: no laboratory writes them. */
const LINE_MAX = 300;
const LINES_MAX = 10_000;
/** Members of one list that are looked at. */
const LIST_MAX = 50;

/** Controls, and what turns the direction of the words that follow. */
const UNPRINTABLE = /[\p{Cc}\p{Cs}\u2028\u2029\u202A-\u202E\u2066-\u2069]+/gu;

export function partOf(value: unknown): Part {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Part) : {};
}

export function partsOf(value: unknown, max = LIST_MAX): readonly Part[] {
  return Array.isArray(value) ? value.slice(0, max).map(partOf) : [];
}

/** One line of text; `undefined` where there is none. A name that looks like markup stays a name. */
export function lineOf(value: unknown): string | undefined {
  if (typeof value !== 'string') return undefined;
  const line = cut(value, LINE_MAX).replace(UNPRINTABLE, ' ').trim();
  return line === '' ? undefined : line;
}

/** Text of several lines. */
export function linesOf(value: unknown): string | undefined {
  if (typeof value !== 'string') return undefined;
  const lines = cut(value, LINES_MAX).split(/\r\n?|\n/);
  const text = lines.map((line) => line.replace(UNPRINTABLE, ' ')).join('\n');
  return text.trim() === '' ? undefined : text.trim();
}

const cut = (text: string, max: number) => (text.length > max ? `${text.slice(0, max)}…` : text);

/** What a CodeableConcept says in words: its text, or what one of its codes is called, or a code itself. */
export function wordsOf(value: unknown): string | undefined {
  const { text, coding } = partOf(value);
  const codings = partsOf(coding);
  return [text, ...codings.map(({ display }) => display), ...codings.map(({ code }) => code)]
    .map(lineOf)
    .find((line) => line !== undefined);
}

/** Codes of a CodeableConcept, or the one code that stands alone, as older makers write a status. */
export function codesIn(value: unknown): readonly string[] {
  const all = typeof value === 'string' ? [value] : partsOf(partOf(value).coding).map(({ code }) => code);
  return all.filter((code) => typeof code === 'string');
}

/** What each of a list says; where it is longer than what is looked at, its end says so. */
export function sayings(list: unknown, say: (part: Part) => string | undefined): readonly string[] {
  const said = new Set(partsOf(list).flatMap((part) => say(part) ?? []));
  return Array.isArray(list) && list.length > LIST_MAX ? [...said, '…'] : [...said];
}

/** A HumanName: as it is written whole, or put together. A Chinese name has its family in front, and no space. */
export function humanName({ text, family, given }: Part): string | undefined {
  const givens = (Array.isArray(given) ? given.slice(0, 5) : []).flatMap((one) => lineOf(one) ?? []);
  const last = lineOf(family) ?? '';
  const inParts = /\p{Script=Han}/u.test(last) ? [last, ...givens].join('') : [...givens, last].join(' ');
  return lineOf(text) ?? lineOf(inParts);
}
