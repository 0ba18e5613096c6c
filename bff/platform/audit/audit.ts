import type { EvidenceKind } from '../../contract/evidence.ts';
import type { Ids } from '../ids.ts';
import { templates } from '../store/statement.ts';
import type { Statement } from '../store/store.ts';
import type { AuditTables } from './tables.ts';

const template = templates<AuditTables>();

/** Who did what to what. Ids only: an audit row carries no personal data of its own. */
export interface AuditEntry {
  readonly actor: {
    readonly kind: 'patient' | 'staff' | 'device' | 'operator' | 'gateway' | 'anonymous';
    readonly id: string;
    /** How a person had shown who they are. */
    readonly evidence?: EvidenceKind | undefined;
    /** The phone that was held, by its id. */
    readonly phoneId?: string | null | undefined;
  };
  readonly action: string;
  readonly subject: { readonly kind: string; readonly id: string };
  readonly requestId: string;
  /** Where it was done, if at an enrolled device. */
  readonly deviceId?: string | undefined;
  /** Why, where somebody else acts for the person. No personal data. */
  readonly reason?: string | undefined;
}

/** Whoever has the operator's token: which person that is, the gateway can not know. */
export const OPERATOR = { kind: 'operator', id: 'operator' } as const;

/** What nobody asked for: the gateway found it out, or a time was over. */
export const GATEWAY = { kind: 'gateway', id: 'onedoor' } as const;

const insertAudit = template(
  (
    q,
    p: {
      id: string;
      at: number;
      actorKind: string;
      actorId: string;
      action: string;
      subjectKind: string;
      subjectId: string;
      requestId: string;
      deviceId: string | null;
      reason: string | null;
      evidence: string | null;
      phoneId: string | null;
    },
  ) =>
    q.insertInto('audit').values({
      id: p.id,
      at: p.at,
      actor_kind: p.actorKind,
      actor_id: p.actorId,
      action: p.action,
      subject_kind: p.subjectKind,
      subject_id: p.subjectId,
      request_id: p.requestId,
      device_id: p.deviceId,
      reason: p.reason,
      evidence: p.evidence,
      phone_id: p.phoneId,
    }),
);

/** The audit row as a part of the unit that makes the change, so that neither exists without the other. */
export function auditPart(ids: Ids, at: number, entry: AuditEntry): Statement {
  return insertAudit({
    id: ids.inOrder('aud'),
    at,
    actorKind: entry.actor.kind,
    actorId: entry.actor.id,
    action: entry.action,
    subjectKind: entry.subject.kind,
    subjectId: entry.subject.id,
    requestId: entry.requestId,
    deviceId: entry.deviceId ?? null,
    reason: entry.reason ?? null,
    evidence: entry.actor.evidence ?? null,
    phoneId: entry.actor.phoneId ?? null,
  });
}
