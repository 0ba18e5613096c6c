import { RE2JS } from 're2js';
import { BOUNDS } from './bounds.ts';

/** Regular expressions that are kept compiled. */
const KEPT = 500;

const compiled = new Map<string, Compiled>();

interface Compiled {
  readonly program: RE2JS | null;
  /** Why there is none. */
  readonly problem: string | null;
}

/**
 * Compiles a regular expression that somebody else wrote, in the syntax of RE2: its work grows with the text alone. `flags`: `i`, `m` and
 * `s`. Look-ahead and back references have no linear way and are refused.
 */
export function compilePattern(pattern: string, flags = ''): Compiled {
  const key = `${flags}/${pattern}`;
  const kept = compiled.get(key);
  if (kept !== undefined) return kept;
  if (compiled.size >= KEPT) compiled.clear();
  const fresh = compileAnew(pattern, flags);
  compiled.set(key, fresh);
  return fresh;
}

function compileAnew(pattern: string, flags: string): Compiled {
  if (pattern.length > BOUNDS.patternLength) return { program: null, problem: `longer than ${BOUNDS.patternLength} characters` };
  try {
    const program = RE2JS.compile(RE2JS.translateRegExp(pattern), bitsOf(flags));
    if (program.programSize() > BOUNDS.patternProgram)
      return { program: null, problem: 'too large when its repetitions are written out' };
    return { program, problem: null };
  } catch (error) {
    return { program: null, problem: error instanceof Error ? error.message.slice(0, 120) : 'not a regular expression' };
  }
}

function bitsOf(flags: string): number {
  const bits: Readonly<Record<string, number>> = { i: RE2JS.CASE_INSENSITIVE, m: RE2JS.MULTILINE, s: RE2JS.DOTALL };
  return [...flags].reduce((all, flag) => {
    const bit = bits[flag];
    if (bit === undefined) throw new Error(`no flag ${flag}`);
    return all | bit;
  }, 0);
}

function programOf(pattern: string, flags?: string): RE2JS {
  const { program, problem } = compilePattern(pattern, flags);
  if (program === null) throw new Error(`regular expression: ${problem}`);
  return program;
}

export function matchesWhole(pattern: string, text: string): boolean {
  return programOf(pattern).matches(text);
}

type Texts = readonly unknown[];

/** FHIRPath §5.6: nothing is asked of nothing, and more than one text is an error. */
function one(texts: Texts): string | null {
  if (texts.length === 0) return null;
  if (texts.length > 1 || typeof texts[0] !== 'string') throw new Error('a regular expression is asked of one text');
  return texts[0];
}

const PATTERN_ARGUMENTS = { 1: ['String'], 2: ['String', 'String'] } as const;

/** `.` also means a new line in FHIRPath. */
function ask(texts: Texts, pattern: unknown, flags: unknown, asked: (program: RE2JS, text: string) => boolean): boolean[] {
  const text = one(texts);
  if (text === null || typeof pattern !== 'string') return [];
  return [asked(programOf(pattern, typeof flags === 'string' ? `s${flags.replaceAll('s', '')}` : 's'), text)];
}

/** What takes the place of the library's own functions, whose regular expressions may take for ever. */
export const FHIRPATH_PATTERNS = {
  matches: {
    fn: (texts: Texts, pattern?: unknown, flags?: unknown) => ask(texts, pattern, flags, (program, text) => program.test(text)),
    arity: PATTERN_ARGUMENTS,
    nullable: true,
  },
  matchesFull: {
    fn: (texts: Texts, pattern?: unknown, flags?: unknown) =>
      ask(texts, pattern, flags, (program, text) => program.matches(text)),
    arity: PATTERN_ARGUMENTS,
    nullable: true,
  },
  replaceMatches: {
    fn: (texts: Texts, pattern?: unknown, by?: unknown) => {
      const text = one(texts);
      if (text === null || typeof pattern !== 'string' || typeof by !== 'string') return [];
      return [programOf(pattern, 's').matcher(text).replaceAll(by)];
    },
    arity: { 2: ['String', 'String'] },
    nullable: true,
  },
} as const;
