import { FITS, type Fit } from '../../bff/scenes/directory/department-index.ts';
import { everydayPairs, type PairKind, wordGroups } from '../../bff/scenes/directory/everyday-pairs.ts';
import { everydayTables } from '../../bff/scenes/directory/everyday-words.ts';

export const EVERYDAY_WORDS_PAGE = 'docs/everyday-words.md';

const SAYS: Readonly<Record<Fit, readonly [what: string, example: string]>> = {
  exact: [
    'A name, an English name, an everyday word or an alias, just so. Of a word the right department comes first, then its others; what hospitals wrote as aliases comes behind the right one.',
    '骨科, 牙科, ent, GP',
  ],
  begins: ['A name or an alias begins with it.', '消化内 → 消化内科'],
  contains: [
    'A name or an alias has it in it; or it has everyday words, names or pairs of words in it, as the next section says; or, where nothing of this is so, it names a part of the body, or everyday words have it in them.',
    '我头晕 → 神经内科, 尿里好多泡沫 → 肾病学',
  ],
  pinyin: [
    'The whole pinyin of any of these, with blanks and tones or without. Where nothing has just this pinyin: the beginning of the pinyin of a name or an alias, or two and more syllables in it. Where nothing at all is found: words in a sentence of pinyin, and what sounds alike.',
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
    'As a guess: each word that was typed, three letters or more in all, begins a word of an English name. Where nothing at all is found: words of six letters and more that are a slip away, two in long ones.',
    'orthop → 骨科',
  ],
};

const PAIR_TITLES: Readonly<Record<PairKind, string>> = {
  danger: 'Pairs: what cannot wait',
  wish: 'Pairs: what is wanted',
  person: 'Pairs: who it is about',
  complaint: 'Pairs: what is wrong where',
};

/** The page on everyday words: how departments are found, how to add words, and every word there is. */
export function everydayWordsPage(written: string): string {
  const count = Object.values(everydayTables).flatMap((rows) => rows.flatMap(({ words }) => words)).length;
  return [
    '# Departments by what people say',
    written,
    `\`GET /v1/departments?q=\` finds departments by name, and by ${count} everyday words: complaints, old and popular names of departments, parts of the body, examinations, English. Nothing fits: an empty list, never a department at random.`,
    '**This is no triage.** A word leads to the department that sees such patients: 胸痛 leads to cardiology as 高血压 does. What is told as something that cannot wait (a crushing pain in the chest, no breath, the signs of a stroke) shows emergency medicine first, and a city without it the heart, the lungs or the brain; that is a place in a list and no warning, and much that is urgent is not told so. Red flags are asked for elsewhere; never build one on this table.',
    '## What comes first',
    table(
      ['Fit', 'What was typed', 'For example'],
      FITS.map((fit) => [`\`${fit}\``, ...SAYS[fit]]),
    ),
    'A department stands where its best fit puts it; what fits as well as another keeps the order of the directory, by code. What is only a guess is left out where somebody calls something just so: `ent` is one thing and no beginning of another. Width, case, blanks, signs, accents, an English plural and British or American spelling do not count; traditional characters are read as simplified ones.',
    '## What a sentence says',
    'People do not name what they have; they tell it. A sentence is read as groups of words that mean the same, the longest word at each place, from left to right: 脚趾头痛风 has toes and gout in it and no headache. What stands across the edge of a longer word is none, and neither is what stands inside a word of the group `plain`. Two groups together are a pair, and a pair leads to departments. What cannot wait decides first, then what is wanted, then who it is about, then what is wrong where, and there the longest word or pair:',
    [
      '1. **What cannot wait**, wherever it stands: 胸口突然疼得要命，要开降压药 is for emergency medicine, whatever else is wanted.',
      '2. **What is wanted**, wherever it stands: 中风后想锻炼恢复 asks for rehabilitation, though a stroke leads to neurology.',
      '3. **Who it is about**, wherever it stands: a child’s cough is for those who see children, and whatever somebody has who is pregnant for obstetrics. Somebody’s child who is grown up (group `grown`) is none.',
      '4. **What is wrong where**: a part of the body and a complaint near it, in either order, with anything between them. The first row that fits stands. A part alone leads somewhere where nothing else is found.',
      '5. **What tells little** (groups `aside` and `old`), behind all of these.',
    ].join('\n'),
    '## Where a word leads',
    'To the departments of its codes (卫医发〔1994〕27号 with the prefix A), the right one first. A city without a department of the code goes to the one above it (`A03.04` → `A03`), and without that to those into which it has divided it (`A05` → `A05.01`, `A05.02`). A code that comes to nothing is passed over; a word of which nothing is left finds nothing, unless a name or an alias has it in it.',
    '## To add words',
    [
      '- **A word of one hospital**: `aliases` of its department in the hospitals’ file. People see aliases on the kiosk, so they are few and polite.',
      '- **A word of the city** (a dialect, a clinic that has a name of its own), or another opinion on a word below: `words` of `city` in the hospitals’ file ([operations.md](operations.md#the-hospitals-file)). A word of the city stands for a word below of the same writing. `{"city": {"words": [{"word": "北楼门诊", "codes": ["A03.10"], "source": "usage: the old people’s clinic is in the north building"}]}, "hospitals": […]}`. It is read at start; one that is given twice, has no code or no letter is refused with its place.',
      '- **A way to tell it**: a word in its group (`body-words.ts`, `trouble-words.ts`, `danger-words.ts`, `people-and-wish-words.ts` in `bff/scenes/directory/everyday-words/`), or a row of `pairs.ts`, `group group | group group | code, code | source`, above those that are more general. `-` is the first group alone, `any` whatever is wrong.',
      '- **A word for everybody**: its table in `bff/scenes/directory/everyday-words/`, a row `word, word | code, code | source`, then `npm run docs:contract`. A source is `list` (a name of the list, or a form of it), ICD-10 categories (GB/T 14396-2016), another standard, or `usage` with a reason. A short word that stands inside another with another meaning needs that one beside it: 伤风 and 破伤风.',
      '- **A word that is read otherwise than pinyin-pro reads it**: `customPinyin` in `initials.ts`. The sayings of the tests tell whether it is found by its sound: `ketan` is 咳痰.',
    ].join('\n'),
    ...Object.entries(everydayTables).flatMap(([title, rows]) => [
      `## ${title}`,
      table(
        ['Words', 'Departments', 'Source'],
        rows.map(({ words, codes, source }) => [words.join(' · '), codes.join(' '), source]),
      ),
    ]),
    ...Object.entries(everydayPairs).flatMap(([kind, pairs]) => [
      `## ${PAIR_TITLES[kind as PairKind]}`,
      table(
        ['Of', 'With', 'Departments', 'Source'],
        pairs.map(({ firsts, with: second, codes, source }) => [firsts.join(' '), second, codes.join(' '), source]),
      ),
    ]),
    ...Object.entries(wordGroups).flatMap(([title, groups]) => [
      `## ${title}`,
      table(
        ['Group', 'Words'],
        groups.map(({ name, words }) => [name, words.join(' · ')]),
      ),
    ]),
  ]
    .join('\n\n')
    .concat('\n');
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, head.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n');
}
