import { digest } from '../crypto/cipher.ts';
import type { Signer } from '../crypto/signer.ts';

/**
 * The seal of the audit. Rows are written in any order by many processes, so their chain is made after the fact: link n holds the hash
 * of link n-1 and of its row. Whoever knows one hash knows all rows before it. The end of the chain is signed (Ed25519) and leaves the
 * machine with the log and with `onedoor audit export`: against that, a chain that was made anew is found out too.
 */

/** An audit row, every column. */
export interface AuditRow {
  readonly id: string;
  readonly at: number;
  readonly actorKind: string;
  readonly actorId: string;
  readonly action: string;
  readonly subjectKind: string;
  readonly subjectId: string;
  readonly requestId: string;
  readonly deviceId: string | null;
  readonly reason: string | null;
  /** How the actor had shown who they are, and with which phone; both null in rows from before they were kept. */
  readonly evidence: string | null;
  readonly phoneId: string | null;
}

export interface Link {
  readonly seq: number;
  readonly auditId: string;
  readonly hash: string;
}

/** The signed end of the chain at some moment. */
export interface Checkpoint {
  readonly seq: number;
  readonly hash: string;
  readonly at: number;
  readonly sealedUntil: number;
  readonly signature: string;
}

/** What stands before the first link. */
export const GENESIS = digest('onedoor audit 1');

/**
 * SHA-256 over the link before and the row's columns in a fixed order, in base64url. Columns that came later count where they hold
 * something, so that older rows keep their hash, and neither filling one nor emptying one goes unseen.
 */
export function linkHash(before: string, row: AuditRow): string {
  const { id, at, actorKind, actorId, action, subjectKind, subjectId, requestId, deviceId, reason, evidence, phoneId } = row;
  const columns = [before, id, at, actorKind, actorId, action, subjectKind, subjectId, requestId, deviceId, reason];
  return digest(JSON.stringify(evidence === null && phoneId === null ? columns : [...columns, evidence, phoneId]));
}

function signedText({ seq, hash, at, sealedUntil }: Omit<Checkpoint, 'signature'>): string {
  return `onedoor audit checkpoint 1\n${seq}\n${hash}\n${at}\n${sealedUntil}\n`;
}

export function signCheckpoint(signer: Signer, checkpoint: Omit<Checkpoint, 'signature'>): Checkpoint {
  return { ...checkpoint, signature: signer.sign(signedText(checkpoint)) };
}

export function isGenuine(signer: Pick<Signer, 'verify'>, { signature, ...checkpoint }: Checkpoint): boolean {
  return signer.verify(signedText(checkpoint), signature);
}
