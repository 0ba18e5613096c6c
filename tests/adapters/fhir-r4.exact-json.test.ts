import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fhirR4ConfigSchema } from '../../adapters/hospitals/fhir-r4/config.ts';
import { readExactJson, WrittenNumber } from '../../adapters/hospitals/fhir-r4/exact-json.ts';
import { createTransport } from '../../adapters/hospitals/fhir-r4/transport.ts';

/** What `JSON.parse` would have made of it. */
function rounded(value: unknown): unknown {
  if (value instanceof WrittenNumber) return Number(value.source);
  if (Array.isArray(value)) return value.map(rounded);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, rounded(member)]));
}

/** The value, or `undefined` where it is refused. */
function attempt(parse: () => unknown): { readonly value: unknown } | undefined {
  try {
    return { value: parse() };
  } catch {
    return undefined;
  }
}

const exact = (text: string) => attempt(() => rounded(readExactJson(text).value));
const usual = (text: string) => attempt(() => JSON.parse(text));

const NO_JSON = [
  '',
  ' ',
  '{"a":1,}',
  '[1,]',
  '[,1]',
  '[1 2]',
  '{"a" 1}',
  '{"a":}',
  '{a:1}',
  "{'a':1}",
  '// a\n{}',
  '{} // a',
  '/* a */{}',
  '{"a":/* b */1}',
  '{}{}',
  '01',
  '+1',
  '1.',
  '.5',
  '1e',
  '-',
  '0x1',
  'NaN',
  'Infinity',
  'undefined',
  'True',
  '"a',
  '"\\x41"',
  '"\\u12"',
  '"a\nb"',
  '"a\u0001b"',
  '\u00a0{}',
  '\ufeff{}',
  '{"a":1',
  '[1',
  ']',
  '{"a":1]',
];

describe('FHIR JSON that is read exactly', () => {
  it.each(['5.50', '0', '-0', '0.000', '120.0', '1.0E+2', '100000000000000000001.10', '0.1000000000000000055511151231257827'])(
    'keeps the number %s as it was written',
    (number) => {
      for (const text of [number, ` ${number} `, `[${number},${number}]`, `{"value": ${number}}`]) {
        const found = JSON.stringify(readExactJson(text).value).match(/"source":"([^"]*)"/g);
        expect(found?.every((one) => one === `"source":"${number}"`)).toBe(true);
      }
    },
  );

  it('is the value that JSON.parse gives, of every text that JSON.parse takes', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 6 }), fc.constantFrom(0, 1, '\t'), (text, space) => {
        const spaced = JSON.stringify(JSON.parse(text), null, space);
        expect(exact(spaced)).toEqual(usual(spaced));
      }),
    );
  });

  it('is refused where JSON.parse refuses it, and nowhere else', () => {
    for (const text of NO_JSON) expect([text, exact(text)]).toEqual([text, usual(text)]);
    const signs = [...'{}[],:"\\/*-+.eE019 \n\ttfn\u0000\u00a0\u2028'];
    fc.assert(
      fc.property(fc.json({ maxDepth: 4 }), fc.nat(), fc.constantFrom(...signs, ''), fc.nat(2), (text, place, sign, cut) => {
        const at = place % (text.length + 1);
        const changed = text.slice(0, at) + sign + text.slice(at + cut);
        expect([changed, exact(changed)]).toEqual([changed, usual(changed)]);
      }),
      { numRuns: 3_000 },
    );
  });

  it('takes a member named __proto__ for a member, and of two of one name the last', () => {
    const { value } = readExactJson('{"__proto__":{"polluted":true},"a":1,"a":2}');
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
    expect(Object.keys(value as object)).toEqual(['__proto__', 'a']);
    expect(rounded((value as { a: unknown }).a)).toBe(2);
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });

  it('gives the text of every resource byte for byte, and of nothing else', () => {
    const inner = '{ "resourceType":"Observation",\n "valueQuantity" : {"value":5.50, "unit":"\\u00b5mol"} , "note":"𠮷\\/" }';
    const outer = `{"resourceType":"DiagnosticReport","contained":[${inner}],"x":1.0}`;
    const read = readExactJson(`{"resourceType":"Bundle","entry":[ {"resource":${outer}},{"resource":${inner}}]}`);
    const { entry } = read.value as { entry: { resource: { contained?: object[]; valueQuantity?: object } }[] };
    expect(read.textOf(entry[0]?.resource)).toBe(outer);
    expect(read.textOf(entry[1]?.resource)).toBe(inner);
    expect(read.textOf(entry[0]?.resource.contained?.[0])).toBe(inner);
    expect(read.textOf(entry[1]?.resource.valueQuantity)).toBeUndefined();
    expect(read.textOf(entry)).toBeUndefined();
  });

  it.each([
    ['deeper than a reply can be', `${'['.repeat(33)}${']'.repeat(33)}`],
    ['of more than a reply can have', `[${'{},'.repeat(150_001)}{}]`],
    ['with a comment', '{"resourceType":"Bundle"/* a */}'],
    ['with a comma too many', '{"resourceType":"Bundle",}'],
  ])('is unreadable %s', async (_, text) => {
    const config = fhirR4ConfigSchema.parse({ baseUrl: 'https://his.example/fhir', mode: 'plain' });
    const headers = { 'content-type': 'application/fhir+json' };
    const transport = createTransport(config, { fetch: async () => new Response(text, { headers }), now: () => 0 });
    const call = { signal: AbortSignal.timeout(60_000) };
    for (const exact of [{ exact: true } as const, {}])
      expect(await transport.send({ method: 'GET', url: transport.address('Observation'), ...exact }, call)).toMatchObject({
        kind: 'unreadable',
      });
  });

  it('costs nobody its text who does not ask for it', async () => {
    const config = fhirR4ConfigSchema.parse({ baseUrl: 'https://his.example/fhir', mode: 'plain' });
    const headers = { 'content-type': 'application/fhir+json' };
    const answer = async () => new Response('{"resourceType":"Bundle","total":1.0}', { headers });
    const transport = createTransport(config, { fetch: answer, now: () => 0 });
    const call = { signal: AbortSignal.timeout(60_000) };
    const exchange = await transport.send({ method: 'GET', url: transport.address('Observation') }, call);
    expect(exchange).toEqual({ kind: 'reply', status: 200, body: { resourceType: 'Bundle', total: 1 } });
  });
});
