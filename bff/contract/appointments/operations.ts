import type { OperationsOf } from '../operation.ts';
import { appointment, bookingProblems, cancellationProblems, nothing, page, pageQuery } from '../terms.ts';
import type { appointmentPaths } from './paths.ts';
import { appointmentEvent, calendarFile, input } from './schemas.ts';

export const appointmentOperations = {
  bookAppointment: {
    summary: 'Book one place in a slot',
    access: { by: ['patient', 'guardian'] },
    cost: 3,
    body: input.book,
    replies: { 201: appointment, 202: appointment },
    keyed: true,
    problems: [...bookingProblems, 'red-flag'],
  },
  listAppointments: {
    summary: 'The appointments of the person whose session this is, the newest first',
    access: { by: ['patient', 'guardian'] },
    query: pageQuery,
    replies: { 200: page(appointment) },
    problems: [],
  },
  readAppointment: {
    summary: 'One appointment',
    access: { by: ['patient', 'guardian'] },
    params: input.appointmentId,
    replies: { 200: appointment },
    problems: [],
  },
  readCalendar: {
    summary: 'The appointment as a calendar file (RFC 5545), without department and doctor unless they are asked for',
    access: { by: ['patient', 'guardian'] },
    params: input.appointmentId,
    query: input.calendar,
    replies: { 200: calendarFile },
    file: 'text/calendar; charset=utf-8',
    problems: [],
  },
  followAppointment: {
    summary: 'Changes of one appointment as server-sent events; resumes after Last-Event-ID',
    access: { by: ['patient', 'guardian'] },
    cost: 5,
    params: input.appointmentId,
    replies: { 200: appointmentEvent },
    stream: true,
    problems: [],
  },
  cancelAppointment: {
    summary: 'Cancel an appointment',
    access: { by: ['patient', 'guardian'] },
    cost: 3,
    params: input.appointmentId,
    body: nothing,
    replies: { 200: appointment, 202: appointment },
    keyed: true,
    problems: cancellationProblems,
  },
} as const satisfies OperationsOf<typeof appointmentPaths>;
