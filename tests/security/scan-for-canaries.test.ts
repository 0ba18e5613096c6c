import { describe, expect, it } from 'vitest';
import { scanForCanaries } from './scan-for-canaries.ts';

const CANARIES = ['𠮷龘靐齉', '13912349876', 'CANARY9X7Q42', 'Łódź-Ünïq'];
const clean = 'GET /v1/slots 200 {"code":"not-found","instance":"req_9vP1xZ8a7lKqT2nBw4YcRg"} 2026-11-24T08:00:00.000Z';

/** One leak of each kind, as code that is careless would make it. */
const LEAKS: Readonly<Record<string, (canary: string) => string>> = {
  plain: (canary) => `refused for ${canary}!`,
  'in capitals': (canary) => canary.toUpperCase(),
  'escaped in JSON': (canary) =>
    JSON.stringify({ name: canary }).replace(/[^\x20-\x7e]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`),
  'escaped in JSON, every character': (canary) =>
    canary
      .split('')
      .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0').toUpperCase()}`)
      .join(''),
  'escaped in HTML': (canary) => [...canary].map((character) => `&#x${character.codePointAt(0)?.toString(16)};`).join(''),
  'percent-encoded': (canary) => `/v1/departments?q=${encodeURIComponent(canary)}&limit=1`,
  'percent-encoded in small letters': (canary) => encodeURIComponent(canary).toLowerCase(),
  'percent-encoded, every byte': (canary) =>
    [...Buffer.from(canary)].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join(''),
  'in hexadecimal': (canary) => Buffer.from(canary).toString('hex').toUpperCase(),
  'in base64 alone': (canary) => Buffer.from(canary).toString('base64'),
  'in base64 after one byte': (canary) => Buffer.from(`{${canary}}`).toString('base64'),
  'in base64 after two bytes': (canary) => Buffer.from(`["${canary}"]`).toString('base64'),
  'in base64url in a cursor': (canary) => Buffer.from(JSON.stringify([1, canary])).toString('base64url'),
  'in base64url of a whole person': (canary) =>
    Buffer.from(JSON.stringify({ id: 7, name: canary, sex: 'female' })).toString('base64url'),
};

describe('the scanner', () => {
  it.each(Object.keys(LEAKS))('the scanner finds what leaks %s', (kind) => {
    for (const canary of CANARIES) {
      const content = `${clean} ${LEAKS[kind]?.(canary)} ${clean}`;
      const found = scanForCanaries({ quiet: clean, leaking: content }, CANARIES);
      expect(new Set(found.map(({ sink, canary: which }) => `${sink} ${which}`)), content).toEqual(
        new Set([`leaking ${canary}`]),
      );
    }
  });

  it('the scanner finds nothing where nothing is', () => {
    expect(scanForCanaries({ clean, empty: '' }, CANARIES)).toEqual([]);
  });
});
