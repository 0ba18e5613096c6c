import * as z from 'zod';
import { appointmentId, instant, patientId } from '../terms.ts';

const messageId = z.string().regex(/^msg_[A-Za-z0-9_-]{30}$/);

const messageKind = z
  .enum(['booking-confirmed', 'booking-failed', 'booking-cancelled-by-hospital', 'booking-cancelled-at-desk'])
  .meta({
    id: 'MessageKind',
    description:
      'What happened, without that the person did it. The client makes the sentence of it, in the language of its page.',
  });

export const message = z
  .object({
    id: messageId,
    kind: messageKind,
    appointmentId,
    patientId,
    patientName: z.string(),
    start: instant.meta({ description: 'Of the appointment, as it was when the message was written.' }),
    createdAt: instant,
    readAt: instant.optional(),
  })
  .meta({ id: 'Message', description: 'Something that a person has to know, told at the kiosk and to their phone.' });

export const unreached = z
  .object({
    id: messageId,
    kind: messageKind,
    patientName: z.string().meta({ description: 'Masked.' }),
    phone: z.string().optional().meta({ description: 'Masked; absent where there is none that can be believed.' }),
    start: instant,
    since: instant.meta({ description: 'Since when it is known that nothing reached them.' }),
    dueBy: instant.meta({ description: 'By when somebody should have called.' }),
  })
  .meta({ id: 'UnreachedMessage', description: 'A line of the list of calls of a hospital.' });

/** What comes in. Objects are strict: a field that is not in the contract is refused. */
export const input = {
  messageId: z.strictObject({ id: messageId }),
  close: z.strictObject({ outcome: z.enum(['reached', 'not-reached']) }),
};
