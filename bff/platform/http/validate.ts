import type * as z from 'zod';
import type { Operation } from '../../contract/operation.ts';
import { type ProblemReply, problem } from './reply.ts';

/** What arrived, before it is parsed. Repeated query fields arrive as lists. */
export interface Received {
  readonly params: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, readonly string[]>>;
  /** Parsed JSON; `undefined` when there was no body. */
  readonly body: unknown;
}

export interface ParsedInput {
  readonly params: unknown;
  readonly query: unknown;
  readonly body: unknown;
}

type Issue = { at: string; expected: string };

/** The input as the contract says, or one problem that names every place which does not fit, and no value. */
export function parseInput(operation: Operation, received: Received): ParsedInput | ProblemReply {
  const issues: Issue[] = [];
  const params = parsePart(operation.params, received.params, 'path', issues);
  const query = parsePart(operation.query, single(received.query, issues), 'query', issues);
  const body = parsePart(operation.body, received.body === undefined ? {} : received.body, 'body', issues);
  if (!operation.query && Object.keys(received.query).length > 0) issues.push({ at: 'query', expected: 'no query fields' });
  if (!operation.body && received.body !== undefined) issues.push({ at: 'body', expected: 'no body' });
  return issues.length === 0 ? { params, query, body } : problem('invalid-request', { extra: { errors: issues } });
}

function parsePart(schema: z.ZodType | undefined, value: unknown, place: string, issues: Issue[]): unknown {
  if (!schema) return undefined;
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  for (const issue of parsed.error.issues) {
    const described = describe(issue, place);
    issues.push(place === 'query' && plusWasLost(issue, value) ? { ...described, expected: PLUS_IN_QUERY } : described);
  }
  return undefined;
}

/** Only the path inside our own schema and what was expected: names of unknown fields are the sender's words, and are left out. */
function describe(issue: z.core.$ZodIssue, place: string): Issue {
  const at = [place, ...issue.path.map(String)].join('.');
  switch (issue.code) {
    case 'unrecognized_keys':
      return { at, expected: 'no fields besides those of the contract' };
    case 'invalid_type':
      return { at, expected: issue.expected };
    case 'invalid_format':
      return { at, expected: issue.format };
    case 'invalid_value':
      return { at, expected: `one of ${issue.values.map(String).join(', ')}` };
    case 'too_big':
      return { at, expected: `at most ${issue.maximum}` };
    case 'too_small':
      return { at, expected: `at least ${issue.minimum}` };
    default:
      return { at, expected: issue.code };
  }
}

const PLUS_IN_QUERY = 'datetime; a + in a query is written %2B';

/** In a query an unencoded `+` is a blank: an instant that looks right to whoever sent it arrives without the sign of its offset. */
function plusWasLost(issue: z.core.$ZodIssue, query: unknown): boolean {
  if (issue.code !== 'invalid_format' || issue.format !== 'datetime') return false;
  const given = (query as Record<string, unknown>)[String(issue.path[0])];
  return typeof given === 'string' && /[0-9] [0-9]{2}(:?[0-9]{2})?$/.test(given);
}

function single(query: Received['query'], issues: Issue[]): Record<string, string> {
  const entries = Object.entries(query);
  if (entries.some(([, list]) => list.length > 1)) issues.push({ at: 'query', expected: 'each field at most once' });
  // `fromEntries` makes `__proto__` a field like any other, which the schema then refuses; an assignment would lose it.
  return Object.fromEntries(entries.map(([name, list]) => [name, list[0] ?? '']));
}
