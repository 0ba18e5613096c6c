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
    helperPhone: z.string().optional().meta({ description: 'The same: their phone, masked, where they have one.' }),
    helperProved: z.boolean().optional().meta({
      description: 'The same: whether they ever showed a document. Otherwise they typed their name.',
    }),
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

export const messageEvent = z
  .union([z.object({ what: z.literal('list') }), z.object({ what: z.enum(['new', 'read']), id: messageId, kind: messageKind })])
  .meta({
    id: 'MessageEvent',
    description:
      '`event: message`: there is a new message, or one was read. `list`: there may be more than is told one by one, so the list is to be read; the first event of everybody who comes without a Last-Event-ID. What was told may be told again after a break.',
  });

/** A time of the day in the city, by the half hour or to the minute. */
const timeOfDay = z
  .string()
  .regex(/^([01][0-9]|2[0-3]):[0-5][0-9]$/)
  .meta({ description: 'HH:MM in the time of the city.', examples: ['22:00'] });

const quietHours = z.strictObject({ from: timeOfDay, until: timeOfDay }).meta({
  id: 'QuietHours',
  description:
    'When the phone is not to ring, each day, over midnight too; at most twelve hours. What can not wait goes out all the same.',
});

const messageLanguage = z.enum(['zh', 'en']);

export const messagePreferences = z
  .object({
    kinds: z
      .array(
        z.object({
          kind: messageKind,
          mayBeOff: z.boolean().meta({
            description: 'False of what a person has to know whatever they wish: an absence, their safety, money that waits.',
          }),
          phone: z
            .boolean()
            .meta({ description: 'Goes to the phone. What does not is in the list all the same, and nobody calls.' }),
          app: z.boolean().meta({ description: 'Told by `followMessages`. What is not is in the list all the same.' }),
        }),
      )
      .meta({ description: 'Every kind there is.' }),
    quiet: quietHours.optional().meta({ description: 'Absent: messages go out at any hour.' }),
    language: messageLanguage.meta({
      description: 'Of texts to the phone; of whoever never chose one, as they agreed to the notice.',
    }),
  })
  .meta({ id: 'MessagePreferences', description: 'What a person wishes of messages.' });

/** What comes in. Objects are strict: a field that is not in the contract is refused. */
export const input = {
  messageId: z.strictObject({ id: messageId }),
  close: z.strictObject({ outcome: z.enum(['reached', 'not-reached']) }),
  preferences: z.strictObject({
    kinds: z
      .array(z.strictObject({ kind: messageKind, phone: z.boolean(), app: z.boolean() }))
      .max(messageKind.options.length)
      .meta({ description: 'Each kind once. What is not named is on.' }),
    quiet: quietHours.optional(),
    language: messageLanguage,
  }),
};
