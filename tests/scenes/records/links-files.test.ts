import { deflateRawSync, deflateSync } from 'node:zlib';
import fc from 'fast-check';
import { base64url, CompactEncrypt, compactDecrypt } from 'jose';
import { decryptSHLFile, encryptSHLFile } from 'kill-the-clipboard';
import { expect, it } from 'vitest';
import { systemRandom } from '../../../bff/platform/ids.ts';
import { openFile, sealFile } from '../../../bff/scenes/records/links/sealed-file.ts';

const KEY = Buffer.alloc(32, 7).toString('base64url');
const FHIR = 'application/fhir+json';
const MIB = 1_024 * 1_024;
const random = systemRandom();
const opening = { key: KEY, bytesMax: MIB };

const textOf = (opened: Awaited<ReturnType<typeof openFile>>) =>
  'refused' in opened ? opened.refused : new TextDecoder().decode(opened.content);
const seal = (text: string, compressed = false) =>
  sealFile({ content: new TextEncoder().encode(text), contentType: FHIR, key: KEY, compressed }, random);

/** A JWE of any header over any bytes, made by another implementation. */
const sealedWith = (content: Uint8Array, header: Record<string, unknown>, key = KEY) =>
  new CompactEncrypt(content)
    .setProtectedHeader({ alg: 'dir', enc: 'A256GCM', cty: FHIR, ...header })
    .encrypt(base64url.decode(key));

/** What says that it is compressed, whatever it is: the header and the tag are right. */
async function sealedAsCompressed(content: Uint8Array<ArrayBuffer>): Promise<string> {
  const header = base64url.encode(JSON.stringify({ alg: 'dir', enc: 'A256GCM', zip: 'DEF' }));
  const key = await crypto.subtle.importKey('raw', Buffer.from(KEY, 'base64url'), 'AES-GCM', false, ['encrypt']);
  const iv = new Uint8Array(12);
  const sealed = Buffer.from(
    await crypto.subtle.encrypt({ name: 'AES-GCM', iv, additionalData: Buffer.from(header) }, key, content),
  );
  const parts = [Buffer.from(iv), sealed.subarray(0, -16), sealed.subarray(-16)].map((part) => part.toString('base64url'));
  return [header, '', ...parts].join('.');
}

it.each([false, true])(
  'a file that the gateway seals is opened by programs that nobody here wrote (compressed: %s)',
  async (compressed) => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'grapheme', maxLength: 2_000 }), async (text) => {
        const jwe = await seal(text, compressed);
        expect(await decryptSHLFile({ jwe, key: KEY })).toEqual({ content: text, contentType: FHIR });
        const { plaintext, protectedHeader } = await compactDecrypt(jwe, base64url.decode(KEY));
        expect(new TextDecoder().decode(plaintext)).toBe(text);
        expect(protectedHeader).toEqual({ alg: 'dir', enc: 'A256GCM', cty: FHIR, ...(compressed ? { zip: 'DEF' } : {}) });
      }),
      { numRuns: 20 },
    );
  },
);

it.each([false, true])(
  'a file that somebody else’s program sealed is opened, digit by digit (compressed: %s)',
  async (compressed) => {
    const content = '{"resourceType":"Bundle","type":"collection","note":"5.50 mmol/L 一"}';
    const jwe = await encryptSHLFile({ content, key: KEY, contentType: FHIR, enableCompression: compressed });
    const opened = await openFile(jwe, opening);
    expect(textOf(opened)).toBe(content);
    expect(opened).toMatchObject({ contentType: FHIR });
  },
);

it('the same file sealed twice is two texts that share no IV', async () => {
  const sealed = await Promise.all(Array.from({ length: 50 }, () => seal('{}')));
  expect(new Set(sealed.map((jwe) => jwe.split('.')[2])).size).toBe(50);
});

it('a file does not open with another key, nor after a change of any of its parts', async () => {
  const jwe = await seal('{"resourceType":"Bundle"}');
  expect(await openFile(jwe, { ...opening, key: Buffer.alloc(32, 8).toString('base64url') })).toEqual({ refused: 'key' });
  expect(await openFile(jwe, { ...opening, key: 'short' })).toEqual({ refused: 'key' });
  const parts = jwe.split('.');
  for (const at of [2, 3, 4]) {
    const changed = parts.map((part, nth) => (nth === at ? `${part.startsWith('A') ? 'B' : 'A'}${part.slice(1)}` : part));
    expect(await openFile(changed.join('.'), opening)).toEqual({ refused: 'key' });
  }
  const renamed = base64url.encode(JSON.stringify({ alg: 'dir', enc: 'A256GCM', cty: 'text/html' }));
  expect(await openFile([renamed, ...parts.slice(1)].join('.'), opening)).toEqual({ refused: 'key' });
});

it('a file of another algorithm, or of a header that has to be understood, is refused', async () => {
  const content = new TextEncoder().encode('{}');
  const wrapped = await new CompactEncrypt(content)
    .setProtectedHeader({ alg: 'A256KW', enc: 'A256GCM' })
    .encrypt(base64url.decode(KEY));
  expect(await openFile(wrapped, opening)).toEqual({ refused: 'form' });
  const cbc = await new CompactEncrypt(content)
    .setProtectedHeader({ alg: 'dir', enc: 'A128CBC-HS256' })
    .encrypt(base64url.decode(KEY));
  expect(await openFile(cbc, opening)).toEqual({ refused: 'form' });
  const [, ...rest] = (await sealedWith(content, {})).split('.');
  const withHeader = (header: unknown) => [base64url.encode(JSON.stringify(header)), ...rest].join('.');
  expect(await openFile(withHeader({ alg: 'dir', enc: 'A256GCM', zip: 'GZ' }), opening)).toEqual({ refused: 'algorithm' });
  expect(await openFile(withHeader({ alg: 'dir', enc: 'A128GCM' }), opening)).toEqual({ refused: 'algorithm' });
  expect(await openFile(withHeader({ alg: 'none' }), opening)).toEqual({ refused: 'algorithm' });
  expect(await openFile(withHeader({ alg: 'dir', enc: 'A256GCM', crit: ['x'], x: 1 }), opening)).toEqual({ refused: 'form' });
});

it('a file that says it is compressed and is not, or is in the form of zlib, is refused', async () => {
  for (const content of [
    Buffer.from('{"resourceType":"Bundle"}'),
    deflateSync('{}'),
    deflateRawSync('{}'.repeat(99)).subarray(0, -2),
  ])
    expect(await openFile(await sealedAsCompressed(new Uint8Array(content)), opening)).toEqual({ refused: 'compression' });
});

it('a file that becomes larger than its reader takes is given up, and memory stays flat', async () => {
  // A block of zeros twice over: some kilobytes that would become half a gigabyte.
  const block = deflateRawSync(Buffer.alloc(MIB), { finishFlush: 3 });
  const bomb = await sealedAsCompressed(new Uint8Array(Buffer.concat(Array.from({ length: 512 }, () => block))));
  const before = process.memoryUsage().arrayBuffers;
  expect(await openFile(bomb, opening)).toEqual({ refused: 'too-large' });
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(32 * MIB);
});

it('a sealed file that is longer than its reader takes is not even decoded', async () => {
  const header = base64url.encode(JSON.stringify({ alg: 'dir', enc: 'A256GCM' }));
  expect(await openFile(`${header}..${'A'.repeat(16)}.${'A'.repeat(2 * MIB)}.${'A'.repeat(22)}`, opening)).toEqual({
    refused: 'too-large',
  });
});

it('no text makes the opener of files throw', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.string({ unit: fc.constantFrom('A', 'e', '-', '=', '.', '一') }), { maxLength: 7 }),
      async (parts) => {
        expect(await openFile(parts.join('.'), opening)).toHaveProperty('refused');
      },
    ),
  );
});
