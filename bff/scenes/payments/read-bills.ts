import type { VisitCharges } from '../../../adapters/port/charges.ts';
import { actorOf, type Caller } from '../../platform/http/context.ts';
import type { ProblemReply } from '../../platform/http/reply.ts';
import { refuseHealthData } from '../identity/health-data.ts';
import { localRefOf } from '../identity/local-patients.ts';
import { revealPatient } from '../identity/patients.ts';
import { maySee } from '../identity/right-to-act.ts';
import { isSound } from './bill.ts';
import type { PaymentDependencies } from './dependencies.ts';
import { readHeldBills } from './payment-rows.ts';

/** What one hospital says of a person's bills. */
export type HospitalBills =
  | { readonly hospitalId: string; readonly state: 'read'; readonly visits: readonly VisitCharges[] }
  | { readonly hospitalId: string; readonly state: 'unavailable' | 'unknown-person' };

/** What is open for a person, at all hospitals at once. The access log is written before anything is shown. */
export async function readBills(
  dependencies: PaymentDependencies,
  { caller, patientId, requestId }: { readonly caller: Caller; readonly patientId: string; readonly requestId: string },
): Promise<readonly HospitalBills[] | ProblemReply> {
  const refused = await refuseHealthData(dependencies, caller, patientId, 'money');
  if (refused) return refused;
  const { hospitals, accessLog } = dependencies;
  const subject = { kind: 'patient', id: patientId };
  const deviceId = caller.deviceId ?? undefined;
  await accessLog.record({ actor: actorOf(caller), action: 'bill.read', subject, requestId, deviceId }, []);
  const having = hospitals.ids().filter((id) => hospitals.facet(id, 'charges') !== undefined);
  return Promise.all(having.map((hospitalId) => readHospital(dependencies, patientId, hospitalId)));
}

/** Bills that are being paid here, as `<hospital> <visit>`; with the payment, where this caller may see it. */
export type Holders = ReadonlyMap<string, { readonly paymentId?: string }>;

/** Which of these bills are being paid here. Whoever may not see a payment learns that there is one, and not which. */
export async function readHolders(
  dependencies: PaymentDependencies,
  caller: Caller,
  told: readonly HospitalBills[],
): Promise<Holders> {
  const visits = told.flatMap((one) => (one.state === 'read' ? one.visits.map(({ visitRef }) => visitRef) : []));
  const held = [...(await readHeldBills(dependencies.store, visits))];
  const seen = await Promise.all(
    held.map(async ([bill, { paymentId, ...made }]) => {
      const shown = (await maySee(dependencies, caller, made, 'money')) ? { paymentId } : {};
      return [bill, shown] as const;
    }),
  );
  return new Map(seen);
}

/** What is open for a person at one hospital. What can not be true is left out as if the hospital had not answered. */
export async function readHospital(
  dependencies: PaymentDependencies,
  patientId: string,
  hospitalId: string,
): Promise<HospitalBills> {
  const { hospitals } = dependencies;
  const patientRef = await localRefOf(dependencies, patientId, hospitalId);
  if (hospitals.facet(hospitalId, 'patients') !== undefined && patientRef === undefined)
    return { hospitalId, state: 'unknown-person' };
  const patient = await revealPatient(dependencies, patientId);
  const query = { patient, ...(patientRef === undefined ? {} : { patientRef }) };
  const answer = await hospitals.ask(hospitalId, 'charges', 'open', query);
  if (!answer.ok) return { hospitalId, state: 'unavailable' };
  if (!answer.value.every(isSound)) return { hospitalId, state: 'unavailable' };
  return { hospitalId, state: 'read', visits: answer.value };
}
