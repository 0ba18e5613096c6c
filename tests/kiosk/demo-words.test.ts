import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { input } from '../../bff/contract/assist/schemas.ts';
import * as words from '../../kiosk/apps/demo/words.ts';
import { zhAccessLog } from '../../kiosk/scenes/oversight/access-log-zh.ts';

const actKinds = input.act.options.map(({ shape }) => shape.kind.value);

/** Words, or lists of them by something else. */
type Listed = words.Word | { readonly [key: string]: Listed };
const isWord = (listed: Listed): listed is words.Word => typeof listed.zh === 'string';
const wordsIn = (listed: Listed): readonly words.Word[] =>
  isWord(listed) ? [listed] : Object.values(listed).flatMap((more) => wordsIn(more));

const pairs = wordsIn(words as Listed);

it('what the table of the demo says is said in both languages, shortly, and in no words of machines', () => {
  expect(pairs.length).toBeGreaterThan(80);
  for (const { zh, en } of pairs) {
    expect([...zh].length, zh).toBeLessThanOrEqual(25);
    expect(zh).not.toMatch(/错误|失败|系统|登录|接口|异常|超时|服务器/);
    expect(en).toMatch(/\S/);
    expect([...zh.matchAll(/\{\w+\}/g)].map(String)).toEqual([...en.matchAll(/\{\w+\}/g)].map(String));
  }
});

it('the table of the demo has words for everything that a person’s own log can say', () => {
  const told = Object.keys(zhAccessLog).flatMap((key) => (/^did\.(?!other)/.test(key) ? [key.slice('did.'.length)] : []));
  expect(told.length).toBeGreaterThan(25);
  expect(told.filter((action) => words.actions[action] === undefined)).toEqual([]);
});

it('the table of the demo has words for whatever the gateway writes into its audit by name', () => {
  const files = readdirSync('bff/scenes', { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));
  const written = files.flatMap((name) =>
    [...readFileSync(join('bff/scenes', name), 'utf8').matchAll(/\baction: '([a-z-]+\.[a-z-]+)'/g)].map(
      ([, action = '']) => action,
    ),
  );
  // What a helper does is named by the kinds of the contract.
  written.push(...actKinds.map((kind) => `assist.${kind}`));
  for (const kind of actKinds) expect(zhAccessLog, kind).toHaveProperty([`did.assist.${kind}`]);
  // The table leaves out what people only look at.
  const shown = [...new Set(written)].filter((action) => !/\.(read|list)$/.test(action));
  expect(shown.length).toBeGreaterThan(30);
  expect(shown.filter((action) => words.actions[action] === undefined)).toEqual([]);
});
