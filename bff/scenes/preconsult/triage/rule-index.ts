import type { RedFlagRow, RuleSet } from './rule-set.ts';
import type { Manner } from './terms.ts';
import type { SignCode } from './words-zh.ts';

/** What is looked up in a rule set with every answer. */
export interface RuleIndex {
  readonly rowsOf: (sign: SignCode) => readonly RedFlagRow[];
  /** A sign of any quiet row is quiet. */
  readonly mannerOf: (sign: SignCode) => Manner;
  readonly isSign: (code: string) => code is SignCode;
}

const indexes = new WeakMap<RuleSet, RuleIndex>();

/** Made once for a rule set, which is data and does not change. */
export function indexOf(rules: RuleSet): RuleIndex {
  const index = indexes.get(rules) ?? indexed(rules);
  indexes.set(rules, index);
  return index;
}

function indexed({ redFlags }: RuleSet): RuleIndex {
  const rows = new Map<string, RedFlagRow[]>();
  for (const row of redFlags) for (const sign of row.signs) rows.set(sign, [...(rows.get(sign) ?? []), row]);
  const quiet = new Set(redFlags.filter(({ manner }) => manner === 'quiet').flatMap(({ signs }) => signs));
  return {
    rowsOf: (sign) => rows.get(sign) ?? [],
    mannerOf: (sign) => (quiet.has(sign) ? 'quiet' : 'loud'),
    isSign: (code): code is SignCode => rows.has(code),
  };
}
