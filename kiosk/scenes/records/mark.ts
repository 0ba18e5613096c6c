import type { ResultValue } from '../../client/wire.ts';
import type { Say } from '../../i18n/text.ts';

type Verdict = NonNullable<ResultValue['verdict']>;

/** How a value stands, by a shape and in a word: never by a colour. */
const SHAPES: Readonly<Record<Verdict, string>> = {
  usual: '✓',
  low: '▼',
  high: '▲',
  'critical-low': '▼▼',
  'critical-high': '▲▲',
  unusual: '◆',
  critical: '◆◆',
};

export interface Standing {
  readonly shape: string;
  readonly words: string;
}

/** In the words of people, or else in those of the hospital; nothing where nobody said anything. */
export function standingOf(
  { verdict, saidVerdict }: Pick<ResultValue, 'verdict' | 'saidVerdict'>,
  say: Say,
): Standing | undefined {
  if (verdict !== undefined) return { shape: SHAPES[verdict], words: say(`verdict.${verdict}`) };
  return saidVerdict === undefined ? undefined : { shape: '◆', words: say('verdict.said', { said: saidVerdict }) };
}

export function isCritical({ verdict }: Pick<ResultValue, 'verdict'>): boolean {
  return verdict?.startsWith('critical') === true;
}

/** A verdict in the hospital's own words may say anything: it is not taken for usual. */
export function isUnusual({ verdict, saidVerdict }: Pick<ResultValue, 'verdict' | 'saidVerdict'>): boolean {
  return verdict === undefined ? saidVerdict !== undefined : verdict !== 'usual';
}
