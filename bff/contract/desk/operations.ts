import type { OperationsOf } from '../operation.ts';
import { appointment, bookingProblems, cancellationProblems, nothing, page, pageQuery, slip } from '../terms.ts';
import type { deskPaths } from './paths.ts';
import { calledTicket, deskDay, drawnTicket, input, servedPerson, tickets } from './schemas.ts';

export const deskOperations = {
  serveAtDesk: {
    summary:
      'A clerk vouches for somebody with a paper document, registers them where that is needed, and serves them at this device; whoever was served there before is so no more',
    access: { by: ['clerk'] },
    cost: 3,
    secret: true,
    body: input.serve,
    replies: { 201: servedPerson },
    problems: [
      'evidence-refused',
      'registration-required',
      'consent-required',
      'guardian-required',
      'document-refused',
      'identity-ambiguous',
    ],
  },
  bookAtDesk: {
    summary: 'Book one place in a slot for the person who is served at this device',
    access: { by: ['clerk'], for: 'patient' },
    cost: 3,
    body: input.book,
    replies: { 201: appointment, 202: appointment },
    keyed: true,
    problems: bookingProblems,
  },
  listAtDesk: {
    summary: 'The appointments of the person who is served at this device, the newest first',
    access: { by: ['clerk'], for: 'patient' },
    query: pageQuery,
    replies: { 200: page(appointment) },
    problems: [],
  },
  cancelAtDesk: {
    summary: 'Cancel an appointment of the person who is served at this device',
    access: { by: ['clerk'], for: 'patient' },
    cost: 3,
    params: input.appointmentId,
    body: nothing,
    replies: { 200: appointment, 202: appointment },
    keyed: true,
    problems: cancellationProblems,
  },
  issueSlipAtDesk: {
    summary: 'The slip of an appointment of the person who is served at this device, to be printed there',
    access: { by: ['clerk'], for: 'patient' },
    params: input.appointmentId,
    body: nothing,
    replies: { 200: slip },
    problems: ['slip-not-ready'],
  },
  issueTicket: {
    summary: 'The next number for the desk of the hall of this device; without a name',
    access: { by: ['device', 'clerk'] },
    body: input.issueTicket,
    replies: { 201: drawnTicket },
    problems: ['device-refused', 'rate-limited'],
  },
  listTickets: {
    summary: 'Who waits in the hall where this clerk is on duty, in the order in which they are called, and who is being served',
    access: { by: ['clerk'] },
    replies: { 200: tickets },
    problems: ['not-on-duty'],
  },
  callTicket: {
    summary: 'Call the next number to a counter, by the rule; 204 where nobody waits. Who was served there before is done',
    access: { by: ['clerk'] },
    body: input.callTicket,
    replies: { 200: calledTicket, 204: null },
    problems: ['not-on-duty'],
  },
  endTicket: {
    summary:
      'Whoever was called has been served, or was not there; one that was not there may be ended as served for 30 minutes. Ending it twice is no error',
    access: { by: ['clerk'] },
    params: input.ticketId,
    body: input.endTicket,
    replies: { 200: calledTicket },
    problems: ['not-on-duty'],
  },
  readDeskDay: {
    summary: 'What was done today in the hall where this clerk is on duty, in counts',
    access: { by: ['clerk'] },
    replies: { 200: deskDay },
    problems: ['not-on-duty'],
  },
} as const satisfies OperationsOf<typeof deskPaths>;
