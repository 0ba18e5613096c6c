import type * as z from 'zod';
import type { message } from '../../contract/messages/schemas.ts';
import { paths } from '../../contract/paths.ts';
import { callerOf, staffOf } from '../../platform/http/context.ts';
import type { Handlers } from '../../platform/http/gateway.ts';
import { shanghaiTime } from '../../platform/http/instants.ts';
import { OpenStreams } from '../../platform/http/open-streams.ts';
import { badCursor, decodeCursor, encodeCursor, nextPage } from '../../platform/http/paging.ts';
import { problem } from '../../platform/http/reply.ts';
import { limits } from '../../platform/limits/limits.ts';
import { closeUnreached, listUnreached } from './call-list.ts';
import type { MessageDependencies } from './dependencies.ts';
import { followMessages } from './follow-messages.ts';
import { listMessages, readMessage } from './list-messages.ts';
import { preferencesReply, readOwnPreferences, savePreferences } from './preferences.ts';
import type { MessageKind } from './rules.ts';
import type { ShownMessage, UnreachedRow } from './shown-rows.ts';

export type MessageOperations =
  | 'listMessages'
  | 'followMessages'
  | 'markMessageRead'
  | 'listUnreached'
  | 'closeUnreached'
  | PreferenceOperations;
type PreferenceOperations = 'readMessagePreferences' | 'saveMessagePreferences';

export function messageHandlers(dependencies: MessageDependencies): Pick<Handlers, MessageOperations> {
  const streams = new OpenStreams(limits.streamsOfSession.figure);
  return {
    ...preferenceHandlers(dependencies),
    async followMessages(_, context) {
      const caller = callerOf(context);
      const told = context.header('last-event-id');
      const after = told === undefined ? undefined : Number(told);
      if (after !== undefined && (!Number.isSafeInteger(after) || after < 0)) {
        return problem('invalid-request', {
          extra: { errors: [{ at: 'header.last-event-id', expected: 'the id of an event' }] },
        });
      }
      if (streams.isFull(caller.tokenHash)) return problem('rate-limited', { headers: { 'retry-after': '10' } });
      const events = followMessages(dependencies, caller, after, context.signal);
      return { status: 200, events: streams.counted(caller.tokenHash, events) };
    },
    async listMessages({ query }, context) {
      const position = query.cursor === undefined ? undefined : decodeCursor(query.cursor, ['instant', 'id']);
      if (query.cursor !== undefined && !position) return badCursor();
      const before = position ? { before: { at: position[0], id: position[1] } } : {};
      const reading = { caller: callerOf(context), requestId: context.requestId };
      const { shown, last } = await listMessages(dependencies, { ...before, limit: query.limit }, reading);
      const next = last ? { next: nextPage(paths.listMessages.path, query, encodeCursor([last.createdAt, last.id])) } : {};
      return { status: 200, body: { items: shown.map((row) => presentMessage(dependencies, row)), ...next } };
    },
    async markMessageRead({ params }, context) {
      const row = await readMessage(dependencies, params.id, { caller: callerOf(context), requestId: context.requestId });
      return row ? { status: 200, body: presentMessage(dependencies, row) } : problem('not-found');
    },
    async listUnreached({ query }, context) {
      const position = query.cursor === undefined ? undefined : decodeCursor(query.cursor, ['instant', 'id']);
      if (query.cursor !== undefined && !position) return badCursor();
      const after = position ? { after: { at: position[0], id: position[1] } } : {};
      const atTheDesk = { staff: staffOf(context), requestId: context.requestId };
      const rows = await listUnreached(dependencies, { ...after, limit: query.limit + 1 }, atTheDesk);
      const shown = rows.slice(0, query.limit);
      const last = rows.length > shown.length ? shown.at(-1) : undefined;
      const next = last ? { next: nextPage(paths.listUnreached.path, query, encodeCursor([last.dueBy, last.id])) } : {};
      return { status: 200, body: { items: shown.map(presentUnreached), ...next } };
    },
    async closeUnreached({ params, body }, context) {
      const atTheDesk = { staff: staffOf(context), requestId: context.requestId };
      const closed = await closeUnreached(dependencies, { id: params.id, outcome: body.outcome }, atTheDesk);
      return closed ? { status: 204, body: undefined } : problem('not-found');
    },
  };
}

function preferenceHandlers(dependencies: MessageDependencies): Pick<Handlers, PreferenceOperations> {
  return {
    async readMessagePreferences(_, context) {
      const wishes = await readOwnPreferences(dependencies, { caller: callerOf(context), requestId: context.requestId });
      return preferencesReply(wishes);
    },
    async saveMessagePreferences({ body }, context) {
      const ifMatch = context.header('if-match');
      const saving = { caller: callerOf(context), requestId: context.requestId, ifMatch };
      const saved = await savePreferences(dependencies, body, saving);
      return 'problem' in saved ? saved : preferencesReply(saved);
    },
  };
}

function presentMessage({ directory }: Pick<MessageDependencies, 'directory'>, row: ShownMessage): z.output<typeof message> {
  return {
    id: row.id,
    kind: row.kind as MessageKind,
    ...(row.appointmentId === null ? {} : { appointmentId: row.appointmentId }),
    patientId: row.patientId,
    patientName: row.patientName,
    ...(row.startsAt === null ? {} : { start: shanghaiTime(row.startsAt) }),
    ...(row.hospitalId === null ? {} : moneyOf(directory.hospital(row.hospitalId), row)),
    ...(row.grantId === null ? {} : { grantId: row.grantId }),
    ...(row.helperName === null ? {} : { helperName: row.helperName, helperProved: row.helperProvedAt !== null }),
    ...(row.helperPhone === null ? {} : { helperPhone: row.helperPhone }),
    createdAt: shanghaiTime(row.createdAt),
    ...(row.readAt === null ? {} : { readAt: shanghaiTime(row.readAt) }),
  };
}

const CAUSES = ['undone', 'less-needed', 'late', 'twice', 'other-amount', 'asked'] as const;

/** Of a payment: how much, where, and who helps; of records that were opened: where, and who helps. */
function moneyOf(
  { id, name, dutyDeskName, dutyDeskPhone }: ReturnType<MessageDependencies['directory']['hospital']>,
  { appointmentId, paymentId, fen, cause }: ShownMessage,
) {
  if (appointmentId !== null) return {};
  const where = { hospital: id, hospitalName: name, dutyDesk: { name: dutyDeskName, phone: dutyDeskPhone } };
  if (paymentId === null || fen === null) return where;
  const why = CAUSES.find((one) => one === cause);
  return {
    paymentId,
    amount: { amount: fen, currency: 'CNY' as const },
    ...(why === undefined ? {} : { cause: why }),
    ...where,
  };
}

function presentUnreached(row: UnreachedRow) {
  return {
    id: row.id,
    kind: row.kind as MessageKind,
    patientName: row.patientName,
    ...(row.phone === null ? {} : { phone: row.phone }),
    ...(row.startsAt === null ? {} : { start: shanghaiTime(row.startsAt) }),
    since: shanghaiTime(row.since),
    dueBy: shanghaiTime(row.dueBy),
  };
}
