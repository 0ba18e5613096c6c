import { describe, expect, it } from 'vitest';
import { addRepeat, answer, removeRepeat } from '../../../bff/scenes/preconsult/questionnaire/fill-form.ts';
import { fieldAt } from '../../../bff/scenes/preconsult/questionnaire/form-state.ts';
import { openResponse } from '../../../bff/scenes/preconsult/questionnaire/open-response.ts';
import * as forms from '../../fixtures/preconsult/published-forms.ts';
import * as scored from '../../fixtures/preconsult/scored-forms.ts';
import { FilledForm, path } from './filled-form.ts';

const plain = (resource: object): object => JSON.parse(JSON.stringify(resource));
const start = (resource: object, more = {}) => FilledForm.start(plain(resource), more);

async function sameAfterKeeping(form: FilledForm): Promise<void> {
  const opened = await openResponse(form.state.form, form.export());
  if (!opened.ok) throw new Error(JSON.stringify(opened.faults));
  expect(FilledForm.of(opened.state).export()).toEqual(form.export());
}

describe('questionnaires in the ways of SDC and LHC-Forms behave as those do', () => {
  it('nine questions: a sum of ordinal values, and a question that is on by the sum', async () => {
    const form = await start(scored.nineQuestions);
    expect((await form.faults()).filter((fault) => fault.endsWith('required'))).toHaveLength(9);
    for (let at = 1; at <= 9; at += 1) await form.take(answer(form.state, [{ linkId: `/q${at}` }], [coding('LA6568-5')]));
    expect([form.value('/total'), form.isOn('/difficult')]).toEqual([null, false]);
    await form.take(answer(form.state, [{ linkId: '/q3' }], [coding('LA6571-9')]));
    await form.take(answer(form.state, [{ linkId: '/q9' }], [coding('LA6570-1')]));
    expect(fieldAt(form.state.root, [{ linkId: '/total' }])?.answers).toEqual([{ type: 'decimal', value: 5 }]);
    expect(fieldAt(form.state.root, [{ linkId: '/difficult' }])?.isOn).toBe(true);
    expect(await form.faults()).toEqual([]);
    await sameAfterKeeping(form);
  });

  it('signs: weights looked up in the questionnaire, a score only once all are answered', async () => {
    const form = await start(scored.fiveSigns);
    await form.answer('colour', 'LA6571-9');
    expect(form.value('score')).toBeNull();
    await form.answer('pulse', 'LA6570-1');
    expect(form.value('score')).toBe(5);
    await form.clear('colour');
    expect(form.value('score')).toBeNull();
  });

  it('weight and height: variables of the questionnaire, relative and absolute', async () => {
    const form = await start(scored.weightAndHeight);
    const put = (linkId: string, value: number) => form.take(answer(form.state, [{ linkId }], [{ type: 'decimal', value }]));
    await put('/29463-7', 80);
    await put('/8302-2', 70);
    expect(fieldAt(form.state.root, [{ linkId: '/39156-5' }])?.answers).toEqual([{ type: 'decimal', value: 25.3 }]);
  });

  it('medicines: conditions and variables inside each repeat, sums over all, and nothing of one that was taken away', async () => {
    const form = await start(forms.medicines);
    await form.answer('medicine/name', 'one');
    await form.answer('medicine/daily', true);
    await form.answer('medicine/times', 2);
    await form.answer('medicine/tablets', 3);
    await form.take(addRepeat(form.state, path('medicine')));
    await form.answer('medicine[1]/name', 'two');
    expect([form.isOn('medicine[1]/times'), form.isOn('medicine[0]/times')]).toEqual([false, true]);
    // By the nearest one before it, which is the last.
    expect(form.isOn('last-daily')).toBe(false);
    await form.answer('medicine[1]/daily', true);
    expect(form.isOn('last-daily')).toBe(true);
    await form.answer('medicine[1]/times', 5);
    await form.answer('medicine[1]/tablets', 1);
    expect([form.value('medicine[0]/day'), form.value('medicine[1]/day'), form.value('all')]).toEqual([6, 5, 11]);
    await sameAfterKeeping(form);
    await form.take(removeRepeat(form.state, path('medicine[0]')));
    expect([form.value('medicine[0]/name'), form.value('all')]).toEqual(['two', 5]);
    expect(await removeRepeat(form.state, path('medicine'))).toEqual({ ok: false, refusal: 'too-few' });
    await form.take(addRepeat(form.state, path('medicine')));
    await form.take(addRepeat(form.state, path('medicine')));
    expect(await addRepeat(form.state, path('medicine'))).toEqual({ ok: false, refusal: 'too-many' });
  });

  it('under questions: children of answers, to the third level, on by their ancestors', async () => {
    const form = await start(forms.underQuestions);
    expect(form.isOn('smoke/since')).toBe(false);
    await form.answer('smoke', 'now');
    expect(await form.faults()).toEqual(['smoke/why/reason required']);
    await form.answer('smoke/since', 10);
    await form.answer('smoke/since/since-sure', true);
    await form.answer('smoke/why/reason', 'habit');
    expect(form.exported()).toEqual(['smoke', 'smoke/since', 'smoke/since/since-sure', 'smoke/why/reason']);
    await sameAfterKeeping(form);
    await form.answer('smoke', 'before');
    expect(form.exported()).toEqual(['smoke', 'smoke/why/reason']);
  });

  it('constraints: an error of the questionnaire, a warning of an item, nothing said of what is not answered', async () => {
    const form = await start(forms.constrained);
    expect(await form.faults()).toEqual([]);
    await form.answer('low', 300);
    await form.answer('high', 300);
    expect(await form.faults()).toEqual([' constraint', 'high constraint']);
    await form.answer('high', 200);
    expect(await form.faults()).toEqual([' constraint']);
    await form.answer('low', 80);
    expect(await form.faults()).toEqual([]);
  });

  it('cascading: options that follow another answer, and an answer that is none of them any more is told', async () => {
    const form = await start(forms.cascading);
    const city = () => fieldAt(form.state.root, path('city'))?.offered?.map(({ value }) => (value as { code: string }).code);
    expect(city()).toEqual([]);
    await form.answer('country', 'CN');
    expect(city()).toEqual(['SH', 'BJ']);
    await form.answer('city', 'SH');
    expect(await form.faults()).toEqual([]);
    await form.answer('country', 'FR');
    expect(city()).toEqual(['Paris']);
    expect(await form.faults()).toEqual(['city not-an-option']);
    await form.take(answer(form.state, path('eye'), [{ type: 'string', value: 'elsewhere' }]));
    expect((await form.faults()).includes('eye not-an-option')).toBe(false);
  });

  it('quantities: units that may be chosen, bounds in them, conditions on them, and one that is calculated', async () => {
    const form = await start(forms.quantities);
    await form.answer('weight', { value: 70, code: 'kg' });
    expect(form.value('double')).toMatchObject({ value: 140, code: 'kg' });
    await form.answer('weight', { value: 0.5, code: 'g', system: 'http://unitsofmeasure.org' });
    expect([...(await form.faults())].sort()).toEqual(['double unit', 'weight min-value', 'weight unit']);
    // Nothing is converted in silence: what is calculated in another unit than its own is told.
    await form.answer('weight', { value: 150, code: '[lb_av]' });
    expect([form.value('double'), await form.faults()]).toMatchObject([{ value: 300, code: '[lb_av]' }, ['double unit']]);
    await form.answer('weight', { value: 70, code: 'kg' });
    await form.answer('warm', { value: 37.95, code: 'Cel' });
    expect([await form.faults(), form.isOn('fever')]).toEqual([['warm max-decimal-places'], false]);
    await form.answer('warm', { value: 46, code: 'Cel' });
    expect([await form.faults(), form.isOn('fever')]).toEqual([['warm max-value'], true]);
    await form.answer('warm', { value: 40, code: 'K', system: 'http://unitsofmeasure.org' });
    expect(form.isOn('fever')).toBe(false);
  });

  it('quantities and decimals are sent as the question has them, whichever way they came', async () => {
    const form = await start(forms.quantities);
    await form.answer('warm', { value: 37 });
    await form.answer('weight', { value: 70, unit: 'kg' });
    expect(form.export().item).toMatchObject([
      {
        linkId: 'weight',
        answer: [{ valueQuantity: { value: 70, unit: 'kg', code: 'kg', system: 'http://unitsofmeasure.org' } }],
      },
      {
        linkId: 'warm',
        answer: [{ valueQuantity: { value: 37, unit: 'Cel', code: 'Cel', system: 'http://unitsofmeasure.org' } }],
      },
      { linkId: 'double' },
    ]);
    const heavy = await start(scored.weightAndHeight);
    await heavy.take(answer(heavy.state, [{ linkId: '/29463-7' }], [{ type: 'integer', value: 80 }]));
    expect(heavy.export().item).toEqual([{ linkId: '/29463-7', answer: [{ valueDecimal: 80 }] }]);
  });

  it('bounds: each at its edge and one beyond', async () => {
    const form = await start(forms.bounded);
    expect([form.value('had'), form.value('told')]).toEqual([{ code: 'a' }, 'kiosk']);
    const at: readonly (readonly [string, readonly unknown[], readonly string[]])[] = [
      ['pain', [0], []],
      ['pain', [-1], ['pain min-value']],
      ['pain', [11], ['pain max-value']],
      ['pain', [10], []],
      ['born', ['1899-12-31'], ['born min-value']],
      ['born', ['2026-12-01'], ['born max-value']],
      ['born', ['2026-11-30'], []],
      ['phone', ['1380000000'], ['phone min-length', 'phone pattern']],
      ['phone', ['x13800000000'], ['phone max-length', 'phone pattern']],
      ['phone', ['13800000000'], []],
      ['warm', [36.65], ['warm max-decimal-places']],
      ['warm', [1e-7], ['warm max-decimal-places']],
      ['warm', [36.6], []],
      ['had', ['a', 'b', 'c'], ['had max-occurs']],
      ['had', ['a', 'none'], ['had option-exclusive']],
      ['had', ['other'], ['had not-an-option']],
      ['had', [], ['had required']],
      ['had', ['none'], []],
    ];
    for (const [linkId, given, faults] of at) {
      await form.answer(linkId, ...given);
      expect(await form.faults(), `${linkId}: ${given.join()}`).toEqual(faults);
    }
  });

  it('conditions: every operator, of one answer, of several, of none', async () => {
    const form = await start(forms.conditions);
    const on = (of: string) =>
      form.state.root.fields.filter(({ item, isOn }) => isOn && item.linkId.startsWith(of)).map(({ item }) => item.linkId);
    expect(on('n-')).toEqual(['n-missing', 'n-not']);
    await form.answer('n', 5);
    expect(on('n-')).toEqual(['n-exists', 'n-is', 'n-least', 'n-most']);
    await form.answer('n', 4);
    expect(on('n-')).toEqual(['n-exists', 'n-not', 'n-below', 'n-most']);
    await form.answer('n', 6);
    expect(on('n-')).toEqual(['n-exists', 'n-not', 'n-above', 'n-least']);
    expect(on('a')).toEqual(['any']);
    await form.answer('d', '2020-06-15');
    // A month is neither before nor after a day of it.
    expect([on('d-'), on('a')]).toEqual([[], ['all', 'any']]);
    await form.answer('d', '2020-07-01');
    expect(on('d-')).toEqual(['d-after', 'd-least']);
    expect(on('c-')).toEqual(['c-not-a']);
    await form.answer('c', 'b', 'a');
    expect(on('c-')).toEqual(['c-a']);
    await form.take(answer(form.state, path('c'), [{ type: 'string', value: 'typed' }]));
    expect(on('c-')).toEqual(['c-typed', 'c-not-a']);
  });

  it('named values: what is calculated is seen by its name, below it and from above', async () => {
    const form = await start(forms.namedValues);
    await form.answer('a', 1);
    expect([form.value('b'), form.value('b/b.1'), form.value('c')]).toEqual([2, 3, 6]);
  });

  it('prefilled: what begins with the patient, with today, and what follows from both', async () => {
    const patient = { resourceType: 'Patient', birthDate: '1950-03-04', name: [{ family: '王' }] };
    const form = await start(forms.prefilled, { constants: { patient } });
    expect(['born', 'name', 'since', 'age'].map((linkId) => form.value(linkId))).toEqual(['1950-03-04', '王', '2026-11-27', 65]);
    await form.clear('name');
    await form.answer('born', '2000-01-01');
    expect([form.value('name'), form.value('age')]).toEqual([null, 0]);
  });

  it('calculated lists: several answers at once, and options made of them', async () => {
    const form = await start(forms.calculatedLists);
    await form.answer('input', 'b', 'g');
    expect([form.value('first'), form.value('again')]).toEqual([
      { code: 'b', display: 'blue' },
      [
        { code: 'b', display: 'blue' },
        { code: 'g', system: 'colours', display: 'green' },
      ],
    ]);
    expect(fieldAt(form.state.root, path('options'))?.offered).toHaveLength(2);
    await form.clear('input');
    expect([form.value('first'), form.value('again')]).toEqual([null, null]);
  });
});

function coding(code: string) {
  return { type: 'Coding', value: { system: 'http://loinc.org', code } } as const;
}
