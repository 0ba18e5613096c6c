import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { clientAddressBehind } from '../../bff/main/client-address.ts';
import { startGatewayProgram } from '../support/programs.ts';

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

/** A gateway on a real socket, and who asks it: always from 127.0.0.1. */
async function gateway(more: Record<string, string>) {
  const folder = mkdtempSync(join(tmpdir(), 'onedoor-proxy-'));
  closing.push(() => rmSync(folder, { recursive: true, force: true }));
  writeFileSync(join(folder, 'hospitals.json'), '[]');
  const program = await startGatewayProgram({
    DATABASE_URL: `file:${join(folder, 'onedoor.sqlite')}`,
    KEY_FILE: join(folder, 'keys.json'),
    HOSPITALS_FILE: join(folder, 'hospitals.json'),
    RATE_LIMIT_PER_MINUTE: '3',
    ...more,
  });
  closing.push(() => program.stop());
  const { operatorToken } = JSON.parse(readFileSync(join(folder, 'keys.json'), 'utf8')) as { operatorToken: string };
  const ask = async (path: string, forwarded?: string, init: RequestInit = {}) => {
    const headers = { ...(forwarded === undefined ? {} : { 'x-forwarded-for': forwarded }), ...init.headers };
    return (await fetch(`http://127.0.0.1:${program.ready.port}${path}`, { ...init, headers })).status;
  };
  const manage = (forwarded?: string) =>
    ask('/operator/device-list', forwarded, { method: 'POST', headers: { authorization: `Bearer ${operatorToken}` } });
  return { ask, manage };
}

describe('a gateway behind a proxy that it trusts', () => {
  it('a gateway behind a proxy that it trusts gives each address a rate window of its own, and nobody a second one for what they write into the header', async () => {
    const { ask } = await gateway({ TRUSTED_PROXIES: '127.0.0.1' });
    for (let n = 0; n < 3; n += 1) expect(await ask('/v1/hospitals', '203.0.113.7')).toBe(200);
    expect(await ask('/v1/hospitals', '203.0.113.7')).toBe(429);
    expect(await ask('/v1/hospitals', '198.51.100.1, 203.0.113.7'), 'written by the caller').toBe(429);
    expect(await ask('/v1/hospitals', '203.0.113.8'), 'somebody else').toBe(200);
  });

  it('a gateway behind a proxy that it trusts takes nobody for local because a header says so', async () => {
    const { ask, manage } = await gateway({ TRUSTED_PROXIES: '127.0.0.1,10.0.0.0/8' });
    expect(await ask('/metrics')).toBe(200);
    expect(await manage()).toBe(200);
    for (const forwarded of ['127.0.0.1', '::1', '::ffff:127.0.0.1', '127.0.0.1, 10.2.3.4', '203.0.113.7', 'localhost', '']) {
      expect(await ask('/metrics', forwarded), forwarded).toBe(404);
      expect(await manage(forwarded), forwarded).toBe(404);
    }
  });
});

it('a gateway that trusts no proxy does not read the header', async () => {
  const { ask } = await gateway({});
  for (let n = 0; n < 3; n += 1) expect(await ask('/v1/hospitals', `203.0.113.${n}`)).toBe(200);
  expect(await ask('/v1/hospitals', '203.0.113.9')).toBe(429);
});

it('a range of everybody is refused at the start', async () => {
  await expect(gateway({ TRUSTED_PROXIES: '0.0.0.0/0' })).rejects.toThrow();
});

describe('the address of a caller', () => {
  const behind = (proxies: readonly string[], remoteAddress: string | undefined, forwarded?: string) =>
    clientAddressBehind(proxies)({
      incoming: { socket: { remoteAddress }, headers: forwarded === undefined ? {} : { 'x-forwarded-for': forwarded } },
    });

  it.each([
    ['no proxy', [], '203.0.113.7', undefined, '203.0.113.7'],
    ['a header from somebody else', ['10.0.0.5'], '203.0.113.7', '198.51.100.1', '203.0.113.7'],
    ['one proxy', ['10.0.0.5'], '10.0.0.5', '203.0.113.7', '203.0.113.7'],
    ['one proxy on a dual socket', ['10.0.0.5'], '::ffff:10.0.0.5', '203.0.113.7', '203.0.113.7'],
    ['two proxies', ['10.0.0.0/24'], '10.0.0.5', '198.51.100.1, 203.0.113.7, 10.0.0.9', '203.0.113.7'],
    ['a neighbour of the range', ['10.0.0.0/24'], '10.0.1.5', '203.0.113.7', '10.0.1.5'],
    ['IPv6', ['fd00::/8'], 'fd00::5', '2001:db8::7', '2001:db8::7'],
    ['the proxy itself', ['10.0.0.5'], '10.0.0.5', undefined, '10.0.0.5'],
    ['words', ['10.0.0.5'], '10.0.0.5', 'somebody', 'unknown'],
    ['no socket', ['10.0.0.5'], undefined, '203.0.113.7', 'unknown'],
  ] as const)('%s', (_, proxies, peer, forwarded, expected) => {
    expect(behind(proxies, peer, forwarded)).toBe(expected);
  });
});
