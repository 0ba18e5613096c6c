import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ExpressionThreads } from '../../../bff/main/expression-threads.ts';
import type { Expressions } from '../../../bff/scenes/preconsult/questionnaire/expressions.ts';
import { answer, startForm } from '../../../bff/scenes/preconsult/questionnaire/fill-form.ts';
import { loadQuestionnaire } from '../../../bff/scenes/preconsult/questionnaire/load.ts';
import { validate } from '../../../bff/scenes/preconsult/questionnaire/validate-form.ts';
import chained from '../../fixtures/preconsult/chained-calculations.json' with { type: 'json' };
import { fiveSigns } from '../../fixtures/preconsult/scored-forms.ts';
import { FilledForm, faultsOf, fhir, options, path, questionnaire, sdc } from './filled-form.ts';
import { walkLongForm } from './long-form.ts';

const threads = new ExpressionThreads();
const given = options({}, threads);

beforeAll(() => threads.begin());
afterAll(() => threads.close());

/** Hold their thread: a list of a list of a list, and one that has no end. */
const CUBE = "'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa'.toChars()";
const BOMB = `${CUBE}.where(${CUBE}.where(${CUBE}.where($this = 'b').exists()).exists()).count()`;
const ENDLESS = "'a'.repeat($this & 'a')";

/** As long as an event loop may be held. */
const HELD_MS = 50;

/** How long this thread itself has computed, ms: what other processes do to the machine is not in it (proc(5), schedstat). */
function computed(): number {
  return Number(readFileSync('/proc/thread-self/schedstat', 'utf8').split(' ')[0]) / 1e6;
}

/** The longest turn of the event loop while something was done, as computed time, ms. */
async function longestTurn(work: () => Promise<unknown>): Promise<number> {
  let [longest, before, isOver] = [0, computed(), false];
  const look = () => {
    const now = computed();
    longest = Math.max(longest, now - before);
    before = now;
    if (!isOver) setImmediate(look);
  };
  setImmediate(look);
  await work();
  isOver = true;
  look();
  return longest;
}

describe('expressions on a thread of their own', () => {
  it('give what they give in the process', async () => {
    const form = await FilledForm.start(chained.questionnaire, { expressions: threads });
    await form.answer('h', 170);
    await form.answer('w', 70);
    expect([form.value('bmi'), form.value('cls'), form.value('adv')]).toEqual([24.2, 'over', '控制体重']);
  });

  it('know the questionnaire, also after their thread was ended and another one began', async () => {
    const form = await FilledForm.start(JSON.parse(JSON.stringify(fiveSigns)), { expressions: threads });
    await form.answer('colour', 'LA6571-9');
    await form.answer('pulse', 'LA6570-1');
    expect(form.value('score')).toBe(5);
    await FilledForm.start(questionnaire([{ linkId: 'q', type: 'string', extension: [sdc('calculatedExpression', ENDLESS)] }]), {
      expressions: threads,
    });
    await form.answer('pulse', 'LA6571-9');
    expect(form.value('score')).toBe(6);
  });

  it.each([
    ['by its work', BOMB],
    ['for ever', ENDLESS],
  ])('that do not end %s are ended, the others of the same form have their values', async (_, bomb) => {
    const form = await FilledForm.start(
      questionnaire([
        { linkId: 'a', type: 'integer' },
        { linkId: 'bomb', type: 'string', extension: [sdc('calculatedExpression', bomb)] },
        {
          linkId: 'b',
          type: 'integer',
          extension: [sdc('calculatedExpression', "%resource.item.where(linkId='a').answer.value + 1")],
        },
      ]),
      { expressions: threads },
    );
    await form.answer('a', 1);
    expect(form.value('b')).toBe(2);
    expect(form.value('bomb')).toBeNull();
    expect(form.state.faults).toMatchObject([{ path: [{ linkId: 'bomb' }], reason: 'expression-slow' }]);
  });

  it('that need more memory than a form may have end their thread, not the process', async () => {
    const source = "'a'.toChars().aggregate($total & 'b', 'c').length() + (1 | 2).select($this + 1).count()";
    const grown = `'aaaaaaaaaaaaaaaa'.replace('a', '${'a'.repeat(500)}').replace('a', '${'b'.repeat(500)}').replace('b', '${'c'.repeat(400)}').length()`;
    const form = await FilledForm.start(
      questionnaire([
        { linkId: 'sound', type: 'integer', extension: [sdc('calculatedExpression', source)] },
        { linkId: 'grown', type: 'integer', extension: [sdc('calculatedExpression', grown)] },
      ]),
      { expressions: threads },
    );
    expect(form.value('grown')).toBeNull();
    expect(form.value('sound')).toBe(4);
  });

  it('begin anew after a thread was ended: whoever asks next is answered', async () => {
    const asked = { expressions: ['1 + 1', 'foo('], patterns: ['^a$'], items: 1 };
    const slow = threads.evaluate({
      questionnaire: {},
      response: { resourceType: 'QuestionnaireResponse' },
      constants: {},
      now: '2026-11-30T10:00:00+08:00',
      tasks: [{ expression: ENDLESS, focus: { linkId: '', at: [], kinds: [], item: [] }, variables: [] }],
      matches: [],
    });
    expect((await slow).tasks).toMatchObject([{ ok: false, reason: 'slow' }]);
    expect(await threads.check(asked)).toMatchObject({
      expressions: [{ ok: true }, { ok: false, reason: 'syntax' }],
      patterns: [{ ok: true }],
    });
  });
});

describe('a hostile questionnaire is refused or harmless within a second, and holds nobody up', () => {
  const calculated = (linkId: string, source: string) => ({
    linkId,
    type: 'string',
    extension: [sdc('calculatedExpression', source)],
  });
  const hostile: Readonly<Record<string, readonly [object, readonly string[]]>> = {
    '10,000 items': [
      questionnaire(
        Array.from({ length: 10_000 }, (_, place) => ({ linkId: `q${place}`, type: 'string', text: 'x'.repeat(200) })),
      ),
      ['too-big'],
    ],
    '10,000 items in one another': [
      questionnaire([
        Array.from({ length: 10_000 }).reduce<object>(
          (item, _, place) => ({ linkId: `q${place}`, type: 'group', item: [item] }),
          {
            linkId: 'in',
            type: 'string',
          },
        ),
      ]),
      ['too-deep'],
    ],
    'as many items as there may be, each on by the next': [
      questionnaire(
        Array.from({ length: 2_000 }, (_, at) => ({
          linkId: at === 0 ? 'q' : `q${at}`,
          type: 'string',
          enableWhen: at === 1_999 ? undefined : [{ question: `q${at + 1}`, operator: 'exists', answerBoolean: false }],
        })),
      ),
      [],
    ],
    'a circle of calculated values': [
      questionnaire(
        Array.from({ length: 100 }, (_, place) =>
          calculated(`q${place}`, `%resource.item.where(linkId='q${(place + 1) % 100}').answer.value + 'x'`),
        ),
      ),
      ['calculation-cycle'],
    ],
    'a regular expression that others need years for': [
      questionnaire([{ linkId: 'q', type: 'string', extension: [fhir('regex', { valueString: '^(a|a)*(a+)+$' })] }]),
      [],
    ],
    'a regular expression that grows when it is written out': [
      questionnaire([
        { linkId: 'q', type: 'string', extension: [fhir('regex', { valueString: '((((a{10}){10}){10}){10}){10}' })] },
      ]),
      ['pattern'],
    ],
    'an expression of thousands of brackets': [questionnaire([calculated('q', `${'('.repeat(1_500)}1${')'.repeat(1_500)}`)]), []],
    'an expression that does not end': [questionnaire([calculated('q', ENDLESS)]), []],
    '200 expressions that do not end': [
      questionnaire(Array.from({ length: 200 }, (_, place) => calculated(`q${place}`, ENDLESS))),
      [],
    ],
  };

  it.each(Object.entries(hostile))('%s', async (_, [resource, reasons]) => {
    let loaded: Awaited<ReturnType<typeof loadQuestionnaire>> | undefined;
    const longest = await longestTurn(async () => {
      loaded = await loadQuestionnaire(resource, given);
      if (!loaded.ok) return;
      const state = await startForm(loaded.form);
      const text = { type: 'string', value: `${'a'.repeat(9_000)}!` } as const;
      const filled = await answer(state, path('q'), [text]);
      if (filled.ok) await validate(filled.state);
    });
    if (loaded === undefined) throw new Error('not loaded');
    if (reasons.length === 0) expect(loaded.ok).toBe(true);
    else expect([...new Set(faultsOf(loaded).map(({ reason }) => reason))]).toEqual(reasons);
    expect(longest).toBeLessThan(HELD_MS);
  });
});

it('a form of 200 items is walked to its end, one question after the other, with most of its expressions left alone at each', async () => {
  let evaluated = 0;
  const counting = { ...given, expressions: counted(threads, (count) => (evaluated += count)) };
  const walked = await walkLongForm(200, counting, () => performance.now());
  expect(walked).toHaveLength(160);
  // 21 expressions and 160 answers: evaluated anew each time these would be 3360.
  expect(evaluated).toBeLessThan(160);
});

function counted(inner: Expressions, count: (tasks: number) => void): Expressions {
  return {
    check: (order) => inner.check(order),
    evaluate: (batch) => {
      count(batch.tasks.length);
      return inner.evaluate(batch);
    },
  };
}
