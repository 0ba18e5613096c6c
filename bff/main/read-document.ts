import { readFileSync } from 'node:fs';
import type * as z from 'zod';
import { issuesInWords } from './issues-in-words.ts';
import { StartProblem } from './start-problem.ts';

/** Reads a JSON file that somebody wrote by hand. @throws StartProblem with every place that does not fit; no value is repeated. */
export function readDocument<S extends z.ZodType>(
  path: string,
  schema: S | ((value: unknown) => S),
  setting: string,
): z.output<S> {
  const value = parsed(path, setting);
  const read = (typeof schema === 'function' ? schema(value) : schema).safeParse(value);
  if (read.success) return read.data;
  throw new StartProblem(
    `${setting}: ${path} does not fit; docs/operations.md has its form\n${issuesInWords(value, read.error)}`,
  );
}

function parsed(path: string, setting: string): unknown {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const what = code === 'ENOENT' ? `there is no file at ${path}` : `${path} can not be read (${code})`;
    throw new StartProblem(`${setting}: ${what}; docs/operations.md has its form. For a demo city run npm start`);
  }
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new StartProblem(`${setting}: ${path} is not JSON${placeOf(error, text)}`);
  }
}

/** Where the text stops being JSON. The parser's own words quote the text, which may hold secrets. */
function placeOf(error: unknown, text: string): string {
  const position = /at position (\d+)/.exec(String(error))?.[1];
  if (position === undefined) return '';
  const lines = text.slice(0, Number(position)).split('\n');
  return `: look at line ${lines.length}, column ${(lines.at(-1) ?? '').length + 1}`;
}
