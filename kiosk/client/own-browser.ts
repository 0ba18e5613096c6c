import type { Hospital } from './wire.ts';

/** WGS 84, in degrees. */
export type Position = NonNullable<Hospital['campuses'][number]['position']>;

/** What the browser of somebody's own phone can do besides showing a page. Browsers inside of other apps have less of it, or none. */
export interface OwnBrowser {
  /** The page is shown inside of WeChat, which opens neither a payment outside of itself nor a file. */
  readonly inWeChat: boolean;
  /** Lets the person send words on by what they have on their phone; answers whether they did. Nothing where the browser can not. */
  readonly share: ((text: string) => Promise<boolean>) | undefined;
  /** Answers whether the words can be pasted elsewhere now. */
  copy(text: string): Promise<boolean>;
  /** Where the phone is, once the person allows it; nothing where they do not, or nobody knows. */
  readonly locate: (() => Promise<Position | undefined>) | undefined;
}

/** Whoever waits longer goes on without. */
const LOCATE_MS_MAX = 10_000;
/** Nearer is no other hospital: where somebody was a moment ago is good enough. */
const LOCATED_MS_MAX = 300_000;

export function ownBrowserOf(navigator: Navigator, document: Document): OwnBrowser {
  // Older browsers lack what the types have.
  const { userAgent, clipboard, geolocation } = navigator as Partial<Navigator>;
  const canShare = typeof (navigator as Partial<Navigator>).share === 'function';
  return {
    inWeChat: /MicroMessenger/i.test(userAgent ?? ''),
    share: canShare ? (text) => answered(navigator.share({ text })) : undefined,
    copy: async (text) => (clipboard !== undefined && (await answered(clipboard.writeText(text)))) || copyByHand(document, text),
    locate: geolocation && (() => located(geolocation)),
  };
}

function answered(doing: Promise<unknown>): Promise<boolean> {
  return doing.then(
    () => true,
    () => false,
  );
}

/** As pages did before there was a clipboard: what is selected is copied. */
function copyByHand(document: Document, text: string): boolean {
  const before = document.activeElement;
  const field = document.createElement('textarea');
  field.value = text;
  field.readOnly = true;
  // Nothing of it is seen, and nothing moves; the page selects nothing else.
  Object.assign(field.style, { position: 'fixed', top: '0', opacity: '0', userSelect: 'text', webkitUserSelect: 'text' });
  document.body.append(field);
  field.select();
  try {
    return document.execCommand('copy');
  } catch {
    return false;
  } finally {
    field.remove();
    if (before instanceof HTMLElement) before.focus();
  }
}

function located(geolocation: Geolocation): Promise<Position | undefined> {
  return new Promise((resolve) =>
    geolocation.getCurrentPosition(
      ({ coords: { latitude, longitude } }) => resolve({ latitude, longitude }),
      () => resolve(undefined),
      { timeout: LOCATE_MS_MAX, maximumAge: LOCATED_MS_MAX },
    ),
  );
}
