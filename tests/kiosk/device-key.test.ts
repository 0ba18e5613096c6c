import { createPublicKey, verify } from 'node:crypto';
import { calculateJwkThumbprint, EmbeddedJWK, jwtVerify } from 'jose';
import { describe, expect, it } from 'vitest';
import { type DeviceKey, makeDeviceKey } from '../../kiosk/client/device/key.ts';
import { type ProofOptions, provedFetch } from '../../kiosk/client/device/proof.ts';
import { connectGateway } from '../../kiosk/client/gateway.ts';

const BASE = 'https://onedoor.example';

const connect = (options: ProofOptions) => connectGateway({ baseUrl: BASE, fetch: provedFetch(options) });

function gatewayOf(key: DeviceKey, answer: (request: Request) => Response, now = () => 1_800_000_000_000) {
  let count = 0;
  const asserted: number[] = [];
  const client = connect({
    key,
    now,
    newId: () => `id-${++count}`,
    assert: async () => {
      asserted.push(now());
      return `e30.assertion${asserted.length}.c2ln`;
    },
    fetch: async (input, init) => answer(new Request(input as string, init)),
  });
  return { client, asserted };
}

const proofIn = (request: Request) => request.headers.get('dpop') ?? '';

describe('the proof of the device', () => {
  it('the proof of the device is a proof of RFC 9449 that jose accepts, for this method and this address without its query', async () => {
    const key = await makeDeviceKey();
    const seen: Request[] = [];
    const { client } = gatewayOf(key, (request) => {
      seen.push(request);
      return Response.json({ items: [] });
    });
    await client('findDepartments', { query: { q: 'gk' } });
    await client('readDevice', {});
    const [first, second] = await Promise.all(
      seen.map((request) =>
        jwtVerify(proofIn(request), EmbeddedJWK, {
          typ: 'dpop+jwt',
          algorithms: ['ES256'],
          currentDate: new Date(1_800_000_000_000),
        }),
      ),
    );
    expect(first?.payload).toEqual({ jti: 'id-1', htm: 'GET', htu: `${BASE}/v1/departments`, iat: 1_800_000_000 });
    expect(second?.payload.jti).not.toBe(first?.payload.jti);
    expect(await calculateJwkThumbprint(first?.protectedHeader.jwk ?? {})).toBe(key.thumbprint);
    expect(seen[0]?.headers.get('onedoor-device')).toBe('e30.assertion1.c2ln');
  });

  it('the proof of the device is accepted by node:crypto too, and by nobody once a byte differs', async () => {
    const key = await makeDeviceKey();
    const proof = await key.sign({ alg: 'ES256' }, { htm: 'POST' });
    const [header = '', claims = '', signature = ''] = proof.split('.');
    const check = (input: string) =>
      verify(
        'sha256',
        Buffer.from(input),
        { key: createPublicKey({ key: { ...key.publicJwk }, format: 'jwk' }), dsaEncoding: 'ieee-p1363' },
        Buffer.from(signature, 'base64url'),
      );
    expect(check(`${header}.${claims}`)).toBe(true);
    expect(check(`${header}.${claims}x`)).toBe(false);
  });

  it('the proof of the device is of a key that cannot be taken out of the page', async () => {
    const taken: boolean[] = [];
    const subtle = new Proxy(crypto.subtle, {
      get: (target, name: 'generateKey') =>
        name === 'generateKey'
          ? (...given: [EcKeyGenParams, boolean, KeyUsage[]]) => {
              taken.push(given[1]);
              return target.generateKey(...given);
            }
          : (target[name] as (...given: never[]) => unknown).bind(target),
    });
    await makeDeviceKey({ subtle });
    expect(taken).toEqual([false]);
  });

  it('the proof of the device asks the bridge for a new assertion before the old one ends, and again after it refused', async () => {
    let now = 1_800_000_000_000;
    const { client, asserted } = gatewayOf(
      await makeDeviceKey(),
      () => Response.json({}),
      () => now,
    );
    await client('readDevice', {});
    now += 3 * 60_000;
    await client('readDevice', {});
    now += 90_000;
    await client('readDevice', {});
    expect(asserted).toEqual([1_800_000_000_000, 1_800_000_270_000]);
  });

  it('the proof of the device carries the time of the gateway, however wrong the clock of the machine is', async () => {
    const seen: Request[] = [];
    const { client } = gatewayOf(await makeDeviceKey(), (request) => {
      seen.push(request);
      return Response.json({}, { headers: { date: new Date(1_800_000_600_000).toUTCString() } });
    });
    await client('readDevice', {});
    await client('readDevice', {});
    const claims = JSON.parse(Buffer.from(proofIn(seen[1] as Request).split('.')[1] ?? '', 'base64url').toString());
    expect(claims.iat).toBe(1_800_000_600);
  });

  describe.each([90, -90, 86_400, -86_400, 3_600])('a clock that is %i s behind the gateway’s', (offSeconds) => {
    const LOCAL = 1_800_000_000_000;
    const refusal = { status: 403, headers: { date: new Date(LOCAL + offSeconds * 1000).toUTCString() } };
    const iatOf = (request: Request) => JSON.parse(Buffer.from(proofIn(request).split('.')[1] ?? '', 'base64url').toString()).iat;

    /** A gateway that takes proofs of its own time only, and assertions that were asked for with it. */
    async function strictGateway() {
      const asked: (number | undefined)[] = [];
      const seen: Request[] = [];
      let count = 0;
      const client = connect({
        key: await makeDeviceKey(),
        now: () => LOCAL,
        newId: () => `id-${++count}`,
        assert: async (aheadMs) => {
          asked.push(aheadMs);
          return `e30.${aheadMs ?? 0}.c2ln`;
        },
        fetch: async (input, init) => {
          const request = new Request(input as string, init);
          seen.push(request);
          const signedFor = Number(request.headers.get('onedoor-device')?.split('.')[1]) / 1000;
          const isRight = Math.abs(iatOf(request) - LOCAL / 1000 - offSeconds) <= 60 && Math.abs(signedFor - offSeconds) <= 60;
          return isRight
            ? Response.json({ items: [] }, { headers: refusal.headers })
            : Response.json({ code: 'device-refused' }, refusal);
        },
      });
      return { client, asked, seen };
    }

    it('the proof of the device is sent again, both halves by the gateway’s clock, and from then on is right at once', async () => {
      const { client, asked, seen } = await strictGateway();
      expect((await client('readDevice', {})).ok).toBe(true);
      expect(seen).toHaveLength(2);
      expect((await client('readDevice', {})).ok).toBe(true);
      expect(seen).toHaveLength(3);
      expect(asked).toEqual([undefined, offSeconds * 1000]);
    });
  });

  it('the proof of the device is not sent again when the clock is right, or something else was refused', async () => {
    const seen: Request[] = [];
    const answers = [
      Response.json({ code: 'device-refused' }, { status: 403, headers: { date: new Date(1_800_000_000_000).toUTCString() } }),
      Response.json({ code: 'evidence-refused' }, { status: 403, headers: { date: new Date(1_800_000_600_000).toUTCString() } }),
    ];
    const { client } = gatewayOf(await makeDeviceKey(), (request) => answers[seen.push(request) - 1] ?? Response.json({}));
    expect(await client('readDevice', {})).toMatchObject({ ok: false });
    expect(await client('readDevice', {})).toMatchObject({ ok: false });
    expect(seen).toHaveLength(2);
  });
});
