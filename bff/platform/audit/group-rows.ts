import { digest } from '../crypto/cipher.ts';
import { byLength, templates, type Values } from '../store/statement.ts';
import type { Part } from '../store/store.ts';
import type { AuditTables } from './tables.ts';

const template = templates<AuditTables>();

/** Rows of one statement: two parameters each, and D1 takes a hundred. */
const MEMBERS_TOGETHER = 45;

const insertMembers = byLength((length) =>
  template<Values>((q, p) =>
    q
      .insertInto('audit_group')
      .values(Array.from({ length }, (_, index) => ({ id: p.id as string, patient_id: p[`member${index}`] as string })))
      .onConflict((conflict) => conflict.doNothing()),
  ),
);

/** People whose things were looked at in one act. The same people are the same group, so that looking again adds nothing to it. */
export interface AuditGroup {
  readonly id: string;
  readonly parts: readonly Part[];
}

export function auditGroup(patientIds: readonly string[]): AuditGroup {
  const members = [...new Set(patientIds)].sort();
  const id = `grp_${digest(members.join(' ')).slice(0, 22)}`;
  const parts: Part[] = [];
  for (let start = 0; start < members.length; start += MEMBERS_TOGETHER) {
    const some = members.slice(start, start + MEMBERS_TOGETHER);
    parts.push(
      insertMembers(some.length)({ id, ...Object.fromEntries(some.map((member, index) => [`member${index}`, member])) }),
    );
  }
  return { id, parts };
}
