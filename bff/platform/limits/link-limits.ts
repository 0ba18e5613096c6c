import { type Bound, HOUR, KIB, MINUTE } from './bound.ts';

/** Of links by which somebody shares results with whoever holds them. */
export const linkLimits = {
  linkLife: {
    what: 'how long a link lives whose owner did not say how long',
    figure: 72 * HOUR,
    unit: 'ms',
    of: 'link',
    setBy: 'fixed',
    hears: 'the link is gone (404)',
    at: 'bff/scenes/records/links/link-rules.ts',
  },
  linkLifeChosen: {
    what: 'the longest that its owner may choose',
    figure: 30 * 24 * HOUR,
    unit: 'ms',
    of: 'link',
    setBy: 'fixed',
    hears: 'invalid-request',
    at: 'bff/scenes/records/links/link-rules.ts',
  },
  wrongPasscodes: {
    what: 'wrong passcodes in the whole life of a link; no right one brings any of them back',
    figure: 5,
    unit: 'passcodes',
    of: 'link',
    setBy: 'fixed',
    hears: 'how many are left (401), then the link is gone (404)',
    at: 'bff/scenes/records/sharing/share-rows.ts',
  },
  fileLocation: {
    what: 'how long an address of a file can be asked, once; the standard allows an hour',
    figure: 10 * MINUTE,
    unit: 'ms',
    of: 'manifest request',
    setBy: 'fixed',
    hears: 'it is gone (404)',
    at: 'bff/scenes/records/links/link-rules.ts',
  },
  embeddedFile: {
    what: 'the longest sealed file that stands in a manifest itself, where whoever asks names no limit',
    figure: 64 * KIB,
    unit: 'bytes',
    of: 'file',
    setBy: 'fixed',
    hears: 'an address of the file',
    at: 'bff/scenes/records/links/link-rules.ts',
  },
  embeddedFileAsked: {
    what: 'the same where whoever asks names a higher one',
    figure: 1_024 * KIB,
    unit: 'bytes',
    of: 'file',
    setBy: 'fixed',
    hears: 'an address of the file',
    at: 'bff/scenes/records/links/link-rules.ts',
  },
} as const satisfies Record<string, Bound>;
