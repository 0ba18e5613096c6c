import { FITS, type Fit } from '../../bff/scenes/directory/department-index.ts';
import { everydayTables } from '../../bff/scenes/directory/everyday-words.ts';

export const EVERYDAY_WORDS_PAGE = 'docs/everyday-words.md';

const SAYS: Readonly<Record<Fit, readonly [what: string, example: string]>> = {
  exact: [
    'A name, an English name, an everyday word or an alias, just so. Of a word the right department comes first, then its others; what hospitals wrote as aliases comes behind the right one.',
    '骨科, 牙科, ent, GP',
  ],
  begins: ['A name or an alias begins with it.', '消化内 → 消化内科'],
  contains: [
    'A name or an alias has it in it; or it has everyday words or names in it, the longest first; or, where nothing of this is so, everyday words have it in them.',
    '我头晕 → 神经内科',
  ],
  pinyin: [
    'The whole pinyin of any of these, with blanks and tones or without. Where nothing has just this pinyin: the beginning of the pinyin of a name or an alias, or two and more syllables in it.',
    'guke, gǔ kē, gu3 ke1 → 骨科',
  ],
  initials: [
    'Pinyin initials, or their beginning, of a name or an alias; as a guess, three initials of an everyday word, or two of one that ends with 科.',
    'g, gk → 骨科',
  ],
  characters: [
    'Where nothing else is found: the characters of a name in their order, with others left out.',
    '咽科 → 耳鼻咽喉科',
  ],
  english: [
    'As a guess: each word that was typed, three letters or more in all, begins a word of an English name.',
    'orthop → 骨科',
  ],
};

/** The page on everyday words: how departments are found, how to add words, and every word there is. */
export function everydayWordsPage(written: string): string {
  const count = Object.values(everydayTables).flatMap((rows) => rows.flatMap(({ words }) => words)).length;
  return [
    '# Departments by what people say',
    written,
    `\`GET /v1/departments?q=\` finds departments by name, and by ${count} everyday words: complaints, old and popular names of departments, parts of the body, examinations, English. Nothing fits: an empty list, never a department at random.`,
    '**This is no triage.** A word leads to the department that sees such patients in its clinic, and says nothing of how urgent it is: 胸痛 leads to cardiology as 高血压 does. Red flags are asked for elsewhere; never build one on this table.',
    '## What comes first',
    [
      '| Fit | What was typed | For example |',
      '| --- | --- | --- |',
      ...FITS.map((fit) => `| \`${fit}\` | ${SAYS[fit].join(' | ')} |`),
    ].join('\n'),
    'A department stands where its best fit puts it; what fits as well as another keeps the order of the directory, by code. What is only a guess is left out where somebody calls something just so: `ent` is one thing and no beginning of another. Width, case, blanks, signs, accents, an English plural and British or American spelling do not count; traditional characters are read as simplified ones.',
    '## Where a word leads',
    'To the departments of its codes (卫医发〔1994〕27号 with the prefix A), the right one first. A city without a department of the code goes to the one above it (`A03.04` → `A03`), and without that to those into which it has divided it (`A05` → `A05.01`, `A05.02`). A code that comes to nothing is passed over; a word of which nothing is left finds nothing, unless a name or an alias has it in it.',
    '## To add words',
    [
      '- **A word of one hospital**: `aliases` of its department in the hospitals’ file. People see aliases on the kiosk, so they are few and polite.',
      '- **A word of the city** (a dialect, a clinic that has a name of its own), or another opinion on a word below: `words` of `city` in the hospitals’ file ([operations.md](operations.md#the-hospitals-file)). A word of the city stands for a word below of the same writing. `{"city": {"words": [{"word": "北楼门诊", "codes": ["A03.10"], "source": "usage: the old people’s clinic is in the north building"}]}, "hospitals": […]}`. It is read at start; one that is given twice, has no code or no letter is refused with its place.',
      '- **A word for everybody**: its table in `bff/scenes/directory/everyday-words/`, a row `word, word | code, code | source`, then `npm run docs:contract`. A source is `list` (a name of the list, or a form of it), ICD-10 categories (GB/T 14396-2016), another standard, or `usage` with a reason. A short word that stands inside another with another meaning needs that one beside it: 伤风 and 破伤风.',
    ].join('\n'),
    ...Object.entries(everydayTables).flatMap(([title, rows]) => [
      `## ${title}`,
      [
        '| Words | Departments | Source |',
        '| --- | --- | --- |',
        ...rows.map(({ words, codes, source }) => `| ${words.join(' · ')} | ${codes.join(' ')} | ${source} |`),
      ].join('\n'),
    ]),
  ]
    .join('\n\n')
    .concat('\n');
}
