import type { OperationInput } from '../../contract/operations.ts';
import { paths } from '../../contract/paths.ts';
import { digest } from '../../platform/crypto/cipher.ts';
import { callerOf, type RequestContext } from '../../platform/http/context.ts';
import type { HandlerReply } from '../../platform/http/gateway.ts';
import { keyedRequest } from '../../platform/http/idempotency.ts';
import { badCursor, decodeCursor, encodeCursor, nextPage } from '../../platform/http/paging.ts';
import { type Answer, isProblem, problem } from '../../platform/http/reply.ts';
import { booksFor } from '../identity/acting-for.ts';
import { hasConsented } from '../oversight/consents.ts';
import type { ActingClerk } from './at-desk.ts';
import { bookAppointment } from './book-appointment.ts';
import { cancelAppointment } from './cancel-appointment.ts';
import type { AppointmentDependencies } from './dependencies.ts';
import { withoutKept } from './kept-for-minors.ts';
import { presentAppointments } from './present.ts';
import { listAppointments, type Reading } from './read-appointments.ts';

/** A booking that the person asks for, or a clerk for them, who has keys of their own. */
export async function answerBooking(
  dependencies: AppointmentDependencies,
  body: OperationInput<'bookAppointment'>['body'],
  context: RequestContext,
  clerk?: ActingClerk,
): Promise<Answer> {
  const caller = callerOf(context);
  const { patientId } = caller;
  const bodyHash = digest(JSON.stringify([body.slotId, body.patientId, body.coverage]));
  const { path } = clerk ? paths.bookAtDesk : paths.bookAppointment;
  const request = keyedRequest(context, patientId, path, bodyHash);
  if (isProblem(request)) return request;
  if (body.patientId !== patientId) {
    if (!(await booksFor(dependencies, caller, 'appointments')).includes(body.patientId)) return problem('not-found');
    // A session of their own would have asked; whoever acts for them has to.
    if (!(await hasConsented(dependencies, body.patientId))) return problem('consent-required');
  }
  const { requestId, traceparent, signal } = context;
  return bookAppointment(dependencies, { ...body, caller, clerk, request, requestId, traceparent, signal });
}

/** A cancellation that the person asks for, or a clerk for them. */
export async function answerCancelling(
  dependencies: AppointmentDependencies,
  appointmentId: string,
  context: RequestContext,
  clerk?: ActingClerk,
): Promise<Answer> {
  const caller = callerOf(context);
  const { path } = clerk ? paths.cancelAtDesk : paths.cancelAppointment;
  const request = keyedRequest(context, caller.patientId, path, digest(appointmentId));
  if (isProblem(request)) return request;
  const { requestId, signal } = context;
  const given = context.header('if-match');
  // `*` asks only that there is one (RFC 9110 §13.1.1), and an unknown one is not found anyway.
  const ifMatch = given === '*' ? undefined : given;
  return cancelAppointment(dependencies, { appointmentId, caller, clerk, request, ifMatch, requestId, signal });
}

/** A page of the appointments of the person whose session it is; its next one is where this one was asked for. */
export async function answerList(
  dependencies: AppointmentDependencies,
  query: OperationInput<'listAppointments'>['query'],
  reading: Reading,
): Promise<HandlerReply<'listAppointments'>> {
  const position = query.cursor === undefined ? undefined : decodeCursor(query.cursor, ['instant', 'id']);
  if (query.cursor !== undefined && !position) return badCursor();
  const before = position ? { before: { at: position[0], id: position[1] } } : {};
  const { rows, shows } = await listAppointments(dependencies, { ...before, limit: query.limit + 1 }, reading);
  const shown = rows.slice(0, query.limit);
  const last = rows.length > shown.length ? shown.at(-1) : undefined;
  const { path } = reading.staff ? paths.listAtDesk : paths.listAppointments;
  const next = last ? { next: nextPage(path, query, encodeCursor([last.createdAt, last.id])) } : {};
  const seen = shown.filter((row) => shows(row.patientId, row.createdAt));
  const visible = await withoutKept(dependencies, seen, reading.caller);
  return { status: 200, body: { items: await presentAppointments(dependencies, visible), ...next } };
}
