import type { Appointment } from '../client/wire.ts';

export interface Coming {
  readonly appointment: Appointment;
  /** It begins within the hour, or has begun: nothing else is as likely what the person came for. */
  readonly soon: boolean;
}

const HOUR_MS = 60 * 60_000;
const SHANGHAI_OFFSET_MS = 8 * HOUR_MS;

/** The next appointment of today that stands and has not ended; nothing when there is none. */
export function comingOf(appointments: readonly Appointment[], now: number): Coming | undefined {
  const dayOf = (at: number) => Math.floor((at + SHANGHAI_OFFSET_MS) / (24 * HOUR_MS));
  const [appointment] = appointments
    .filter(({ status, cancellation }) => status === 'booked' && cancellation === 'none')
    .filter(({ start, end }) => Date.parse(end) > now && dayOf(Date.parse(start)) === dayOf(now))
    .sort((left, right) => Date.parse(left.start) - Date.parse(right.start));
  return appointment && { appointment, soon: Date.parse(appointment.start) - now <= HOUR_MS };
}
