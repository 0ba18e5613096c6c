import type { Patient } from '../../../adapters/port/terms.ts';
import { type AuditEntry, auditPart } from '../../platform/audit/audit.ts';
import { limits } from '../../platform/limits/limits.ts';
import { guarded, type Part } from '../../platform/store/store.ts';
import { endBoundPhonesOf } from './bound-phone-rows.ts';
import { CLAIM_STANDS, selectClaims, supersede } from './claim-rows.ts';
import type { IdentityDependencies } from './dependencies.ts';
import { endGrantsParts } from './helped-people.ts';
import { documentIndexes } from './patients.ts';
import { endPhones } from './phone-rows.ts';
import { endSessionsOf } from './session-rows.ts';

/** What was claimed of a document before somebody proved it. */
export interface TakenOver {
  readonly claimedAt: number;
  /** The phone that opened it, masked. */
  readonly phone: string | null;
}

export interface TakingOver {
  readonly parts: readonly Part[];
  readonly told: readonly TakenOver[];
}

const CLAIMS_MAX = limits.claimsTakenOver.figure;

/** Drafts stand above this scene: by name of their table, as nothing of theirs is to be imported here. */
const dropDrafts = (patientId: string): Part => ({ sql: 'DELETE FROM draft WHERE patient_id = ?', parameters: [patientId] });

/**
 * Parts by which whoever proved a document takes over every registration that only claims it: it keeps its bookings and its log, which are
 * the proved person's from now on, and loses its phone, its sessions, its drafts, its grants in both directions, and the sight of them. The log says when it was claimed, from which
 * phone, and that it ended.
 */
export async function takeOver(
  { store, ids, blindIndex }: IdentityDependencies,
  document: Patient['document'],
  proof: {
    readonly patientId: string;
    readonly actor: AuditEntry['actor'];
    readonly requestId: string;
    readonly deviceId: string | undefined;
    readonly now: number;
  },
): Promise<TakingOver> {
  const { patientId, actor, requestId, deviceId, now } = proof;
  const indexes = documentIndexes(blindIndex, document);
  const claims = await store.read(selectClaims({ ...indexes, exceptId: patientId, limit: CLAIMS_MAX }));
  const parts = claims.flatMap(({ id, phoneId }) => [
    guarded(supersede({ id, successorId: patientId, now }), CLAIM_STANDS),
    endPhones({ patientId: id, now }),
    endBoundPhonesOf({ patientId: id, now }),
    endSessionsOf({ patientId: id, now }),
    dropDrafts(id),
    ...endGrantsParts(id, now, 'taken-over'),
    auditPart(ids, now, {
      actor: { ...actor, phoneId },
      action: 'claim.take-over',
      subject: { kind: 'patient', id },
      requestId,
      deviceId,
    }),
  ]);
  return { parts, told: claims.map(({ createdAt, maskedPhone }) => ({ claimedAt: createdAt, phone: maskedPhone })) };
}
