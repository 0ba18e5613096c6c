/** Words of laboratories that are certain, without blanks and in lower case. `±` is none of them, and a dash may stand for nothing at all. */
const WORDS: Readonly<Record<'negative' | 'positive', readonly string[]>> = {
  negative: [
    '阴性',
    '阴性(-)',
    '(-)',
    'neg',
    'negative',
    'negative(-)',
    '未检出',
    '未检测到',
    'notdetected',
    '无反应性',
    'nonreactive',
    'non-reactive',
  ],
  positive: [
    ...[
      '阳性',
      '阳性(+)',
      '弱阳性',
      '弱阳性(+)',
      '强阳性',
      'pos',
      'positive',
      'positive(+)',
      'weaklypositive',
      '检出',
      'detected',
    ],
    ...['+', '++', '+++', '++++', '(+)', '(++)', '(+++)', '1+', '2+', '3+', '4+', '有反应性', 'reactive'],
  ],
};

/** Whether a text says that something was found; `undefined` where it says anything else. */
export function wordOf(text: string): keyof typeof WORDS | undefined {
  const folded = text.replace(/\s/g, '').replaceAll('（', '(').replaceAll('）', ')').replaceAll('＋', '+').toLowerCase();
  if (WORDS.negative.includes(folded)) return 'negative';
  return WORDS.positive.includes(folded) ? 'positive' : undefined;
}
