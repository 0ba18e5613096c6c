import { describe, expect, it } from 'vitest';
import { answerNextQuestion } from '../../../bff/scenes/preconsult/questionnaire/answer-next-question.ts';
import { exportResponse } from '../../../bff/scenes/preconsult/questionnaire/export-response.ts';
import { answer, clear, skip } from '../../../bff/scenes/preconsult/questionnaire/fill-form.ts';
import { fieldAt, pathText } from '../../../bff/scenes/preconsult/questionnaire/form-state.ts';
import { nextQuestion } from '../../../bff/scenes/preconsult/questionnaire/next-question.ts';
import { openResponse } from '../../../bff/scenes/preconsult/questionnaire/open-response.ts';
import { adaptive } from '../../fixtures/preconsult/published-forms.ts';
import { FilledForm, load, NOW, options, path, questionnaire, sdc } from './filled-form.ts';

const hidden = { url: 'http://hl7.org/fhir/StructureDefinition/questionnaire-hidden', valueBoolean: true };
const ifYes = [{ question: 'a', operator: '=', answerBoolean: true }];
const asked = questionnaire([
  { linkId: 'told', type: 'display', text: 'Welcome' },
  { linkId: 'secret', type: 'string', extension: [hidden] },
  { linkId: 'fixed', type: 'string', readOnly: true },
  { linkId: 'a', type: 'boolean', required: true },
  {
    linkId: 'g',
    type: 'group',
    enableWhen: ifYes,
    item: [{ linkId: 'b', type: 'string', item: [{ linkId: 'b1', type: 'string' }] }],
  },
  { linkId: 'n', type: 'integer', extension: [sdc('calculatedExpression', '1')] },
  { linkId: 'c', type: 'string' },
]);

const next = ({ state }: FilledForm) => {
  const { path: at, progress } = nextQuestion(state);
  return [at === null ? null : pathText(at), progress.asked, progress.atMost];
};

describe('the next question', () => {
  it('is the first that is on, shown and not asked yet; what is hidden, read-only, calculated or only told is never asked', async () => {
    const form = await FilledForm.start(asked);
    expect(next(form)).toEqual(['a', 0, 4]);
    await form.answer('a', true);
    expect(next(form)).toEqual(['g/b', 1, 4]);
    await form.answer('g/b', 'x');
    expect(next(form)).toEqual(['g/b/b1', 2, 4]);
    await form.answer('g/b/b1', 'y');
    await form.answer('c', 'z');
    expect(next(form)).toEqual([null, 4, 4]);
  });

  it('tells how many there may be, fewer once an answer has closed what depends on it', async () => {
    const form = await FilledForm.start(asked);
    await form.answer('a', false);
    expect(next(form)).toEqual(['c', 1, 2]);
  });

  it('goes on after a skip and after "I do not know", which are answers of their own and stand in the response', async () => {
    const form = await FilledForm.start(asked, { maySkipRequired: true });
    await form.take(skip(form.state, path('a'), 'unknown'));
    await form.take(skip(form.state, path('c'), 'declined'));
    expect(next(form)[0]).toBeNull();
    expect(await form.faults()).toEqual([]);
    const reason = (code: string) => [{ url: 'http://hl7.org/fhir/StructureDefinition/data-absent-reason', valueCode: code }];
    expect(form.export().item).toEqual([
      { linkId: 'a', extension: reason('asked-unknown') },
      { linkId: 'n', answer: [{ valueInteger: 1 }] },
      { linkId: 'c', extension: reason('asked-declined') },
    ]);
    const opened = await openResponse(form.state.form, form.export());
    if (!opened.ok) throw new Error('not opened');
    expect(FilledForm.of(opened.state).export()).toEqual(form.export());
    expect(fieldAt(opened.state.root, path('a'))?.skipped).toBe('unknown');
    await form.answer('a', true);
    expect(form.export().item).toMatchObject([{ linkId: 'a', answer: [{ valueBoolean: true }] }, {}, {}]);
  });

  it('that is required can not be skipped unless whoever loads the form says so', async () => {
    const form = await FilledForm.start(asked);
    expect(await skip(form.state, path('a'), 'declined')).toEqual({ ok: false, refusal: 'required' });
    expect(await form.faults()).toEqual(['a required']);
  });

  it('a question that was skipped counts as not answered for what depends on it', async () => {
    const form = await FilledForm.start(
      questionnaire([
        { linkId: 'a', type: 'boolean' },
        { linkId: 'b', type: 'string', enableWhen: [{ question: 'a', operator: 'exists', answerBoolean: false }] },
      ]),
    );
    await form.take(skip(form.state, path('a'), 'unknown'));
    expect(form.isOn('b')).toBe(true);
  });
});

describe('an answer is refused', () => {
  it.each([
    ['of another type', 'a', [{ type: 'string', value: 'x' }], 'wrong-type'],
    ['to what is off', 'g/b', [{ type: 'string', value: 'x' }], 'off'],
    ['to what is read-only', 'fixed', [{ type: 'string', value: 'x' }], 'read-only'],
    ['to a group', 'g', [], 'off'],
    ['to what is only told', 'told', [], 'wrong-type'],
    ['to nobody', 'nobody', [], 'no-such-field'],
    ['to a path that ends nowhere', 'a/b/c', [], 'no-such-field'],
    ['twice to what does not repeat', 'c', [1, 2].map((at) => ({ type: 'string', value: `${at}` })), 'too-many'],
  ] as const)('%s', async (_, at, values, refusal) => {
    const form = await FilledForm.start(asked);
    expect(await answer(form.state, path(at), values as never)).toEqual({ ok: false, refusal });
    expect(await clear(form.state, path('c'))).toMatchObject({ ok: true });
  });

  it('and a state is never changed: whoever holds the one before still has it', async () => {
    const form = await FilledForm.start(asked);
    const before = form.state;
    const was = JSON.stringify(exportResponse(before, 'in-progress'));
    await form.answer('a', true);
    await form.answer('g/b', 'x');
    expect(JSON.stringify(exportResponse(before, 'in-progress'))).toBe(was);
    expect(before.root.fields.every(({ answers }) => answers.length === 0 || answers[0]?.type === 'integer')).toBe(true);
  });
});

describe('a response is opened, or refused with its reason', () => {
  const of = (item: unknown, more: object = {}) => ({
    resourceType: 'QuestionnaireResponse',
    status: 'in-progress',
    item,
    ...more,
  });
  it.each([
    ['no response', { resourceType: 'Patient' }, ' shape'],
    ['an item that the questionnaire does not have', of([{ linkId: 'x' }]), 'x item-unknown'],
    ['an item in another place', of([{ linkId: 'b', answer: [{ valueString: 'x' }] }]), 'b item-unknown'],
    ['an answer of another type', of([{ linkId: 'a', answer: [{ valueString: 'x' }] }]), 'a wrong-type'],
    ['an answer with two values', of([{ linkId: 'c', answer: [{ valueString: 'x', valueInteger: 1 }] }]), 'c wrong-type'],
    ['answers and items at once', of([{ linkId: 'c', answer: [{ valueString: 'x' }], item: [] }]), 'c qrs-1'],
    ['a group with an answer', of([{ linkId: 'g', answer: [{ valueString: 'x' }] }]), 'g qrs-1'],
    [
      'two answers of what does not repeat',
      of([{ linkId: 'c', answer: [{ valueString: 'x' }, { valueString: 'y' }] }]),
      'c too-many',
    ],
    ['items that are no array', of({ linkId: 'c' }), ' shape'],
  ])('%s', async (_, response, reason) => {
    const opened = await openResponse(await load(asked), response);
    expect(opened.ok ? [] : opened.faults.map((fault) => `${fault.linkId ?? ''} ${fault.reason}`)).toEqual([reason]);
  });

  it('of another questionnaire', async () => {
    const form = await load({ ...asked, url: 'http://example.org/q', version: '2' });
    const opened = await openResponse(form, of([], { questionnaire: 'http://example.org/q|1' }));
    expect(opened).toEqual({ ok: false, faults: [{ linkId: null, reason: 'other-questionnaire' }] });
    expect(await openResponse(form, of([], { questionnaire: 'http://example.org/q|2' }))).toMatchObject({ ok: true });
  });

  it('what is off in it is not taken over into what is sent', async () => {
    const opened = await openResponse(
      await load(asked),
      of([
        { linkId: 'a', answer: [{ valueBoolean: false }] },
        { linkId: 'g', item: [{ linkId: 'b', answer: [{ valueString: 'stale' }] }] },
      ]),
    );
    if (!opened.ok) throw new Error('not opened');
    expect(FilledForm.of(opened.state).exported()).toEqual(['a', 'n']);
  });
});

describe('$next-question, as SDC has it', () => {
  const url = `${adaptive.url}|${adaptive.version}`;
  const contained = { resourceType: 'Questionnaire', id: 'asked', status: 'draft', derivedFrom: [url] };
  const first = {
    resourceType: 'QuestionnaireResponse',
    status: 'in-progress',
    questionnaire: '#asked',
    contained: [contained],
    subject: { reference: 'Patient/1' },
  };
  const find = async (canonical: string) => (canonical === url ? JSON.parse(JSON.stringify(adaptive)) : undefined);
  const step = async (given: unknown) => {
    const answered = await answerNextQuestion(JSON.parse(JSON.stringify(given)), find, options());
    if (!answered.ok) throw new Error(JSON.stringify(answered));
    return answered.response as {
      status: string;
      item?: object[];
      contained: { item: { linkId: string; item?: object[] }[] }[];
      subject: object;
      questionnaire: string;
      authored: string;
    };
  };
  const asks = (response: Awaited<ReturnType<typeof step>>) => response.contained[0]?.item.map(({ linkId }) => linkId);

  it('adds one question after the other to the contained questionnaire, with its group, and ends completed with the scores read-only', async () => {
    const one = await step(first);
    expect([one.status, asks(one), one.subject, one.questionnaire, one.authored]).toEqual([
      'in-progress',
      ['hurts'],
      { reference: 'Patient/1' },
      '#asked',
      NOW,
    ]);
    const two = await step({ ...one, item: [{ linkId: 'hurts', answer: [{ valueBoolean: true }] }] });
    expect([two.status, asks(two)]).toEqual(['in-progress', ['hurts', 'g']]);
    expect(two.contained[0]?.item[1]).toEqual({
      linkId: 'g',
      type: 'group',
      item: [{ linkId: 'much', type: 'integer', text: 'How much?' }],
    });
    const three = await step({
      ...two,
      item: [...(two.item ?? []), { linkId: 'g', item: [{ linkId: 'much', answer: [{ valueInteger: 7 }] }] }],
    });
    expect([three.status, asks(three)]).toEqual(['in-progress', ['hurts', 'g', 'else']]);
    const kept = (three.item ?? []).filter((item) => (item as { linkId: string }).linkId !== 'score');
    const four = await step({ ...three, item: [...kept, { linkId: 'else', answer: [{ valueString: 'no' }] }] });
    expect([four.status, asks(four)]).toEqual(['completed', ['hurts', 'g', 'else', 'score']]);
    expect(four.contained[0]?.item[3]).toMatchObject({ linkId: 'score', readOnly: true });
    expect(four.item?.at(-1)).toEqual({ linkId: 'score', answer: [{ valueInteger: 70 }] });
  });

  it('leaves out what an answer has switched off', async () => {
    const one = await step(first);
    const two = await step({ ...one, item: [{ linkId: 'hurts', answer: [{ valueBoolean: false }] }] });
    expect(asks(two)).toEqual(['hurts', 'else']);
  });

  it.each([
    ['what is no response', { resourceType: 'Questionnaire' }, 'shape'],
    ['a response without the questionnaire in it', { ...first, contained: [] }, 'shape'],
    [
      'a questionnaire that nobody knows',
      { ...first, contained: [{ ...contained, derivedFrom: ['http://example.org/none'] }] },
      'questionnaire-unknown',
    ],
    [
      'an answer of another type',
      { ...first, item: [{ linkId: 'hurts', answer: [{ valueString: 'yes' }] }] },
      'response-refused',
    ],
  ])('refuses %s', async (_, given, reason) => {
    expect(await answerNextQuestion(given, find, options())).toMatchObject({ ok: false, reason });
  });

  it('asks nothing more while what was asked is not answered as it has to be', async () => {
    const refused = await answerNextQuestion(await step(first), find, options());
    expect(refused).toMatchObject({
      ok: false,
      reason: 'answers-refused',
      faults: [{ path: [{ linkId: 'hurts' }], reason: 'required' }],
    });
  });
});
