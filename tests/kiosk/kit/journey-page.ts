import type { Step } from '../../../kiosk/journey/answers.ts';
import { rowOf } from '../../../kiosk/journey/path.ts';
import type { Limits, StepRow } from '../../../kiosk/journey/row.ts';
import { rows, scenes } from './all-scenes.ts';

export const JOURNEY_PAGE = 'docs/kiosk-journey.md';
const WRITTEN = '<!-- Written from the code: npm run docs. A test compares the two. -->';

/** The steps in the order of their scenes. */
export const steps = Object.keys(rows) as Step[];

export function rowAt(step: Step): StepRow {
  const row = rowOf(rows, step);
  if (row === undefined) throw new Error(`no scene has the step ${step}`);
  return row;
}

const limitWords: Readonly<Record<keyof Limits, string>> = {
  choicesMax: 'choices at once:',
  lengthMin: 'characters at least:',
  lengthMax: 'at most:',
  triesMax: 'tries until a person comes first:',
};

const kinds = { question: 'a person answers', work: 'the gateway answers', end: 'done: home or goodbye' } as const;

const helps = { see: 'see it', fill: 'fill it in', hidden: '' } as const;

/** `docs/kiosk-journey.md`: the journey drawn from its table. */
export function journeyPage(): string {
  const node = (step: Step) => step.replaceAll('-', '_');
  const shape = (step: Step) =>
    ({ question: `${node(step)}["${step}"]`, work: `${node(step)}[/"${step}"/]`, end: `${node(step)}(["${step}"])` })[
      rowAt(step).kind
    ];
  const edges = steps.flatMap((step) => rowAt(step).leadsTo.map((next) => `  ${node(step)} --> ${node(next)}`));
  const diagram = ['```mermaid', 'flowchart TD', ...steps.map((step) => `  ${shape(step)}`), ...edges, '```'];
  const table = steps.map((step) => {
    const { kind, leadsTo, barrier, detour, saidOnce, assist = 'hidden', limits = {} } = rowAt(step);
    const rules = [
      ...(barrier ? ['Back stops here'] : []),
      ...(detour ? ['only when asked for'] : []),
      ...(saidOnce ? ['asked again after every change'] : []),
      ...Object.entries(limits).map(([limit, value]) => `${limitWords[limit as keyof Limits]} ${value}`),
    ];
    return `| \`${step}\` | ${kinds[kind]} | ${leadsTo.map((next) => `\`${next}\``).join(' ')} | ${helps[assist]} | ${rules.join('; ')} |`;
  });
  return [
    '# The journey at the kiosk',
    WRITTEN,
    'Where somebody stands is computed from what was answered; it is stored nowhere. Help, Back and Start over are on every screen, and every change of an answer that a booking rests on leads over `check` again.',
    diagram.join('\n'),
    `Beside the journey stand pages, which ask nothing and which Back closes: ${Object.keys(scenes.pages)
      .toSorted()
      .map((page) => `\`${page}\``)
      .join(', ')}.`,
    ['| Step | Who answers | Leads to | A helper may | |', '| --- | --- | --- | --- | --- |', ...table].join('\n'),
  ]
    .join('\n\n')
    .concat('\n');
}
