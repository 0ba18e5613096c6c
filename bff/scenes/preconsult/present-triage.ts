import type * as z from 'zod';
import type { triageOutcome } from '../../contract/preconsult/schemas.ts';
import type { PreconsultDependencies } from './dependencies.ts';
import { TRIAGE_NO_DIAGNOSIS } from './no-diagnosis.ts';
import { draftRules } from './triage/draft-rules.ts';
import type { TriageOption, TriageOutcome, TriageQuestion } from './triage/terms.ts';
import { en } from './triage/words-en.ts';
import { zh } from './triage/words-zh.ts';

/** Where nurses look at people before they are sent anywhere. */
const ASK_DESK = {
  zh: '请到预检分诊台，护士当面问问您，再告诉您挂哪个科。',
  en: 'Please go to the triage desk: a nurse asks you there and tells you which department.',
} as const;

type Kind = keyof typeof zh;

function both<K extends Kind>(kind: K, code: keyof (typeof zh)[K]): { zh: string; en: string } {
  return { zh: String(zh[kind][code]), en: String(en[kind][code]) };
}

/** Answers that every question takes. */
const UNKNOWN = { code: 'unknown', text: { zh: '不清楚', en: 'I do not know' }, alone: true } as const;
const NONE = 'none';

export type TriageAnswer = z.output<typeof triageOutcome>;

/** What was done about a red flag. */
export interface Raised {
  readonly until: string;
  readonly helpCalled: boolean;
}

export interface Shown {
  readonly approved: boolean;
  readonly flagged: Raised | undefined;
}

/** What the rules found, in words, with the departments that this city has. */
export function presentOutcome(dependencies: PreconsultDependencies, outcome: TriageOutcome, shown: Shown): TriageAnswer {
  const answered = {
    rules: [...rulesOf(outcome)],
    content: { id: draftRules.id, version: draftRules.version, approved: shown.approved },
    noDiagnosis: TRIAGE_NO_DIAGNOSIS,
    askWho: outcome.askWho,
  };
  switch (outcome.kind) {
    case 'question':
      return { outcome: 'question', question: presentQuestion(outcome.question), step: outcome.step, ...answered };
    case 'departments': {
      const suggestions = suggestionsOf(dependencies, outcome);
      // This city has none of them: whoever sorts patients knows where to.
      if (suggestions.length === 0) return { outcome: 'ask-person', advice: [ASK_DESK], ...answered };
      return { outcome: 'departments', suggestions, ...answered };
    }
    case 'red-flag': {
      const quiet = outcome.flags.some(({ manner }) => manner === 'quiet');
      const advice = [...new Set(outcome.flags.map(({ advice: code }) => code))];
      return {
        outcome: 'red-flag',
        manner: quiet ? 'quiet' : 'loud',
        advice: advice.map((code) => both('advice', code)),
        phones: quiet ? ['12356', '120'] : ['120'],
        until: shown.flagged?.until ?? '',
        helpCalled: shown.flagged?.helpCalled ?? false,
        ...answered,
      };
    }
    case 'ask-person':
      return { outcome: 'ask-person', advice: [ASK_DESK], ...answered };
  }
}

function rulesOf(outcome: TriageOutcome): readonly string[] {
  switch (outcome.kind) {
    case 'question':
      return outcome.question.rules;
    case 'red-flag':
      return outcome.flags.map(({ rule }) => rule);
    case 'departments':
    case 'ask-person':
      return outcome.rules;
  }
}

function presentQuestion({ id, text, answers, options, manner }: TriageQuestion) {
  return {
    id,
    text: both('questions', text),
    kind: answers === 'many' ? ('several' as const) : ('one' as const),
    options: [...options.map(presentOption), UNKNOWN],
    quiet: manner === 'quiet',
  };
}

function presentOption({ kind, code }: TriageOption) {
  const text = kind === 'topic' ? both('topics', code) : kind === 'sign' ? both('signs', code) : both('options', code);
  return { code, text, alone: code === NONE };
}

/** The departments of this city among those that the rules name, each once, in their order. */
function suggestionsOf({ directory }: PreconsultDependencies, { suggestions }: Extract<TriageOutcome, { kind: 'departments' }>) {
  const known = new Map(directory.specialties().map((one) => [one.code, one]));
  const seen = new Set<string>();
  return suggestions.flatMap(({ specialty, reason, rule }) => {
    const found = known.get(specialty);
    if (!found || seen.has(specialty)) return [];
    seen.add(specialty);
    return [{ department: specialty, name: { zh: found.name, en: found.englishName }, reason: both('reasons', reason), rule }];
  });
}
