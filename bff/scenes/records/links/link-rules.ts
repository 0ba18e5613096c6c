import { limits } from '../../../platform/limits/limits.ts';

/**
 * How long a link and what belongs to it may live, and what whoever asks for one is answered: facts in, an answer out (SMART Health Links 1.0.0,
 * "SMART Health Link Manifest Request" and "SMART Health Link Direct File Request").
 */

/** Shorter, and it is over before somebody far away has opened it. */
const LIFE_MIN_MS = 5 * 60_000;
/** Characters of who asks, in their own words. */
export const RECIPIENT_MAX = 200;
const PASSCODE_MAX = 64;

/** When a link is over. @param lifeMs As its owner chose it; absent: they did not. */
export function linkExpiry(now: number, lifeMs: number = limits.linkLife.figure): number | 'too-short' | 'too-long' {
  if (!(lifeMs >= LIFE_MIN_MS)) return 'too-short';
  return lifeMs <= limits.linkLifeChosen.figure ? now + lifeMs : 'too-long';
}

/** When an address of a file is over: never after its link. */
export function locationExpiry(now: number, linkExpiresAt: number): number {
  return Math.min(now + limits.fileLocation.figure, linkExpiresAt);
}

/**
 * A passcode as it is kept and compared: what an input method writes wide, or with a space behind it, is the same passcode. Both whoever
 * chooses one and whoever is asked for it type by hand.
 */
export function passcodeAsTyped(text: string): string {
  return text.normalize('NFKC').trim();
}

/** Whether a passcode may be chosen: six digits, or a word of at least six characters that are not digits alone. */
export function isPasscode(text: string): boolean {
  const passcode = passcodeAsTyped(text);
  const length = [...passcode].length;
  if (/\p{Cc}/u.test(passcode) || length > PASSCODE_MAX) return false;
  return /^\d+$/.test(passcode) ? length === 6 : length >= 6;
}

/** A link as its row has it, at the moment at which the answer is committed. */
export interface LinkFacts {
  readonly expiresAt: number;
  /** By its owner, or by whoever reviews. */
  readonly revoked: boolean;
  /** The consent under which it was made does not stand any more. */
  readonly consentWithdrawn: boolean;
  /** Flag P. */
  readonly passcode: boolean;
  /** Flag U. */
  readonly direct: boolean;
  /** How many passcodes may still be wrong: `limits.wrongPasscodes` at first. */
  readonly triesLeft: number;
}

/** Why nothing is there. It is for the owner's log alone: whoever asks hears the same of each, to the byte. */
export type GoneBecause = 'unknown' | 'revoked' | 'consent-withdrawn' | 'expired' | 'tries-used-up' | 'other-request' | 'used';

export type LinkAnswer =
  | { readonly status: 200 }
  /** `counts`: one more wrong passcode is written down in the unit that answers this. */
  | { readonly status: 401; readonly remainingAttempts: number; readonly counts: boolean }
  | { readonly status: 404; readonly because: GoneBecause }
  | { readonly status: 429; readonly retryAfterSeconds: number };

const gone = (because: GoneBecause): LinkAnswer => ({ status: 404, because });

/** How the passcode of a request compares; `none`: there is none in it. It is compared only where the link needs one and is not gone. */
export type ShownPasscode = 'right' | 'wrong' | 'none';

export interface Asking {
  readonly now: number;
  /** How long whoever asks has to wait, told before any row is read, so that it is the same of every link and of none. */
  readonly waitSeconds?: number;
}

/**
 * What a manifest request is answered. A request that is no request (no `recipient`, a limit below zero) is a 400 before this, of every link
 * alike, and tries no passcode.
 *
 * Of a link that is gone nothing is said and nothing is counted, whatever the passcode. Of one that lives each wrong passcode counts, for its
 * whole life, also one that was tried before; a request without a passcode tried none. Nothing gives a try back.
 *
 * Whoever carries it out takes one try in a unit before a passcode is compared at all, and gives it back in the unit that answers 200: if the
 * comparison came first, a right one among a thousand that come at once would be answered before five wrong ones are counted.
 */
export function judgeManifest(
  link: LinkFacts | undefined,
  { now, waitSeconds, passcode }: Asking & { readonly passcode: ShownPasscode },
): LinkAnswer {
  if (waitSeconds !== undefined) return { status: 429, retryAfterSeconds: waitSeconds };
  const because = whyGone(link, now);
  if (link === undefined || because !== undefined) return gone(because ?? 'unknown');
  if (link.direct) return gone('other-request');
  if (!link.passcode || passcode === 'right') return { status: 200 };
  const counts = passcode === 'wrong';
  return { status: 401, remainingAttempts: link.triesLeft - (counts ? 1 : 0), counts };
}

/**
 * What a direct file request is answered: the file itself. A link that is asked for a manifest has none. A request without `recipient` is a 400
 * before this, of every link alike: so what looks at an address by itself gets nothing and stands in no log.
 */
export function judgeDirect(link: LinkFacts | undefined, { now, waitSeconds }: Asking): LinkAnswer {
  if (waitSeconds !== undefined) return { status: 429, retryAfterSeconds: waitSeconds };
  const because = whyGone(link, now);
  if (link === undefined || because !== undefined) return gone(because ?? 'unknown');
  return link.direct ? { status: 200 } : gone('other-request');
}

/** An address of a file as its row has it. */
export interface LocationFacts {
  readonly link: LinkFacts;
  readonly expiresAt: number;
  readonly used: boolean;
}

/**
 * What a request for a file is answered. It answers once: the unit that answers 200 marks it used, with that as its guard. An address that
 * was handed out dies with its link.
 */
export function judgeLocation(location: LocationFacts | undefined, { now, waitSeconds }: Asking): LinkAnswer {
  if (waitSeconds !== undefined) return { status: 429, retryAfterSeconds: waitSeconds };
  if (location === undefined) return gone('unknown');
  const because = whyGone(location.link, now);
  if (because !== undefined) return gone(because);
  if (location.used) return gone('used');
  return location.expiresAt > now ? { status: 200 } : gone('expired');
}

/** What its owner did comes before what time did: it is what they look for in their log. */
function whyGone(link: LinkFacts | undefined, now: number): GoneBecause | undefined {
  if (link === undefined) return 'unknown';
  if (link.revoked) return 'revoked';
  if (link.consentWithdrawn) return 'consent-withdrawn';
  if (link.expiresAt <= now) return 'expired';
  return link.passcode && link.triesLeft <= 0 ? 'tries-used-up' : undefined;
}

/**
 * Whether a sealed file stands in the manifest itself, or is fetched at an address.
 * @param length Characters of the sealed file.
 * @param embeddedLengthMax As whoever asks says it; absent: they said nothing.
 */
export function isEmbedded(length: number, embeddedLengthMax: number = limits.embeddedFile.figure): boolean {
  return length <= Math.min(embeddedLengthMax, limits.embeddedFileAsked.figure);
}
