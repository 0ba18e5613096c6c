import { describe, expect, it } from 'vitest';
import { draftRules } from '../../../bff/scenes/preconsult/triage/draft-rules.ts';
import { rowsOf } from '../../../bff/scenes/preconsult/triage/lexicon.ts';
import { signRows } from '../../../bff/scenes/preconsult/triage/sign-words.ts';
import { topicWords } from '../../../bff/scenes/preconsult/triage/topic-words.ts';
import { en } from '../../../bff/scenes/preconsult/triage/words-en.ts';
import { zh } from '../../../bff/scenes/preconsult/triage/words-zh.ts';
import { departmentCatalogue } from '../../../fixtures/hospitals/department-catalogue.ts';
import { outcomeOf, walk } from './triage-walks.ts';

const { redFlags, departments, topics, bodyParts, choices, pregnancySigns } = draftRules;
const codesOf = (kind: keyof typeof zh) => Object.keys(zh[kind]);
const length = (text: string) => Array.from(text).length;

describe('the rules of triage', () => {
  it('are shipped as a draft that nobody signed, and each row says where it is from', () => {
    expect(draftRules).toMatchObject({ status: 'draft', owner: expect.stringContaining('to be named') });
    expect(draftRules.approvedBy).toBeUndefined();
    for (const { id, source } of [...redFlags, ...departments]) expect(source, id).toMatch(/signed by a clinical owner$/);
  });

  it('name each row once, and nothing that is not there', () => {
    for (const rows of [redFlags, departments, topics.map(({ code }) => ({ id: code }))])
      expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length);
    const used = {
      signs: redFlags.flatMap(({ signs }) => signs),
      topics: topics.map(({ code }) => code),
      advice: redFlags.map(({ advice }) => advice),
      reasons: departments.flatMap(({ leadsTo }) => leadsTo.map(([, reason]) => reason)),
    };
    for (const [kind, codes] of Object.entries(used))
      expect([...new Set<string>(codes)].sort()).toEqual(codesOf(kind as keyof typeof zh).sort());
    const said = departments.flatMap(({ answered }) => answered?.[1] ?? []);
    for (const code of [...said, ...Object.values(choices).flat()]) expect(codesOf('options')).toContain(code);
    for (const { answered, id } of departments)
      if (answered !== undefined) for (const code of answered[1]) expect(choices[answered[0]], `${id} ${code}`).toContain(code);
    for (const [code] of rowsOf(topicWords)) expect(codesOf('topics')).toContain(code);
    for (const [code] of rowsOf(signRows)) expect(codesOf('signs')).toContain(code);
  });

  it('ask every sign somewhere, and ask nothing that has no row', () => {
    const asked = new Set([...topics.flatMap(({ signs }) => signs), ...pregnancySigns]);
    expect([...asked].sort()).toEqual([...new Set(redFlags.flatMap(({ signs }) => signs))].sort());
    for (const { code } of topics) expect(Object.values(bodyParts).flat(), `${code} is on the figure`).toContain(code);
  });

  it('lead every topic, at every age and sex, to a department that even a small city has, but for what only a general doctor sorts out', () => {
    const small = departmentCatalogue.slice(0, 20).map(({ code }) => code);
    const without = new Set<string>();
    for (const { code } of topics)
      for (const sex of ['female', 'male'] as const)
        for (const ageDays of [100, 5112, 9000, 25000]) {
          const first = walk({ ageDays, sex }, { kind: 'listed', code }, {});
          // What is for nobody like that leads to the list.
          if (first.asked.some(({ id }) => id === 'topic')) continue;
          for (const text of first.asked.filter(({ id }) => id in choices))
            for (const option of text.options) {
              const { outcome } = walk({ ageDays, sex }, { kind: 'listed', code }, { [text.id]: option.code });
              if (outcome.kind === 'departments' && !outcome.suggestions.some(({ specialty }) => small.includes(specialty)))
                without.add(`${code} ${option.code}`);
            }
          if (
            first.outcome.kind === 'departments' &&
            !first.outcome.suggestions.some(({ specialty }) => small.includes(specialty))
          )
            without.add(code);
          else expect(['departments', 'red-flag', 'ask-person']).toContain(first.outcome.kind);
        }
    expect([...without].sort()).toEqual(['other', 'refill', 'refill else']);
  });

  it('lead to departments of the national list alone, none of which is for another sex', () => {
    const known = departmentCatalogue.map(({ code }) => code);
    for (const [code] of departments.flatMap(({ leadsTo }) => leadsTo)) expect(known).toContain(code);
    for (const { code } of topics) {
      const { outcome } = walk({ ageDays: 9000, sex: 'male' }, { kind: 'listed', code }, { 'belly-where': 'belly-low' });
      if (outcome.kind === 'departments' && code !== 'women' && code !== 'pregnancy')
        expect(outcome.suggestions.filter(({ specialty }) => /^A05\.0[12]/.test(specialty))).toEqual([]);
    }
  });

  it('speak in short words, and name no disease to anybody', () => {
    for (const text of Object.values(zh.questions)) expect(length(text), text).toBeLessThanOrEqual(22);
    for (const text of [...Object.values(zh.topics), ...Object.values(zh.options), ...Object.values(zh.signs)])
      expect(length(text), text).toBeLessThanOrEqual(12);
    for (const text of [...Object.values(en.topics), ...Object.values(en.options), ...Object.values(en.signs)])
      expect(length(text), text).toBeLessThanOrEqual(36);
    const told = [zh.signs, zh.reasons, zh.advice].flatMap((words) => Object.values(words));
    for (const text of told) expect(text).not.toMatch(/癌|炎|梗|中风|卒中|癫痫|肿瘤|抑郁|综合征|破裂|溃疡/);
    for (const text of [en.signs, en.reasons, en.advice].flatMap((words) => Object.values(words)))
      expect(text).not.toMatch(/stroke|heart attack|cancer|infarct|meningitis|depress|tumou?r|epilep/i);
  });

  it('tell what is quiet to nobody who only hears: the advice of a quiet row says nothing of what was said', () => {
    const quiet = redFlags.filter(({ manner }) => manner === 'quiet');
    expect(quiet.map(({ advice }) => advice).every((advice) => advice.startsWith('quiet-'))).toBe(true);
    expect(redFlags.filter(({ manner }) => manner === 'loud').some(({ advice }) => advice.startsWith('quiet-'))).toBe(false);
    for (const { advice } of quiet)
      expect(`${zh.advice[advice]} ${en.advice[advice]}`).not.toMatch(/自杀|死|打人|家暴|suicide|die|violence|abuse/i);
  });

  it('answer the same to data that went through JSON', () => {
    const copy = JSON.parse(JSON.stringify(draftRules)) as typeof draftRules;
    expect(copy).toEqual(draftRules);
    expect(outcomeOf({ ageDays: 9000, sex: 'male' }, { kind: 'listed', code: 'chest' }, []).kind).toBe('question');
  });
});
