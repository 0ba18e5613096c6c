import type { FormCondition } from '../../bff/scenes/preconsult/forms/form-resource.ts';
import { forms } from '../../bff/scenes/preconsult/forms/offered-forms.ts';
import type { ReadForm, ReadItem, ReadOption } from '../../bff/scenes/preconsult/forms/read-form.ts';
import { TELL_STAFF } from '../../bff/scenes/preconsult/forms/tell-staff.ts';
import { NO_DIAGNOSIS } from '../../bff/scenes/preconsult/no-diagnosis.ts';
import { SECTION_TITLES } from '../../bff/scenes/preconsult/summary/section-titles.ts';

export const PRECONSULT_FORMS_PAGE = 'docs/preconsult-forms.md';

interface Both {
  readonly zh: string;
  readonly en: string;
}

const both = ({ zh, en }: Both) => `${zh} / ${en}`;
const cell = (text: string) => text.replaceAll('|', '\\|');
const row = (cells: readonly string[]) => `| ${cells.map(cell).join(' | ')} |`;

/** The page on which a clinician reads every form, before signing a version of it. */
export function preconsultFormsPage(written: string): string {
  return [
    '# Forms before a visit',
    written,
    `Five forms, as drafts: outside demo mode none of them is asked before a clinician has signed its version. Every screen and every summary says: ${both(NO_DIAGNOSIS)}`,
    `Every question also takes "I do not know" and "skip": the summary says 不清楚 / not known, or 未回答 / not answered. \`{}\` stands for what was chosen, in the words of the column "in the summary"; ★ marks what a doctor sees first. What a form does not ask is said as 未询问 / not asked; a part of a question of which nothing was pressed, as 未提及 / not mentioned. Only "none" is said as a denial. **Staff at once**: whoever presses it is told: ${both(TELL_STAFF.loud)}; what nobody says aloud: ${both(TELL_STAFF.quiet)}`,
    ...forms.flatMap(formPart),
  ]
    .join('\n\n')
    .concat('\n');
}

function formPart(form: ReadForm): readonly string[] {
  const { id, version, title, minutes, offeredFor, source, complaint, items } = form;
  const of = complaint.of === undefined ? '' : `${both(complaint.of)}, how long, then the trouble; without any: `;
  return [
    `## ${both(title)}`,
    [
      row(['What', 'It says']),
      row(['---', '---']),
      row(['Id and version', `\`${id}\` ${version}`]),
      row(['Takes about', `${minutes} minutes`]),
      row(['Offered for', offeredFor.length === 0 ? 'every specialty, behind its own forms' : offeredFor.join(', ')]),
      row(['Chief complaint', `${of === '' ? 'the trouble, and how long; without any: ' : of}${both(complaint.otherwise)}`]),
      row(['Source', source]),
      row(['Signed by, on', '']),
    ].join('\n'),
    ...items.flatMap((item) => itemPart(form, item)),
  ];
}

function itemPart(form: ReadForm, item: ReadItem): readonly string[] {
  const { linkId, text, hidden, options } = item;
  return [
    `### ${both(text)}`,
    [`- \`${linkId}\`: ${hidden ? 'never shown, the gateway answers it' : kindOf(item)}`, ...factsOf(form, item)].join('\n'),
    ...(options.length === 0
      ? []
      : [
          [
            row(['On the button', 'In the summary', 'Leads to']),
            row(['---', '---', '---']),
            ...options.map((option) => row([both(option.text), inSummary(item, option), leadsTo(form, item, option)])),
          ].join('\n'),
        ]),
  ];
}

function kindOf({ type, several, min, max, unit }: ReadItem): string {
  if (type === 'choice') return several ? 'several may be pressed' : 'one is pressed';
  return `a number from ${min} to ${max}, ${unit}${type === 'decimal' ? ', one decimal place' : ''}`;
}

function factsOf(form: ReadForm, item: ReadItem): readonly string[] {
  const { quiet, source, complaint, lines, when, whenAll, abnormalFrom, abnormalUpTo } = item;
  const bounds = [
    ...(abnormalUpTo === undefined ? [] : [`up to ${abnormalUpTo}`]),
    ...(abnormalFrom === undefined ? [] : [`from ${abnormalFrom}`]),
  ];
  return [
    ...(quiet ? ['- **Quiet**: never read aloud.'] : []),
    ...(when.length === 0
      ? []
      : [`- Asked only if ${when.map((one) => conditionOf(form, one)).join(whenAll ? ', and ' : ', or ')}.`]),
    ...(bounds.length === 0 ? [] : [`- ★ ${bounds.join(' and ')}`]),
    ...(complaint === undefined ? [] : [`- In the chief complaint: ${complaint}.`]),
    ...lines.map(
      ({ section, topic, line, none }) =>
        `- ${both(SECTION_TITLES[section])}: ${both(line)}${none === undefined ? '' : `; none: ${both(none)}`}; it is called ${both(topic)}.`,
    ),
    `- Source: ${source}.`,
  ];
}

function conditionOf({ items }: ReadForm, { question, operator, answerCoding, answerBoolean }: FormCondition): string {
  const asked = items.find(({ linkId }) => linkId === question);
  const option = asked?.options.find(({ code }) => code === answerCoding?.code);
  if (option === undefined)
    return `\`${question}\` is ${operator === '=' ? '' : 'not '}known to be ${answerBoolean === true ? 'so' : 'otherwise'}`;
  return `\`${question}\` is ${operator === '=' ? '' : 'not '}${both(option.text)}`;
}

function inSummary({ lines }: ReadItem, { phrase, section, abnormal, tellStaff, alone }: ReadOption): string {
  const where = section === undefined || section === lines[0]?.section ? '' : ` (${SECTION_TITLES[section].zh})`;
  const says = phrase === undefined ? 'denies all others' : both(phrase);
  return `${abnormal ? '★ ' : ''}${says}${where}${alone ? ', alone' : ''}${tellStaff === undefined ? '' : `, **staff at once** (${tellStaff})`}`;
}

function leadsTo({ items }: ReadForm, { linkId }: ReadItem, { code }: ReadOption): string {
  return items
    .filter(({ when }) =>
      when.some(({ question, operator, answerCoding }) => question === linkId && operator === '=' && answerCoding?.code === code),
    )
    .map((item) => `\`${item.linkId}\``)
    .join(', ');
}
