import { paths } from '../../contract/paths.ts';
import { digest } from '../../platform/crypto/cipher.ts';
import { callerOf, type RequestContext } from '../../platform/http/context.ts';
import type { Handlers } from '../../platform/http/gateway.ts';
import type { KeyedRequest } from '../../platform/http/idempotency.ts';
import { decodeCursor, encodeCursor, nextPage } from '../../platform/http/paging.ts';
import { problem } from '../../platform/http/reply.ts';
import { bookAppointment } from './book-appointment.ts';
import { cancelAppointment } from './cancel-appointment.ts';
import type { AppointmentDependencies } from './dependencies.ts';
import { appointmentReply, presentAppointment } from './present.ts';
import { followAppointment, listAppointments, readAppointment } from './read-appointments.ts';
import { findSlots } from './search-slots.ts';

type AppointmentHandlers = Pick<
  Handlers,
  'searchSlots' | 'bookAppointment' | 'listAppointments' | 'readAppointment' | 'followAppointment' | 'cancelAppointment'
>;

export function appointmentHandlers(dependencies: AppointmentDependencies): AppointmentHandlers {
  return { ...searchHandlers(dependencies), ...readHandlers(dependencies), ...writeHandlers(dependencies) };
}

function searchHandlers(dependencies: AppointmentDependencies): Pick<AppointmentHandlers, 'searchSlots'> {
  return {
    async searchSlots({ query }) {
      const position = query.cursor === undefined ? undefined : decodeCursor(query.cursor, ['instant', 'id']);
      if (query.cursor !== undefined && !position) return badCursor();
      // A slot that begins at this instant is past: it can not be booked any more.
      const from = Math.max(query.from === undefined ? 0 : Date.parse(query.from), dependencies.clock.now() + 1);
      // A cursor says where a page begins, never that what has begun since is shown again.
      const after = position && position[0] >= from ? { after: { startsAt: position[0], id: position[1] } } : {};
      const { items, last } = await findSlots(dependencies, {
        ...(query.department === undefined ? {} : { departmentCode: query.department }),
        ...(query.hospital === undefined ? {} : { hospitalId: query.hospital }),
        ...(query.practitioner === undefined ? {} : { practitionerId: query.practitioner }),
        from,
        ...(query.to === undefined ? {} : { to: Date.parse(query.to) }),
        ...after,
        limit: query.limit,
      });
      const next = last ? { next: nextPage(paths.searchSlots.path, query, encodeCursor([last.startsAt, last.id])) } : {};
      return { status: 200, body: { items, ...next } };
    },
  };
}

function readHandlers(
  dependencies: AppointmentDependencies,
): Pick<AppointmentHandlers, 'listAppointments' | 'readAppointment' | 'followAppointment'> {
  const { directory } = dependencies;
  return {
    async listAppointments({ query }, context) {
      const position = query.cursor === undefined ? undefined : decodeCursor(query.cursor, ['instant', 'id']);
      if (query.cursor !== undefined && !position) return badCursor();
      const before = position ? { before: { at: position[0], id: position[1] } } : {};
      const rows = await listAppointments(dependencies, { ...before, limit: query.limit + 1 }, readingOf(context));
      const shown = rows.slice(0, query.limit);
      const last = rows.length > shown.length ? shown.at(-1) : undefined;
      const next = last ? { next: nextPage(paths.listAppointments.path, query, encodeCursor([last.createdAt, last.id])) } : {};
      return { status: 200, body: { items: shown.map((row) => presentAppointment(directory, row)), ...next } };
    },
    async readAppointment({ params }, context) {
      const row = await readAppointment(dependencies, params.id, readingOf(context));
      return row ? appointmentReply(directory, row, 200) : problem('not-found');
    },
    async followAppointment({ params }, context) {
      const row = await readAppointment(dependencies, params.id, readingOf(context));
      if (!row) return problem('not-found');
      const after = Number(context.header('last-event-id') ?? 0);
      if (!Number.isSafeInteger(after) || after < 0) {
        return problem('invalid-request', {
          extra: { errors: [{ at: 'header.last-event-id', expected: 'the id of an event' }] },
        });
      }
      return { status: 200, events: followAppointment(dependencies, row.id, after, context.signal) };
    },
  };
}

function writeHandlers(
  dependencies: AppointmentDependencies,
): Pick<AppointmentHandlers, 'bookAppointment' | 'cancelAppointment'> {
  return {
    async bookAppointment({ body }, context) {
      const { patientId } = callerOf(context);
      const request = keyedRequest(context, paths.bookAppointment.path, JSON.stringify([body.slotId, body.patientId]));
      if (!request) return problem('idempotency-key-missing');
      if (body.patientId !== patientId) return problem('not-found');
      const { requestId, traceparent, signal } = context;
      return bookAppointment(dependencies, { ...body, request, requestId, traceparent, signal });
    },
    async cancelAppointment({ params }, context) {
      const request = keyedRequest(context, paths.cancelAppointment.path, params.id);
      if (!request) return problem('idempotency-key-missing');
      const { requestId, signal } = context;
      const { patientId } = callerOf(context);
      const given = context.header('if-match');
      // `*` asks only that there is one (RFC 9110 §13.1.1), and an unknown one is not found anyway.
      const ifMatch = given === '*' ? undefined : given;
      return cancelAppointment(dependencies, { appointmentId: params.id, patientId, request, ifMatch, requestId, signal });
    },
  };
}

const KEY_PATTERN = /^[\x21-\x7e]{8,255}$/;

function keyedRequest(context: RequestContext, route: string, body: string): KeyedRequest | undefined {
  const key = context.header('idempotency-key');
  if (key === undefined || !KEY_PATTERN.test(key)) return undefined;
  return { subject: callerOf(context).patientId, route, key, bodyHash: digest(body) };
}

function readingOf(context: RequestContext) {
  return { patientId: callerOf(context).patientId, requestId: context.requestId };
}

function badCursor() {
  return problem('invalid-request', { extra: { errors: [{ at: 'query.cursor', expected: 'the cursor of a next address' }] } });
}
