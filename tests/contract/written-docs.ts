import { readFileSync } from 'node:fs';
import { hospitalApiDocument } from '../../adapters/hospitals/remote-http/openapi.ts';
import { gbPrivateUse } from '../../adapters/port/gb-private-use.ts';
import { nameSigns } from '../../adapters/port/names.ts';
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
import { NAME_CHARACTERS_MAX, nameCharacters } from '../../bff/scenes/identity/documents/name-characters.ts';
import { knownCharacters } from '../../kiosk/components/name-pad/characters.ts';
import { gb2312, reachOf } from '../kiosk/names/reach.ts';
import { EVERYDAY_WORDS_PAGE, everydayWordsPage } from './everyday-words-page.ts';
import { LIMITS_PAGE, limitsPage } from './limits-page.ts';
import { PAYMENT_STATES_PAGE, paymentStatesPage } from './payment-states-page.ts';
import { PRECONSULT_FORMS_PAGE, preconsultFormsPage } from './preconsult-forms-page.ts';
import { SECURITY_PAGE, securityPage } from './security-page.ts';
import { TRIAGE_PAGE, triagePage } from './triage-page.ts';

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
    [PAYMENT_STATES_PAGE, paymentStatesPage(WRITTEN)],
    ['docs/names.md', namesPage()],
    [LIMITS_PAGE, limitsPage(WRITTEN)],
    [EVERYDAY_WORDS_PAGE, everydayWordsPage(WRITTEN)],
    [PRECONSULT_FORMS_PAGE, preconsultFormsPage(WRITTEN)],
    [TRIAGE_PAGE, triagePage(WRITTEN)],
    [SECURITY_PAGE, securityPage(readFileSync(SECURITY_PAGE, 'utf8'))],
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

function namesPage(): string {
  const { han, all } = NAME_CHARACTERS_MAX;
  const cell = (text: string) => text.replaceAll('|', '\\|');
  const code = (text: string) => `U+${(text.codePointAt(0) ?? 0).toString(16).toUpperCase()}`;
  return [
    '# What a name may hold',
    WRITTEN,
    `A name has at most ${all} characters, of them at most ${han} in Han script. It is kept as it was typed, but in Unicode NFC, with one kind of middle dot and of blank, half-width signs, and nothing invisible. What is in no row of this table is in no name.`,
    [
      '| What | As a class of a regular expression | A name may begin with it | Source | Example |',
      '| --- | --- | --- | --- | --- |',
      ...nameCharacters.map(
        ({ what, characters, begins, source, example }) =>
          `| ${what} | \`\`${cell(characters.includes('`') ? ` ${characters} ` : characters)}\`\` | ${begins === undefined ? 'no' : begins === 'first' ? 'yes' : 'if a letter follows'} | ${source} | ${example} |`,
      ),
    ].join('\n'),
    '## Invisible characters',
    'Format controls (Cf) and everything that Unicode lets programs ignore (Default_Ignorable_Code_Point) are dropped from names, numbers and phones: they come along when something is copied. In a name those stay that change how the letters beside them look: ZWNJ and ZWJ between letters of joining scripts, selectors of a glyph behind a Han, Myanmar or Phags-pa character, and the selectors and the vowel separator of Mongolian. U+202E in a name is refused: without it there would stand another name than was seen.',
    '## Comparing',
    `Two names are the same (\`samePerson\`) when they differ only in how a sign is written: ${Object.entries(nameSigns)
      .map(([what, { one }]) => `every ${what} is \`${one}\``)
      .join(
        ', ',
      )}; so are blanks, the case of letters and full and half width. Invisible characters are left out. Between Han characters a dot, a blank and nothing are one.`,
    '## Writing one at a kiosk',
    namesOnGlass(),
    '## Private-use codes of GBK and GB 18030',
    'Old card systems write these; they become the characters to which GB 18030-2000 (annex E) and GB 18030-2022 give the same bytes. Every other private-use code is refused, also the six that GB 18030-2022 leaves private (U+E816 U+E817 U+E818 U+E831 U+E83B U+E855).',
    [...gbPrivateUse].map(([from, to]) => `${code(from)} ${to} ${code(to)}`).join(' · '),
  ]
    .join('\n\n')
    .concat('\n');
}

/** Which characters the kiosk's pad leads to (`kiosk/components/name-pad`). */
function namesOnGlass(): string {
  const share = (part: number, all: number) => `${part} (${((100 * part) / all).toFixed(1)} %)`;
  const rows = [
    { of: 'Every Han character that the bundled fonts draw', reach: reachOf(knownCharacters.all.map(({ written }) => written)) },
    { of: 'Those of GB 2312', reach: reachOf(gb2312()) },
  ].map(
    ({ of, reach: { all, byPinyin, byOrder, byStrokes, byEither } }) =>
      `| ${of} | ${all} | ${share(byPinyin, all)} | ${share(byOrder, all)} | ${share(byStrokes, all)} | ${share(byEither, all)} |`,
  );
  return [
    'A kiosk has no keyboard. Chinese is written by pinyin, without tones, whole syllables or their beginnings, or by the first strokes (一 丨 丿 丶 乙); every other name by letters, with marks, `·`, `-`, an apostrophe and blanks.',
    [
      '| Characters | How many | By a reading | By the order of their strokes | By order or count of strokes | At all |',
      '| --- | --- | --- | --- | --- | --- |',
      ...rows,
    ].join('\n'),
    'A character whose order nobody recorded comes up when as many strokes are pressed as it has, whichever they are, behind all others. For how rare ones are read, and in which order they are written: `make-characters.py` beside the pad.',
  ].join('\n\n');
}

/** Mermaid takes a hyphen in a name for an arrow. */
function nodeOf(state: ClaimState): string {
  return state.replaceAll('-', '_');
}
