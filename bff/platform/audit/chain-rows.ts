import { sql } from 'kysely';
import { templates } from '../store/statement.ts';
import { guarded, type Part, type Statement } from '../store/store.ts';
import type { AuditRow, Checkpoint, Link } from './chain.ts';
import type { AuditTables } from './tables.ts';

const template = templates<AuditTables>();

const COLUMNS = [
  'audit.id',
  'audit.at',
  'audit.actor_kind as actorKind',
  'audit.actor_id as actorId',
  'audit.action',
  'audit.subject_kind as subjectKind',
  'audit.subject_id as subjectId',
  'audit.request_id as requestId',
  'audit.device_id as deviceId',
  'audit.reason',
  'audit.evidence',
  'audit.phone_id as phoneId',
] as const;

/** Rows that have no link yet, from an id on: ids begin with their time. */
export const selectUnsealed = template<{ from: string; limit: number }, AuditRow>((q, p) =>
  q
    .selectFrom('audit')
    .select(COLUMNS)
    .where('audit.id', '>=', p.from)
    .where(sql<boolean>`NOT EXISTS (SELECT 1 FROM audit_link WHERE audit_link.audit_id = audit.id)`)
    .orderBy('audit.id')
    .limit(p.limit),
);

export const selectLastLink = template<Record<string, never>, Link>((q) =>
  q.selectFrom('audit_link').select(['seq', 'audit_id as auditId', 'hash']).orderBy('seq', 'desc').limit(1),
);

/** A link with its row; every column of the row is null where it is gone. */
export type LinkedRow = Link & { readonly [K in keyof AuditRow]: AuditRow[K] | null };

export const selectLinks = template<{ after: number; limit: number }, LinkedRow>((q, p) =>
  q
    .selectFrom('audit_link')
    .leftJoin('audit', 'audit.id', 'audit_link.audit_id')
    .select(['audit_link.seq', 'audit_link.audit_id as auditId', 'audit_link.hash', ...COLUMNS])
    .where('audit_link.seq', '>', p.after)
    .orderBy('audit_link.seq')
    .limit(p.limit),
);

const CHECKPOINT = ['seq', 'hash', 'at', 'sealed_until as sealedUntil', 'signature'] as const;

export const selectCheckpoints = template<{ after: number; limit: number }, Checkpoint>((q, p) =>
  q.selectFrom('audit_checkpoint').select(CHECKPOINT).where('seq', '>', p.after).orderBy('seq').limit(p.limit),
);

export const selectLastCheckpoint = template<Record<string, never>, Checkpoint>((q) =>
  q.selectFrom('audit_checkpoint').select(CHECKPOINT).orderBy('seq', 'desc').limit(1),
);

/** Name of the guard: nobody else put a link in this place. */
export const LINK_TAKEN = 'audit-link-taken';

/** D1 takes at most 100 parameters a statement. */
const LINKS_PER_STATEMENT = 30;
const insertOf = new Map<number, (values: Record<string, string | number>) => Statement>();

/** Links in as few statements as may be; all of them, or `LINK_TAKEN`. */
export function insertLinkParts(links: readonly Link[]): readonly Part[] {
  const parts: Part[] = [];
  for (let start = 0; start < links.length; start += LINKS_PER_STATEMENT) {
    const some = links.slice(start, start + LINKS_PER_STATEMENT);
    const insert = insertOf.get(some.length) ?? insertTemplate(some.length);
    insertOf.set(some.length, insert);
    const entries = some.flatMap(({ seq, auditId, hash }, n) => [
      [`seq${n}`, seq],
      [`auditId${n}`, auditId],
      [`hash${n}`, hash],
    ]);
    parts.push(guarded(insert(Object.fromEntries(entries)), LINK_TAKEN, some.length));
  }
  return parts;
}

function insertTemplate(count: number) {
  return template<Record<string, string | number>>((q, p) =>
    q
      .insertInto('audit_link')
      .values(
        Array.from({ length: count }, (_, n) => ({
          seq: p[`seq${n}`] as number,
          audit_id: p[`auditId${n}`] as string,
          hash: p[`hash${n}`] as string,
        })),
      )
      .onConflict((conflict) => conflict.doNothing()),
  );
}

export const insertCheckpoint = template(
  (q, p: { seq: number; hash: string; at: number; sealedUntil: number; signature: string }) =>
    q
      .insertInto('audit_checkpoint')
      .values({ seq: p.seq, hash: p.hash, at: p.at, sealed_until: p.sealedUntil, signature: p.signature })
      .onConflict((conflict) => conflict.doNothing()),
);
