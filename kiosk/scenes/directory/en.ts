import type { Translation } from '../../i18n/translation.ts';
import type { zh } from './zh.ts';

export const en: Translation<typeof zh> = {
  'way.name': 'By its name',
  'way.initials': 'By pinyin initials',
  'body-part.question': 'Where does it hurt?',
  'body-part.head': 'Head',
  'body-part.eyes': 'Eyes',
  'body-part.ear-nose-throat': 'Ears, nose, throat',
  'body-part.mouth': 'Teeth, mouth',
  'body-part.chest': 'Chest, heart, lungs',
  'body-part.belly': 'Belly, stomach',
  'body-part.back-joints': 'Back, legs, joints',
  'body-part.skin': 'Skin',
  'body-part.women': 'Women, pregnancy',
  'body-part.children': 'A child is ill',
  'body-part.mind': 'Mood, sleep',
  'body-part.whole-body': 'All over',
  'department.question': 'Which department?',
  'department.initials': 'Press the pinyin initials',
  'department.none': 'No department found. Please try another letter.',
  'department.empty': 'No department here can be booked.',
};
