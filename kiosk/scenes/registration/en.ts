import type { Translation } from '../../i18n/translation.ts';
import type { zh } from './zh.ts';

export const en: Translation<typeof zh> = {
  'particulars.question': 'The first time: please register',
  'particulars.what': 'As it stands on your document. Bring that document to the visit.',
  'particulars.name': 'Name',
  'particulars.type': 'Document',
  'particulars.number': 'Its number',
  'particulars.birth': 'Date of birth',
  'particulars.sex': 'Sex',
  'particulars.male': 'Male',
  'particulars.female': 'Female',
  'particulars.unknown': 'Not said',
  'particulars.done': 'Done',
  'particulars.wrong-number': 'No resident identity card has such a number. Please look once more.',
  'particulars.missing': 'Something is still empty.',
  'document-type.resident-id': 'Resident identity card',
  'document-type.hk-macau-residence-permit': 'Residence permit, Hong Kong or Macau',
  'document-type.taiwan-residence-permit': 'Residence permit, Taiwan',
  'document-type.hk-macau-travel-permit': 'Travel permit, Hong Kong or Macau',
  'document-type.taiwan-travel-permit': 'Travel permit, Taiwan',
  'document-type.foreigner-residence-permit': 'Permanent residence card for foreigners',
  'document-type.passport': 'Passport',
};
