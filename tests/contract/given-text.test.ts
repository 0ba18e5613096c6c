import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import type { Operation } from '../../bff/contract/operation.ts';
import { operations } from '../../bff/contract/operations.ts';
import { givenText, typedText } from '../../bff/contract/terms.ts';

const SEED = 20_261_128;
const text = givenText(2, 20);
const typed = typedText(1, 20);
const read = (schema: z.ZodType, given: unknown) => {
  const parsed = schema.safeParse(given);
  return parsed.success ? parsed.data : 'refused';
};

/** Every schema of a text in it, with where it stands. */
function textsIn(schema: z.ZodType, at: string): [string, z.ZodType][] {
  const { def } = schema as unknown as { def: Record<string, unknown> & { type: string } };
  if (def.type === 'string') return [[at, schema]];
  if (def.type === 'object')
    return Object.entries(def.shape as Record<string, z.ZodType>).flatMap(([name, one]) => textsIn(one, `${at}.${name}`));
  if (def.type === 'union') return (def.options as z.ZodType[]).flatMap((one) => textsIn(one, at));
  if (def.type === 'array') return textsIn(def.element as z.ZodType, at);
  if (def.type === 'pipe') return textsIn(def.in as z.ZodType, at);
  return 'innerType' in def ? textsIn(def.innerType as z.ZodType, at) : [];
}

const TEXTS = Object.entries(operations as Record<string, Operation>).flatMap(([id, { params, query, body }]) =>
  [params, query, body].flatMap((part) => (part ? textsIn(part, id) : [])),
);

describe('a text that a client sends', () => {
  // What a reader scanned: only its signature is looked at, and it is told to nobody.
  it.each(TEXTS.filter(([at]) => at !== 'verifySlip.text'))(
    '%s takes no control, no half character and nothing invisible alone',
    (at, schema) => {
      for (const filling of ['a', '0', '甲'])
        for (const bad of ['\u0000', '\u0007', '\u001b[31m', '\u009b', '\ud800', '\uffff', '\u{1fffe}'])
          expect(read(schema, filling.repeat(6) + bad + filling.repeat(6))).toBe('refused');
      for (const nothing of ['\u2800', '\ufffc', '\u0301']) expect(read(schema, nothing.repeat(6))).toBe('refused');
      // Nothing to look for is everything.
      if (at === 'findDepartments.q') return;
      for (const nothing of ['\u3164', '\u115f', '\u200b', '\u2066\u2069', '\ufe0f', '\u{e0041}', '\u3000'])
        expect(read(schema, nothing.repeat(6))).toBe('refused');
    },
  );

  it('a text that a client sends is found in every operation that takes one', () => {
    const at = TEXTS.map(([place]) => place);
    expect(at).toEqual(
      expect.arrayContaining([
        'linkPatients.reason',
        'unlinkPatients.reason',
        'openSession.evidence.reason',
        'openSession.phone',
        'registerDependant.person.name',
      ]),
    );
  });

  it.each([
    ['去世\n通知', '去世 通知'],
    ['  a\t\tb ', 'a b'],
    ['\u202E王小明\u202C来了', '王小明来了'],
    ['王\u200B小\uFEFF明', '王小明'],
    ['علی\u200Cرضا', 'علی\u200Cرضا'],
    ['👩\u200D⚕\uFE0F 👍', '👩\u200D⚕\uFE0F 👍'],
    ['😀'.repeat(20), '😀'.repeat(20)],
  ])('a text that a client sends is one line of what is seen: %j', (given, kept) => {
    expect(read(text, given)).toBe(kept);
  });

  it.each([
    'a',
    ' a ',
    'a\u200B',
    '\u001b[31mred',
    'a\u0000b',
    '字\uE000',
    '\ud83d\ud83d',
    'x'.repeat(21),
    '\u3164\u3164',
    '\u2028\u2029',
  ])('a text that a client sends is refused: %j', (given) => {
    expect(read(text, given)).toBe('refused');
  });

  it('a text that a client sends holds nothing that a screen takes for an order, whatever was sent', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 12 }), (given) => {
        const kept = read(text, given);
        expect(kept).not.toMatch(/[\p{Cc}\p{Cs}\p{Co}\u202A-\u202E\u2066-\u2069\u2028\u2029]/u);
        expect(read(text, kept)).toBe(kept);
      }),
      { seed: SEED, numRuns: 2_000 },
    );
  });

  it('a text that a client sends as it was typed keeps what its reader has to judge, and counts what is seen', () => {
    expect(read(typed, '刘\uE863')).toBe('刘\uE863');
    expect(read(typed, '\u202E张三')).toBe('\u202E张三');
    expect(read(typed, `\u202D${'1'.repeat(20)}\u202C`)).toBe(`\u202D${'1'.repeat(20)}\u202C`);
    expect(read(typed, 'e\u0301'.repeat(20))).toBe('e\u0301'.repeat(20));
    expect(read(typed, '1'.repeat(21))).toBe('refused');
    expect(read(typed, '1'.repeat(20) + '\u200b'.repeat(1_000))).toBe('refused');
    expect(z.toJSONSchema(typed)).toMatchObject({ type: 'string', minLength: 1, maxLength: 20 });
  });
});
