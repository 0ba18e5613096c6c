import { callerOf } from '../../platform/http/context.ts';
import type { Handlers } from '../../platform/http/gateway.ts';
import { OpenStreams } from '../../platform/http/open-streams.ts';
import { problem } from '../../platform/http/reply.ts';
import { limits } from '../../platform/limits/limits.ts';
import { answerBooking, answerCancelling, answerList } from './answers.ts';
import { answerCalendar } from './calendar/answer-calendar.ts';
import type { AppointmentDependencies } from './dependencies.ts';
import { appointmentReply } from './present.ts';
import { followAppointment, readAppointment, readingOf } from './read-appointments.ts';

export type AppointmentOperations =
  | 'bookAppointment'
  | 'listAppointments'
  | 'readAppointment'
  | 'readCalendar'
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
): Pick<AppointmentHandlers, 'listAppointments' | 'readAppointment' | 'readCalendar' | 'followAppointment'> {
  const streams = new OpenStreams(limits.streamsOfSession.figure);
  return {
    listAppointments: ({ query }, context) => answerList(dependencies, query, readingOf(context)),
    async readAppointment({ params }, context) {
      const row = await readAppointment(dependencies, params.id, readingOf(context));
      return row ? appointmentReply(dependencies, row, 200) : problem('not-found');
    },
    readCalendar: ({ params, query }, context) => answerCalendar(dependencies, params.id, query, readingOf(context)),
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
      if (streams.isFull(caller.tokenHash)) return problem('rate-limited', { headers: { 'retry-after': '10' } });
      const followed = { row, caller };
      const events = followAppointment(dependencies, followed, after, context.signal);
      return { status: 200, events: streams.counted(caller.tokenHash, events) };
    },
  };
}

function writeHandlers(
  dependencies: AppointmentDependencies,
): Pick<AppointmentHandlers, 'bookAppointment' | 'cancelAppointment'> {
  return {
    bookAppointment: ({ body }, context) => answerBooking(dependencies, body, context),
    cancelAppointment: ({ params }, context) => answerCancelling(dependencies, params.id, context),
  };
}
