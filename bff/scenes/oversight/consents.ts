import { auditPart } from '../../platform/audit/audit.ts';
import type { Clock } from '../../platform/clock.ts';
import { actorOf, type Caller } from '../../platform/http/context.ts';
import type { Ids } from '../../platform/ids.ts';
import { commit } from '../../platform/store/commit.ts';
import { guarded, type Part, type Store } from '../../platform/store/store.ts';
import {
  type ConsentRow,
  carryConsent,
  insertConsent,
  selectConsent,
  selectConsents,
  selectStanding,
  withdrawConsent,
  withdrawOthers,
} from './consent-rows.ts';
import { type ConsentKind, type ConsentLanguage, privacyNotice, wordingHash } from './privacy-notice.ts';

export interface ConsentDependencies {
  readonly store: Store;
  readonly clock: Clock;
  readonly ids: Ids;
}

/** Both are needed before anything is done for a person. */
export const NEEDED: readonly ConsentKind[] = ['privacy-notice', 'health-data'];

/** What a person agreed to, as a client sends it: the versions that were shown. */
export interface GivenConsents {
  readonly privacyNotice: string;
  readonly healthData: string;
  readonly language: ConsentLanguage;
}

/** Whether what was agreed to is what is shown now; an old page has to be read again. */
export function consentsAreCurrent(given: GivenConsents): boolean {
  return given.privacyNotice === privacyNotice.version && given.healthData === privacyNotice.version;
}

/**
 * Whether the person has agreed to the current notice and to the use of health data, and has not withdrawn; `givenBy`: whether this guardian
 * did for them.
 */
export async function hasConsented(
  { store }: Pick<ConsentDependencies, 'store'>,
  patientId: string,
  givenBy?: string,
): Promise<boolean> {
  const rows = await store.read(selectStanding({ patientId, version: privacyNotice.version }));
  const counted = rows.filter((row) => givenBy === undefined || row.givenBy === givenBy);
  return NEEDED.every((kind) => counted.some((row) => row.kind === kind));
}

/** Who agrees, for whom, and where. */
export interface Agreeing {
  readonly patientId: string;
  /** The person, or the guardian. */
  readonly givenBy: string;
  readonly language: ConsentLanguage;
  /** `kiosk`, `staff`, `phone`, `program`. */
  readonly channel: string;
  readonly deviceId: string | null;
}

/** Parts that keep both consents, each with its receipt. */
export function consentParts(ids: Ids, now: number, agreeing: Agreeing): readonly Part[] {
  const { version } = privacyNotice;
  return NEEDED.map((kind) =>
    insertConsent({
      ...agreeing,
      id: ids.next('con'),
      kind,
      version,
      wordingHash: wordingHash(kind, agreeing.language),
      now,
    }),
  );
}

/** Parts by which what a guardian agreed to for one registration of a child stands for its other one: where it is withdrawn later, it is. */
export function carriedConsentParts(
  ids: Ids,
  { fromId, toId, givenBy }: { readonly fromId: string; readonly toId: string; readonly givenBy: string },
): readonly Part[] {
  const { version } = privacyNotice;
  return NEEDED.map((kind) => carryConsent({ id: ids.next('con'), fromId, toId, givenBy, kind, version }));
}

/** What was agreed to for the caller, and what they agreed to for their children, as far back as their evidence reaches. */
export function listConsents(
  { store }: Pick<ConsentDependencies, 'store'>,
  { patientId, seesFrom }: Caller,
  page: { before?: { at: number; id: string }; limit: number },
): Promise<readonly ConsentRow[]> {
  const { at, id } = page.before ?? { at: Number.MAX_SAFE_INTEGER, id: '' };
  const asked = { patientId, giverId: patientId, from: seesFrom, limit: page.limit };
  return store.read(selectConsents({ ...asked, beforeAt: at, beforeAtToo: at, beforeId: id }));
}

const CONSENT_STANDS = 'consent-stands';

/** What withdrawing does to other scenes, as parts of its unit. */
export interface Withdrawing {
  /** Whether this caller may withdraw what stands for this person, at the moment of the unit. */
  readonly mayActPart: (caller: Caller, patientId: string, now: number) => Part;
  /** Refused as `absent` where a helper had a hand in the session since the person showed themselves. */
  readonly presentParts: (caller: Caller) => readonly Part[];
  readonly absent: string;
  /** The registration agrees to nothing any more. It comes before the sessions end, so that none is opened in between. */
  readonly notConsentedPart: (patientId: string) => Part;
  /** No session goes on, and no phone is the person's own any more. */
  readonly endSessionsParts: (patientId: string, now: number) => readonly Part[];
  /** Nobody acts for them any more, nor they for anybody. */
  readonly endGrantsParts: (patientId: string, now: number) => readonly Part[];
  /** What the person began and did not finish is kept no longer. */
  readonly dropDraftsPart: (patientId: string) => Part;
  /** What hospitals have told of the person is kept no longer, and nothing of it is shared. */
  readonly dropRecordsParts: (patientId: string, now: number) => readonly Part[];
}

/**
 * Withdraws one consent of the caller, or one that they gave for a child; what was booked stands. The sessions of whose consent it was end
 * in the same unit, because without consent there is nothing left to do in them. Withdrawing twice answers the first time.
 */
export async function withdraw(
  { store, clock, ids, withdrawing }: ConsentDependencies & { readonly withdrawing: Withdrawing },
  { id, caller, requestId }: { id: string; caller: Caller; requestId: string },
): Promise<ConsentRow | 'presence-required' | undefined> {
  const [row] = await store.read(selectConsent({ id }));
  const theirs = row && (row.patientId === caller.patientId || row.givenBy === caller.patientId);
  if (!row || !theirs || row.givenAt < caller.seesFrom) return undefined;
  if (row.withdrawnAt !== null) return row;
  const { patientId } = row;
  const now = clock.now();
  const committed = await commit({ store, clock, ids }, 'withdraw-consent', 'interactive', [
    withdrawing.mayActPart(caller, patientId, now),
    ...withdrawing.presentParts(caller),
    guarded(withdrawConsent({ id, now }), CONSENT_STANDS),
    withdrawOthers({ patientId, kind: row.kind, now }),
    withdrawing.notConsentedPart(patientId),
    ...withdrawing.endSessionsParts(patientId, now),
    ...withdrawing.endGrantsParts(patientId, now),
    withdrawing.dropDraftsPart(patientId),
    ...withdrawing.dropRecordsParts(patientId, now),
    auditPart(ids, now, {
      actor: actorOf(caller),
      action: 'consent.withdraw',
      subject: { kind: 'patient', id: patientId },
      requestId,
      deviceId: caller.deviceId ?? undefined,
      reason: row.kind,
    }),
  ]);
  if (!committed.ok && committed.guard === withdrawing.absent) return 'presence-required';
  if (!committed.ok && committed.guard !== CONSENT_STANDS) return undefined;
  const [after] = await store.read(selectConsent({ id }));
  return after;
}
