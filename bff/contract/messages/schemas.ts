import * as z from 'zod';
import { appointmentId, dutyDesk, hospitalId, instant, money, opaqueId, patientId, paymentId, refundCause } from '../terms.ts';

const messageId = z.string().regex(/^msg_[A-Za-z0-9_-]{30}$/);

const messageKind = z
  .enum([
    'booking-confirmed',
    'booking-failed',
    'booking-cancelled-by-hospital',
    'booking-cancelled-at-desk',
    'payment-money-back',
    'payment-cash-back',
    'payment-with-staff',
    'payment-paid',
    'payment-not-paid',
    'records-opened',
    'grant-given',
    'grant-ended',
  ])
  .meta({
    id: 'MessageKind',
    description:
      'What happened, without that the person did it. The client makes the sentence of it, in the language of its page.',
  });

export const message = z
  .object({
    id: messageId,
    kind: messageKind,
    appointmentId: appointmentId.optional().meta({
      description:
        'A message is about an appointment, about a payment, or about records that were opened in an emergency, or about a grant.',
    }),
    paymentId: paymentId.optional(),
    patientId,
    patientName: z.string(),
    start: instant.optional().meta({ description: 'Of the appointment, as it was when the message was written.' }),
    amount: money.optional().meta({ description: 'Of a payment: what goes back, what staff look into, what was paid.' }),
    cause: refundCause.optional().meta({ description: 'Why money goes back.' }),
    hospital: hospitalId.optional().meta({ description: 'Of a payment, or of records that were opened: where.' }),
    hospitalName: z.string().optional(),
    grantId: opaqueId('grt').optional().meta({ description: 'Of a grant: which, as GET /v1/grants lists it.' }),
    helperName: z.string().optional().meta({ description: 'The same: who helps, masked.' }),
    dutyDesk: dutyDesk.optional().meta({ description: 'The same: who helps.' }),
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
    start: instant.optional().meta({ description: 'Of the appointment, where it is about one.' }),
    since: instant.meta({ description: 'Since when it is known that nothing reached them.' }),
    dueBy: instant.meta({ description: 'By when somebody should have called.' }),
  })
  .meta({ id: 'UnreachedMessage', description: 'A line of the list of calls of a hospital.' });

/** What comes in. Objects are strict: a field that is not in the contract is refused. */
export const input = {
  messageId: z.strictObject({ id: messageId }),
  close: z.strictObject({ outcome: z.enum(['reached', 'not-reached']) }),
};
