import * as z from 'zod';
import {
  appointmentId,
  givenBooking,
  givenConsents,
  givenDocument,
  givenPerson,
  givenText,
  instant,
  opaqueId,
  session,
  typedText,
} from '../terms.ts';

const ticketId = opaqueId('tkt');

const ticket = {
  id: ticketId,
  number: z
    .string()
    .regex(/^[0-9]{3,}$/)
    .meta({ description: 'As it is printed and called; anew each day, in one row for everybody.' }),
  priority: z.boolean().meta({
    description:
      'Elders from 60, disabled people, who has a baby with them, who is pregnant: at most three of them between two others.',
  }),
};

/** As whoever drew it holds it. */
export const drawnTicket = z
  .object({
    ...ticket,
    ahead: z.int().min(0).meta({ description: 'How many are called before it if nobody else comes.' }),
  })
  .meta({ id: 'DrawnTicket' });

const waitingTicket = z
  .object({
    ...ticket,
    reason: z.enum(['help-call', 'window']).meta({ description: '`help-call`: nobody came to their kiosk in time.' }),
    since: instant,
  })
  .meta({ id: 'WaitingTicket' });

export const calledTicket = z
  .object({
    ...waitingTicket.shape,
    counter: z.string(),
    calledAt: instant,
    clerk: z.string().meta({ description: 'The name of who called it.' }),
    mine: z.boolean().meta({ description: 'Called by whoever asks.' }),
  })
  .meta({ id: 'CalledTicket' });

export const tickets = z
  .object({
    waiting: z
      .array(waitingTicket)
      .meta({ description: 'In the order in which they are called if nobody else comes; the first 50.' }),
    serving: z.array(calledTicket),
    missed: z.array(calledTicket).meta({
      description:
        'Called in the last 30 minutes, and not there; the last one first, at most 50. Who comes back is served after whoever is at the counter, without another number: end it once more, as `served`.',
    }),
    counts: z.object({
      waiting: z.int().min(0),
      waitingPriority: z.int().min(0).meta({ description: 'Of those who wait.' }),
    }),
  })
  .meta({ id: 'Tickets' });

const dayOfClass = z
  .object({
    issued: z.int().min(0),
    waiting: z.int().min(0),
    serving: z.int().min(0),
    served: z.int().min(0),
    notThere: z.int().min(0),
    longestWaitSeconds: z.int().min(0).meta({ description: 'From drawing to being called, or until now.' }),
  })
  .meta({ id: 'TicketsOfDay' });

export const deskDay = z
  .object({
    day: z.iso.date(),
    tickets: z.object({ priority: dayOfClass, others: dayOfClass }),
    helpCalls: z.object({
      open: z.int().min(0),
      helped: z.int().min(0),
      withdrawn: z.int().min(0),
      ticket: z.int().min(0),
      lapsed: z.int().min(0),
    }),
    bookings: z.int().min(0).meta({ description: 'Asked for at the desks of this hall, whatever the hospital said.' }),
    cancellations: z.int().min(0).meta({ description: 'Asked for at the desks of this hall.' }),
    prints: z.int().min(0).meta({ description: 'How often the results of somebody were printed there.' }),
  })
  .meta({ id: 'DeskDay', description: 'Counts of a hall since midnight.' });

/** Whom a clerk serves now. */
export const servedPerson = session
  .extend({
    toBeSeenFirst: z.boolean().meta({
      description:
        'They have said something, within the last hours, that a doctor or nurse has to look at first. Not what. A clerk, who sees them, can book all the same.',
    }),
  })
  .meta({ id: 'ServedPerson' });

/** What comes in. Objects are strict: a field that is not in the contract is refused. */
export const input = {
  serve: z.strictObject({
    document: givenDocument,
    reason: givenText(2, 100).meta({
      description: 'Why the clerk vouches for the person, and by which paper. No personal data.',
    }),
    person: givenPerson
      .omit({ document: true })
      .optional()
      .meta({ description: 'What the document says, where the person is to be registered.' }),
    phone: typedText(6, 40).optional(),
    consents: givenConsents
      .optional()
      .meta({ description: 'The versions of the notice that the person agreed to on paper, in the words of the notice.' }),
    carrier: z.enum(['cookie', 'bearer']).default('cookie'),
  }),
  book: givenBooking,
  appointmentId: z.strictObject({ id: appointmentId }),
  issueTicket: z.strictObject({ priority: z.boolean() }),
  ticketId: z.strictObject({ id: ticketId }),
  callTicket: z.strictObject({
    counter: givenText(1, 12).meta({ description: 'Where the person is to go, as it is called and shown.' }),
    serving: ticketId.optional().meta({
      description:
        'The ticket that this clerk serves, as their page knows it; it ends as `served`. Where the gateway knows of another one, nothing is called and that one is the answer: so a request that was sent twice calls once.',
    }),
  }),
  endTicket: z.strictObject({ outcome: z.enum(['served', 'not-there']) }),
};
