import { digest } from '../../platform/crypto/cipher.ts';

type Kind = 'privacy-notice' | 'health-data';
type Language = 'zh' | 'en';
interface Wording {
  readonly title: string;
  readonly paragraphs: readonly string[];
}

/**
 * The notice (PIPL Art. 17) and the text of the separate consent for health data (Art. 29), in words that are read aloud to a person
 * of eighty. A change of meaning is a new version, and everybody is asked again; receipts name the version and the hash of the words.
 */
export const privacyNotice = {
  version: '2026-11-01',
  texts: {
    'privacy-notice': {
      zh: {
        title: '我们怎样用您的信息',
        paragraphs: [
          '我们记下您的姓名、证件号码、出生日期和手机号。',
          '用来替您向医院挂号，让您查到自己的挂号。',
          '只告诉您要去的那家医院，不告诉别人。',
          '号码都加密存放，没有人能直接看到。',
          '谁看过您的信息，您随时可以查。',
          '您可以随时不再同意，也可以要求删除。',
        ],
      },
      en: {
        title: 'How we use your information',
        paragraphs: [
          'We keep your name, document number, date of birth and phone number.',
          'We use them to book at hospitals for you and to show you your bookings.',
          'Only the hospital that you go to is told. Nobody else.',
          'Numbers are stored encrypted. Nobody can simply read them.',
          'You can see at any time who looked at your information.',
          'You can withdraw your agreement at any time, and ask us to delete it.',
        ],
      },
    },
    'health-data': {
      zh: {
        title: '您看病的信息',
        paragraphs: [
          '您挂哪个科，说明您的身体情况，属于敏感信息。',
          '不告诉医院挂哪个科，就没法替您挂号。',
          '只用来挂号和看病，不作别的用途。',
        ],
      },
      en: {
        title: 'Information about your health',
        paragraphs: [
          'The department that you book says something about your health. That is sensitive information.',
          'Without telling the hospital the department, we can not book for you.',
          'It is used for booking and treatment only.',
        ],
      },
    },
  },
  withoutConsent: {
    zh: '不同意也可以看病：请到挂号窗口，工作人员帮您挂号。',
    en: 'You can refuse and still see a doctor: go to the registration window, and the staff will book for you.',
  },
} as const satisfies {
  version: string;
  texts: Record<Kind, Record<Language, Wording>>;
  withoutConsent: Record<Language, string>;
};

/** SHA-256 of the words that were shown, for the receipt. */
export function wordingHash(kind: Kind, language: Language): string {
  const { title, paragraphs } = privacyNotice.texts[kind][language];
  return digest([privacyNotice.version, title, ...paragraphs].join('\n'));
}

export type ConsentKind = Kind;
export type ConsentLanguage = Language;
