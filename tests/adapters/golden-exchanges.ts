import { readFileSync } from 'node:fs';
import { expect } from 'vitest';

/** One HTTP exchange of `fixtures/wire/fhir-r4`, whose README says what the fields mean. */
export interface GoldenExchange {
  readonly request: {
    readonly method: string;
    readonly path: string;
    readonly headers: Readonly<Record<string, string>>;
    readonly body?: unknown;
    /** A body of form fields instead. */
    readonly form?: string;
  };
  readonly response: {
    readonly status: number;
    readonly headers: Readonly<Record<string, string>>;
    readonly body?: unknown;
    /** The body as it is written in the file, where its digits count. */
    readonly text?: string;
  };
}

export const GOLDEN_BASE = 'https://hospital.example/fhir';

const FOLDER = new URL('../../fixtures/wire/fhir-r4/', import.meta.url);

/** Reads a golden file by its name without `.json`. */
export function golden(name: string): GoldenExchange {
  return JSON.parse(readFileSync(new URL(`${name}.json`, FOLDER), 'utf8'));
}

/** The same with the body as it is written, digit by digit: it is the last member of the last member. */
export function goldenAsWritten(name: string): GoldenExchange {
  const file = readFileSync(new URL(`${name}.json`, FOLDER), 'utf8');
  const { request, response } = golden(name);
  const body = file.slice(file.indexOf('"body":', file.indexOf('"response":')) + '"body":'.length);
  const text = body.slice(0, body.lastIndexOf('}', body.lastIndexOf('}') - 1)).trim();
  expect(JSON.parse(text)).toEqual(response.body);
  return { request, response: { ...response, text } };
}

/** The text of a golden exchange with some words replaced: a state that the story passes through without a file of its own. */
export function variant(name: string, replacements: Readonly<Record<string, string>>): GoldenExchange {
  let text = JSON.stringify(golden(name));
  for (const [from, to] of Object.entries(replacements)) text = text.replaceAll(from, to);
  return JSON.parse(text);
}

/**
 * A fetch that expects exactly these requests, in order, and gives their replies. An adapter takes whatever fetch throws for the network,
 * so the first difference is kept and thrown by `done`, which also fails when a request was not sent.
 */
export function scriptedFetch(exchanges: readonly GoldenExchange[]) {
  const rest = [...exchanges];
  let difference: unknown;
  const expectNext = (input: string, init: RequestInit): GoldenExchange => {
    const next = rest.shift();
    if (next === undefined) throw new Error(`a request that nobody expects: ${init.method} ${input}`);
    const { request } = next;
    const url = request.path === '' ? GOLDEN_BASE : `${GOLDEN_BASE}/${request.path}`;
    expect({ method: init.method, url: input, headers: init.headers }).toEqual({
      method: request.method,
      url,
      headers: request.headers,
    });
    if (request.form === undefined)
      expect(init.body === undefined ? undefined : JSON.parse(String(init.body))).toEqual(request.body);
    else expect(init.body).toBe(request.form);
    expect(init.redirect).toBe('manual');
    return next;
  };
  return {
    async fetch(input: string, init: RequestInit = {}): Promise<Response> {
      try {
        const { response } = expectNext(input, init);
        return new Response(response.text ?? JSON.stringify(response.body), {
          status: response.status,
          headers: response.headers,
        });
      } catch (cause) {
        difference ??= cause;
        throw cause;
      }
    },
    done(): void {
      if (difference !== undefined) throw difference;
      expect(rest.map(({ request }) => `${request.method} ${request.path}`)).toEqual([]);
    },
  };
}
