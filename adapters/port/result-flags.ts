/** Verdicts that are understood (HL7 v3 ObservationInterpretation). */
export const RESULT_FLAGS = ['N', 'L', 'H', 'LL', 'HH', 'A', 'AA'] as const;
export type ResultFlag = (typeof RESULT_FLAGS)[number];

/** Other writings of laboratories, in lower case and without blanks. `HU` and `LU` (HL7 v2.8 table 0078) say that it is far out, not that it is critical. */
const WORDS: Readonly<Record<string, ResultFlag>> = {
  ...Object.fromEntries(RESULT_FLAGS.map((flag) => [flag.toLowerCase(), flag])),
  ...{ hu: 'H', lu: 'L', '↑': 'H', '↓': 'L', '↑↑': 'HH', '↓↓': 'LL', high: 'H', low: 'L', normal: 'N', abnormal: 'A' },
  ...{ 正常: 'N', 偏高: 'H', 升高: 'H', 高: 'H', 偏低: 'L', 降低: 'L', 低: 'L', 异常: 'A', 危急: 'AA', 危急值: 'AA' },
};

/** Codes of the same lists that say the value once more, and not how it stands. */
const SAY_THE_VALUE: ReadonlySet<string> = new Set(['neg', 'pos', 'det', 'nd', 'ind', 'e', 'rr', 'wr', 'nr']);

/** What a laboratory says of a value: a verdict, or words that are none here, where nobody else may judge the value. */
export interface SaidVerdict {
  readonly flag?: ResultFlag;
  readonly flagText?: string;
}

/** The verdict that words of a laboratory come to: the gravest of several. Where they contradict each other, or may say more, they stay words. */
export function verdictIn(words: readonly string[]): SaidVerdict {
  const folded = words.map((word) => word.replace(/\s/g, '').toLowerCase());
  const meant = words.filter((_, nth) => !SAY_THE_VALUE.has(folded[nth] ?? ''));
  const flags = new Set(folded.flatMap((word) => (Object.hasOwn(WORDS, word) ? [WORDS[word] as ResultFlag] : [])));
  const has = (...some: readonly ResultFlag[]) => some.some((flag) => flags.has(flag));
  const isContradiction = (has('H', 'HH') && has('L', 'LL')) || (has('N') && flags.size > 1);
  const gravest = (['HH', 'LL', 'AA', 'H', 'L', 'A', 'N'] as const).find((flag) => flags.has(flag));
  const isPartly = gravest === 'N' && meant.some((word) => verdictIsUnknown(word));
  if (gravest !== undefined && !isContradiction && !isPartly) return { flag: gravest };
  const text = meant.join(' ').trim();
  return text === '' ? {} : { flagText: text };
}

const verdictIsUnknown = (word: string) => !Object.hasOwn(WORDS, word.replace(/\s/g, '').toLowerCase());
