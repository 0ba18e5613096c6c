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
