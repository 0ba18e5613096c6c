import { describe, expect, it } from 'vitest';
import { draftRules } from '../../../bff/scenes/preconsult/triage/draft-rules.ts';
import { hear } from '../../../bff/scenes/preconsult/triage/hear.ts';
import { triage } from '../../../bff/scenes/preconsult/triage/triage.ts';
import { sayings } from './triage-sayings.ts';
import { unseenSayings } from './triage-unseen-sayings.ts';

const ADULT = { ageDays: 45 * 365, sex: 'unknown' } as const;
const SAYINGS = [...rowsOf(sayings), ...rowsOf(unseenSayings)];

function rowsOf(table: string) {
  return table
    .trim()
    .split('\n')
    .map((row) => {
      const [text = '', expected = ''] = row.split(' | ');
      const [kind = '', what = ''] = expected.split(' ');
      return { text, kind, what };
    });
}

const told = (text: string) => triage(draftRules, ADULT, { kind: 'words', text }, []);

/** What came of a text, in the words of the table. */
function became(text: string): { readonly kind: string; readonly whats: readonly string[] } {
  const outcome = told(text);
  if (outcome.kind === 'red-flag') return { kind: 'flag', whats: outcome.flags.map(({ rule }) => rule) };
  const { doubted, topics } = hear(text);
  if (doubted.size > 0) return { kind: 'ask', whats: [...doubted] };
  return { kind: 'none', whats: topics.length === 0 ? ['-'] : topics };
}

describe('a complaint in somebody’s own words', () => {
  it('of what people say, no danger is missed, and nothing is an alarm that is none', () => {
    const wrong = SAYINGS.map((row) => ({ ...row, was: became(row.text) })).filter(
      ({ kind, what, was }) => was.kind !== kind || !was.whats.includes(what),
    );
    const missed = wrong.filter(({ kind }) => kind === 'flag');
    const falseAlarms = wrong.filter(({ kind, was }) => kind !== 'flag' && was.kind === 'flag');
    console.log(`triage: ${SAYINGS.length} sayings, ${missed.length} flags missed, ${falseAlarms.length} false`);
    expect(wrong.map(({ text, kind, what, was }) => `${text} | ${kind} ${what} | ${was.kind} ${was.whats.join(' ')}`)).toEqual(
      [],
    );
    expect(new Set(SAYINGS.map(({ text }) => text)).size).toBe(SAYINGS.length);
    expect(SAYINGS.length).toBeGreaterThan(370);
  });

  it.each([
    ['我没有胸痛，只是来开药', 'none', 'refill'],
    ['没有胸痛，但是喘不上气', 'flag', 'breathless'],
    ['胸口不是不痛，是一阵阵地痛', 'flag', 'chest-now'],
    ['以前有过胸痛，现在不痛了', 'ask', 'chest-now'],
    ['我妈胸痛，我来替她挂号', 'flag', 'chest-now'],
    ['胸不痛 头也不痛 就是半边脸歪了', 'flag', 'face-crooked'],
    ['无胸闷胸痛心悸', 'none', '-'],
    ['无明显诱因出现胸痛3小时', 'flag', 'chest-now'],
    ['否认胸痛；昨晚抽搐一次', 'flag', 'convulsion'],
  ])('"%s", which others misread, becomes %s (%s)', (text, kind, what) => {
    const was = became(text);
    expect(was.kind).toBe(kind);
    expect(was.whats).toContain(what);
    expect(was.whats.includes('chest-now')).toBe(what === 'chest-now');
  });

  it('a danger of somebody else is an alarm, and it is asked who that is', () => {
    expect(told('我妈胸痛，我来替她挂号')).toMatchObject({ kind: 'red-flag', askWho: true });
    expect(told('胸痛')).toMatchObject({ kind: 'red-flag', askWho: false });
    expect(told('my father has a headache')).toMatchObject({ askWho: true });
  });

  it('whoever speaks of somebody else is asked that person’s age, not taken for the one who speaks', () => {
    const outcome = triage(draftRules, ADULT, { kind: 'words', text: '宝宝发烧' }, [{ question: 'topic', answer: 'fever' }]);
    expect(outcome).toMatchObject({ kind: 'question', question: { id: 'age' } });
    const said = [
      { question: 'topic', answer: 'fever' },
      { question: 'age', answer: 'months-3' },
    ];
    expect(triage(draftRules, ADULT, { kind: 'words', text: '宝宝发烧' }, said)).toMatchObject({
      kind: 'red-flag',
      flags: [{ rule: 'infant-fever' }],
    });
  });

  it('a danger is heard wherever it stands in a text that does not end', () => {
    for (let before = 40; before < 130; before += 7)
      expect(hear(`${'啊'.repeat(before)}胸口很痛${'啊'.repeat(90)}`).signs, `after ${before}`).toContain('chest-now');
  });

  it('words that nobody understands lead to the list, and never to a department', () => {
    for (const text of ['', ' ', '。。。', 'asdf', '你好', '🙂', '我要看医生', '1234', '\u202e'])
      expect(told(text)).toMatchObject({ kind: 'question', question: { id: 'topic' } });
  });

  it('several complaints are asked about, with a way to say that it is another', () => {
    const outcome = told('头晕，膝盖疼');
    expect(outcome).toMatchObject({ kind: 'question', question: { id: 'topic' } });
    if (outcome.kind !== 'question') return;
    expect(outcome.question.options.map(({ code }) => code)).toEqual(['dizziness', 'joints', 'other']);
  });

  it('what was told as past and is not asked with the topic has a page of its own, quiet where the sign is', () => {
    const outcome = triage(draftRules, { ageDays: 15000, sex: 'male' }, { kind: 'words', text: '以前想过自杀，膝盖疼' }, []);
    expect(outcome).toMatchObject({ kind: 'question', question: { id: 'heard-joints', answers: 'many', manner: 'quiet' } });
    if (outcome.kind !== 'question') return;
    expect(outcome.question.options.map(({ code }) => code)).toEqual(['not-live', 'none']);
  });
});
