import { AGE_BANDS, complaintsOf, type Evidence, isComplaint, UNKNOWN } from './evidence.ts';
import { ANY_AGE, mayBeFor } from './for-whom.ts';
import { indexOf } from './rule-index.ts';
import type { DepartmentRow, RedFlagRow, RuleSet, TopicRow } from './rule-set.ts';
import type { Manner, TriageOption, TriageQuestion } from './terms.ts';
import type { OptionCode, QuestionText, SignCode } from './words-zh.ts';

/** More than this nobody reads at once. */
const SIGNS_AT_ONCE = 6;
/** Whoever the figure or the words lead to, and whatever is answered, is asked at most so much. */
export const QUESTIONS_MAX = 8;

const NONE = 'none';
const ONSET_OPTIONS: readonly OptionCode[] = ['today', 'days', 'weeks', 'months'];

/** The questions that decide whether there is a flag, in their order; as long as nobody knows the topic, the one about that. */
export function safetyQuestions(rules: RuleSet, evidence: Evidence): readonly TriageQuestion[] {
  const { topic, offered, asksAge } = evidence;
  const asked = offered.length > 1 ? [topicQuestion(offered)] : [];
  if (topic === undefined) return asked;
  if (asksAge) asked.push(oneOf('age', Object.keys(AGE_BANDS) as OptionCode[], ageRules(rules)));
  const pregnancyRows = rules.redFlags.filter(({ pregnant }) => pregnant);
  const isPregnancy = topic.code === 'pregnancy';
  const mayBePregnant = mayBeFor({ ...rules.pregnancyAges, sex: 'female' }, evidence);
  if (topic.asksPregnancy && mayBePregnant)
    asked.push({
      ...oneOf(
        'pregnant',
        ['yes', 'no'],
        pregnancyRows.map(({ id }) => id),
      ),
      manner: 'quiet',
    });
  if (isPregnancy || (topic.asksPregnancy && mayBePregnant && (evidence.pregnant === 'yes' || evidence.pregnant === UNKNOWN)))
    asked.push(pageOf('quiet-pregnant', 'signs', rules.pregnancySigns, 'quiet', rules));
  asked.push(...pages(rules, evidence, topic));
  if (topic.asksOnset) asked.push(oneOf('onset', ONSET_OPTIONS, onsetRules(rules, evidence)));
  return asked;
}

/** The questions that choose the department: only those whose answers can change it. Whoever was asked about what was heard is not kept longer. */
export function choosingQuestions(rules: RuleSet, evidence: Evidence): readonly TriageQuestion[] {
  const { topic } = evidence;
  if (topic === undefined || isAskedAgain(rules, evidence, topic)) return [];
  return topic.asks.flatMap((text) => {
    const rows = rules.departments.filter((row) => row.answered?.[0] === text && row.topics.includes(topic.code));
    const open = rows.filter((row) => mayBeFor(row, evidence));
    return open.length === 0
      ? []
      : [
          oneOf(
            text,
            rules.choices[text] ?? [],
            open.map(({ id }) => id),
          ),
        ];
  });
}

function topicQuestion(offered: readonly TopicRow[]): TriageQuestion {
  const options = offered.map(({ code }) => ({ kind: 'topic', code }) as const);
  return { id: 'topic', text: 'topic', answers: 'one', options, manner: 'loud', rules: [] };
}

function oneOf(text: QuestionText, codes: readonly OptionCode[], rules: readonly string[]): TriageQuestion {
  const options = codes.map((code) => ({ kind: 'option', code }) as const);
  return { id: text, text, answers: 'one', options, manner: 'loud', rules };
}

/** The signs of a topic, the loud ones first, as few pages as they need. Quiet ones have a page of their own. */
function pages(rules: RuleSet, evidence: Evidence, topic: TopicRow): readonly TriageQuestion[] {
  const { mannerOf } = indexOf(rules);
  const signs = topic.signs.filter((sign) => isAskedOf(rules, evidence, sign));
  const loud = signs.filter((sign) => mannerOf(sign) === 'loud');
  const quiet = signs.filter((sign) => mannerOf(sign) === 'quiet');
  const doubted = doubtedBeside(rules, evidence, topic);
  const doubtedManner = doubted.some((sign) => mannerOf(sign) === 'quiet') ? 'quiet' : 'loud';
  return [
    pageOf(`heard-${topic.code}`, 'signs', doubted, doubtedManner, rules),
    pageOf(`signs-${topic.code}`, 'signs', loud.slice(0, SIGNS_AT_ONCE), 'loud', rules),
    pageOf(`signs-${topic.code}-more`, 'signs-more', loud.slice(SIGNS_AT_ONCE), 'loud', rules),
    pageOf(`quiet-${topic.code}`, 'signs-quiet', quiet, 'quiet', rules),
  ].filter(({ options }) => options.length > 1);
}

/** What was heard and is in doubt, and is not asked with the topic anyway. */
function doubtedBeside(rules: RuleSet, evidence: Evidence, topic: TopicRow): readonly SignCode[] {
  return [...evidence.heard.doubted].filter((sign) => !topic.signs.includes(sign) && isAskedOf(rules, evidence, sign));
}

function isAskedAgain(rules: RuleSet, evidence: Evidence, topic: TopicRow): boolean {
  return doubtedBeside(rules, evidence, topic).length > 0;
}

function isAskedOf(rules: RuleSet, evidence: Evidence, sign: SignCode): boolean {
  return indexOf(rules)
    .rowsOf(sign)
    .some((row) => mayBeFor(row, evidence));
}

function pageOf(id: string, text: QuestionText, signs: readonly SignCode[], manner: Manner, rules: RuleSet): TriageQuestion {
  const options: readonly TriageOption[] = [
    ...signs.map((code) => ({ kind: 'sign', code }) as const),
    { kind: 'option', code: NONE },
  ];
  const rows = new Set(signs.flatMap((sign) => indexOf(rules).rowsOf(sign)));
  return { id, text, answers: 'many', options, manner, rules: [...rows].map((row) => row.id) };
}

function ageRules({ redFlags }: RuleSet): readonly string[] {
  return redFlags.filter((row) => row.fromDays !== undefined || row.belowDays !== undefined).map(({ id }) => id);
}

/** Rows of the complaint that hang on when it began. */
export function onsetRows({ redFlags }: RuleSet, evidence: Evidence): readonly RedFlagRow[] {
  return redFlags.filter((row) => row.onset !== undefined && isComplaint(row, evidence) && mayBeFor(row, evidence));
}

function onsetRules(rules: RuleSet, evidence: Evidence): readonly string[] {
  return onsetRows(rules, evidence).map(({ id }) => id);
}

/** What was answered to a question, where it is an answer: options of it alone, and not nothing. */
export function answerTo({ answers }: Evidence, question: TriageQuestion): readonly string[] | undefined {
  const codes = answers.get(question.id) ?? [];
  const isOption = (code: string) => code === UNKNOWN || question.options.some((option) => option.code === code);
  if (codes.length === 0 || !codes.every(isOption)) return undefined;
  return question.answers === 'one' && codes.length > 1 ? undefined : codes;
}

/** Departments of a topic for whoever this is; somebody whose age nobody knows is taken for grown up. */
export function departmentRows(rules: RuleSet, evidence: Evidence): readonly DepartmentRow[] {
  const age = evidence.age.from === ANY_AGE.from && evidence.age.below === ANY_AGE.below ? AGE_BANDS['years-60'] : evidence.age;
  const [topic] = complaintsOf(evidence);
  return rules.departments.filter(
    (row) =>
      topic !== undefined &&
      row.topics.includes(topic) &&
      mayBeFor(row, { age, sex: evidence.sex }) &&
      (row.pregnant === undefined || evidence.pregnant === 'yes' || evidence.pregnant === UNKNOWN) &&
      (row.sign === undefined || evidence.signs.has(row.sign)) &&
      (row.answered === undefined ||
        row.answered[1].some((code) => evidence.answers.get(row.answered?.[0] ?? '')?.includes(code))),
  );
}
