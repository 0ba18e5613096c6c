import { readFileSync } from 'node:fs';
import { deflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { CompactSign, calculateJwkThumbprint, exportJWK, generateKeyPair } from 'jose';
import { QRCodeGenerator, SHCIssuer } from 'kill-the-clipboard';
import { beforeAll, describe, expect, it } from 'vitest';
import { cardOfQr, cardsOfFile } from '../../../bff/scenes/records/links/card-texts.ts';
import { type Issuers, type RevocationList, verifyHealthCard } from '../../../bff/scenes/records/links/health-card.ts';

const published = JSON.parse(readFileSync('tests/scenes/records/card-cases.json', 'utf8')) as {
  readonly now: number;
  readonly jwks: Readonly<Record<string, { readonly keys: readonly Record<string, string>[] }>>;
  readonly trusted: readonly string[];
  readonly cases: readonly { readonly name: string; readonly jws?: string; readonly qr?: string }[];
};

/** What issuers publish, held against what is asked: nobody who is not trusted is asked for anything. */
function issuersOf(keys: Readonly<Record<string, readonly Record<string, unknown>[]>>, revoked?: RevocationList | 'unavailable') {
  const asked: string[] = [];
  const issuers: Issuers = {
    async keysOf(issuer) {
      asked.push(issuer);
      return keys[issuer] ?? 'unavailable';
    },
    async revokedOf() {
      return revoked ?? 'none';
    },
  };
  return { issuers, asked };
}

describe('of the published cards', () => {
  const keys = Object.fromEntries(
    Object.entries(published.jwks).map(([url, jwks]) => [url.replace('/.well-known/jwks.json', ''), jwks.keys]),
  );
  const { issuers, asked } = issuersOf(keys);
  const verify = (jws: string) =>
    verifyHealthCard(jws, { trusted: new Set(published.trusted), issuers, now: () => published.now * 1_000 });
  const cardNamed = (name: string) => published.cases.find((one) => one.name === name);

  it.each(['good', 'extra-type'])('the card “%s” is verified, with three statements', async (name) => {
    expect(await verify(cardNamed(name)?.jws ?? '')).toMatchObject({
      signedBy: { issuer: 'https://issuer.example.org/shc', kid: 'SPZ5keloTKFO9JkgJrK_g7qkTYvT7s0QBw0PK4s-f_A' },
      validity: { standing: 'valid', from: 1_795_800_000_000 },
      whose: { names: ['测试甲'], birthDate: '1990-01-01' },
    });
  });

  it('the card in digits is the card that was signed', async () => {
    const read = cardOfQr([cardNamed('good-numeric-qr')?.qr ?? '']);
    expect(read).toEqual({ jws: cardNamed('good')?.jws });
  });

  it.each([
    ['signature-changed', 'signature'],
    ['nbf-in-milliseconds', 'time'],
    ['zlib-wrapped', 'compression'],
    ['zip-stated-but-not-compressed', 'compression'],
    ['kid-not-thumbprint', 'key'],
    ['issuer-almost', 'issuer'],
    ['issuer-other-host-same-key', 'issuer'],
    ['der-signature', 'signature-form'],
    ['alg-none', 'algorithm'],
    ['deflate-bomb', 'too-large'],
  ])('the card “%s” is refused: %s', async (name, refused) => {
    expect(await verify(cardNamed(name)?.jws ?? '')).toEqual({ refused });
  });

  it('every published card has its verdict here', () => {
    expect(published.cases.map(({ name }) => name).sort()).toEqual(
      [
        'alg-none',
        'deflate-bomb',
        'der-signature',
        'extra-type',
        'good',
        'good-numeric-qr',
        'issuer-almost',
        'issuer-other-host-same-key',
        'kid-not-thumbprint',
        'nbf-in-milliseconds',
        'signature-changed',
        'zip-stated-but-not-compressed',
        'zlib-wrapped',
      ].sort(),
    );
  });

  it('no issuer but those that are trusted is asked for keys', () => {
    expect(new Set(asked)).toEqual(new Set(published.trusted));
  });
});

describe('of cards that another program signs', () => {
  const ISSUER = 'https://issuer.example.org/shc';
  const NOW = Date.parse('2026-11-24T09:00:00+08:00');
  const SECONDS = NOW / 1_000;
  let privateKey: CryptoKey;
  let publicKey: CryptoKey;
  let jwk: Record<string, unknown>;
  let kid: string;
  beforeAll(async () => {
    ({ privateKey, publicKey } = await generateKeyPair('ES256', { extractable: true }));
    jwk = { ...(await exportJWK(publicKey)) };
    kid = await calculateJwkThumbprint(jwk);
  });

  const patient = { resourceType: 'Patient', name: [{ family: '欧阳', given: ['小', '美'] }], birthDate: '1950-02' };
  const claims = (more: Record<string, unknown> = {}, resources: readonly unknown[] = [patient]) => ({
    iss: ISSUER,
    nbf: SECONDS - 60,
    vc: {
      type: ['https://smarthealth.cards#health-card'],
      credentialSubject: {
        fhirVersion: '4.0.1',
        fhirBundle: {
          resourceType: 'Bundle',
          type: 'collection',
          entry: resources.map((resource, at) => ({ fullUrl: `resource:${at}`, resource })),
        },
      },
      rid: 'AbC-1',
    },
    ...more,
  });
  const sign = (payload: unknown, header: Record<string, unknown> = {}) =>
    new CompactSign(deflateRawSync(JSON.stringify(payload)))
      .setProtectedHeader({ alg: 'ES256', zip: 'DEF', kid, ...header })
      .sign(privateKey);
  const verify = (jws: string, revoked?: RevocationList | 'unavailable', keys: readonly Record<string, unknown>[] = [jwk]) =>
    verifyHealthCard(jws, {
      trusted: new Set([ISSUER]),
      issuers: issuersOf({ [ISSUER]: keys }, revoked).issuers,
      now: () => NOW,
    });
  const standingOf = async (payload: unknown, revoked?: RevocationList | 'unavailable') => {
    const verified = await verify(await sign(payload), revoked);
    return 'refused' in verified ? verified.refused : verified.validity.standing;
  };

  it('a card of another program is verified, from its JWS, its file and its codes', async () => {
    const maker = new SHCIssuer({ issuer: ISSUER, privateKey, publicKey, expirationTime: null });
    const bundle = {
      resourceType: 'Bundle',
      type: 'collection',
      entry: [
        { fullUrl: 'https://x.example/Patient/1', resource: patient },
        {
          fullUrl: 'https://x.example/Observation/1',
          resource: { resourceType: 'Observation', status: 'final', code: { text: '一'.repeat(600) } },
        },
      ],
    } as never;
    const card = await maker.issue(bundle);
    const signed = card.asJWS();
    const verified = await verifyHealthCard(signed, {
      trusted: new Set([ISSUER]),
      issuers: issuersOf({ [ISSUER]: [jwk] }).issuers,
      now: () => Date.now() + 1_000,
    });
    expect(verified).toMatchObject({ signedBy: { issuer: ISSUER, kid }, validity: { standing: 'valid' } });
    expect(cardsOfFile(await card.asFileContent())).toEqual({ cards: [signed] });
    const numeric = card.asQRNumeric();
    expect(cardOfQr(numeric)).toEqual({ jws: signed });
    const chunks = new QRCodeGenerator({ enableChunking: true, maxSingleQRSize: 300 }).chunkJWS(signed);
    expect(chunks.length).toBeGreaterThan(1);
    expect(cardOfQr(chunks.toReversed())).toEqual({ jws: signed });
    expect(cardOfQr(chunks.slice(1))).toEqual({ refused: 'parts' });
    expect(cardOfQr([...chunks, chunks[0] ?? ''])).toEqual({ refused: 'parts' });
  });

  it('a card is valid from its first second to its last, and says since when', async () => {
    expect(await standingOf(claims({ nbf: SECONDS }))).toBe('valid');
    expect(await standingOf(claims({ nbf: SECONDS + 1 }))).toBe('not-yet');
    expect(await standingOf(claims({ exp: SECONDS + 1 }))).toBe('valid');
    expect(await standingOf(claims({ exp: SECONDS }))).toBe('expired');
    expect(await verify(await sign(claims({ nbf: SECONDS - 0.5, exp: SECONDS + 9 })))).toMatchObject({
      validity: { from: NOW - 500, until: NOW + 9_000 },
    });
  });

  it('a time in milliseconds makes no card valid for ever', async () => {
    expect(await standingOf(claims({ exp: NOW + 1_000 }))).toBe('time');
    expect(await standingOf(claims({ nbf: NOW - 1_000 }))).toBe('time');
    expect(await standingOf(claims({ nbf: -1 }))).toBe('time');
  });

  it('a card that its issuer took back says so, and one that was issued after does not', async () => {
    const list = (...rids: readonly string[]) => ({ kid, method: 'rid', rids });
    expect(await standingOf(claims(), list('AbC-1'))).toBe('revoked');
    expect(await standingOf(claims(), list(`AbC-1.${SECONDS}`))).toBe('revoked');
    expect(await standingOf(claims(), list(`AbC-1.${SECONDS - 60}`))).toBe('valid');
    expect(await standingOf(claims(), list('AbC-1.soon'))).toBe('revoked');
    expect(await standingOf(claims(), list('abc-1', 'AbC-12', 'AbC'))).toBe('valid');
  });

  it('a card is not called valid while nobody knows whether it was taken back', async () => {
    expect(await standingOf(claims(), 'unavailable')).toBe('revocation-unknown');
    expect(await standingOf(claims(), { kid: 'another', method: 'rid', rids: [] })).toBe('revocation-unknown');
    expect(await standingOf(claims(), { kid, method: 'later', rids: [] })).toBe('revocation-unknown');
    const { rid: _, ...vc } = claims().vc;
    expect(await standingOf(claims({ vc }), 'unavailable')).toBe('valid');
  });

  it('a card names its holder only where it speaks of one person', async () => {
    const whoseOf = async (...resources: readonly unknown[]) => {
      const verified = await verify(await sign(claims({}, resources)));
      return 'refused' in verified ? verified.refused : verified.whose;
    };
    expect(await whoseOf(patient)).toEqual({ names: ['欧阳小美'], birthDate: '1950-02' });
    const western = { resourceType: 'Patient', name: [{ family: 'Smith', given: ['Ann', 'B'] }] };
    expect(await whoseOf(western)).toEqual({ names: ['Ann B Smith'] });
    expect(await whoseOf(patient, western)).toBeUndefined();
    expect(await whoseOf({ resourceType: 'Observation' })).toBeUndefined();
    expect(await whoseOf({ resourceType: 'Patient', name: '<img src=x>' })).toBeUndefined();
  });

  it('the key has to be the one of the thumbprint, whatever the issuer calls it', async () => {
    const other = await exportJWK((await generateKeyPair('ES256', { extractable: true })).publicKey);
    expect(await verify(await sign(claims()), undefined, [{ ...other, kid }])).toEqual({ refused: 'key' });
    expect(await verify(await sign(claims()), undefined, [{ ...other }, { ...jwk, kid: 'key-1' }])).toHaveProperty('signedBy');
    expect(await verify(await sign(claims(), { kid: 'key-1' }), undefined, [{ ...jwk, kid: 'key-1' }])).toEqual({
      refused: 'key',
    });
    expect(await verify(await sign(claims()), undefined, [{ kty: 'oct', k: 'AAAA' }, {}])).toEqual({ refused: 'key' });
  });

  it('what is no health card is refused, though it is signed', async () => {
    const { vc } = claims();
    const refusedOf = async (payload: unknown) => (await verify(await sign(payload))) as { readonly refused?: string };
    expect(await refusedOf(claims({ vc: { ...vc, type: ['https://smarthealth.cards#laboratory'] } }))).toEqual({
      refused: 'payload',
    });
    expect(await refusedOf(claims({ nbf: '1795800000' }))).toEqual({ refused: 'payload' });
    expect(await refusedOf([])).toEqual({ refused: 'payload' });
    expect(await refusedOf(null)).toEqual({ refused: 'payload' });
    expect(await verify(await sign(claims(), { zip: undefined }))).toEqual({ refused: 'compression' });
  });

  it('a card waits for nobody whose keys can not be had now', async () => {
    const { issuers } = issuersOf({});
    const trusting = { trusted: new Set([ISSUER]), issuers, now: () => NOW };
    expect(await verifyHealthCard(await sign(claims()), trusting)).toEqual({ refused: 'keys-unavailable' });
  });
});

it('no text makes the readers of cards throw', async () => {
  const { issuers } = issuersOf({});
  await fc.assert(
    fc.asyncProperty(fc.oneof(fc.string(), fc.json(), fc.stringMatching(/^shc:\/[0-9/]*$/)), async (text) => {
      cardOfQr([text, text]);
      cardsOfFile(text);
      expect(await verifyHealthCard(text, { trusted: new Set(), issuers, now: () => 0 })).toHaveProperty('refused');
    }),
  );
});

it.each([
  ['shc:/5', 'qr'],
  ['shc:/78', 'qr'],
  ['shc:/0/2/56', 'qr'],
  ['shc:/1/2/56', 'parts'],
  ['shc:/2/2/56', 'parts'],
  ['SHC:/5676', 'qr'],
])('the code %s is no card', (text, refused) => {
  expect(cardOfQr([text])).toEqual({ refused });
});

it.each(['', '[]', '{}', 'null', '{"verifiableCredential":[]}', '{"verifiableCredential":[1]}', '{"verifiableCredential":"x"}'])(
  'the file %s holds no cards',
  (text) => {
    expect(cardsOfFile(text)).toEqual({ refused: 'file' });
  },
);
