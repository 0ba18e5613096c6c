import type * as z from 'zod';
import type { message } from '../../contract/messages/schemas.ts';
import { paths } from '../../contract/paths.ts';
import { callerOf, staffOf } from '../../platform/http/context.ts';
import type { Handlers } from '../../platform/http/gateway.ts';
import { shanghaiTime } from '../../platform/http/instants.ts';
import { badCursor, decodeCursor, encodeCursor, nextPage } from '../../platform/http/paging.ts';
import { problem } from '../../platform/http/reply.ts';
import { closeUnreached, listUnreached } from './call-list.ts';
import type { MessageDependencies } from './dependencies.ts';
import { listMessages, readMessage } from './list-messages.ts';
import type { MessageKind } from './rules.ts';
import type { ShownMessage, UnreachedRow } from './shown-rows.ts';

export type MessageOperations = 'listMessages' | 'markMessageRead' | 'listUnreached' | 'closeUnreached';

export function messageHandlers(dependencies: MessageDependencies): Pick<Handlers, MessageOperations> {
  return {
    async listMessages({ query }, context) {
      const position = query.cursor === undefined ? undefined : decodeCursor(query.cursor, ['instant', 'id']);
      if (query.cursor !== undefined && !position) return badCursor();
      const before = position ? { before: { at: position[0], id: position[1] } } : {};
      const reading = { caller: callerOf(context), requestId: context.requestId };
      const { shown, last } = await listMessages(dependencies, { ...before, limit: query.limit }, reading);
      const next = last ? { next: nextPage(paths.listMessages.path, query, encodeCursor([last.createdAt, last.id])) } : {};
      return { status: 200, body: { items: shown.map(presentMessage), ...next } };
    },
    async markMessageRead({ params }, context) {
      const row = await readMessage(dependencies, params.id, { caller: callerOf(context), requestId: context.requestId });
      return row ? { status: 200, body: presentMessage(row) } : problem('not-found');
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

function presentMessage(row: ShownMessage): z.output<typeof message> {
  return {
    id: row.id,
    kind: row.kind as MessageKind,
    appointmentId: row.appointmentId,
    patientId: row.patientId,
    patientName: row.patientName,
    start: shanghaiTime(row.startsAt),
    createdAt: shanghaiTime(row.createdAt),
    ...(row.readAt === null ? {} : { readAt: shanghaiTime(row.readAt) }),
  };
}

function presentUnreached(row: UnreachedRow) {
  return {
    id: row.id,
    kind: row.kind as MessageKind,
    patientName: row.patientName,
    ...(row.phone === null ? {} : { phone: row.phone }),
    start: shanghaiTime(row.startsAt),
    since: shanghaiTime(row.since),
    dueBy: shanghaiTime(row.dueBy),
  };
}
