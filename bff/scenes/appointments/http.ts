import { paths } from '../../contract/paths.ts';
import { digest } from '../../platform/crypto/cipher.ts';
import { callerOf } from '../../platform/http/context.ts';
import type { Handlers } from '../../platform/http/gateway.ts';
import { keyedRequest } from '../../platform/http/idempotency.ts';
import { badCursor, decodeCursor, encodeCursor, nextPage } from '../../platform/http/paging.ts';
import { isProblem, problem } from '../../platform/http/reply.ts';
import { limits } from '../../platform/limits/limits.ts';
import { booksFor } from '../identity/acting-for.ts';
import { hasConsented } from '../oversight/consents.ts';
import { bookAppointment } from './book-appointment.ts';
import { cancelAppointment } from './cancel-appointment.ts';
import type { AppointmentDependencies } from './dependencies.ts';
import { withoutKept } from './kept-for-minors.ts';
import { appointmentReply, presentAppointments } from './present.ts';
import { followAppointment, listAppointments, readAppointment, readingOf } from './read-appointments.ts';

export type AppointmentOperations =
  | 'bookAppointment'
  | 'listAppointments'
  | 'readAppointment'
  | 'followAppointment'
  | 'cancelAppointment';
type AppointmentHandlers = Pick<Handlers, AppointmentOperations>;

export function appointmentHandlers(dependencies: AppointmentDependencies): AppointmentHandlers {
  return {
    ...readHandlers(dependencies),
    ...writeHandlers(dependencies),
  };
}

function readHandlers(
  dependencies: AppointmentDependencies,
): Pick<AppointmentHandlers, 'listAppointments' | 'readAppointment' | 'followAppointment'> {
  /** Streams that are open, by session. */
  const streams = new Map<string, number>();
  return {
    async listAppointments({ query }, context) {
      const position = query.cursor === undefined ? undefined : decodeCursor(query.cursor, ['instant', 'id']);
      if (query.cursor !== undefined && !position) return badCursor();
      const before = position ? { before: { at: position[0], id: position[1] } } : {};
      const rows = await listAppointments(dependencies, { ...before, limit: query.limit + 1 }, readingOf(context));
      const shown = rows.slice(0, query.limit);
      const last = rows.length > shown.length ? shown.at(-1) : undefined;
      const next = last ? { next: nextPage(paths.listAppointments.path, query, encodeCursor([last.createdAt, last.id])) } : {};
      const visible = await withoutKept(dependencies, shown, callerOf(context));
      return { status: 200, body: { items: await presentAppointments(dependencies, visible), ...next } };
    },
    async readAppointment({ params }, context) {
      const row = await readAppointment(dependencies, params.id, readingOf(context));
      return row ? appointmentReply(dependencies, row, 200) : problem('not-found');
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
      const caller = callerOf(context);
      if ((streams.get(caller.tokenHash) ?? 0) >= limits.streamsOfSession.figure)
        return problem('rate-limited', { headers: { 'retry-after': '10' } });
      const followed = { row, caller };
      const events = followAppointment(dependencies, followed, after, context.signal);
      return { status: 200, events: counted(streams, caller.tokenHash, events) };
    },
  };
}

/** The stream, counted from its first event until it ends. */
async function* counted<T>(open: Map<string, number>, session: string, stream: AsyncIterable<T>): AsyncGenerator<T> {
  open.set(session, (open.get(session) ?? 0) + 1);
  try {
    yield* stream;
  } finally {
    const left = (open.get(session) ?? 1) - 1;
    if (left > 0) open.set(session, left);
    else open.delete(session);
  }
}

function writeHandlers(
  dependencies: AppointmentDependencies,
): Pick<AppointmentHandlers, 'bookAppointment' | 'cancelAppointment'> {
  return {
    async bookAppointment({ body }, context) {
      const caller = callerOf(context);
      const { patientId } = caller;
      const bodyHash = digest(JSON.stringify([body.slotId, body.patientId, body.coverage]));
      const request = keyedRequest(context, patientId, paths.bookAppointment.path, bodyHash);
      if (isProblem(request)) return request;
      if (body.patientId !== patientId) {
        if (!(await booksFor(dependencies, caller)).includes(body.patientId)) return problem('not-found');
        // A session of their own would have asked; whoever acts for them has to.
        if (!(await hasConsented(dependencies, body.patientId))) return problem('consent-required');
      }
      const { requestId, traceparent, signal } = context;
      const order = { ...body, caller, request, requestId, traceparent, signal };
      return bookAppointment(dependencies, order);
    },
    async cancelAppointment({ params }, context) {
      const caller = callerOf(context);
      const request = keyedRequest(context, caller.patientId, paths.cancelAppointment.path, digest(params.id));
      if (isProblem(request)) return request;
      const { requestId, signal } = context;
      const given = context.header('if-match');
      // `*` asks only that there is one (RFC 9110 §13.1.1), and an unknown one is not found anyway.
      const ifMatch = given === '*' ? undefined : given;
      const order = { appointmentId: params.id, caller, request, ifMatch, requestId, signal };
      return cancelAppointment(dependencies, order);
    },
  };
}
