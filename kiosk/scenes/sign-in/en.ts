import type { Translation } from '../../i18n/translation.ts';
import type { zh } from './zh.ts';

export const en: Translation<typeof zh> = {
  'phone-number.question': 'Your phone number, please',
  'phone-number.what': 'We send you a text message with six digits.',
  'phone-number.label': 'Phone number',
  'phone-number.send': 'Send me the message',
  'phone-number.kiosk': 'No phone? Every kiosk and window of a hospital does the same.',
  'code-sending.title': 'Sending the message…',
  'phone-code.question': 'The six digits of the message, please',
  'phone-code.to': 'Sent to {phone}. They work for five minutes.',
  'phone-code.label': 'Six digits',
  'phone-code.check': 'Done',
  'phone-code.checking': 'Checking…',
  'phone-code.wrong': 'These are not the digits, or five minutes have passed. Please look at the newest message.',
  'phone-code.again': 'Send another message',
  'phone-code.wait': 'Nothing came? Another one in {seconds} s',
  'phone-code.other': 'Another number',
  'sign-in.opening': 'Signing in…',
  'which-person.question': 'Which of them are you?',
  'which-person.what': 'These people are registered with this phone.',
  'which-person.new': 'None of them: register me',
};
