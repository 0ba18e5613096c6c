import { maskedNameOf } from '../identity/patients.ts';
import type { PaymentDependencies } from './dependencies.ts';
import type { PaymentPart } from './part-rows.ts';

/** The most that every provider takes. */
const DESCRIPTION_MAX = 40;

/** What the payer reads on their phone: which hospital, and for whom, masked. Whoever is shown somebody else's code can see it. */
export async function describeOrder(
  { store, directory }: Pick<PaymentDependencies, 'store' | 'directory'>,
  { hospitalId, patientId }: Pick<PaymentPart, 'hospitalId' | 'patientId'>,
): Promise<string> {
  const patientName = await maskedNameOf(store, patientId);
  const who = ` ${patientName}`.trimEnd();
  const letters = [...directory.hospital(hospitalId).name];
  return `${letters.slice(0, DESCRIPTION_MAX - [...who].length).join('')}${who}`;
}
