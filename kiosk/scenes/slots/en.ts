import type { Translation } from '../../i18n/translation.ts';
import type { zh } from './zh.ts';

export const en: Translation<typeof zh> = {
  'day.question': 'Which day?',
  'day.first': 'from {time}',
  'day.none': 'There is nothing free in the next days.',
  'day.none.what': 'Try another department, or ask at {window}.',
  'slot.question': 'At what time?',
  'slot.free': '{count} free',
  'slot.other': 'Another hospital',
  'slot.other-day': 'Another day',
  'slot.away': '{hospital} can not be reached since {time}. This is the next nearest.',
  'slot.none.what': 'Try another day or hospital, or go to {window}.',
  'slot.none': 'Nothing free on this day.',
  'hospital.question': 'Which hospital?',
  'hospital.here': 'Right here',
  'hospital.distance': '{distance} km from here',
  'hospital.first': 'from {time}, {count} free',
  'hospital.full': 'Nothing free on this day',
  'hospital.unreachable': 'Can not be reached since {time}',
  'hospital.closed': 'Closed from {from} to {to}',
  'hospital.no-booking': 'Books at its own window only',
};
