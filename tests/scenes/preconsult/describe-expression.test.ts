import { expect, it } from 'vitest';
import { inProcessExpressions } from '../../../bff/scenes/preconsult/questionnaire/in-process-expressions.ts';

const of = (linkId: string) => `%resource.item.where(linkId='${linkId}')`;

/** What is read off an expression: link ids that it reads, those that it passes, and whether that is all. */
const DESCRIBED: Readonly<Record<string, readonly [reads: string, passes: string, isKnown: boolean]>> = {
  "%resource.item.where(linkId='a').answer.value >= 24": ['a', '', true],
  "iif(%resource.item.where(linkId='g').item.where(linkId='b').answer.value='x', %v, {})": ['b', 'g', true],
  "item.where(linkId='a').answer.value": ['a', '', true],
  "%resource.item.where(linkId='a').first().answer.item.where(linkId='k').answer.value.exists()": ['k', 'a', true],
  "%resource.repeat(item).where(linkId='q').answer.value": ['q', '', true],
  "%resource.descendants().where(linkId='z').answer.value.ordinal()": ['z', '', true],
  "%resource.item.where(linkId='a' or linkId='b').answer.value": ['a,b', '', true],
  "%resource.item.where(linkId in ('a'|'b')).answer.exists()": ['a,b', '', true],
  "%resource.item.where('a' = linkId and answer.exists()).answer.value": ['a', '', true],
  "%resource.item.where(linkId='it\\'s').answer.value": ["it's", '', true],
  [`(${of('a')}.answer.value | ${of('b')}.answer.value).sum()`]: ['a,b', '', true],
  [`${of('a')}.answer.where(value > ${of('b')}.answer.value).exists()`]: ['a,b', '', true],
  [`${of('a')}.answer.value.combine(item.where(linkId='z').answer.value)`]: ['a,z', '', true],
  [`%questionnaire.item.where(linkId='a').answerOption.where(valueCoding.code=${of('b')}.answer.value.code)`]: ['b', '', true],
  '(%a + %b).round(1)': ['', '', true],
  'today() - 1 year': ['', '', true],
  "%resource.item.where(linkId='g').item.select(answer.value).sum()": ['', 'g', false],
  "%resource.item.where(linkId.startsWith('a')).answer.value.sum()": ['', '', false],
  "%resource.item.where(linkId != 'a').answer.value": ['', '', false],
  "%resource.item.where(linkId = 'a' or answer.exists())": ['', '', false],
  '%resource.item.answer.value.sum()': ['', '', false],
  'item.answer.value.sum()': ['', '', false],
  '%resource.item[0].answer.value': ['', '', false],
  'answer.value > 3': ['', '', false],
  '$this.answer.exists()': ['', '', false],
  '%context': ['', '', false],
  '%resource.children().count()': ['', '', false],
};

it.each(Object.entries(DESCRIBED))(
  'what an expression depends on is read off it, and where that is not certain, everything: %s',
  async (expression, [reads, passes, isKnown]) => {
    const { expressions } = await inProcessExpressions().check({ expressions: [expression], patterns: [], items: 3 });
    const [found] = expressions;
    if (found?.ok !== true) throw new Error(JSON.stringify(found));
    expect([[...found.reads].sort().join(), [...found.passes].sort().join(), found.isKnown]).toEqual([reads, passes, isKnown]);
  },
);

it.each([
  ['longer than a thousand characters', `'${'a'.repeat(1_000)}'.length()`, 3],
  [
    'that looks at everything for each of everything, three times',
    "item.where(item.where(item.where(linkId='a').exists()).exists())",
    40,
  ],
  ['that looks at everything for each of everything, in a long form', "item.where(item.where(linkId='a').exists())", 250],
  ['of a form that is longer than it may be there', '1', 301],
  ['that repeats something new', "'a'.repeat($this & 'a')", 3],
])('where no thread can be ended, an expression is refused when it is loaded: %s', async (_, expression, items) => {
  const { expressions } = await inProcessExpressions().check({ expressions: [expression], patterns: [], items });
  expect(expressions).toMatchObject([{ ok: false, reason: 'too-big' }]);
});

it('what is evaluated sees the clock that it is given, and no other', async () => {
  const focus = { linkId: '', at: [], kinds: [], item: [] };
  const ask = async (now: string) => {
    const tasks = ['today()', 'now()', 'timeOfDay()', 'today() > @2026-11-29', 'today() - 1 month'].map((expression) => ({
      expression,
      focus,
      variables: [],
    }));
    const response = { resourceType: 'QuestionnaireResponse' };
    const answer = await expressions.evaluate({ questionnaire: {}, response, constants: {}, now, tasks, matches: [] });
    return answer.tasks.flatMap((one) => (one.ok ? one.values : [one.detail]));
  };
  const expressions = inProcessExpressions();
  expect(await ask('2026-11-30T23:59:58+08:00')).toEqual([
    '2026-11-30',
    '2026-11-30T23:59:58+08:00',
    '23:59:58',
    true,
    '2026-10-30',
  ]);
  expect(await ask('2026-11-29T00:00:00+08:00')).toEqual([
    '2026-11-29',
    '2026-11-29T00:00:00+08:00',
    '00:00:00',
    false,
    '2026-10-29',
  ]);
});

it('regular expressions in an expression are those of RE2: linear, and a new line is any character', async () => {
  const focus = { linkId: '', at: [], kinds: [], item: [] };
  const ask = async (expression: string) => {
    const response = { resourceType: 'QuestionnaireResponse' };
    const tasks = [{ expression, focus, variables: [] }];
    const { tasks: answers } = await inProcessExpressions().evaluate({
      questionnaire: {},
      response,
      constants: {},
      now: '2026-11-30T10:00:00+08:00',
      tasks,
      matches: [],
    });
    const [one] = answers;
    return one?.ok === true ? one.values : one?.reason;
  };
  expect(await ask(`'${'a'.repeat(5_000)}!'.matches('^(a+)+$')`)).toEqual([false]);
  expect(await ask("'a\\nb'.matches('a.b')")).toEqual([true]);
  expect(await ask("'xab'.matches('ab')")).toEqual([true]);
  expect(await ask("'xab'.matchesFull('ab')")).toEqual([false]);
  expect(await ask("'XAB'.matches('ab', 'i')")).toEqual([true]);
  expect(await ask("'11/30/2026'.replaceMatches('(\\\\d+)/(\\\\d+)/(\\\\d+)', '$3-$1-$2')")).toEqual(['2026-11-30']);
  expect(await ask("{}.matches('a')")).toEqual([]);
  expect(await ask("'a'.matches('(?=a)')")).toBe('failed');
});
