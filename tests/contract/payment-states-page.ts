import { ENDED, type PartState, standingOf, transitions } from '../../bff/scenes/payments/rules.ts';

export const PAYMENT_STATES_PAGE = 'docs/payment-states.md';

/** The states in the order in which the table of transitions names them. */
export const partStates: readonly PartState[] = [...new Set<PartState>(transitions.flatMap(({ from, to }) => [from, to]))];

const nodeOf = (state: PartState) => state.replaceAll('-', '_');

/** The page that draws the states of a part of a payment. A semicolon or a colon would end the label of an edge. */
export function paymentStatesPage(written: string): string {
  const names = partStates
    .filter((state) => nodeOf(state) !== state || state === 'case')
    .map((state) => `  state "${state}" as ${nodeOf(state)}`);
  const edges = transitions.map(({ from, to, cause }) => `  ${nodeOf(from)} --> ${nodeOf(to)}: ${cause.replace(/[;:]/g, ',')}`);
  const begins = '  [*] --> due: the person agreed to the quotes';
  const ends = ENDED.map((state) => `  ${nodeOf(state)} --> [*]`);
  return [
    '# States of a part of a payment',
    written,
    'One confirmation pays bills at several hospitals; each bill is a part, which moves only along these edges and ends by itself. Every move is one unit in the database, with what it moves in the ledger.',
    ['```mermaid', 'stateDiagram-v2', ...names, begins, ...edges, ...ends, '```'].join('\n'),
    'What a person is told in each state.',
    ['| State | Told |', '| --- | --- |', ...partStates.map((state) => `| \`${state}\` | ${standingOf(state)} |`)].join('\n'),
  ]
    .join('\n\n')
    .concat('\n');
}
