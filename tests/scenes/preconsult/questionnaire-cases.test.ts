import { describe, expect, it } from 'vitest';
import { writtenByHand } from '../../../bff/scenes/preconsult/questionnaire/export-response.ts';
import type { Expressions } from '../../../bff/scenes/preconsult/questionnaire/expressions.ts';
import { calculateAgain } from '../../../bff/scenes/preconsult/questionnaire/fill-form.ts';
import { fieldAt } from '../../../bff/scenes/preconsult/questionnaire/form-state.ts';
import { inProcessExpressions } from '../../../bff/scenes/preconsult/questionnaire/in-process-expressions.ts';
import { openResponse } from '../../../bff/scenes/preconsult/questionnaire/open-response.ts';
import chained from '../../fixtures/preconsult/chained-calculations.json' with { type: 'json' };
import whileOff from '../../fixtures/preconsult/required-while-off.json' with { type: 'json' };
import { FilledForm, path, questionnaire, refusedFor, sdc } from './filled-form.ts';

const valueIn = (text: string): unknown =>
  text === 'true' || text === 'false' ? text === 'true' : Number.isNaN(Number(text)) ? text : Number(text);
const IN_GROUP: Readonly<Record<string, string>> = { where: 'g/where', bleed: 'g/bleed', deep: 'g/deep' };

async function walk(form: FilledForm, steps: readonly string[]): Promise<void> {
  for (const step of steps) {
    const [linkId = '', value] = step.replace('patient types ', '').split('=');
    if (step === 'submit') continue;
    if (step.startsWith('clear ')) await form.clear(step.slice(6));
    else await form.answer(IN_GROUP[linkId] ?? linkId, valueIn(value ?? ''));
  }
}

/** The same form, with the group switched by an expression. */
const byExpression = {
  ...whileOff.questionnaire,
  item: whileOff.questionnaire.item.map((item) =>
    item.linkId === 'g'
      ? {
          ...item,
          enableWhen: undefined,
          extension: [sdc('enableWhenExpression', "%resource.item.where(linkId='show').answer.value = true")],
        }
      : item,
  ),
};

describe('what is off by itself or by a group above is neither required nor sent, and comes back whole', () => {
  for (const [name, resource] of Object.entries({
    enableWhen: whileOff.questionnaire,
    enableWhenExpression: JSON.parse(JSON.stringify(byExpression)),
  }))
    for (const [place, run] of whileOff.runs.entries())
      it(`by ${name}: run ${place + 1}, ${run.steps.join(', ')}`, async () => {
        const form = await FilledForm.start(resource);
        await walk(form, run.steps);
        const faults = await form.faults();
        expect(faults).toEqual((run.errors ?? []).map((at) => `${at} required`));
        if (run.response !== undefined) expect(form.exported()).toEqual(run.response);
        if (!form.isOn('g')) expect(form.isOn('z')).toBe(false);
      });
});

describe('calculated values that depend on one another', () => {
  it('settle in a bounded number of rounds, whatever the order they stand in', async () => {
    const form = await FilledForm.start(chained.questionnaire);
    await form.answer('h', 170);
    await form.answer('w', 70);
    expect([form.value('bmi'), form.value('cls'), form.value('adv')]).toEqual([24.2, 'over', '控制体重']);
    expect(form.state.rounds).toBeLessThanOrEqual(4);
    expect(form.state.faults).toEqual([]);
  });

  it('are empty again once what they are made of is', async () => {
    const form = await FilledForm.start(chained.questionnaire);
    await walk(form, ['h=170', 'w=70', 'clear w']);
    expect([form.value('bmi'), form.value('cls'), form.value('adv')]).toEqual([null, null, null]);
    expect(form.exported()).toEqual(['h']);
  });

  it('stay as somebody has written them, are marked, and are calculated again when that is wanted', async () => {
    const form = await FilledForm.start(chained.questionnaire);
    await walk(form, ['h=170', 'w=70', 'patient types bmi=30', 'w=60']);
    expect(form.value('bmi')).toBe(30);
    expect(form.value('cls')).toBe('over');
    expect(fieldAt(form.state.root, path('bmi'))?.isByHand).toBe(true);
    await form.take(calculateAgain(form.state, path('bmi')));
    expect([form.value('bmi'), form.value('cls')]).toEqual([20.8, 'ok']);
    expect(fieldAt(form.state.root, path('bmi'))?.isByHand).toBe(false);
  });

  it('that were written over are still so after the form was kept and opened', async () => {
    const form = await FilledForm.start(chained.questionnaire);
    await walk(form, ['h=170', 'w=70', 'patient types bmi=30', 'w=60']);
    const opened = await openResponse(form.state.form, form.export());
    if (!opened.ok) throw new Error('not opened');
    expect(opened.state.root.fields.map(({ item, isByHand }) => [item.linkId, isByHand])).toEqual([
      ['h', false],
      ['w', false],
      ['adv', false],
      ['cls', false],
      ['bmi', true],
    ]);
    expect(FilledForm.of(opened.state).export()).toEqual(form.export());
  });

  it('are not evaluated when the form is opened with what was written by hand, and go on as before', async () => {
    let evaluated = 0;
    const inner = inProcessExpressions();
    const counting: Expressions = {
      check: (order) => inner.check(order),
      evaluate: (batch) => {
        evaluated += batch.tasks.length;
        return inner.evaluate(batch);
      },
    };
    const form = await FilledForm.start(chained.questionnaire, { expressions: counting });
    await walk(form, ['h=170', 'w=70', 'patient types bmi=30']);
    evaluated = 0;
    const opened = await openResponse(form.state.form, form.export(), { byHand: writtenByHand(form.state) });
    if (!opened.ok) throw new Error('not opened');
    expect(evaluated).toBe(0);
    const again = FilledForm.of(opened.state);
    expect(again.export()).toEqual(form.export());
    await walk(again, ['w=60']);
    expect([again.value('bmi'), again.value('cls')]).toEqual([30, 'over']);
    await again.take(calculateAgain(again.state, path('bmi')));
    expect([again.value('bmi'), again.value('cls'), again.value('adv')]).toEqual([20.8, 'ok', '保持']);
  });

  it('that were off while what they are made of has changed are right when they are on again', async () => {
    const form = await FilledForm.start(
      questionnaire([
        { linkId: 'x', type: 'integer' },
        { linkId: 'show', type: 'boolean' },
        {
          linkId: 'y',
          type: 'integer',
          enableWhen: [{ question: 'show', operator: '=', answerBoolean: true }],
          extension: [sdc('calculatedExpression', "%resource.item.where(linkId='x').answer.value + 1")],
        },
      ]),
    );
    await walk(form, ['x=1', 'show=true']);
    expect(form.value('y')).toBe(2);
    await walk(form, ['show=false', 'x=5', 'show=true']);
    expect(form.value('y')).toBe(6);
  });

  it('follow what they go through, too: a filter on the answer above what they read', async () => {
    const source = "%resource.item.where(linkId='a').answer.where(value = 1).item.where(linkId='k').answer.value";
    const form = await FilledForm.start(
      questionnaire([
        { linkId: 'x', type: 'integer' },
        {
          linkId: 'a',
          type: 'integer',
          extension: [sdc('calculatedExpression', "%resource.item.where(linkId='x').answer.value")],
          item: [{ linkId: 'k', type: 'integer' }],
        },
        { linkId: 'y', type: 'integer', extension: [sdc('calculatedExpression', source)] },
      ]),
    );
    await form.answer('x', 1);
    await form.answer('a/k', 7);
    expect(form.value('y')).toBe(7);
    await form.answer('x', 2);
    expect([form.value('a/k'), form.value('y')]).toEqual([7, null]);
  });

  it('are nothing where they divide by nothing', async () => {
    const form = await FilledForm.start(chained.questionnaire);
    await walk(form, ['h=0', 'w=70']);
    expect(form.value('bmi')).toBeNull();
    expect(form.state.faults).toEqual([]);
  });

  it('in a circle are refused when they are loaded, with the names of all of it and of nothing else', async () => {
    const made = (of: string, other: string) => ({
      linkId: of,
      type: 'integer',
      extension: [sdc('calculatedExpression', `%resource.item.where(linkId='${other}').answer.value + 1`)],
    });
    expect(await refusedFor(questionnaire([made('x', 'y'), made('y', 'x'), { linkId: 'z', type: 'integer' }]))).toEqual([
      'x calculation-cycle',
    ]);
  });

  it('in a circle that nobody can read off them stop after a fixed number of rounds, and name who does not settle', async () => {
    const made = (of: string, other: string) => ({
      linkId: of,
      type: 'integer',
      extension: [
        sdc(
          'calculatedExpression',
          `%resource.item.where(linkId.startsWith('${other}')).answer.value.aggregate($this + $total, 0) + 1`,
        ),
      ],
    });
    const form = await FilledForm.start(questionnaire([made('x', 'y'), made('y', 'x'), { linkId: 'z', type: 'integer' }]));
    expect(form.state.faults.map(({ path: at, reason, detail }) => [at[0]?.linkId, reason, detail])).toEqual([
      ['x', 'does-not-settle', 'x, y'],
      ['y', 'does-not-settle', 'x, y'],
    ]);
    expect(form.state.rounds).toBeLessThanOrEqual(41);
    await form.answer('z', 5);
    expect(form.value('z')).toBe(5);
  });
});

describe('a question under a question', () => {
  const nested = questionnaire([
    {
      linkId: 'age',
      type: 'integer',
      item: [{ linkId: 'unit', type: 'string', extension: [sdc('initialExpression', "'years'")] }],
    },
  ]);

  it('stands in the answer of that, begins with its initial value, and is the same after the form was kept and opened', async () => {
    const form = await FilledForm.start(nested);
    expect(form.export().item).toBeUndefined();
    await form.answer('age', 40);
    expect(form.export().item).toEqual([
      { linkId: 'age', answer: [{ valueInteger: 40, item: [{ linkId: 'unit', answer: [{ valueString: 'years' }] }] }] },
    ]);
    const opened = await openResponse(form.state.form, form.export());
    if (!opened.ok) throw new Error('not opened');
    expect(FilledForm.of(opened.state).export()).toEqual(form.export());
  });

  it('does not begin anew when it was cleared, kept and opened, nor when the answer above is corrected', async () => {
    const form = await FilledForm.start(nested);
    await form.answer('age', 40);
    await form.answer('age/unit', 'months');
    await form.answer('age', 41);
    expect(form.value('age/unit')).toBe('months');
    await form.clear('age/unit');
    const opened = await openResponse(form.state.form, form.export());
    if (!opened.ok) throw new Error('not opened');
    expect(FilledForm.of(opened.state).value('age/unit')).toBeNull();
  });

  it('is there once for each answer, and goes with the answer that is taken away', async () => {
    const form = await FilledForm.start(
      questionnaire([
        {
          linkId: 'drug',
          type: 'choice',
          repeats: true,
          answerOption: ['a', 'b', 'c'].map((code) => ({ valueCoding: { system: 's', code } })),
          item: [{ linkId: 'dose', type: 'string' }],
        },
      ]),
    );
    await form.answer('drug', 'a', 'b');
    await form.answer('drug[0]/dose', 'one');
    await form.answer('drug[1]/dose', 'two');
    await form.answer('drug', 'b', 'c');
    expect([form.value('drug[0]/dose'), form.value('drug[1]/dose')]).toEqual(['two', null]);
  });
});
