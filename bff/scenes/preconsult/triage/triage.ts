import { type Evidence, gather, UNKNOWN } from './evidence.ts';
import { fitsAge } from './for-whom.ts';
import { answerTo, choosingQuestions, departmentRows, onsetRows, QUESTIONS_MAX, safetyQuestions } from './questions.ts';
import type { RuleSet } from './rule-set.ts';
import type { Complaint, Suggestion, TriageOutcome, TriageQuestion, TriageSaid, TriageSubject } from './terms.ts';

const SUGGESTIONS_MAX = 3;

/**
 * From a complaint and what was answered to the next question, to departments, or to a red flag. Pure: the same facts give the same
 * outcome, and the rows that gave it are named. It never says what somebody has. Departments come only when every question about red
 * flags is answered; whoever does not know an answer is sent to a person.
 */
export function triage(rules: RuleSet, subject: TriageSubject, complaint: Complaint, said: readonly TriageSaid[]): TriageOutcome {
  const evidence = gather(rules, subject, complaint, said);
  const askWho = evidence.heard.another !== undefined;
  if (evidence.raised.length > 0)
    return { kind: 'red-flag', flags: evidence.raised.map(({ id, manner, advice }) => ({ rule: id, manner, advice })), askWho };
  const safety = safetyQuestions(rules, evidence);
  const choosing = choosingQuestions(rules, evidence);
  const open = next(safety, evidence);
  const doubts = open === undefined ? doubtsOf(rules, evidence, safety) : [];
  if (doubts.length > 0) return { kind: 'ask-person', rules: doubts, askWho };
  const question = open ?? next(choosing, evidence);
  if (question !== undefined) return { kind: 'question', question, step: stepOf([...safety, ...choosing], evidence), askWho };
  return { ...departmentsOf(rules, evidence), askWho };
}

function next(questions: readonly TriageQuestion[], evidence: Evidence): TriageQuestion | undefined {
  return questions.find((question) => answerTo(evidence, question) === undefined);
}

/** Which question this is, and how many there are at most. */
function stepOf(planned: readonly TriageQuestion[], evidence: Evidence): { readonly number: number; readonly atMost: number } {
  const number = planned.filter((question) => answerTo(evidence, question) !== undefined).length + 1;
  if (evidence.topic === undefined) return { number, atMost: QUESTIONS_MAX };
  const pregnancyMayFollow = planned.some(({ id }) => id === 'pregnant') && evidence.pregnant === undefined;
  return { number, atMost: planned.length + (pregnancyMayFollow ? 1 : 0) };
}

/** Rows of which nobody can say whether they are fulfilled. */
function doubtsOf(rules: RuleSet, evidence: Evidence, safety: readonly TriageQuestion[]): readonly string[] {
  const unknown = safety.filter((question) => answerTo(evidence, question)?.includes(UNKNOWN));
  const pages = unknown.filter(({ answers }) => answers === 'many').flatMap((page) => page.rules);
  const onsets = unknown.some(({ id }) => id === 'onset') ? onsetRows(rules, evidence).map(({ id }) => id) : [];
  const ages = rules.redFlags
    .filter((row) => row.signs.length === 0 && row.onset === undefined && fitsAge(row, evidence.age) === 'maybe')
    .filter(({ complaint }) => complaint?.some((code) => code === evidence.topic?.code || evidence.heard.topics.includes(code)))
    .map(({ id }) => id);
  return [...new Set([...pages, ...onsets, ...ages])];
}

function departmentsOf(rules: RuleSet, evidence: Evidence): Omit<Extract<TriageOutcome, { kind: 'departments' }>, 'askWho'> {
  const suggestions = new Map<string, Suggestion>();
  for (const { id, leadsTo } of departmentRows(rules, evidence))
    for (const [specialty, reason] of leadsTo)
      if (!suggestions.has(specialty) && suggestions.size < SUGGESTIONS_MAX)
        suggestions.set(specialty, { specialty, reason, rule: id });
  const shown = [...suggestions.values()];
  return { kind: 'departments', suggestions: shown, rules: [...new Set(shown.map(({ rule }) => rule))] };
}
