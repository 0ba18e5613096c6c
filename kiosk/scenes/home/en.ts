import type { Translation } from '../../i18n/translation.ts';
import type { zh } from './zh.ts';

export const en: Translation<typeof zh> = {
  'home.question': '{name}, what do you need today?',
  'home.draft': 'Go on where I stopped',
  'home.draft.code': 'I have a number, go on',
  'draft-code.question': 'Your four digits, please',
  'draft-code.hint': 'The number that the screen showed you before.',
  'draft-code.wrong': 'This number is not known. Please look once more.',
  'draft-code.none': 'What you had chosen is not here',
  'draft-code.anew': 'Choosing anew is quick: a few steps.',
};
