import { auditPart, OPERATOR } from '../../platform/audit/audit.ts';
import { digest } from '../../platform/crypto/cipher.ts';
import { commit } from '../../platform/store/commit.ts';
import { type Approval, insertApprovalPart, readApprovals } from './approval-rows.ts';
import type { PreconsultDependencies } from './dependencies.ts';

/** Tables or a form that a clinician can read and sign: one version of it, with the hash of its content. */
export interface ClinicalContent {
  readonly kind: 'rules' | 'form';
  readonly id: string;
  readonly version: string;
  /** SHA-256 of the content: whoever signed another text has not signed this one. */
  readonly hash: string;
}

/** The content as data, named. */
export function contentOf(kind: ClinicalContent['kind'], id: string, version: string, data: unknown): ClinicalContent {
  return { kind, id, version, hash: digest(JSON.stringify(data)) };
}

/** Whether it may be shown here, and whether somebody signed it. */
export interface Standing {
  readonly on: boolean;
  readonly approved: boolean;
}

/** How each of these stands here now. In demo mode a draft may be shown; elsewhere only what a named clinician has signed, as it is. */
export async function standingOf(
  { store, demo }: Pick<PreconsultDependencies, 'store' | 'demo'>,
  contents: readonly ClinicalContent[],
): Promise<(content: ClinicalContent) => Standing> {
  const approvals = contents.length === 0 ? [] : await readApprovals(store);
  return (content) => {
    const approved = approvals.some((one) => isOf(one, content));
    return { approved, on: approved || demo };
  };
}

function isOf({ kind, contentId, version, hash }: Approval, content: ClinicalContent): boolean {
  return kind === content.kind && contentId === content.id && version === content.version && hash === content.hash;
}

/** Everything that can be shown, with who signed it as it is; for the operator. */
export async function signedContents(
  { store, demo }: Pick<PreconsultDependencies, 'store' | 'demo'>,
  contents: readonly ClinicalContent[],
) {
  const approvals = await readApprovals(store);
  return contents.map((content) => {
    const { kind, id, version } = content;
    const signed = approvals.find((one) => isOf(one, content));
    const by = signed ? { approvedBy: signed.approvedBy, approvedOn: signed.approvedOn } : {};
    return { kind, id, version, state: signed ? 'approved' : demo ? 'draft, shown in demo mode' : 'draft, not shown', ...by };
  });
}

/** A clinician's signature, as the operator writes it down. */
export interface Signature {
  readonly content: ClinicalContent;
  readonly approvedBy: string;
  /** Day, YYYY-MM-DD. */
  readonly approvedOn: string;
  readonly requestId: string;
}

/** Writes the signature down, with its audit row. `false` where this version has been signed. */
export async function approve(
  dependencies: Pick<PreconsultDependencies, 'store' | 'ids' | 'clock'>,
  { content, approvedBy, approvedOn, requestId }: Signature,
): Promise<boolean> {
  const { kind, id, version, hash } = content;
  const now = dependencies.clock.now();
  const approval: Approval = { kind, contentId: id, version, hash, approvedBy, approvedOn };
  const done = await commit(dependencies, 'approve-content', 'interactive', [
    insertApprovalPart(approval, now),
    auditPart(dependencies.ids, now, {
      actor: OPERATOR,
      action: 'clinical.approve',
      subject: { kind, id: `${id} ${version}` },
      requestId,
    }),
  ]);
  return done.ok;
}
