import { complaintWords } from './everyday-words/complaint-words.ts';
import { departmentWords } from './everyday-words/department-words.ts';
import { englishWords } from './everyday-words/english-words.ts';
import { examinationWords } from './everyday-words/examination-words.ts';
import { peopleWords } from './everyday-words/people-words.ts';
import { regionalWords } from './everyday-words/regional-words.ts';
import { shortEnglishWords } from './everyday-words/short-english-words.ts';
import { shortWords } from './everyday-words/short-words.ts';
import { spokenEnglishWords } from './everyday-words/spoken-english-words.ts';
import { spokenWords } from './everyday-words/spoken-words.ts';

/** What people say, and to which departments it leads. */
export interface EverydayWord {
  readonly word: string;
  /** Codes of 卫医发〔1994〕27号 with the prefix A, the right one first. */
  readonly codes: readonly string[];
}

/** Words that lead to the same departments, and why they do. */
export interface EverydayRow {
  readonly words: readonly string[];
  readonly codes: readonly string[];
  /** `list`: a name of 卫医发〔1994〕27号 or a form of it; ICD-10: its categories; `usage`: how hospitals do, with a reason. */
  readonly source: string;
}

/** The tables, by what people speak of. */
export const everydayTables: Readonly<Record<string, readonly EverydayRow[]>> = {
  'Names of departments': rowsOf(departmentWords),
  'Complaints and diseases': rowsOf(complaintWords),
  'Women, children, the old, and the senses': rowsOf(peopleWords),
  Examinations: rowsOf(examinationWords),
  English: rowsOf(englishWords),
  'How people tell it': rowsOf(spokenWords),
  'Regional words, and spoken English': rowsOf(regionalWords),
  'How people tell it in English': rowsOf(spokenEnglishWords),
  'Old and rural names, and errands': rowsOf(shortWords),
  'Short English': rowsOf(shortEnglishWords),
};

export const everydayWords: readonly EverydayWord[] = Object.values(everydayTables).flatMap((rows) =>
  rows.flatMap(({ words, codes }) => words.map((word) => ({ word, codes }))),
);

/** A row is `word, word | code, code | source`. */
function rowsOf(table: string): readonly EverydayRow[] {
  return table
    .trim()
    .split('\n')
    .map((row) => {
      const [words = '', codes = '', source = ''] = row.split(' | ');
      return { words: words.split(', '), codes: codes.split(', '), source };
    });
}
