import type { ResultValue } from '../../client/wire.ts';
import type { SpokenKey } from '../../i18n/text.ts';

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

export interface MarkWords {
  readonly shape: string;
  readonly word: SpokenKey;
}

export function markOf(verdict: Verdict): MarkWords {
  return { shape: SHAPES[verdict], word: `verdict.${verdict}` };
}

export function isCritical({ verdict }: Pick<ResultValue, 'verdict'>): boolean {
  return verdict?.startsWith('critical') === true;
}

export function isUnusual({ verdict }: Pick<ResultValue, 'verdict'>): boolean {
  return verdict !== undefined && verdict !== 'usual';
}
