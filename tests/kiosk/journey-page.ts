import { journey, type Limits, type Step } from '../../kiosk/flows/journey.ts';

export const JOURNEY_PAGE = 'docs/kiosk-journey.md';
const WRITTEN = '<!-- Written from the code: npm run docs. A test compares the two. -->';

/** The steps in the order of the table. */
export const steps = Object.keys(journey) as Step[];

const limitWords: Readonly<Record<keyof Limits, string>> = {
  choicesMax: 'choices at once:',
  lengthMin: 'characters at least:',
  lengthMax: 'at most:',
  triesMax: 'tries until a person comes first:',
};

const kinds = { question: 'a person answers', work: 'the gateway answers', end: 'done: home or goodbye' } as const;

/** `docs/kiosk-journey.md`: the journey drawn from its table. */
export function journeyPage(): string {
  const node = (step: Step) => step.replaceAll('-', '_');
  const shape = (step: Step) =>
    ({ question: `${node(step)}["${step}"]`, work: `${node(step)}[/"${step}"/]`, end: `${node(step)}(["${step}"])` })[
      journey[step].kind
    ];
  const edges = steps.flatMap((step) => journey[step].leadsTo.map((next) => `  ${node(step)} --> ${node(next)}`));
  const diagram = ['```mermaid', 'flowchart TD', ...steps.map((step) => `  ${shape(step)}`), ...edges, '```'];
  const rows = steps.map((step) => {
    const { kind, leadsTo, barrier, limits = {} } = journey[step];
    const rules = [
      ...(barrier ? ['Back stops here'] : []),
      ...Object.entries(limits).map(([limit, value]) => `${limitWords[limit as keyof Limits]} ${value}`),
    ];
    return `| \`${step}\` | ${kinds[kind]} | ${leadsTo.map((next) => `\`${next}\``).join(' ')} | ${rules.join('; ')} |`;
  });
  return [
    '# The journey at the kiosk',
    WRITTEN,
    'Where somebody stands is computed from what was answered; it is stored nowhere. Help, Back and Start over are on every screen, and every change of an answer that a booking rests on leads over `check` again.',
    diagram.join('\n'),
    ['| Step | Who answers | Leads to | |', '| --- | --- | --- | --- |', ...rows].join('\n'),
  ]
    .join('\n\n')
    .concat('\n');
}
