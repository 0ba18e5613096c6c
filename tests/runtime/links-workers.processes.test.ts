import { readFileSync } from 'node:fs';
import { decryptSHLFile, encryptSHLFile } from 'kill-the-clipboard';
import { Miniflare } from 'miniflare';
import { build } from 'vite';
import { expect, it } from 'vitest';

/** The worker as one file, with nothing of Node in it. */
async function bundle(): Promise<string> {
  const lib = { entry: 'tests/runtime/links-worker.ts', formats: ['es' as const], fileName: 'worker' };
  const built = await build({
    configFile: false,
    logLevel: 'warn',
    build: { write: false, target: 'es2022', minify: false, lib },
  });
  const output = (Array.isArray(built) ? built[0] : built) as { output: { type: string; code?: string }[] };
  return output.output.find(({ type }) => type === 'chunk')?.code ?? '';
}

it('links are made and read, files sealed and opened, and the published cards judged inside workerd', {
  timeout: 60_000,
}, async () => {
  const published = JSON.parse(readFileSync('tests/scenes/records/card-cases.json', 'utf8')) as {
    readonly now: number;
    readonly trusted: readonly string[];
    readonly jwks: Readonly<Record<string, { readonly keys: readonly unknown[] }>>;
    readonly cases: readonly { readonly name: string; readonly jws?: string }[];
  };
  const cards = published.cases.filter(({ jws }) => jws !== undefined);
  const script = await bundle();
  expect(script).not.toMatch(/from\s*["']node:/);
  const worker = new Miniflare({ modules: true, script, compatibilityDate: '2026-04-01' });
  try {
    const key = Buffer.alloc(32, 7).toString('base64url');
    const text = `{"note":"5.50 一${' '.repeat(200)}"}`;
    const told = {
      text,
      key,
      cards: cards.map(({ jws }) => jws),
      issuer: published.trusted[0],
      keys: Object.values(published.jwks).flatMap(({ keys }) => keys),
      now: published.now * 1_000,
      foreign: await encryptSHLFile({ content: text, key, contentType: 'application/fhir+json', enableCompression: true }),
    };
    const response = await worker.dispatchFetch('http://worker/', { method: 'POST', body: JSON.stringify(told) });
    const answer = (await response.json()) as {
      readonly sealed: string;
      readonly opened: string;
      readonly bomb: unknown;
      readonly link: unknown;
      readonly verified: readonly { readonly refused?: string }[];
    };
    expect(await decryptSHLFile({ jwe: answer.sealed, key })).toEqual({ content: text, contentType: 'application/fhir+json' });
    expect(answer.opened).toBe(text);
    expect(answer.bomb).toEqual({ refused: 'too-large' });
    expect(answer.link).toMatchObject({ key, passcode: true, label: '验血' });
    expect(Object.fromEntries(cards.map(({ name }, at) => [name, answer.verified[at]?.refused ?? 'verified']))).toEqual({
      good: 'verified',
      'extra-type': 'verified',
      'signature-changed': 'signature',
      'nbf-in-milliseconds': 'time',
      'zlib-wrapped': 'compression',
      'zip-stated-but-not-compressed': 'compression',
      'kid-not-thumbprint': 'key',
      'issuer-almost': 'issuer',
      'issuer-other-host-same-key': 'issuer',
      'der-signature': 'signature-form',
      'alg-none': 'algorithm',
      'deflate-bomb': 'too-large',
    });
  } finally {
    await worker.dispose();
  }
});
