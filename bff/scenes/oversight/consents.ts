import { auditPart } from '../../platform/audit/audit.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Ids } from '../../platform/ids.ts';
import { commit } from '../../platform/store/commit.ts';
import { guarded, type Part, type Store } from '../../platform/store/store.ts';
import {
  type ConsentRow,
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

/** Whether the person has agreed to the current notice and to the use of health data, and has not withdrawn. */
export async function hasConsented({ store }: Pick<ConsentDependencies, 'store'>, patientId: string): Promise<boolean> {
  const rows = await store.read(selectStanding({ patientId, version: privacyNotice.version }));
  return NEEDED.every((kind) => rows.some((row) => row.kind === kind));
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

export function listConsents(
  { store }: Pick<ConsentDependencies, 'store'>,
  patientId: string,
  page: { before?: { at: number; id: string }; limit: number },
): Promise<readonly ConsentRow[]> {
  const { at, id } = page.before ?? { at: Number.MAX_SAFE_INTEGER, id: '' };
  return store.read(selectConsents({ patientId, beforeAt: at, beforeAtToo: at, beforeId: id, limit: page.limit }));
}

const CONSENT_STANDS = 'consent-stands';

/**
 * Withdraws one consent of this person; what was booked stands. `endSessions` ends the person's sessions in the same unit, because
 * without consent there is nothing left to do in them. Withdrawing twice answers the first time.
 */
export async function withdraw(
  { store, clock, ids }: ConsentDependencies,
  { id, patientId, requestId, endSessions }: { id: string; patientId: string; requestId: string; endSessions: Part },
): Promise<ConsentRow | undefined> {
  const [row] = await store.read(selectConsent({ id }));
  if (!row || row.patientId !== patientId) return undefined;
  if (row.withdrawnAt !== null) return row;
  const now = clock.now();
  const actor = { kind: 'patient', id: patientId } as const;
  await commit({ store, clock, ids }, 'withdraw-consent', 'interactive', [
    guarded(withdrawConsent({ id, now }), CONSENT_STANDS),
    withdrawOthers({ patientId, kind: row.kind, now }),
    endSessions,
    auditPart(ids, now, {
      actor,
      action: 'consent.withdraw',
      subject: { kind: 'patient', id: patientId },
      requestId,
      reason: row.kind,
    }),
  ]);
  const [after] = await store.read(selectConsent({ id }));
  return after;
}
