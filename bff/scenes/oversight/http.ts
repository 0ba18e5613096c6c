import type { EvidenceKind } from '../../contract/evidence.ts';
import { paths } from '../../contract/paths.ts';
import type { AccessLog } from '../../platform/audit/access-log.ts';
import { actorOf, callerOf } from '../../platform/http/context.ts';
import type { Handlers } from '../../platform/http/gateway.ts';
import { shanghaiTime } from '../../platform/http/instants.ts';
import { badCursor, decodeCursor, encodeCursor, nextPage } from '../../platform/http/paging.ts';
import { problem } from '../../platform/http/reply.ts';
import { type AccessRow, ofPerson, selectAccess } from './access-rows.ts';
import type { ConsentRow } from './consent-rows.ts';
import { type ConsentDependencies, listConsents, type Withdrawing, withdraw } from './consents.ts';
import { privacyNotice } from './privacy-notice.ts';

export interface OversightDependencies extends ConsentDependencies {
  readonly accessLog: AccessLog;
  readonly withdrawing: Withdrawing;
}

export type OversightOperations = 'readPrivacyNotice' | 'listConsents' | 'withdrawConsent' | 'listAccess';
type OversightHandlers = Pick<Handlers, OversightOperations>;

export function oversightHandlers(dependencies: OversightDependencies): OversightHandlers {
  return {
    async readPrivacyNotice() {
      return { status: 200, body: notice };
    },
    async listConsents({ query }, context) {
      const position = query.cursor === undefined ? undefined : decodeCursor(query.cursor, ['instant', 'id']);
      if (query.cursor !== undefined && !position) return badCursor();
      const before = position ? { before: { at: position[0], id: position[1] } } : {};
      const rows = await listConsents(dependencies, callerOf(context), { ...before, limit: query.limit + 1 });
      const { shown, last } = cut(rows, query.limit);
      const next = last ? { next: nextPage(paths.listConsents.path, query, encodeCursor([last.givenAt, last.id])) } : {};
      return { status: 200, body: { items: shown.map(presentConsent), ...next } };
    },
    async withdrawConsent({ params }, context) {
      const caller = callerOf(context);
      const row = await withdraw(dependencies, { id: params.id, caller, requestId: context.requestId });
      if (row === 'presence-required') return problem(row);
      return row ? { status: 200, body: presentConsent(row) } : problem('not-found');
    },
    async listAccess({ query }, context) {
      const position = query.cursor === undefined ? undefined : decodeCursor(query.cursor, ['instant', 'id']);
      if (query.cursor !== undefined && !position) return badCursor();
      const caller = callerOf(context);
      const { patientId, seesFrom } = caller;
      const [at, id] = position ?? [Number.MAX_SAFE_INTEGER, ''];
      const rows = await dependencies.store.read(
        selectAccess({
          ...ofPerson(patientId),
          from: seesFrom,
          beforeAt: at,
          beforeAtToo: at,
          beforeId: id,
          limit: query.limit + 1,
        }),
      );
      await dependencies.accessLog.record({
        actor: actorOf(caller),
        action: 'access-log.read',
        subject: { kind: 'patient', id: patientId },
        requestId: context.requestId,
        deviceId: caller.deviceId ?? undefined,
      });
      const { shown, last } = cut(rows, query.limit);
      const next = last ? { next: nextPage(paths.listAccess.path, query, encodeCursor([last.at, last.id])) } : {};
      return { status: 200, body: { items: shown.map((row) => presentAccess(row, patientId)), ...next } };
    },
  };
}

function cut<T>(rows: readonly T[], limit: number): { shown: readonly T[]; last: T | undefined } {
  const shown = rows.slice(0, limit);
  return { shown, last: rows.length > shown.length ? shown.at(-1) : undefined };
}

/** The notice as the contract has it: lists that may be written to. */
const notice = {
  version: privacyNotice.version,
  texts: {
    'privacy-notice': both(privacyNotice.texts['privacy-notice']),
    'health-data': both(privacyNotice.texts['health-data']),
  },
  withoutConsent: privacyNotice.withoutConsent,
};

function both(texts: Record<'zh' | 'en', { readonly title: string; readonly paragraphs: readonly string[] }>) {
  const copy = ({ title, paragraphs }: { title: string; paragraphs: readonly string[] }) => ({
    title,
    paragraphs: [...paragraphs],
  });
  return { zh: copy(texts.zh), en: copy(texts.en) };
}

function presentConsent(row: ConsentRow) {
  return {
    id: row.id,
    patientId: row.patientId,
    kind: row.kind as 'privacy-notice' | 'health-data',
    version: row.version,
    givenAt: shanghaiTime(row.givenAt),
    givenBy: row.givenBy === row.patientId ? ('self' as const) : ('guardian' as const),
    channel: row.channel,
    ...(row.withdrawnAt === null ? {} : { withdrawnAt: shanghaiTime(row.withdrawnAt) }),
  };
}

function presentAccess(row: AccessRow, patientId: string) {
  const who = whoOf(row, patientId);
  return {
    at: shanghaiTime(row.at),
    who,
    ...nameIn(row.staffName ?? (who === 'helper' || who === 'helped' ? row.actorName : row.voucherName)),
    ...(row.evidence === null ? {} : { evidence: row.evidence as EvidenceKind }),
    ...(row.maskedPhone === null ? {} : { phone: row.maskedPhone }),

    action: row.action,
    ...(row.deviceName === null ? {} : { where: row.deviceName }),
    ...(row.reason === null ? {} : { reason: row.reason }),
  };
}

const nameIn = (name: string | null) => (name === null ? {} : { name });

type Who = 'you' | 'claimant' | 'phone' | 'guardian' | 'helper' | 'helped' | 'staff' | 'link' | 'gateway' | 'unknown';

/**
 * Who it was, as far as anybody can know: a code shows that somebody held the phone, and no more. Whoever claimed to be this person before
 * they proved it is the claimant. Of acts from before evidence was kept nobody can say, where a card may have been shown to a device.
 */
function whoOf(row: AccessRow, patientId: string): Who {
  const { actorKind, actorId, evidence } = row;
  if (actorKind === 'staff') return 'staff';
  if (actorKind === 'anonymous') return row.action.startsWith('share.') ? 'link' : 'gateway';
  if (actorKind !== 'patient') return 'gateway';
  if (row.actorsSuccessor === patientId) return evidence === null && row.deviceId !== null ? 'unknown' : 'claimant';
  if (actorId !== patientId) return byWhomOf(row);
  if (evidence === null) return 'unknown';
  // In a session for which staff vouched, nobody showed more than that a member of staff was there.
  if (evidence === 'staff-present') return 'staff';
  return evidence === 'one-time-code' ? 'phone' : 'you';
}

/** Somebody else: whom this person let, or who let them, the guardian, or whoever named the person as their child before it was proved whose child it is. */
function byWhomOf({ at, action, claimedUntil, byGrant }: AccessRow): Who {
  if (byGrant !== null) return byGrant;
  return claimedUntil !== null && at <= claimedUntil && action !== 'claim.take-over' ? 'claimant' : 'guardian';
}
