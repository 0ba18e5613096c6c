import type { Signer } from '../crypto/signer.ts';
import { type AuditRow, type Checkpoint, GENESIS, isGenuine, type Link, linkHash } from './chain.ts';

/** One link as it is found. `row` is undefined where the audit row is gone. */
export interface FoundLink extends Link {
  readonly row: AuditRow | undefined;
}

/** What is wrong, and where. */
export type Finding =
  /** A column of the row is not what was sealed. */
  | { readonly kind: 'edited'; readonly seq: number; readonly auditId: string }
  /** Two rows stand in each other's place. */
  | { readonly kind: 'swapped'; readonly seq: number; readonly auditId: string; readonly withSeq: number }
  | { readonly kind: 'deleted'; readonly seq: number; readonly auditId: string }
  /** Links are missing between two that are there. */
  | { readonly kind: 'links-missing'; readonly seq: number }
  /** A checkpoint tells of a longer chain than there is. */
  | { readonly kind: 'tail-cut'; readonly seq: number }
  /** The chain is another one than the checkpoint signed: it was made anew from some row before. */
  | { readonly kind: 'rewritten'; readonly seq: number }
  /** Nothing that we signed says that this chain is ours: anybody can compute hashes. */
  | { readonly kind: 'unsigned'; readonly seq: number }
  /** The checkpoint's signature is not ours. */
  | { readonly kind: 'checkpoint-forged'; readonly seq: number };

export interface Verification {
  readonly links: number;
  readonly checkpoints: number;
  readonly findings: readonly Finding[];
}

/** More findings are counted as one catastrophe. */
const FINDINGS_MAX = 1_000;

interface Suspect {
  readonly before: string;
  readonly link: FoundLink & { readonly row: AuditRow };
}

/**
 * Goes through the whole chain and holds it against the checkpoints, those of the database and those that were exported before. A row
 * that was changed breaks its own link only, because each link is held against the one before as it stands.
 */
export async function verifyChain(
  links: AsyncIterable<FoundLink>,
  checkpoints: readonly Checkpoint[],
  signer: Pick<Signer, 'verify'>,
): Promise<Verification> {
  const findings: Finding[] = [];
  const suspects: Suspect[] = [];
  const genuine = checkpoints.filter((checkpoint) => isGenuine(signer, checkpoint));
  for (const checkpoint of checkpoints)
    if (!genuine.includes(checkpoint)) findings.push({ kind: 'checkpoint-forged', seq: checkpoint.seq });
  const bySeq = grouped(genuine);
  let before: Pick<Link, 'seq' | 'hash'> = { seq: 0, hash: GENESIS };
  let count = 0;
  for await (const link of links) {
    count += 1;
    if (link.seq !== before.seq + 1) findings.push({ kind: 'links-missing', seq: before.seq + 1 });
    else if (!link.row) findings.push({ kind: 'deleted', seq: link.seq, auditId: link.auditId });
    else if (linkHash(before.hash, link.row) !== link.hash)
      suspects.push({ before: before.hash, link: { ...link, row: link.row } });
    if (bySeq.get(link.seq)?.some(({ hash }) => hash !== link.hash)) findings.push({ kind: 'rewritten', seq: link.seq });
    before = link;
    if (findings.length + suspects.length > FINDINGS_MAX) break;
  }
  const longest = Math.max(0, ...genuine.map(({ seq }) => seq));
  if (longest > before.seq && findings.length + suspects.length <= FINDINGS_MAX)
    findings.push({ kind: 'tail-cut', seq: before.seq + 1 });
  if (count > 0 && genuine.length === 0) findings.push({ kind: 'unsigned', seq: before.seq });
  findings.push(...judge(suspects));
  return { links: count, checkpoints: checkpoints.length, findings: findings.sort((one, other) => one.seq - other.seq) };
}

function grouped(checkpoints: readonly Checkpoint[]): Map<number, Checkpoint[]> {
  const groups = new Map<number, Checkpoint[]>();
  for (const checkpoint of checkpoints) groups.set(checkpoint.seq, [...(groups.get(checkpoint.seq) ?? []), checkpoint]);
  return groups;
}

/** A row that fits in another broken place was moved there; any other was edited. */
function judge(suspects: readonly Suspect[]): readonly Finding[] {
  return suspects.map(({ before, link }): Finding => {
    const { seq, auditId } = link;
    const swapped = suspects.find((other) => other.link !== link && fits(before, link, other.link.row));
    return swapped ? { kind: 'swapped', seq, auditId, withSeq: swapped.link.seq } : { kind: 'edited', seq, auditId };
  });
}

/** Rows may have been exchanged with their ids, or all but their ids. */
function fits(before: string, { hash, auditId }: Link, row: AuditRow): boolean {
  return linkHash(before, row) === hash || linkHash(before, { ...row, id: auditId }) === hash;
}
