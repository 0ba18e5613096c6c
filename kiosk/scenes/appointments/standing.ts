import type { Client, Problem } from '../../../bff/contract/client.ts';
import type { Appointment } from '../../client/wire.ts';

/** The appointment that stands in the way, where a problem names one. What can not be read is left out: the words say enough. */
export async function standingIn({ appointmentId }: Problem, client: Client): Promise<Appointment | undefined> {
  if (typeof appointmentId !== 'string') return undefined;
  const read = await client('readAppointment', { params: { id: appointmentId } }).catch(() => undefined);
  return read?.ok ? read.body : undefined;
}
