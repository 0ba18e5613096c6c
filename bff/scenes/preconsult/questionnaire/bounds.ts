/** How much a questionnaire, and a form that is filled, may be. What is beyond is refused when it is loaded, or when it is answered. */
export const BOUNDS = {
  items: 2_000,
  /** Levels of items under the questionnaire. */
  depth: 12,
  optionsOfItem: 1_000,
  options: 10_000,
  conditionsOfItem: 50,
  /** Expressions of a questionnaire: variables, conditions, calculated values, constraints. */
  expressions: 200,
  /** Characters. */
  expressionLength: 4_000,
  patternLength: 1_000,
  /** Instructions into which a regular expression is compiled. */
  patternProgram: 4_000,
  /** Characters of an answer that is text. */
  textLength: 10_000,
  /** Answers of one question, and instances of one group. */
  repeats: 50,
  /** Places for answers in a form, with all its repeats. */
  fields: 10_000,
  /** Faults of a questionnaire that are told. */
  faults: 100,
  /** Rounds in which a form whose dependencies are not all known has to settle. */
  roundsInDoubt: 40,
  /** Expressions that one answer may have evaluated, beside one time each. */
  evaluationsBeyond: 500,
} as const;
