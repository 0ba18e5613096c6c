import { describe, expect, it } from 'vitest';
import { loadQuestionnaire } from '../../../bff/scenes/preconsult/questionnaire/load.ts';
import { faultsOf, fhir, load, options, questionnaire, refusedFor, sdc, variable } from './filled-form.ts';

const yes = { linkId: 'yes', type: 'boolean' };
const asksAfter = (conditions: readonly object[], more: object = {}) => ({
  linkId: 'q',
  type: 'string',
  enableWhen: conditions,
  ...more,
});
const when = (operator: string, answer: object, question = 'yes') => ({ question, operator, ...answer });
const is = when('=', { answerBoolean: true });
const calculated = (linkId: string, source: string, type = 'integer') => ({
  linkId,
  type,
  extension: [sdc('calculatedExpression', source)],
});
const coding = { valueCoding: { system: 's', code: 'a' } };
const constraint = (parts: readonly object[]) => ({
  url: 'http://hl7.org/fhir/StructureDefinition/targetConstraint',
  extension: parts,
});

/** Each questionnaire has one thing that can not be run faithfully. */
const REFUSED: Readonly<Record<string, readonly [resource: unknown, ...reasons: string[]]>> = {
  'text instead of a resource': ['Questionnaire', 'shape'],
  'another resource': [{ resourceType: 'Patient', status: 'active' }, 'shape'],
  'no status': [{ resourceType: 'Questionnaire' }, 'shape'],
  'an item without a link id': [questionnaire([{ type: 'string' }]), 'shape'],
  'items that are no array': [questionnaire([{ linkId: 'g', type: 'group', item: { linkId: 'q' } }]), 'g shape'],
  'a type that R4 does not have': [questionnaire([{ linkId: 'q', type: 'coding' }]), 'q type-unknown'],
  'the abstract type': [questionnaire([{ linkId: 'q', type: 'question' }]), 'q type-unknown'],
  'a display with items under it (que-1)': [questionnaire([{ linkId: 'd', type: 'display', item: [yes] }]), 'd que-1'],
  'a group with nothing in it (que-1)': [questionnaire([{ linkId: 'g', type: 'group' }]), 'g que-1'],
  'a link id twice, at two levels (que-2)': [questionnaire([yes, { linkId: 'g', type: 'group', item: [yes] }]), 'yes que-2'],
  'a display with a code (que-3)': [questionnaire([{ linkId: 'd', type: 'display', code: [{ code: 'x' }] }]), 'd que-3'],
  'options and a value set (que-4)': [
    questionnaire([{ linkId: 'q', type: 'choice', answerOption: [coding], answerValueSet: '#v' }], {
      contained: [{ resourceType: 'ValueSet', id: 'v', expansion: { contains: [{ code: 'a' }] } }],
    }),
    'q que-4',
  ],
  'options for what is yes or no (que-5)': [
    questionnaire([{ ...yes, answerOption: [coding] }]),
    'yes que-5',
    'yes option-misfit',
  ],
  'a display that is required (que-6)': [questionnaire([{ linkId: 'd', type: 'display', required: true }]), 'd que-6'],
  'exists that is asked of a number (que-7)': [
    questionnaire([yes, asksAfter([when('exists', { answerInteger: 1 })])]),
    'q que-7',
  ],
  'a group with an initial value (que-8)': [
    questionnaire([{ linkId: 'g', type: 'group', item: [yes], initial: [{ valueBoolean: true }] }]),
    'g que-8',
    'g initial-misfit',
  ],
  'a display that is read-only (que-9)': [questionnaire([{ linkId: 'd', type: 'display', readOnly: true }]), 'd que-9'],
  'a length of a date (que-10)': [questionnaire([{ linkId: 'q', type: 'date', maxLength: 3 }]), 'q que-10'],
  'options and an initial value (que-11)': [
    questionnaire([{ linkId: 'q', type: 'choice', answerOption: [coding], initial: [coding] }]),
    'q que-11',
  ],
  'two conditions and no behaviour, which the published que-12 lets pass': [
    questionnaire([yes, asksAfter([is, is])]),
    'q que-12',
  ],
  'several initial values of what does not repeat (que-13)': [
    questionnaire([{ linkId: 'q', type: 'integer', initial: [{ valueInteger: 1 }, { valueInteger: 2 }] }]),
    'q que-13',
  ],
  'an operator that R4 does not have': [
    questionnaire([yes, asksAfter([when('in', { answerBoolean: true })])]),
    'q operator-unknown',
  ],
  'conditions of both kinds': [
    questionnaire([yes, asksAfter([is], { extension: [sdc('enableWhenExpression', 'true')] })]),
    'q conditions-twice',
  ],
  'a condition on nobody': [questionnaire([asksAfter([is])]), 'q question-unknown'],
  'a condition on itself': [questionnaire([{ ...yes, enableWhen: [is] }]), 'yes enable-cycle'],
  'conditions in a circle': [
    questionnaire([
      { linkId: 'a', type: 'boolean', enableWhen: [when('!=', { answerBoolean: true }, 'c')] },
      { linkId: 'b', type: 'boolean', enableWhen: [when('=', { answerBoolean: true }, 'a')] },
      { linkId: 'c', type: 'boolean', enableWhen: [when('=', { answerBoolean: true }, 'b')] },
    ]),
    'a enable-cycle',
  ],
  'a group that is on by what stands in it': [
    questionnaire([{ linkId: 'g', type: 'group', enableWhen: [is], item: [yes] }]),
    'g enable-cycle',
  ],
  'an expression of a condition in a circle with a calculated value': [
    questionnaire([
      {
        linkId: 'a',
        type: 'integer',
        extension: [sdc('enableWhenExpression', "%resource.item.where(linkId='b').answer.exists()")],
      },
      calculated('b', "%resource.item.where(linkId='a').answer.value"),
    ]),
    'a enable-cycle',
  ],
  'a condition on a group': [
    questionnaire([{ linkId: 'g', type: 'group', item: [yes] }, asksAfter([when('=', { answerBoolean: true }, 'g')])]),
    'q answer-misfit',
  ],
  'a condition whose answer is of another type': [
    questionnaire([yes, asksAfter([when('=', { answerString: 'yes' })])]),
    'q answer-misfit',
  ],
  'a condition without an answer': [questionnaire([yes, asksAfter([when('=', {})])]), 'q answer-misfit'],
  'an order of yes and no': [questionnaire([yes, asksAfter([when('>', { answerBoolean: true })])]), 'q order-misfit'],
  'an order of codes': [
    questionnaire([
      { linkId: 'yes', type: 'choice', answerOption: [coding] },
      asksAfter([when('>=', { answerCoding: { code: 'a' } })]),
    ]),
    'q order-misfit',
  ],
  'a condition in one of several units': [
    questionnaire([
      {
        linkId: 'yes',
        type: 'quantity',
        extension: ['kg', 'g'].map((code) => fhir('questionnaire-unitOption', { valueCoding: { code } })),
      },
      asksAfter([when('>', { answerQuantity: { value: 5, code: 'kg' } })]),
    ]),
    'q unit-misfit',
  ],
  'a calculated value with an initial one': [
    questionnaire([{ ...calculated('q', '1'), initial: [{ valueInteger: 1 }] }]),
    'q calculated-and-initial',
  ],
  'a calculated value that reads itself': [
    questionnaire([calculated('q', "%resource.item.where(linkId='q').answer.value + 1")]),
    'q calculation-cycle',
  ],
  'calculated values in a circle, by variables': [
    questionnaire([calculated('a', '%b + 1'), calculated('b', '%a + 1')], {
      extension: [
        variable('a', "%resource.item.where(linkId='a').answer.value"),
        variable('b', "%resource.item.where(linkId='b').answer.value"),
      ],
    }),
    'a calculation-cycle',
  ],
  'an initial value of another type': [
    questionnaire([{ linkId: 'q', type: 'integer', initial: [{ valueString: '1' }] }]),
    'q initial-misfit',
  ],
  'an initial date that is none': [
    questionnaire([{ linkId: 'q', type: 'date', initial: [{ valueDate: '2026-02-30' }] }]),
    'q initial-misfit',
  ],
  'an option of another type': [questionnaire([{ linkId: 'q', type: 'integer', answerOption: [coding] }]), 'q option-misfit'],
  'a bound of another type': [
    questionnaire([{ linkId: 'q', type: 'integer', extension: [fhir('minValue', { valueDate: '2026-01-01' })] }]),
    'q bound-misfit',
  ],
  'a value set that is not there': [
    questionnaire([{ linkId: 'q', type: 'choice', answerValueSet: 'http://example.org/vs' }]),
    'q value-set-missing',
  ],
  'a value set that is not there, once, though a condition compares its codes': [
    questionnaire([
      { linkId: 'yes', type: 'choice', answerValueSet: 'http://elsewhere.example/v' },
      asksAfter([when('=', { answerCoding: { code: 'a' } })]),
    ]),
    'yes value-set-missing',
  ],
  'weights that no option and no contained code has': [
    questionnaire([
      { linkId: 'yes', type: 'choice', answerOption: [coding] },
      calculated('q', "%resource.item.where(linkId='yes').answer.value.weight().sum()"),
    ]),
    'q weight-missing',
  ],
  'a value set that filters a code system': [
    questionnaire([{ linkId: 'q', type: 'choice', answerValueSet: '#v' }], {
      contained: [{ resourceType: 'ValueSet', id: 'v', compose: { include: [{ system: 's', filter: [{ property: 'p' }] }] } }],
    }),
    'q value-set-missing',
  ],
  'a modifier of the questionnaire': [
    questionnaire([yes], { modifierExtension: [{ url: 'http://example.org/not', valueBoolean: true }] }),
    'modifier-extension',
  ],
  'a modifier of an option': [
    questionnaire([{ linkId: 'q', type: 'choice', answerOption: [{ ...coding, modifierExtension: [{ url: 'u' }] }] }]),
    'q modifier-extension',
  ],
  'rules that nobody here knows': [questionnaire([yes], { implicitRules: 'http://example.org/rules' }), 'implicit-rules'],
  'options that an expression takes away': [
    questionnaire([{ linkId: 'q', type: 'string', extension: [{ url: sdc('answerOptionsToggleExpression', '').url }] }]),
    'q extension-not-run',
  ],
  'a text that an expression writes': [
    questionnaire([{ linkId: 'q', type: 'string', _text: { extension: [fhir('cqf-expression', { valueExpression: {} })] } }]),
    'q extension-not-run',
  ],
  'a bound that an expression gives': [
    questionnaire([
      {
        linkId: 'q',
        type: 'date',
        extension: [{ ...fhir('maxValue', {}), _valueDate: { extension: [fhir('cqf-expression', { valueExpression: {} })] } }],
      },
    ]),
    'q extension-not-run',
  ],
  'a part that is a questionnaire of its own': [
    questionnaire([{ linkId: 'q', type: 'display', extension: [{ url: sdc('subQuestionnaire', '').url, valueCanonical: 'u' }] }]),
    'q extension-not-run',
  ],
  'a group that is calculated': [questionnaire([{ ...calculated('g', '1', 'group'), item: [yes] }]), 'g extension-misplaced'],
  'a condition of the questionnaire itself': [
    questionnaire([yes], { extension: [sdc('enableWhenExpression', 'true')] }),
    'extension-misplaced',
  ],
  'an expression without its text': [
    questionnaire([{ linkId: 'q', type: 'integer', extension: [{ url: sdc('calculatedExpression', '').url }] }]),
    'q extension-shape',
  ],
  'a constraint without its words': [
    questionnaire([
      {
        ...yes,
        extension: [
          constraint([
            { url: 'severity', valueCode: 'error' },
            { url: 'expression', valueString: 'true' },
          ]),
        ],
      },
    ]),
    'yes extension-shape',
  ],
  'a query of another server': [
    questionnaire([yes], { extension: [variable('o', 'Observation?code=1', 'application/x-fhir-query')] }),
    'language-unknown',
  ],
  'an expression in CQL': [
    questionnaire([{ linkId: 'q', type: 'integer', extension: [sdc('calculatedExpression', '1', { language: 'text/cql' })] }]),
    'q language-unknown',
  ],
  'an expression that can not be read': [
    questionnaire([calculated('q', "%resource.item.where(linkId='a'")]),
    'q expression-syntax',
  ],
  'a function that there is not': [questionnaire([calculated('q', '1.plus(1)')]), 'q function-unknown'],
  'a function that asks another server': [
    questionnaire([calculated('q', "%resource.item.answer.value.memberOf('u')", 'boolean')]),
    'q function-unknown',
  ],
  'a function with too many arguments, to which the library says nothing': [
    questionnaire([calculated('q', "'a'.upper(1)", 'string')]),
    'q function-unknown',
  ],
  'a name that nobody has': [questionnaire([calculated('q', '%score + 1')]), 'q variable-unknown'],
  'a name of another group': [
    questionnaire([
      { linkId: 'g', type: 'group', extension: [variable('inside', '1')], item: [yes] },
      calculated('q', '%inside'),
    ]),
    'q variable-unknown',
  ],
  'a name twice': [questionnaire([yes], { extension: [variable('a', '1'), variable('a', '2')] }), 'variable-twice'],
  'a name that FHIRPath has': [questionnaire([yes], { extension: [variable('resource', '1')] }), 'variable-twice'],
  'names in a circle': [
    questionnaire([calculated('q', '%a')], { extension: [variable('a', '%b'), variable('b', '%a')] }),
    'variable-cycle',
  ],
  'a launch context that nobody gave': [
    questionnaire([{ linkId: 'q', type: 'date', extension: [sdc('initialExpression', '%patient.birthDate')] }], {
      extension: [
        {
          url: sdc('launchContext', '').url,
          extension: [
            { url: 'name', valueCoding: { system: 'x', code: 'patient' } },
            { url: 'type', valueCode: 'Patient' },
          ],
        },
      ],
    }),
    'q launch-context-missing',
  ],
  'a regular expression that looks ahead': [
    questionnaire([{ linkId: 'q', type: 'string', extension: [fhir('regex', { valueString: '(?=.*a)b' })] }]),
    'q pattern',
  ],
  'a regular expression of too many instructions': [
    questionnaire([
      { linkId: 'q', type: 'string', extension: [fhir('regex', { valueString: `${'(a|b|c|d){1,999}'.repeat(8)}` })] },
    ]),
    'q pattern',
  ],
  'more levels than there may be': [
    questionnaire([
      Array.from({ length: 13 }).reduce<object>((item, _, at) => ({ linkId: `g${at}`, type: 'group', item: [item] }), yes),
    ]),
    'g1 too-deep',
  ],
  'more options than there may be': [
    questionnaire([
      { linkId: 'q', type: 'integer', answerOption: Array.from({ length: 1_001 }, (_, at) => ({ valueInteger: at })) },
    ]),
    'q too-big',
  ],
  'more expressions than there may be': [
    questionnaire(Array.from({ length: 201 }, (_, at) => calculated(`q${at}`, '1'))),
    'too-big',
  ],
};

describe('a questionnaire that can not be run faithfully is refused when it is loaded, with item and reason', () => {
  it.each(Object.entries(REFUSED))('%s', async (_, [resource, ...reasons]) => {
    expect([...(await refusedFor(JSON.parse(JSON.stringify(resource))))].sort()).toEqual([...reasons].sort());
  });

  it('names all of what is wrong, not only the first', async () => {
    const wrong = questionnaire([
      { ...yes, enableWhen: [is] },
      asksAfter([is, is]),
      calculated('c', 'foo()'),
      { linkId: 'z', type: 'x' },
    ]);
    expect(await refusedFor(wrong)).toEqual(['z type-unknown']);
    const rest = questionnaire([{ ...yes, enableWhen: [is] }, asksAfter([is, is]), calculated('c', 'foo()')]);
    expect(await refusedFor(rest)).toEqual(['q que-12', 'c function-unknown', 'yes enable-cycle']);
  });

  it('tells the names on a circle, in the order of the document', async () => {
    const faults = faultsOf(
      await loadQuestionnaire(
        questionnaire([
          calculated('last', '1'),
          ...['c', 'a', 'b'].map((name, at, all) =>
            calculated(name, `%resource.item.where(linkId='${all[(at + 1) % 3]}').answer.value`),
          ),
        ]),
        options(),
      ),
    );
    expect(faults).toEqual([{ linkId: 'c', reason: 'calculation-cycle', detail: 'c, a, b' }]);
  });
});

describe('what changes nothing that people are asked is left out, as FHIR allows', () => {
  it('an extension that nobody knows', async () => {
    await load(questionnaire([{ ...yes, extension: [{ url: 'http://example.org/colour', valueCode: 'red' }] }]));
  });

  it('extensions for what happens before and after: extraction, population by others, appearance', async () => {
    const more = ['observationLinkPeriod', 'observationExtract', 'preferredTerminologyServer', 'shortText', 'optionalDisplay'];
    const looks = [
      'questionnaire-itemControl',
      'questionnaire-supportLink',
      'questionnaire-sliderStepValue',
      'rendering-xhtml',
      'entryFormat',
    ];
    await load(
      questionnaire([
        { ...yes, extension: [...more.map((name) => ({ url: sdc(name, '').url })), ...looks.map((name) => fhir(name, {}))] },
      ]),
    );
  });

  it('a launch context that no expression asks for', async () => {
    const extension = [{ url: sdc('launchContext', '').url, extension: [{ url: 'name', valueCoding: { code: 'user' } }] }];
    await load(questionnaire([yes], { extension }));
  });

  it('markup: it is the text that was written', async () => {
    const text = '<img src=x onerror=alert(1)> <b>Pain</b>?';
    const form = await load(questionnaire([{ ...yes, text, prefix: '<i>1</i>' }]));
    expect(form.byLinkId.get('yes')?.text).toBe(text);
  });
});
