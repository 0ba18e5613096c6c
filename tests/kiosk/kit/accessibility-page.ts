import { LANGUAGES, type Language, MODES, type Mode } from './gallery.ts';

/** How an item came out on one screen in one mode and language: nothing found, or what was. */
export interface Verdict {
  readonly screen: string;
  readonly mode: Mode;
  readonly language: Language;
  readonly zoomed: boolean;
  /** Items that were judged and hold. */
  readonly holds: readonly number[];
  /** Items that do not, with what was found. */
  readonly fails: readonly { readonly item: number; readonly what: string }[];
}

/** The acceptance items that are judged on each screen as it stands on the screen, and how. */
export const SCREEN_ITEMS: Readonly<Record<number, string>> = {
  1: 'Targets: at least 15 mm, main ones 20 mm, 16 px apart, inside the screen, and a finger reaches them',
  2: 'Text: nothing under 24 px, body 28, question 40; in the large mode 40; lines 1.5 apart; what nobody else may read 24 to 28',
  3: 'Contrast: 7:1 for text at every size, 3:1 for edges',
  4: 'One decision: one h1, one main action, six choices at most, no scrolling',
  8: 'Help, Back, Display and Start over in the same place on every screen of a mode',
  12: 'A single tap: nothing to swipe, drag or tap twice',
  13: 'Keys: everything is reached; the focus is on the question; a ring of 4 px at 3:1, not covered',
  15: 'Masking: no number of a document or a phone in full',
  16: 'Reach: in the low mode every control in the lower half',
  17: 'Trouble: told at once, never in red',
  19: 'No dead ends: two ways on',
  20: 'Words: sentences of 25 characters, no words of machines, no button without words',
  21: 'Fit: nothing cut off, beside the screen or upon something else',
  24: 'Motion: nothing moves by itself',
  25: 'axe: WCAG 2.2 A, AA and AAA, no violation',
};

/** At 200 % a screen may be longer than the screen. */
export const ZOOM_ITEMS = [1, 2, 3, 13, 17, 19, 20, 21] as const;

/** Items that need a journey, a clock or a device: where each is shown. */
const ELSEWHERE: readonly (readonly [number, string, string])[] = [
  [
    5,
    'Length: booked patient ≤ 5 screens and ≤ 6 taps, returning ≤ 3 taps, new booking ≤ 8 screens',
    'tests/kiosk/journey.test.ts (graph), lengths.browser.test.ts (browser)',
  ],
  [
    6,
    'Time-out: 60 s, then 30 s with a question, as often as one likes; none while something is under way',
    'tests/kiosk/one-after-the-other.test.tsx, coming-back.test.tsx',
  ],
  [7, 'Privacy wipe within a second', 'tests/kiosk/left-behind.browser.test.ts, tests/e2e/kiosk-journeys.browser.test.ts'],
  [
    9,
    'Recovery: Back loses nothing; a changed row comes back to the check',
    'tests/kiosk/journey.test.ts (properties), people/people.browser.test.ts',
  ],
  [10, 'Never asked twice', 'tests/kiosk/journey.test.ts: no step stands twice on a path'],
  [
    11,
    'Tremor: 400 ms, tap-through, act on release, one request',
    'tests/kiosk/tap-guard.test.ts, people/people.browser.test.ts, hall-guards.browser.test.ts',
  ],
  [17, 'Every problem in both languages, with where to go', 'tests/kiosk/trouble.test.tsx, words.test.ts, two-ways-on.test.tsx'],
  [
    19,
    'Two ways on from every screen under every problem, silence and no answer',
    'tests/kiosk/two-ways-on.test.tsx, device-faults.test.tsx',
  ],
  [22, 'Practice: no call, banner, three minutes', 'tests/kiosk/practice.test.tsx'],
  [
    26,
    'Weight: first load, no other origin; start within 2 s',
    'tests/kiosk/bundle.browser.test.ts, hall-journeys.browser.test.ts, npm run bench -- kiosk',
  ],
  [
    27,
    'Reading results: by word and shape, with limits and unit, “ask your doctor”, nothing of what a doctor tells first',
    'tests/kiosk/records.test.tsx, records-rows.test.ts',
  ],
];

const NOT_VERIFIED: readonly (readonly [number, string])[] = [
  [8, '“Call staff” and its answer: there is no call yet; the button leads to directions to the window'],
  [14, 'Speech: only the question of the idle screen is spoken; the whole of item 14 comes with the voice'],
  [16, '380 to 1220 mm from the floor: it follows from the height at which a machine hangs, which nobody has measured'],
  [18, 'That the pressed state shows within 100 ms on real screen; the browser’s frames are measured in docs/performance.md'],
  [23, 'Staff-assist: not built yet'],
  [28, 'Eight people over 65: no machine can stand in for them'],
  [2, 'That a capital letter has 7.3 mm on a real panel: mmPerPx is taken from the device’s settings'],
  [25, 'What a real screen reader says aloud, and a real 4-way keypad'],
];

const COLUMNS = MODES.flatMap((mode) => LANGUAGES.map((language) => [mode, language] as const));

/** `docs/accessibility.md`, written from the verdicts. */
export function accessibilityPage(verdicts: readonly Verdict[]): string {
  const screens = [...new Set(verdicts.map(({ screen }) => screen))];
  const cell = (screen: string, mode: Mode, language: Language, zoomed: boolean) => {
    const found = verdicts.find(
      (one) => one.screen === screen && one.mode === mode && one.language === language && one.zoomed === zoomed,
    );
    if (found === undefined) return '–';
    return found.fails.length === 0 ? '✓' : `✗ ${[...new Set(found.fails.map(({ item }) => item))].join(' ')}`;
  };
  const row = (screen: string) =>
    `| ${screen} | ${[
      ...COLUMNS.map(([mode, language]) => cell(screen, mode, language, false)),
      ...LANGUAGES.flatMap((language) => (['default', 'standard'] as const).map((mode) => cell(screen, mode, language, true))),
    ].join(' | ')} |`;
  const heads = [
    ...COLUMNS.map(([mode, language]) => `${mode} ${language}`),
    ...LANGUAGES.flatMap((language) => (['default', 'standard'] as const).map((mode) => `200 % ${mode} ${language}`)),
  ];
  const items = Object.entries(SCREEN_ITEMS).map(([item, what]) => {
    const judged = verdicts.filter(
      ({ holds, fails }) => holds.includes(Number(item)) || fails.some((one) => one.item === Number(item)),
    );
    const failed = judged.filter(({ fails }) => fails.some((one) => one.item === Number(item)));
    return `| ${item} | ${what} | ${judged.length - failed.length} of ${judged.length} |`;
  });
  return `${[
    '# Accessibility of the kiosk',
    '<!-- Written by the checks: npm run docs:screens. -->',
    `Every state of every screen of the gallery (${screens.length}) in eight modes (smaller words, more contrast and low reach, by themselves and together) and two languages, and again at 200 %, judged in a real Chromium on a screen of 1080 × 1920 at 0.248 mm a pixel. The numbers are the acceptance items of the project; which of them was judged where, one by one, is in [evidence/accessibility.json](evidence/accessibility.json). Each check is held against a screen that was made bad for it (tests/kiosk/kit/planted-screens.ts).`,
    '## Judged on each screen',
    ['| item | what must hold | holds |', '| --- | --- | --- |', ...items].join('\n'),
    '## Judged on whole journeys, with a clock, or with a device',
    ['| item | what must hold | shown by |', '| --- | --- | --- |', ...ELSEWHERE.map((one) => `| ${one.join(' | ')} |`)].join(
      '\n',
    ),
    '## Not verified',
    'What no machine here can judge, or what is not built yet.',
    ['| item | what |', '| --- | --- |', ...NOT_VERIFIED.map((one) => `| ${one.join(' | ')} |`)].join('\n'),
    '## Screen by screen',
    '✓: every item that applies holds. ✗ with numbers: these do not.',
    [`| screen | ${heads.join(' | ')} |`, `| --- |${heads.map(() => ' --- |').join('')}`, ...screens.map(row)].join('\n'),
  ].join('\n\n')}\n`;
}
