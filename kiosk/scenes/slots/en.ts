import type { Translation } from '../../i18n/translation.ts';
import type { zh } from './zh.ts';

export const en: Translation<typeof zh> = {
  'elsewhere.question': '{department}: not in this hospital',
  'elsewhere.lead': 'Press the one that you want to go to. Then choose a time.',
  'elsewhere.here': 'What is here',
  'slot.question': 'Which day and time?',
  'slot.not-here': 'Not where you stand now',
  'slot.last': 'Your last doctor',
  'slot.last-doctor': '{doctor} again: {day}',
  'slot.half-full': 'full',
  'slot.gone': 'This day has just become full. Choose another day.',
  'slot.other': 'Another hospital',
  'slot.away': 'This hospital can not be reached',
  'slot.away.since': '{hospital} can not be reached since {time}.',
  'slot.none': 'No times left in the next seven days',
  'slot.none.where': '{hospital}',
  'slot.none.what': 'Look at another hospital, or ask at {window}.',
  'hospital.question': 'Which hospital?',
  'hospital.here': 'You are here',
  'hospital.distance': '{distance} km from here',
  'hospital.first': 'earliest: {time}',
  'hospital.full': 'No times left in the next seven days',
  'hospital.unreachable': 'Can not be reached since {time}',
  'hospital.closed': 'Closed from {from} to {to}',
  'hospital.no-booking': 'Not bookable here. Please go to the window of that hospital.',
};
