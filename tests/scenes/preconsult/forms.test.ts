import { describe, expect, it } from 'vitest';
import { formResources, forms, formsFor, knownAnswers } from '../../../bff/scenes/preconsult/forms/offered-forms.ts';
import type { ReadForm, ReadItem } from '../../../bff/scenes/preconsult/forms/read-form.ts';
import { tellsStaff } from '../../../bff/scenes/preconsult/forms/tell-staff.ts';
import { NO_DIAGNOSIS } from '../../../bff/scenes/preconsult/no-diagnosis.ts';
import { departmentCatalogue } from '../../../fixtures/hospitals/department-catalogue.ts';
import { formNamed, responseOf, type Said } from './answered-form.ts';
import { asks } from './form-walk.ts';

const shown = ({ items }: ReadForm) => items.filter(({ hidden }) => !hidden);
const everyShown = forms.flatMap((form) =>
  shown(form).map((item) => ({ form: form.id, item, name: `${form.id} ${item.linkId}` })),
);
const characters = (text: string) => Array.from(text).length;

/** What is asked on each way through a form: every combination of the answers on which another question depends. */
function waysThrough(
  form: ReadForm,
): readonly { readonly said: Readonly<Record<string, Said>>; readonly asked: readonly string[] }[] {
  const deciding = form.items.filter((item) =>
    form.items.some(({ when }) => when.some(({ question }) => question === item.linkId)),
  );
  const said = deciding.reduce<readonly Readonly<Record<string, Said>>[]>(
    (before, item) =>
      before.flatMap((ways) => choicesOf(item).map((one) => (one === undefined ? ways : { ...ways, [item.linkId]: one }))),
    [{}],
  );
  return said.map((ways) => ({ said: ways, asked: asks(form.id, ways) }));
}

function choicesOf({ type, several, options }: ReadItem): readonly (Said | undefined)[] {
  if (type === 'boolean') return [true, false, undefined];
  const codes = options.map(({ code }) => code);
  return several ? [undefined, codes, ...codes.map((code) => [code])] : [undefined, ...codes];
}

describe('forms before a visit', () => {
  it('there are the five that were asked for, each a draft with an owner, a version and a source', () => {
    expect(forms.map(({ id }) => id)).toEqual([
      'general-history',
      'chest-pain',
      'fever-and-cough',
      'hypertension-follow-up',
      'diabetes-follow-up',
    ]);
    for (const { id, url, version, name, status, publisher, description } of formResources) {
      expect({ url, status }).toEqual({ url: `urn:onedoor:questionnaire:${id}`, status: 'draft' });
      expect(version).toMatch(/^\d+\.\d+\.\d+$/);
      expect(name).toMatch(/^[A-Z][A-Za-z]+$/);
      expect(publisher).not.toBe('');
      expect(description).toBe(NO_DIAGNOSIS.zh);
    }
    for (const { source } of forms) expect(source).toContain('to be signed by a clinical owner');
  });

  it.each(forms)('$id: every question is short, in both languages, and says where it is from', (form) => {
    for (const { text, source, lines } of shown(form)) {
      expect(text.zh).toMatch(/^[\p{Script=Han}0-9，、？：]+$/u);
      expect(characters(text.zh)).toBeLessThanOrEqual(22);
      expect(text.en).toMatch(/^[\x20-\x7e]+$/);
      expect(characters(text.en)).toBeLessThanOrEqual(50);
      expect(source).toMatch(/to be signed by a clinical owner|follows that of red flags|changes with the season/);
      expect(lines.length).toBeGreaterThan(0);
    }
  });

  it.each(forms)('$id: a question has two to eight large buttons, each once, and none for "I do not know" and "skip"', (form) => {
    for (const { several, options } of shown(form).filter(({ type }) => type === 'choice')) {
      expect(options.length).toBeGreaterThanOrEqual(2);
      expect(options.length).toBeLessThanOrEqual(8);
      for (const { text } of options) {
        expect(characters(text.zh)).toBeLessThanOrEqual(12);
        expect(characters(text.en)).toBeLessThanOrEqual(32);
        expect(text.zh).toMatch(/\p{Script=Han}/u);
        expect(text.en).not.toMatch(/\p{Script=Han}/u);
        expect(text.zh).not.toMatch(/不知道|不清楚|跳过/);
      }
      for (const of of [options.map(({ code }) => code), options.map(({ text }) => text.zh), options.map(({ text }) => text.en)])
        expect(new Set(of).size).toBe(of.length);
      // Of one answer there is nothing to be alone among.
      expect(options.filter(({ alone }) => alone).length).toBeLessThanOrEqual(several ? 1 : 0);
    }
  });

  it('a number has bounds and a unit, and what is marked in it lies within them', () => {
    const numbers = everyShown.filter(({ item }) => item.type !== 'choice');
    expect(numbers).toHaveLength(6);
    for (const { item } of numbers) {
      const { min = Number.NaN, max = Number.NaN, unit, abnormalFrom = max, abnormalUpTo = min } = item;
      expect(unit).toBeTruthy();
      expect(min).toBeLessThan(max);
      expect(abnormalFrom).toBeLessThanOrEqual(max);
      expect(abnormalUpTo).toBeGreaterThanOrEqual(min);
      expect(abnormalUpTo).toBeLessThan(abnormalFrom);
    }
  });

  it.each(forms)('$id: nothing is asked twice in the same words, and nothing has to be typed', (form) => {
    for (const texts of [form.items.map(({ text }) => text.zh), form.items.map(({ text }) => text.en)])
      expect(new Set(texts).size).toBe(texts.length);
    expect(shown(form).every(({ type }) => ['choice', 'integer', 'decimal'].includes(type))).toBe(true);
  });

  it.each(forms)('$id: every option has a phrase for the summary, or denies all with a line of its own', (form) => {
    for (const item of shown(form))
      for (const { code, phrase, section } of item.options) {
        const sections = item.lines.map((line) => line.section);
        if (phrase === undefined)
          expect(
            item.lines.every(({ none }) => none !== undefined),
            `${item.linkId} ${code}`,
          ).toBe(true);
        if (section !== undefined) expect(sections).toContain(section);
        expect(new Set(sections).size).toBe(sections.length);
      }
  });

  it.each(forms)('$id: no way through has more than twelve questions, and every question is on one', (form) => {
    const ways = waysThrough(form);
    const longest = Math.max(...ways.map(({ asked }) => asked.length));
    expect(longest).toBeLessThanOrEqual(12);
    expect(longest).toBeGreaterThanOrEqual(10);
    const reached = new Set(ways.flatMap(({ asked }) => asked));
    expect(shown(form).filter(({ linkId }) => !reached.has(linkId))).toEqual([]);
  });

  it('pregnancy, periods, mood, violence and sexual disease stand on quiet screens alone', () => {
    const DELICATE = /怀孕|月经|下身|性病|伤害|难过|喂奶|乳房|艾滋|自杀|pregnan|period|sex|breast|sad\b|hurt/i;
    const words = (item: ReadItem) => [item.text, ...item.options.map(({ text }) => text)].flatMap(({ zh, en }) => [zh, en]);
    for (const { name, item } of everyShown)
      expect({ name, quiet: item.quiet }).toEqual({ name, quiet: words(item).some((word) => DELICATE.test(word)) });
    expect(everyShown.filter(({ item }) => item.quiet).map(({ name }) => name)).toEqual([
      'general-history private',
      'general-history woman',
      'fever-and-cough woman',
      'hypertension-follow-up woman',
      'diabetes-follow-up woman',
    ]);
  });

  it('nobody is told in a form what they have: no word of diagnosis or of a doctor is on a button', () => {
    const JARGON = /诊断|确诊|考虑|疑似|心悸|晕厥|咯血|腹泻|便血|寒战|呼吸困难|水肿|纳差|收缩压|舒张压|diagnos|suspect/i;
    for (const { item } of everyShown)
      for (const { zh, en } of [item.text, ...item.options.map(({ text }) => text)]) expect(`${zh} ${en}`).not.toMatch(JARGON);
  });

  it('whoever says what should not wait is told to tell staff, in the manner that it needs, and nobody else is', () => {
    const told = (id: string, said: Readonly<Record<string, Said>>) => tellsStaff(formNamed(id), responseOf(said));
    expect(told('chest-pain', { with: ['vomiting', 'sweat'] })).toBe('loud');
    expect(told('chest-pain', { with: ['vomiting'], lasting: 'quarter' })).toBeNull();
    expect(told('chest-pain', { with: '?', lasting: 'always' })).toBe('loud');
    expect(told('fever-and-cough', { trouble: ['phlegm'], phlegm: 'foam' })).toBe('loud');
    // Without phlegm nobody is asked what it is like.
    expect(told('fever-and-cough', { trouble: ['cough'], phlegm: 'foam' })).toBeNull();
    expect(told('general-history', { where: 'whole', whole: 'private', private: 'hurt' })).toBe('quiet');
    const marked = forms.flatMap((form) =>
      form.items.flatMap((item) =>
        item.options.flatMap(({ code, tellStaff }) => (tellStaff ? [`${form.id} ${item.linkId} ${code} ${tellStaff}`] : [])),
      ),
    );
    expect(marked).toEqual([
      'general-history private hurt quiet',
      'chest-pain lasting half-hour loud',
      'chest-pain lasting always loud',
      'chest-pain with sweat loud',
      'chest-pain with breath loud',
      'chest-pain with fainted loud',
      'chest-pain with blood loud',
      'fever-and-cough phlegm blood loud',
      'fever-and-cough phlegm foam loud',
      'fever-and-cough with breath loud',
      'fever-and-cough with drowsy loud',
      'diabetes-follow-up low fainted loud',
    ]);
    for (const { item } of everyShown)
      expect(item.options.every(({ abnormal, tellStaff }) => tellStaff === undefined || abnormal)).toBe(true);
  });

  it('a specialty is offered its own forms and then the general one, and every specialty that is named is in the list of the city', () => {
    const ids = (specialty: string) => formsFor(specialty).map(({ id }) => id);
    expect(ids('A03.04')).toEqual(['chest-pain', 'hypertension-follow-up', 'general-history']);
    expect(ids('A03.07')).toEqual(['diabetes-follow-up', 'general-history']);
    expect(ids('A10')).toEqual(['general-history']);
    expect(ids('no such')).toEqual(['general-history']);
    const codes = new Set(departmentCatalogue.map(({ code }) => code));
    for (const { offeredFor } of forms) for (const specialty of offeredFor) expect(codes).toContain(specialty);
  });

  it('what the gateway knows of a person is answered before, and what it does not know stays open', () => {
    const of = (sex: 'female' | 'male' | 'unknown', years: number | null) => knownAnswers({ sex, years });
    expect(of('female', 30)).toEqual({ 'about-woman': true, 'about-child': false });
    expect(of('female', 11)).toEqual({ 'about-woman': false, 'about-child': true });
    expect(of('female', 12)).toEqual({ 'about-woman': true, 'about-child': true });
    expect(of('female', 55)).toEqual({ 'about-woman': true, 'about-child': false });
    expect(of('female', 56)).toEqual({ 'about-woman': false, 'about-child': false });
    expect(of('male', null)).toEqual({ 'about-woman': false });
    expect(of('female', null)).toEqual({});
    expect(of('unknown', 30)).toEqual({ 'about-child': false });
    expect(of('unknown', 70)).toEqual({ 'about-woman': false, 'about-child': false });
  });
});
