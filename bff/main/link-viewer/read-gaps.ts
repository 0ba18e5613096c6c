import { lineOf, type Part, partOf, partsOf } from './fhir-members.ts';

/** Hospitals of which there may be more than was shared, by name. */
export interface SharedGaps {
  /** They had not answered, or held something that could not be read, when it was shared. */
  readonly incomplete: readonly string[];
  /** They keep some from whoever shared. */
  readonly suppressed: readonly string[];
  /** Names that are not shown, because there are too many. */
  readonly leftOut: number;
}

const NAMES_MAX = 50;
/** Outcomes, and issues of one, that are looked at: a city has some ten hospitals. */
const ISSUES_MAX = 1_000;

/**
 * What whoever gathered the file says is missing in it: warnings `incomplete` and `suppressed` (R4 IssueType) of which the details are a
 * hospital's name. Whatever else an OperationOutcome says is about some system, for its developers.
 */
export function readGaps(outcomes: readonly Part[]): SharedGaps {
  const issues = outcomes.slice(0, ISSUES_MAX).flatMap(({ issue }) => partsOf(issue, ISSUES_MAX));
  const named = (wanted: string) => [
    ...new Set(
      issues.flatMap(({ severity, code, details }) =>
        severity === 'warning' && code === wanted ? (lineOf(partOf(details).text) ?? []) : [],
      ),
    ),
  ];
  const [incomplete, suppressed] = [named('incomplete'), named('suppressed')];
  // Both kinds are told of, however long one of them is.
  const first = incomplete.slice(0, Math.max(NAMES_MAX / 2, NAMES_MAX - suppressed.length));
  const second = suppressed.slice(0, NAMES_MAX - first.length);
  return {
    incomplete: first,
    suppressed: second,
    leftOut: incomplete.length + suppressed.length - first.length - second.length,
  };
}
