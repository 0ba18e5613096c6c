import type { OperationInput } from '../../contract/operations.ts';
import { deviceOf, type RequestContext, staffOf } from '../../platform/http/context.ts';
import type { Handlers } from '../../platform/http/gateway.ts';
import { isProblem, problem } from '../../platform/http/reply.ts';
import { answerBooking, answerCancelling, answerList } from '../appointments/answers.ts';
import { type ActingClerk, isToBeSeenFirst } from '../appointments/at-desk.ts';
import { clerksReadingOf } from '../appointments/read-appointments.ts';
import { answerOpened } from '../identity/answer-opened.ts';
import { openSession } from '../identity/open-session.ts';
import { answerSlip } from '../slips/slips.ts';
import { callTicket } from './call-ticket.ts';
import { countAtDesk } from './day-rows.ts';
import type { DeskDependencies } from './dependencies.ts';
import { endTicket } from './end-ticket.ts';
import { hallOf, hallOnDuty } from './hall.ts';
import { issueTicket } from './issue-ticket.ts';
import { readDay } from './read-day.ts';
import { presentCalled, readTickets } from './read-tickets.ts';

type PatientOperations = 'serveAtDesk' | 'bookAtDesk' | 'listAtDesk' | 'cancelAtDesk' | 'issueSlipAtDesk';
type TicketOperations = 'issueTicket' | 'listTickets' | 'callTicket' | 'endTicket' | 'readDeskDay';
export type DeskOperations = PatientOperations | TicketOperations;

export function deskHandlers(dependencies: DeskDependencies): Pick<Handlers, DeskOperations> {
  return { ...patientHandlers(dependencies), ...ticketHandlers(dependencies) };
}

/** What a clerk does for the person who stands before them. */
function patientHandlers(dependencies: DeskDependencies): Pick<Handlers, PatientOperations> {
  return {
    async serveAtDesk({ body }, context) {
      const { device, place, requestId } = context;
      const given = { body: evidenceOf(body), device, staff: staffOf(context), place, requestId, atDesk: true } as const;
      const opened = await openSession(dependencies, given);
      if (isProblem(opened)) return opened;
      const { body: shown, ...answer } = await answerOpened(dependencies, opened, body.carrier, context);
      const toBeSeenFirst = await isToBeSeenFirst(dependencies.store, shown.patientId, dependencies.clock.now());
      return { ...answer, status: 201, body: { ...shown, toBeSeenFirst } };
    },
    async bookAtDesk({ body }, context) {
      return answerBooking(dependencies, body, context, await clerkIn(dependencies, context, { bookings: 1, cancellations: 0 }));
    },
    listAtDesk: ({ query }, context) => answerList(dependencies, query, clerksReadingOf(context)),
    async cancelAtDesk({ params }, context) {
      const clerk = await clerkIn(dependencies, context, { bookings: 0, cancellations: 1 });
      return answerCancelling(dependencies, params.id, context, clerk);
    },
    issueSlipAtDesk: ({ params }, context) => answerSlip(dependencies, params.id, clerksReadingOf(context)),
  };
}

/** The paper that the clerk has before them, as evidence. */
function evidenceOf(body: OperationInput<'serveAtDesk'>['body']): OperationInput<'openSession'>['body'] {
  const { document, reason, person, ...rest } = body;
  const evidence = { kind: 'staff-present', document, reason } as const;
  return { ...rest, evidence, ...(person ? { person: { ...person, document } } : {}) };
}

/** The clerk, and the count of what they do in the hall of their desk. */
async function clerkIn(
  dependencies: DeskDependencies,
  context: RequestContext,
  count: { readonly bookings: number; readonly cancellations: number },
): Promise<ActingClerk> {
  const staff = staffOf(context);
  const hall = await hallOf(dependencies, staff.deviceId);
  return { staff, parts: hall ? [countAtDesk({ ...hall, ...count, prints: 0 })] : [] };
}

/** The numbers of the hall. */
function ticketHandlers(dependencies: DeskDependencies): Pick<Handlers, TicketOperations> {
  return {
    async issueTicket({ body }, context) {
      const { staff, requestId } = context;
      const clerk = staff?.role === 'clerk' ? staff : undefined;
      const { id: deviceId, kind } = deviceOf(context);
      // At a kiosk whoever stands there takes one; a device of staff gives none by itself.
      if (kind !== 'kiosk' && !clerk) return problem('device-refused');
      const drawn = await issueTicket(dependencies, { ...body, deviceId, clerk, requestId });
      return isProblem(drawn) ? drawn : { status: 201, body: drawn };
    },
    async listTickets(_input, context) {
      const staff = staffOf(context);
      const hall = await hallOnDuty(dependencies, staff);
      return isProblem(hall) ? hall : { status: 200, body: await readTickets(dependencies, hall, staff.staffId) };
    },
    async callTicket({ body }, context) {
      const staff = staffOf(context);
      const hall = await hallOnDuty(dependencies, staff);
      if (isProblem(hall)) return hall;
      const { counter, serving } = body;
      const called = await callTicket(dependencies, { staff, hall, counter, serving, requestId: context.requestId });
      if (!called) return { status: 204, body: undefined };
      return isProblem(called) ? called : { status: 200, body: presentCalled(called, staff.staffId) };
    },
    async endTicket({ params, body }, context) {
      const staff = staffOf(context);
      const hall = await hallOnDuty(dependencies, staff);
      if (isProblem(hall)) return hall;
      const ended = await endTicket(dependencies, { ...params, ...body, staff, hall, requestId: context.requestId });
      return isProblem(ended) ? ended : { status: 200, body: presentCalled(ended, staff.staffId) };
    },
    async readDeskDay(_input, context) {
      const hall = await hallOnDuty(dependencies, staffOf(context));
      return isProblem(hall) ? hall : { status: 200, body: await readDay(dependencies, hall) };
    },
  };
}
