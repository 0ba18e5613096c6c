import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { JSON_BOUNDS, JsonShape, PUSH_MAX_BYTES, parseBounded, REPLY_MAX_BYTES } from '../../adapters/port/json.ts';
import { problems } from '../../bff/contract/problems.ts';
import { isTooDeep } from '../../bff/platform/http/body.ts';
import type { Bound } from '../../bff/platform/limits/bound.ts';
import { limits } from '../../bff/platform/limits/limits.ts';
import { inWords } from './limits-page.ts';

const rows = Object.entries<Bound>(limits);

describe('a bound of the table', () => {
  it.each(rows.filter(([, { at }]) => at.startsWith('bff/') && !at.startsWith('bff/contract/')))(
    'a bound of the table, %s, is read from it by the file that enforces it',
    (name, { at }) => {
      expect(existsSync(at), at).toBe(true);
      expect(readFileSync(at, 'utf8')).toContain(`limits.${name}.figure`);
    },
  );

  it('a bound of the table that an adapter keeps is the one of the port, which knows no gateway', () => {
    expect(limits.replyBody.figure).toBe(REPLY_MAX_BYTES);
    expect(limits.pushBody.figure).toBe(PUSH_MAX_BYTES);
    expect([limits.replyDepth.figure, limits.replyMembers.figure, limits.replyContainers.figure]).toEqual([
      JSON_BOUNDS.depth,
      JSON_BOUNDS.values,
      JSON_BOUNDS.containers,
    ]);
  });

  it('a bound of the table says a problem of the contract, or what happens, and where it is set unless it is fixed', () => {
    for (const [name, { hears, setBy, setAt }] of rows) {
      expect(hears in problems || hears.includes(' '), name).toBe(true);
      expect(setBy === 'fixed', name).toBe(setAt === undefined);
    }
  });

  it('a bound of the table is written in the unit that holds it whole', () => {
    expect([inWords(1_800_000, 'ms'), inWords(262_144, 'bytes'), inWords(4_194_304, 'bytes'), inWords(3_000, 'codes')]).toEqual([
      '30 min',
      '256 KiB',
      '4 MiB',
      '3,000 codes',
    ]);
  });
});

describe('JSON of a hospital', () => {
  const nested = (levels: number) => '['.repeat(levels) + ']'.repeat(levels);

  it.each([
    ['brackets', '['.repeat(4_000_000)],
    ['braces', '{"a":'.repeat(800_000)],
    ['empty lists', `[${'[],'.repeat(1_000_000)}[]]`],
    ['empty objects', `[${'{},'.repeat(1_000_000)}{}]`],
    ['numbers', `[${'0,'.repeat(2_000_000)}0]`],
    ['members', `{${Array.from({ length: 500_001 }, (_, n) => `"${n}":0`).join(',')}}`],
    ['one level too many', nested(JSON_BOUNDS.depth + 1)],
  ])('JSON of a hospital that is small on the wire and large in memory is not parsed: %s', (_, text) => {
    const parse = JSON.parse;
    JSON.parse = () => {
      throw new Error('parsed');
    };
    try {
      expect(parseBounded(text)).toBeUndefined();
    } finally {
      JSON.parse = parse;
    }
  });

  /** The bytes in pieces; how many had come when they were refused, `undefined` where they never were. */
  function refusedAfter(text: string, piece: number): number | undefined {
    const shape = new JsonShape();
    const bytes = new TextEncoder().encode(text);
    for (let at = 0; at < bytes.length; at += piece) if (!shape.add(bytes.subarray(at, at + piece))) return at + piece;
    return undefined;
  }

  it.each([
    ['brackets', '['.repeat(4_000_000), 64],
    ['braces', '{"a":'.repeat(800_000), 256],
    ['empty lists', `[${'[],'.repeat(1_000_000)}[]]`, 500_000],
    ['numbers', `[${'0,'.repeat(2_000_000)}0]`, 1_001_000],
    ['a bracket behind a text that ends in a backslash', `["\\\\",${'['.repeat(32)}`, 64],
  ])('JSON of a hospital that is large in memory is refused before the rest of it has come: %s', (_, text, most) => {
    for (const piece of [1, 7, 64]) expect(refusedAfter(text, piece)).toBeLessThanOrEqual(most);
    expect(parseBounded(text)).toBeUndefined();
  });

  it('JSON of a hospital that comes in pieces is let in when what looks deep stands in its texts', () => {
    const value = {
      text: '[[[[{{{{\\"[[[',
      path: 'C:\\\\',
      name: '王［［[[',
      brackets: '['.repeat(100),
      list: [1, [2, [3]]],
      end: '\\',
    };
    for (const piece of [1, 2, 3, 7, 64, 10_000]) expect(refusedAfter(JSON.stringify([value, value]), piece)).toBeUndefined();
    for (const piece of [1, 5]) expect(refusedAfter(nested(JSON_BOUNDS.depth), piece)).toBeUndefined();
  });

  it('JSON of a hospital is read as it is, also what looks deep inside a text', () => {
    const value = { text: '[[[[{{{{\\"[[[', path: 'C:\\\\', list: [1, [2, [3]]], quote: '"' };
    const deep = { ...value, brackets: '['.repeat(100_000), commas: ','.repeat(600_000), end: '\\' };
    expect(parseBounded(JSON.stringify(deep))).toEqual({ value: deep });
    expect(parseBounded(nested(JSON_BOUNDS.depth))).toBeDefined();
    expect(parseBounded('{"a":')).toBeUndefined();
    expect(parseBounded('"open')).toBeUndefined();
  });

  it('JSON of a request has sixteen levels, and brackets in its texts count for none', () => {
    expect([isTooDeep(nested(16)), isTooDeep(nested(17)), isTooDeep('{"a":'.repeat(17))]).toEqual([false, true, true]);
    expect(isTooDeep(JSON.stringify({ reason: '[{'.repeat(50), more: '"\\[' }))).toBe(false);
  });
});
