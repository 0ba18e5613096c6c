import type { Translation } from '../../i18n/translation.ts';
import type { zh } from './zh.ts';

export const en: Translation<typeof zh> = {
  'home.question': 'What do you need?',
  'home.whose': '{name}, please take your document back.',
  'home.group.care': 'To see a doctor',
  'home.group.mine': 'Mine',
  'home.draft': 'Go on',
  'home.draft.code': 'Finish what I began',
  'draft-code.question': 'Your four digits, please',
  'draft-code.long': 'Your eight characters, please',
  'draft-code.field': 'Eight characters, letters and digits',
  'draft-code.to-long': 'Mine has eight',
  'draft-code.hint': 'The number that the screen showed you before.',
  'draft-code.wrong': 'This number is not known. Please look once more.',
  'draft-code.none': 'What you had chosen is not here',
  'draft-code.anew': 'Choosing anew is quick: a few steps.',
};
