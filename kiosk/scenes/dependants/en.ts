import type { Translation } from '../../i18n/translation.ts';
import type { zh } from './zh.ts';

export const en: Translation<typeof zh> = {
  'child.papers': 'Show the papers of the child once at {window}.',
  'for-whom.question': 'For which child?',
  'for-whom.new': 'Register a child',
  'for-whom.by-word': 'Papers not checked yet; booking works',
  'relationship.question': 'Who are you to the child?',
  'relationship.parent': 'Father or mother',
  'relationship.grandparent': 'Grandparent',
  'relationship.guardian': 'Another guardian',
  'child-number.question': 'Number of the birth certificate',
  'child-number.hint': 'One letter, then nine digits.',
  'child-birth-date.question': 'When was the child born?',
  'child-birth-date.hint': 'Year, month, day: for example 20200131.',
  'child-birth-date.read': '{year}-{month}-{day}',
  'child-birth-date.wrong': 'There is no such day. Please look once more.',
  'child-sex.question': 'A boy or a girl?',
  'child-sex.male': 'A boy',
  'child-sex.female': 'A girl',
  'child-name.question': 'What is the child called?',
  'child-name.hint': 'As it is written in the birth certificate.',
  'child-name.field': 'Name of the child',
  'child-name.window': 'Typing is hard? Go to {window}.',
  'registering-child.title': 'Registering the child…',
};
