/** What one agrees to who lets somebody act for them (PIPL Art. 14, 29), in words that are read to a person of eighty. Another meaning is another version. */
export const grantWording = {
  version: '2026-12-01',
  zh: [
    '您选的这位亲友，可以替您办您选的这些事。',
    '没选的事，他办不了，也看不到。',
    '他替您办了什么，您随时能查到。',
    '到期自动停止。您也可以随时停止，马上生效。',
  ],
  en: [
    'The person you choose can do for you what you choose here.',
    'They can do nothing else, and see nothing else.',
    'You can see at any time what they did for you.',
    'It stops by itself on the last day. You can stop it at any time, at once.',
  ],
} as const;
