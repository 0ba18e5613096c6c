import * as z from 'zod';
import { appointmentId, confirmation, givenBooking, instant } from '../terms.ts';

export const appointmentEvent = z.object({ status: z.string(), confirmation, cancellation: z.string(), at: instant }).meta({
  id: 'AppointmentEvent',
  description:
    "One server-sent event; its id is the appointment's version. Beside it, `event: clinic` carries a ClinicPlace when the estimate has moved.",
});

/** RFC 5545 §3.4 and §3.1: one object, and CRLF ends every line, the last one too. */
export const calendarFile = z
  .string()
  .regex(/^BEGIN:VCALENDAR\r\n(?:[^\r\n]+\r\n)+END:VCALENDAR\r\n$/)
  .meta({
    id: 'CalendarFile',
    description:
      'One VEVENT. Its UID stays for the whole life of the appointment and says nothing of it; SEQUENCE grows when the file says something else than the last one that was taken: another time, another place, confirmed, cancelled. `METHOD:PUBLISH`, and `METHOD:CANCEL` of one that is cancelled (RFC 5546 §3.2.5). Times are UTC, the words say them in Beijing time. Of a place in a clinic they are those of the window in which its number is called, and an estimate. It is a copy: a calendar that has it hears of no change.',
  });

/** What comes in. Objects are strict: a field that is not in the contract is refused. */
export const input = {
  appointmentId: z.strictObject({ id: appointmentId }),
  book: givenBooking,
  calendar: z.strictObject({
    language: z.enum(['zh', 'en']).default('zh').meta({ description: 'Of the words in it.' }),
    detail: z.enum(['plain', 'full']).default('plain').meta({
      description:
        '`plain`: which hospital and when, and neither department nor doctor, because calendars are read over shoulders and lie on servers of others. `full`: with department, doctor, floor and room, and what the department wants one to prepare.',
    }),
  }),
};
