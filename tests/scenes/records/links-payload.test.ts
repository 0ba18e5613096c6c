import fc from 'fast-check';
import { SHL } from 'kill-the-clipboard';
import { expect, it } from 'vitest';
import { readShlink, type ShlinkPayload, type ShlinkRefusal, shlinkOf } from '../../../bff/scenes/records/links/shlink.ts';

const bytes = (length: number) =>
  fc.uint8Array({ minLength: length, maxLength: length }).map((all) => Buffer.from(all).toString('base64url'));

/** Any payload that the standard allows, as the gateway could make it. */
const payloads: fc.Arbitrary<ShlinkPayload> = fc
  .record({
    id: bytes(32),
    key: bytes(32),
    exp: fc.option(fc.integer({ min: 1, max: 9_999_999_999 }), { nil: undefined }),
    longTerm: fc.boolean(),
    flag: fc.constantFrom('none', 'passcode', 'direct'),
    label: fc.option(fc.string({ unit: 'grapheme', maxLength: 40 }), { nil: undefined }),
  })
  .filter(({ label }) => label === undefined || label.length <= 80)
  .map(({ id, key, exp, longTerm, flag, label }) => ({
    url: `https://door.example/shl/${id}`,
    key,
    ...(exp === undefined ? {} : { exp }),
    longTerm,
    passcode: flag === 'passcode',
    direct: flag === 'direct',
    ...(label === undefined ? {} : { label }),
  }));

const given: ShlinkPayload = {
  url: `https://door.example/shl/${'a'.repeat(43)}`,
  key: Buffer.alloc(32, 7).toString('base64url'),
  exp: 1_795_850_000,
  longTerm: false,
  passcode: true,
  direct: false,
  label: '王阿姨的验血结果',
};

/** A link with any JSON in it, encoded without a line of ours. */
const linkWith = (json: unknown) =>
  `shlink:/${Buffer.from(typeof json === 'string' ? json : JSON.stringify(json)).toString('base64url')}`;
const standard = { url: given.url, flag: 'P', key: given.key, exp: given.exp, label: given.label };

it('a link that the gateway makes says the same to a reader that nobody here wrote', () => {
  fc.assert(
    fc.property(payloads, (payload) => {
      const { url, key, exp, label, requiresPasscode, isLongTerm, isDirectFile } = SHL.parse(shlinkOf(payload));
      const read = { url, key, exp, label, passcode: requiresPasscode, longTerm: isLongTerm, direct: isDirectFile };
      expect(read).toEqual({ exp: undefined, label: undefined, ...payload });
    }),
  );
});

it('a link made by somebody else’s program is read to the same members', () => {
  for (const flag of [undefined, 'L', 'P', 'LP', 'U', 'LU'] as const) {
    const theirs = SHL.generate({
      baseManifestURL: 'https://door.example/shl/',
      expirationDate: new Date(1_795_850_000_000),
      flag,
      label: '验血',
    });
    expect(readShlink(theirs.toURI())).toEqual({
      url: theirs.url,
      key: theirs.key,
      exp: 1_795_850_000,
      longTerm: theirs.isLongTerm,
      passcode: theirs.requiresPasscode,
      direct: theirs.isDirectFile,
      label: '验血',
    });
  }
});

it('a link behind a viewer’s address is the same link, and stands whole in the fragment', () => {
  fc.assert(
    fc.property(payloads, (payload) => {
      const link = shlinkOf(payload, 'https://door.example/view/');
      expect(readShlink(link)).toEqual(payload);
      const { origin, pathname, search, hash } = new URL(link);
      expect([origin, pathname, search]).toEqual(['https://door.example', '/view/', '']);
      expect(hash).toBe(`#${shlinkOf(payload)}`);
    }),
  );
});

it('a link says when it is over in seconds', () => {
  const [, encoded = ''] = shlinkOf(given).split('shlink:/');
  expect(JSON.parse(Buffer.from(encoded, 'base64url').toString())).toEqual(standard);
});

it.each<readonly [name: string, broken: Partial<ShlinkPayload>]>([
  ['whose address is longer than 128 characters', { url: `https://door.example/shl/${'a'.repeat(128)}` }],
  ['whose address can be guessed', { url: 'https://door.example/shl/12345' }],
  ['whose address others on the way can read', { url: `http://door.example/shl/${'a'.repeat(43)}` }],
  ['whose key is short', { key: 'c2hvcnQ' }],
  ['that says milliseconds', { exp: 1_795_850_000_000 }],
  ['that asks for a passcode and answers without one', { direct: true }],
  ['whose label is longer than 80 characters', { label: '长'.repeat(81) }],
])('the gateway makes no link %s', (_, broken) => {
  expect(() => shlinkOf({ ...given, ...broken })).toThrow(TypeError);
});

it.each<readonly [name: string, text: string, refused: ShlinkRefusal]>([
  ['without its scheme', 'https://door.example/view/', 'link'],
  ['behind an address that ends without #', `https://door.example/view/${linkWith(standard)}`, 'link'],
  ['behind what is no address', `javascript:alert(1)#${linkWith(standard)}`, 'link'],
  ['longer than any link', `shlink:/${'A'.repeat(5_000)}`, 'link'],
  ['in plain base64', `${linkWith(standard)}==`, 'payload'],
  ['that is no JSON', linkWith('{'), 'payload'],
  ['that is a list', linkWith([standard]), 'payload'],
  ['that is no UTF-8', `shlink:/${Buffer.from([0xff, 0xfe]).toString('base64url')}`, 'payload'],
  ['of a later version', linkWith({ ...standard, v: 2 }), 'version'],
  ['without an address', linkWith({ ...standard, url: undefined }), 'url'],
  ['with an address of another kind', linkWith({ ...standard, url: 'javascript:alert(1)' }), 'url'],
  ['with an address over plain http', linkWith({ ...standard, url: 'http://door.example/x' }), 'url'],
  ['with an address that is too long', linkWith({ ...standard, url: `https://door.example/${'x'.repeat(120)}` }), 'url'],
  ['with a name and a password in its address', linkWith({ ...standard, url: 'https://a:b@door.example/x' }), 'url'],
  ['with a name in its address', linkWith({ ...standard, url: 'https://a@door.example/x' }), 'url'],
  ['with a key whose last character carries more than bytes', linkWith({ ...standard, key: `${'A'.repeat(42)}B` }), 'key'],
  ['with a key of 31 bytes', linkWith({ ...standard, key: Buffer.alloc(31).toString('base64url') }), 'key'],
  ['with a key in plain base64', linkWith({ ...standard, key: Buffer.alloc(32, 255).toString('base64') }), 'key'],
  ['that ends at a time in milliseconds', linkWith({ ...standard, exp: 1_795_850_000_000 }), 'exp'],
  ['that ends at a text', linkWith({ ...standard, exp: '1795850000' }), 'exp'],
  ['with U and P at once', linkWith({ ...standard, flag: 'PU' }), 'flag'],
  ['with flags that are out of order', linkWith({ ...standard, flag: 'PL' }), 'flag'],
  ['with a label of 81 characters', linkWith({ ...standard, label: 'x'.repeat(81) }), 'label'],
  ['with a label that is no text', linkWith({ ...standard, label: {} }), 'label'],
])('a link %s is refused', (_, text, refused) => {
  expect(readShlink(text)).toEqual({ refused });
});

it('members and flags that nobody knows are ignored in a link', () => {
  const more = { ...standard, flag: 'LPX', v: 1, extension: { a: 1 }, _note: 'x', later: [] };
  expect(readShlink(` ${linkWith(more)}\n`)).toEqual({ ...given, longTerm: true });
});

it('no text makes the reader of links throw', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.json(), fc.jsonValue()), (anything) => {
      const written = typeof anything === 'string' ? anything : (JSON.stringify(anything) ?? '');
      for (const text of [written, linkWith(anything), linkWith(written)]) expect(readShlink(text)).toHaveProperty('refused');
    }),
  );
});
