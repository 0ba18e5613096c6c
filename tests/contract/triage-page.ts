import { draftRules } from '../../bff/scenes/preconsult/triage/draft-rules.ts';
import type { DepartmentRow, ForWhom, RedFlagRow } from '../../bff/scenes/preconsult/triage/rule-set.ts';
import { en } from '../../bff/scenes/preconsult/triage/words-en.ts';
import { zh } from '../../bff/scenes/preconsult/triage/words-zh.ts';

export const TRIAGE_PAGE = 'docs/triage.md';

const { topics, redFlags, departments, pregnancySigns, choices } = draftRules;
const both = (chinese: string, english: string) => `${chinese} (${english})`;

/** The page that a clinician reads and signs: every row of the rules, in words. */
export function triagePage(written: string): string {
  const { id, version, owner, source, status, approvedBy } = draftRules;
  return [
    '# Rules of triage',
    written,
    '**This is no diagnosis, and it is a draft.** It leads from a complaint to a department, or stops where somebody should be seen at once. A clinician reads this page, changes what is wrong, and signs; until then it is for demonstrations alone.',
    table(
      ['Rule set', 'Version', 'Owner', 'Source', 'Status', 'Signed by'],
      [[id, version, owner, source, status, approvedBy === undefined ? 'nobody yet' : `${approvedBy.name}, ${approvedBy.on}`]],
    ),
    '## How it goes',
    [
      '1. A topic: from the list, the figure or words. Words that nobody understands lead to the list.',
      `2. Whether she is pregnant, quietly, of women from 12 to 55 where it matters; then the signs below, at most six on a page, then when it began.`,
      '3. A row of red flags is raised when all that it says is so. It stays raised, whatever is answered afterwards. "None" beside a sign is the sign.',
      '4. No department comes while a page of signs is open. Whoever does not know an answer is sent to the triage desk, and triage books nothing; what they had come for is still there to be booked.',
      '5. One question more chooses the department. The rows that fit stand in the order of the table, the first three places are suggested.',
    ].join('\n'),
    'Loud: emergency of this house with the way, 120, a helper is called. Quiet: words on the glass alone, no sound and no colour; the words in the column of what is done are never said aloud either.',
    `## Red flags\n\n${redFlags.length} rows.`,
    table(['Row', 'When', 'For whom', 'Asked with', 'Manner', 'What is done', 'Source'], redFlags.map(flagCells)),
    '## What is asked with each topic',
    table(
      ['Topic', 'Signs', 'Pregnancy', 'Onset', 'To choose the department'],
      topics.map(({ code, signs, asksPregnancy, asksOnset, asks }) => [
        both(zh.topics[code], en.topics[code]),
        signs.map((sign) => zh.signs[sign]).join('; '),
        asksPregnancy ? 'yes' : '',
        asksOnset ? 'yes' : '',
        asks
          .map((text) => `${zh.questions[text]} ${(choices[text] ?? []).map((code) => zh.options[code]).join(' / ')}`)
          .join('; '),
      ]),
    ),
    `Who is pregnant, or may be, is asked besides: ${pregnancySigns.map((sign) => zh.signs[sign]).join('; ')}.`,
    `## Departments\n\n${departments.length} rows. A city that has none of the departments of a row sends people to its desk.`,
    table(['Row', 'Topics', 'When', 'For whom', 'Departments and reasons', 'Source'], departments.map(departmentCells)),
  ]
    .join('\n\n')
    .concat('\n');
}

function flagCells(row: RedFlagRow): readonly string[] {
  const when = [
    ...(row.complaint === undefined
      ? []
      : [`comes with ${row.complaint.map((code) => both(zh.topics[code], en.topics[code])).join(' or ')}`]),
    ...row.signs.map((sign) => both(zh.signs[sign], en.signs[sign])),
    ...(row.onset === undefined
      ? []
      : [`since ${row.onset.map((code) => both(zh.options[code], en.options[code])).join(' or ')}`]),
  ];
  const asked = topics.filter(({ signs }) => row.signs.some((sign) => signs.includes(sign))).map(({ code }) => zh.topics[code]);
  const besides = row.pregnant ? ['怀孕'] : [];
  return [
    `\`${row.id}\``,
    when.join(' **and** '),
    forWhom(row),
    [...asked, ...besides].join('; '),
    row.manner,
    both(zh.advice[row.advice], en.advice[row.advice]),
    row.source,
  ];
}

function departmentCells(row: DepartmentRow): readonly string[] {
  const [text, options = []] = row.answered ?? [];
  const answered = text === undefined ? '' : `${zh.questions[text]} ${options.map((code) => zh.options[code]).join(' / ')}`;
  return [
    `\`${row.id}\``,
    row.topics.map((code) => zh.topics[code]).join('; '),
    row.sign === undefined ? answered : zh.signs[row.sign],
    forWhom(row),
    row.leadsTo.map(([specialty, reason]) => `${specialty} ${both(zh.reasons[reason], en.reasons[reason])}`).join('; '),
    row.source,
  ];
}

function forWhom({ fromDays, belowDays, sex, pregnant }: ForWhom): string {
  const ages = [
    fromDays === undefined ? '' : `from ${ageOf(fromDays)}`,
    belowDays === undefined ? '' : `below ${ageOf(belowDays)}`,
  ];
  const who = [...ages, sex ?? '', pregnant ? 'pregnant or perhaps so' : ''].filter((part) => part !== '');
  return who.length === 0 ? 'everybody' : who.join(', ');
}

function ageOf(days: number): string {
  return days < 365 ? `${days} days` : `${Math.round(days / 365.25)} years`;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
