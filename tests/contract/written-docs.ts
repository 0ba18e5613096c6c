import { hospitalApiDocument } from '../../adapters/hospitals/remote-http/openapi.ts';
import { openApiDocument } from '../../bff/contract/openapi.ts';
import { type ProblemCode, problems } from '../../bff/contract/problems.ts';
import {
  bookingDetermined,
  type ClaimState,
  ENDED,
  holdsPlace,
  standing,
  transitions,
} from '../../bff/scenes/appointments/rules.ts';

/** The states in the order in which the table of transitions names them. */
export const claimStates: readonly ClaimState[] = [...new Set<ClaimState>(transitions.flatMap(({ from, to }) => [from, to]))];

const WRITTEN = '<!-- Written from the code: npm run docs. A test compares the two. -->';

/** Every file of `docs/` that is written from the code, by its path. */
export function writtenDocs(version: string): ReadonlyMap<string, string> {
  const codes = Object.keys(problems) as ProblemCode[];
  return new Map([
    ...codes.map((code) => [`docs/errors/${code}.md`, errorPage(code)] as const),
    ['docs/openapi.json', `${JSON.stringify(openApiDocument(version), null, 2)}\n`],
    ['docs/hospital-api.json', `${JSON.stringify(hospitalApiDocument(), null, 2)}\n`],
    ['docs/booking-states.md', bookingStates()],
  ]);
}

function errorPage(code: ProblemCode): string {
  const { title, status, retryable, remedy } = problems[code];
  const retry = retryable
    ? 'Yes: the same request may succeed later. Send it again with the same Idempotency-Key.'
    : 'No: the same request will be refused again.';
  return [
    `# ${title}`,
    WRITTEN,
    `| Code | HTTP status | Type | For the patient |\n| --- | --- | --- | --- |\n| \`${code}\` | ${status} | \`/problems/${code}\` | \`problem.${code}\` |`,
    `**What to do.** ${remedy}`,
    `**Try again?** ${retry}`,
    '',
  ]
    .join('\n\n')
    .trimEnd()
    .concat('\n');
}

function bookingStates(): string {
  const edges = transitions.map(({ from, to, cause }) => `  ${nodeOf(from)} --> ${nodeOf(to)}: ${labelOf(cause)}`);
  const names = claimStates.filter((state) => nodeOf(state) !== state).map((state) => `  state "${state}" as ${nodeOf(state)}`);
  const ends = ENDED.map((state) => `  ${nodeOf(state)} --> [*]`);
  const diagram = [
    '```mermaid',
    'stateDiagram-v2',
    ...names,
    '  [*] --> sent: the patient booked, and the hospital is about to be called',
    ...edges,
    ...ends,
    '```',
  ];
  return [
    '# States of a booking',
    WRITTEN,
    "A claim is one attempt to get, and later perhaps to give back, one place in a hospital's slot. It moves only along these edges; every move is one unit in the database.",
    diagram.join('\n'),
    'What a person and a program are told in each state. `status` is FHIR R4 `Appointment.status`.',
    [
      '| State | FHIR status | Confirmation | Cancellation | Holds a place | Told as final |',
      '| --- | --- | --- | --- | --- | --- |',
      ...claimStates.map(stateRow),
    ].join('\n'),
  ]
    .join('\n\n')
    .concat('\n');
}

function stateRow(state: ClaimState): string {
  const { status, confirmation, cancellation } = standing(state, false);
  const yes = (value: boolean) => (value ? 'yes' : 'no');
  return `| \`${state}\` | ${status} | ${confirmation} | ${cancellation} | ${yes(holdsPlace(state))} | ${yes(bookingDetermined(state))} |`;
}

/** A semicolon or a colon would end the label of an edge. */
export function labelOf(cause: string): string {
  return cause.replace(/[;:]/g, ',');
}

/** Mermaid takes a hyphen in a name for an arrow. */
function nodeOf(state: ClaimState): string {
  return state.replaceAll('-', '_');
}
