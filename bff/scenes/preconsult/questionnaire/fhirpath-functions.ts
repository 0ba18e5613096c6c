/**
 * Functions of FHIRPath 2.0 and of SDC that are run, with how many arguments each may have. The library answers "nothing" to a wrong
 * number of them, so it is looked at before. Left out is what asks another server, `memberOf`, `resolve`, `conformsTo`, and
 * `defineVariable`, whose names nobody could tell from those of the questionnaire.
 */
const ARGUMENTS: Readonly<Record<string, readonly number[]>> = {
  ...named([0], 'empty not allTrue anyTrue allFalse anyFalse isDistinct distinct count sum min max avg weight ordinal'),
  ...named([0], 'single first last tail children descendants hasValue getValue type'),
  ...named([0], 'toInteger toLong toDecimal toString toDate toDateTime toTime toBoolean'),
  ...named([0], 'convertsToBoolean convertsToInteger convertsToLong convertsToDecimal convertsToString convertsToDate'),
  ...named([0], 'convertsToDateTime convertsToTime convertsToQuantity'),
  ...named([0], 'upper lower length toChars trim abs ceiling exp floor ln sqrt truncate now today timeOfDay'),
  ...named([0], 'yearOf monthOf dayOf hourOf minuteOf secondOf millisecondOf timezoneOffsetOf dateOf timeOf'),
  ...named([0, 1], 'exists toQuantity join round lowBoundary highBoundary'),
  ...named([1], 'all subsetOf supersetOf where extension select repeat ofType is as take skip combine union intersect exclude'),
  ...named([1], 'indexOf lastIndexOf startsWith endsWith contains split encode decode escape unescape log power comparable'),
  ...named([1, 2], 'aggregate trace substring matches matchesFull'),
  ...named([2], 'replace replaceMatches'),
  ...named([2, 3], 'iif'),
};

/** How many arguments a coalesce may have. */
const COALESCED = 16;

function named(counts: readonly number[], names: string): Record<string, readonly number[]> {
  return Object.fromEntries(names.split(' ').map((name) => [name, counts]));
}

/** Whether a function of this name with so many arguments is run. */
export function isRun(name: string, count: number): boolean {
  if (name === 'coalesce') return count >= 1 && count <= COALESCED;
  return Object.hasOwn(ARGUMENTS, name) && (ARGUMENTS[name]?.includes(count) ?? false);
}

/** Functions whose argument is evaluated for each element of what they are asked about. */
export const FOR_EACH: ReadonlySet<string> = new Set(['where', 'select', 'exists', 'all', 'repeat', 'aggregate', 'trace']);

/** Names after `%` that are there without being declared. */
export const GIVEN_NAMES: ReadonlySet<string> = new Set([
  'context',
  'resource',
  'rootResource',
  'questionnaire',
  'qitem',
  'ucum',
  'sct',
  'loinc',
]);
