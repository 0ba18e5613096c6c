import type { Language } from '../../i18n/text.ts';

/** How this phone is shown: the one thing that is kept of it, and nothing of whoever holds it. */
export interface PhoneSettings {
  readonly language: Language;
  /** 长辈版: letters and buttons as people need them who see less well. */
  readonly elder: boolean;
  readonly contrast: boolean;
}

export interface KeptSettings {
  read(): PhoneSettings;
  write(settings: PhoneSettings): void;
}

export const USUAL_SETTINGS: PhoneSettings = { language: 'zh', elder: false, contrast: false };

const KEY = 'onedoor-phone-settings';

/** In the browser's storage; in memory where it has none, or refuses (a private window, an app's own browser). */
export function keepSettings(storage: () => Pick<Storage, 'getItem' | 'setItem'>): KeptSettings {
  let settings = readFrom(storage);
  return {
    read: () => settings,
    write(given) {
      settings = given;
      try {
        storage().setItem(KEY, JSON.stringify(given));
      } catch {
        // It holds for as long as the page stands.
      }
    },
  };
}

function readFrom(storage: () => Pick<Storage, 'getItem'>): PhoneSettings {
  try {
    const { language, elder, contrast } = JSON.parse(storage().getItem(KEY) ?? '{}') as Record<string, unknown>;
    return { language: language === 'en' ? 'en' : 'zh', elder: elder === true, contrast: contrast === true };
  } catch {
    return USUAL_SETTINGS;
  }
}
