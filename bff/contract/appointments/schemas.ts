import * as z from 'zod';
import { appointmentId, confirmation, givenBooking, instant } from '../terms.ts';

export const appointmentEvent = z.object({ status: z.string(), confirmation, cancellation: z.string(), at: instant }).meta({
  id: 'AppointmentEvent',
  description:
    "One server-sent event; its id is the appointment's version. Beside it, `event: clinic` carries a ClinicPlace when the estimate has moved.",
});

/** What comes in. Objects are strict: a field that is not in the contract is refused. */
export const input = {
  appointmentId: z.strictObject({ id: appointmentId }),
  book: givenBooking,
};
