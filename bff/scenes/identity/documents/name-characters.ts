import { HAN, nameSigns } from '../../../../adapters/port/names.ts';

/** One kind of characters that a name may hold. */
export interface NameCharacters {
  readonly what: string;
  /** As members of a class of a regular expression. */
  readonly characters: string;
  /** `first`: a name may begin with it; `before-letter`: only if a letter follows. Absent: it stands behind something else. */
  readonly begins?: 'first' | 'before-letter';
  /** Who says that it stands in names, or what it is: standard and clause. */
  readonly source: string;
  readonly example: string;
}

/**
 * Everything that a name may hold; what is in no row is in no name. Digits, `*` of a masked name, quotation marks, brackets of markup,
 * controls, U+FFFD, private use and half characters are in none.
 */
export const nameCharacters: readonly NameCharacters[] = [
  {
    what: 'Letters of every script',
    characters: '\\p{L}',
    begins: 'first',
    source: 'UAX #31 §2, ID_Start; ICAO Doc 9303-3 §3.1, national characters in the visual zone',
    example: '张三, Zoë Søn, Мария, 김철수',
  },
  {
    what: 'The character 〇, which Unicode counts among numerals',
    characters: '〇',
    begins: 'first',
    source: 'UAX #31 §2, ID_Start (Nl); GB 18030-2022, A996',
    example: '李〇',
  },
  {
    what: 'Planes 2 and 3 whole: characters newer than the tables of this program are names too',
    characters: '\\u{20000}-\\u{3FFFD}',
    begins: 'first',
    source: 'GB 18030-2022 §4, implementation level 3; ISO/IEC 10646, supplementary and tertiary ideographic planes',
    example: '𠮷小雨',
  },
  {
    what: 'Marks on a letter, four in a row at most',
    characters: '\\p{M}',
    source: 'UAX #31 §2, ID_Continue; four: UTS #39 §5.4',
    example: 'Nguyễn Thị, प्रिया',
  },
  {
    what: 'Selectors of one glyph of a character (among the marks); in Mongolian also of a letter, and its vowel separator',
    characters: '\\uFE00-\\uFE0F\\u{E0100}-\\u{E01EF}\\u180B-\\u180F',
    source: 'UTS #37 §2; The Unicode Standard §13.5, Mongolian',
    example: '葛\u{E0100}飾',
  },
  {
    what: 'ZWNJ and ZWJ, between letters of scripts whose letters change with them; elsewhere they are dropped',
    characters: '\\u200C\\u200D',
    source: 'UAX #31 §2.3, layout and format control characters',
    example: 'علی\u200Cرضا',
  },
  {
    what: 'The dot between the parts of a name; its variants become it',
    characters: nameSigns.dot.one,
    source: 'GB/T 15834-2011 §4.14, 间隔号',
    example: '阿依古丽·买买提',
  },
  {
    what: 'A blank; every kind of blank becomes U+0020',
    characters: ' ',
    source: 'ICAO Doc 9303-3 §3.4, parts of the primary and the secondary identifier',
    example: 'MARIA SILVA, 古丽米热 艾比布力',
  },
  {
    what: 'Apostrophes, and the accents and primes that stand for them; also in front of a letter at the beginning',
    characters: nameSigns.apostrophe.variants,
    begins: 'before-letter',
    source: 'ICAO Doc 9303-3 §4.6, apostrophes',
    example: 'O’Brien, ’s-Gravesande, D´ANGELO',
  },
  {
    what: 'Hyphens and dashes',
    characters: nameSigns.dash.variants,
    source: 'ICAO Doc 9303-3 §4.6, hyphens; which signs: UAX #44, Dash',
    example: 'MARIE-CLAIRE, SMITH–JONES',
  },
  {
    what: 'Comma and full stop',
    characters: ',.',
    source: 'ICAO Doc 9303-3 §4.6, commas; §3.4, abbreviations and suffixes',
    example: 'DA SILVA, JOANA; J. R. SMITH',
  },
  {
    what: 'A slash: son of, daughter of (A/L, A/P, S/O, D/O)',
    characters: '/',
    source: 'ICAO Doc 9303-3 §3.4, the name as the issuing State writes it in the visual zone: Malaysia, Singapore',
    example: 'MUTHU A/L RAMASAMY',
  },
  {
    what: 'An at sign: also known as',
    characters: '@',
    source: 'ICAO Doc 9303-3 §3.4, the name as the issuing State writes it in the visual zone: Malaysia, Singapore',
    example: 'TAN AH KOW @ JOHN TAN',
  },
  {
    what: 'Round brackets: another form of the name',
    characters: '()',
    source: 'ICAO Doc 9303-3 §3.4, the name as the issuing State writes it in the visual zone: Singapore, Hong Kong SAR',
    example: 'LEE (LI) MING',
  },
];

const classOf = (rows: readonly NameCharacters[]) =>
  `[${rows.map(({ characters }) => characters.replace(/[/()]/g, '\\$&')).join('')}]`;

const FIRST = classOf(nameCharacters.filter(({ begins }) => begins === 'first'));
const BEFORE_LETTER = classOf(nameCharacters.filter(({ begins }) => begins === 'before-letter'));

/** Built from the table and from nothing else. */
export const NAME = new RegExp(`^(?:${BEFORE_LETTER}{1,2}(?=${FIRST}))?${FIRST}${classOf(nameCharacters)}*$`, 'u');

/** More marks in a row than any language writes: they are there to cover what stands above and below. */
export const MARKS_PILED = /[\p{Mn}\p{Me}]{5}/u;

/** Characters of each kind, not code units. Names of minorities reach 30; the longest names of passports are longer. */
export const NAME_CHARACTERS_MAX = { han: 30, all: 120 } as const;

export const HAN_CHARACTER = new RegExp(HAN, 'gu');
