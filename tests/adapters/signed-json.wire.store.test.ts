import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { GOLDEN_BASE, goldenAdapter, SIGNED_STORIES } from './signed-json-stories.ts';

const FOLDER = new URL('../../fixtures/wire/signed-json/', import.meta.url);

interface Golden {
  readonly request: {
    readonly method: string;
    readonly path: string;
    readonly headers: Readonly<Record<string, string>>;
    readonly form: string;
  };
  readonly response: { readonly status: number; readonly headers: Readonly<Record<string, string>>; readonly body: unknown };
}

const golden = (name: string): Golden => JSON.parse(readFileSync(new URL(`${name}.json`, FOLDER), 'utf8'));
const numbered = SIGNED_STORIES.map((story, index) => ({
  ...story,
  number: index + 1,
  name: `${String(index + 1).padStart(2, '0')}-${story.file}`,
}));

describe('signed-json speaks in strict mode as the golden files do, signatures and all', () => {
  for (const { name, number, act, answer } of numbered) {
    it(name, async () => {
      const { request, response } = golden(name);
      const sent: unknown[] = [];
      const fetch = async (url: string, init: RequestInit = {}) => {
        const form = new TextDecoder().decode(init.body as Uint8Array);
        sent.push({ method: init.method, url, headers: init.headers, form });
        return new Response(JSON.stringify(response.body), { status: response.status, headers: response.headers });
      };
      const given = await act(goldenAdapter(fetch, number), { signal: AbortSignal.timeout(60_000) });
      const { path, ...rest } = request;
      expect(sent).toEqual([{ ...rest, url: `${GOLDEN_BASE}${path}` }]);
      expect(given).toMatchObject(answer as object);
    });
  }

  it('signed-json has a story for every file', () => {
    const files = readdirSync(FOLDER).filter((name) => name.endsWith('.json'));
    expect(files.toSorted()).toEqual(numbered.map(({ name }) => `${name}.json`));
  });
});
