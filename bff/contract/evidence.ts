/**
 * How sure it is who somebody is. Five levels, weakest first, after the models of NIST SP 800-63A (identity proofing) and ISO/IEC 29115
 * (levels of assurance); the names are of our own, because neither knows a kiosk that reads a card nor a clerk at a window.
 *
 * A registration, a link and a guardianship carry the level on which they stand; a session carries that of the evidence that opened it.
 * This table is what the gateway, the contract, the screens and docs/security.md ask.
 */
export const evidenceLevels = {
  claimed: {
    what: 'somebody typed it',
    opensSession: false,
    proves: false,
    sees: 'nothing',
    readsHealthData: false,
  },
  'phone-held': {
    what: 'a code that was sent to the phone came back',
    opensSession: true,
    proves: false,
    sees: 'what is not older than the last proof of another kind',
    readsHealthData: false,
  },
  'phone-bound': {
    what: 'a code came back in a browser that was bound to the person with their document, or by a clerk',
    opensSession: true,
    proves: false,
    sees: 'everything',
    readsHealthData: true,
  },
  'document-read': {
    what: 'an enrolled device read the document',
    opensSession: true,
    proves: true,
    sees: 'everything',
    readsHealthData: true,
  },
  'vouched-for': {
    what: 'a clerk saw person and document',
    opensSession: true,
    proves: true,
    sees: 'everything',
    readsHealthData: true,
  },
} as const satisfies Record<string, EvidenceRule>;

interface EvidenceRule {
  /** In words, for people who read the table. */
  readonly what: string;
  readonly opensSession: boolean;
  /** Takes a document's place, takes over what was only claimed of it, and makes a guardianship firm. */
  readonly proves: boolean;
  readonly sees: 'nothing' | 'what is not older than the last proof of another kind' | 'everything';
  /** Opens results, bills and what else tells of illnesses; insurance may be asked, and bills paid. */
  readonly readsHealthData: boolean;
}

export type EvidenceLevel = keyof typeof evidenceLevels;

/** Levels on which a session can stand. */
export type SessionLevel = {
  [L in EvidenceLevel]: (typeof evidenceLevels)[L]['opensSession'] extends true ? L : never;
}[EvidenceLevel];

/** The level that each kind of evidence reaches. `bound-phone` is a one-time code in a browser that is bound. `demo` stands for the card of a person of the demo city. */
export const levelOf = {
  'one-time-code': 'phone-held',
  'bound-phone': 'phone-bound',
  'document-read': 'document-read',
  'staff-present': 'vouched-for',
  demo: 'document-read',
} as const satisfies Record<string, SessionLevel>;

export type EvidenceKind = keyof typeof levelOf;
