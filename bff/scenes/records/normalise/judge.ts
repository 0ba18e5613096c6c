import type { ReferenceRange, Result, Unit } from '../../../../adapters/port/records.ts';
import type { ResultFlag } from '../../../../adapters/port/result-flags.ts';
import { type Measure, onScale } from './measures.ts';
import type { Knowing, NormalResult, Verdict } from './normal-result.ts';
import { readLimits } from './read-limits.ts';
import { between, standing, stretchOf, type Ways } from './stretch.ts';
import { isGiven, understoodUnit } from './units.ts';
import { wordOf } from './words.ts';

/** What the hospital says in a letter (HL7 v3 ObservationInterpretation). Only these two doubled letters are ever critical here. */
const BY_FLAG: Readonly<Record<ResultFlag, Verdict>> = {
  N: 'usual',
  L: 'low',
  H: 'high',
  LL: 'critical-low',
  HH: 'critical-high',
  A: 'unusual',
  AA: 'critical',
};

/**
 * How a value stands: as the hospital says, unless the limits beside it say otherwise, or else by the one range that is for this person. Where it is not certain there is no verdict:
 * of several ranges that fit, of a unit that leads nowhere, of `<3` when the limit is 2. Nobody takes a missing limit for a wide one.
 */
export function judge(
  result: Result,
  measure: Measure | undefined,
  knowing: Knowing,
): Pick<NormalResult, 'verdict' | 'verdictBy'> {
  if (result.status === 'withdrawn') return {};
  // The hospital has judged it, in words that nobody here knows: they may say that it is critical.
  if (result.flagText !== undefined) return {};
  const byLimits = judgeByLimits(result, measure, knowing);
  if (result.flag === undefined) return byLimits === undefined ? {} : { verdict: byLimits, verdictBy: 'limits' };
  const verdict = BY_FLAG[result.flag];
  // What lies outside of the limits beside it is called usual by nobody, nor low where it is high; critical it stays.
  if (byLimits === undefined || byLimits === 'usual') return { verdict, verdictBy: 'hospital' };
  if (verdict === 'usual') return { verdict: byLimits, verdictBy: 'limits' };
  if (SIDES[byLimits] === SIDES[verdict]) return { verdict, verdictBy: 'hospital' };
  if (SIDES[verdict] === undefined) return { verdict, verdictBy: 'hospital' };
  return { verdict: verdict.startsWith('critical') ? 'critical' : 'unusual', verdictBy: 'hospital' };
}

/** On which side of its limits a value is. */
const SIDES: Readonly<Partial<Record<Verdict, 'low' | 'high'>>> = {
  low: 'low',
  'critical-low': 'low',
  high: 'high',
  'critical-high': 'high',
};

function judgeByLimits(result: Result, measure: Measure | undefined, knowing: Knowing): Verdict | undefined {
  const fitting = result.ranges.filter((range) => mayBeFor(range, knowing));
  const [range] = fitting;
  if (range === undefined || fitting.length > 1 || (range.sex !== undefined && knowing.sex === 'unknown')) return undefined;
  return byRange(result, range, measure, knowing);
}

/** Whether the range can be for this person; one that is for somebody in words judges nobody. */
function mayBeFor({ sex, ageFromYears = 0, ageToYears, appliesTo }: ReferenceRange, person: Knowing): boolean {
  if (appliesTo !== undefined) return false;
  const isSex = sex === undefined || person.sex === 'unknown' || sex === person.sex;
  return isSex && person.ageYears >= ageFromYears && (ageToYears === undefined || person.ageYears < ageToYears);
}

function byRange({ value }: Result, range: ReferenceRange, measure: Measure | undefined, knowing: Knowing): Verdict | undefined {
  if (value.kind === 'text') return byWords(value.text, range);
  if (value.kind !== 'quantity' && value.kind !== 'range') return undefined;
  const stretch = value.kind === 'quantity' ? stretchOf(value.number, value.comparator) : between(value.low, value.high);
  // A range may say its limits in numbers and in text: they have to come to the same.
  const verdicts = readLimits(range).map(({ limits, unit }) => {
    const ways = waysTo(value.unit, unit, measure, knowing);
    return ways && standing(stretch, limits, ways);
  });
  const [verdict] = verdicts;
  return verdicts.every((other) => other === verdict) ? verdict : undefined;
}

/** How value and limits are led onto one scale; `undefined` where they can not be compared. Limits without a unit are in that of the value. */
function waysTo(
  ofValue: Unit | undefined,
  ofLimits: Unit | undefined,
  measure: Measure | undefined,
  knowing: Knowing,
): Ways | undefined {
  const asWritten = { ofValue: [], ofLimits: [] };
  if (ofLimits === undefined || !isGiven(ofLimits) || isWrittenAlike(ofValue, ofLimits)) return asWritten;
  const left = understoodUnit(ofValue, knowing.countsInThousands);
  const right = understoodUnit(ofLimits, knowing.countsInThousands);
  if (left === undefined || right === undefined) return undefined;
  const value = onScale(left, measure);
  const limits = onScale(right, measure);
  return value.scale === limits.scale ? { ofValue: value.steps, ofLimits: limits.steps } : undefined;
}

/** The same text, and no codes that differ. */
const isWrittenAlike = (a: Unit | undefined, b: Unit) =>
  a !== undefined &&
  a.text === b.text &&
  (a.ucum === b.ucum || (a.text !== undefined && (a.ucum ?? b.ucum) === (b.ucum ?? a.ucum)));

/** Of words: whether it says what the range says. Two words of which we know only that they differ may mean the same. */
function byWords(text: string, { text: usual }: ReferenceRange): Verdict | undefined {
  if (usual === undefined) return undefined;
  const said = wordOf(text);
  const expected = wordOf(usual);
  if (said !== undefined && expected !== undefined) return said === expected ? 'usual' : 'unusual';
  return text.trim() === usual.trim() ? 'usual' : undefined;
}
