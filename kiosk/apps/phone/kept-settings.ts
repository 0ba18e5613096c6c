import type { Language } from '../../i18n/text.ts';

/** How this phone is shown: kept, as is the time of the last touch, and nothing of whoever holds it. */
export interface PhoneSettings {
  readonly language: Language;
  /** 长辈版: letters and buttons as people need them who see less well. */
  readonly elder: boolean;
  readonly contrast: boolean;
}

export interface KeptSettings {
  read(): PhoneSettings;
  write(settings: PhoneSettings): void;
  /** When the page was last touched, in ms; nothing where that is not known, as on a phone that keeps nothing. */
  touchedAt(): number | undefined;
  touch(at: number): void;
  /** How somebody has signed out, of which the gateway does not know yet. In any tab of this browser: whichever has a line tells it. */
  leaving(): Leaving | undefined;
  leave(leaving: Leaving | undefined): void;
  /** Lets the other tabs hear (`storage`) that whoever is signed in may be another now. Nothing of it stays. */
  tellOthers(): void;
  /** Nothing is kept any more. */
  forget(): void;
}

/** `forget`: this phone is to know nothing of them any more, and is no longer theirs. */
export type Leaving = 'sign-out' | 'forget';

export const USUAL_SETTINGS: PhoneSettings = { language: 'zh', elder: false, contrast: false };

const KEY = 'onedoor-phone-settings';
const TOUCHED_KEY = 'onedoor-phone-touched';
const LEAVING_KEY = 'onedoor-phone-leaving';
/** Stands there for a moment, when the other tabs are told. */
export const WHO_KEY = 'onedoor-phone-who';

/** In the browser's storage; in memory where it has none, or refuses (a private window, an app's own browser). */
export function keepSettings(storage: () => Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>): KeptSettings {
  let settings = readFrom(storage);
  // What is refused holds for as long as the page stands.
  const tried = <T>(act: (kept: ReturnType<typeof storage>) => T): T | undefined => {
    try {
      return act(storage());
    } catch {
      return undefined;
    }
  };
  // Another tab may have changed it; where nothing is kept, what this one knows holds.
  let leaving: Leaving | undefined;
  return {
    read: () => settings,
    write(given) {
      settings = given;
      tried((kept) => kept.setItem(KEY, JSON.stringify(given)));
    },
    touchedAt() {
      const at = Number(tried((kept) => kept.getItem(TOUCHED_KEY)) ?? Number.NaN);
      return Number.isFinite(at) ? at : undefined;
    },
    touch: (at) => tried((kept) => kept.setItem(TOUCHED_KEY, String(at))),
    leaving() {
      tried((kept) => {
        leaving = (kept.getItem(LEAVING_KEY) ?? undefined) as Leaving | undefined;
      });
      return leaving;
    },
    leave(given) {
      leaving = given;
      tried((kept) => (given === undefined ? kept.removeItem(LEAVING_KEY) : kept.setItem(LEAVING_KEY, given)));
    },
    tellOthers() {
      tried((kept) => kept.setItem(WHO_KEY, 'another'));
      tried((kept) => kept.removeItem(WHO_KEY));
    },
    forget() {
      settings = USUAL_SETTINGS;
      for (const key of [KEY, TOUCHED_KEY, LEAVING_KEY]) tried((kept) => kept.removeItem(key));
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
