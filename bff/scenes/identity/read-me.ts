import type { OperationReply } from '../../contract/operations.ts';
import { actorOf, type Caller, callerLevel } from '../../platform/http/context.ts';
import { shanghaiTime } from '../../platform/http/instants.ts';
import { dependantsOf } from './acting-for.ts';
import type { IdentityDependencies } from './dependencies.ts';
import { helpedPeople } from './helped-people.ts';
import { selectDocuments, selectPatient } from './patient-rows.ts';
import { revealRow, sexAndYearOf } from './patients.ts';
import { selectPhones } from './phone-rows.ts';

type Me = OperationReply<'readMe'>['body'];

/** Who the session is for, masked, and for whom this person may act. The row of the access log is committed before it is shown. */
export async function readMe(dependencies: IdentityDependencies, caller: Caller, requestId: string): Promise<Me> {
  const { store, accessLog } = dependencies;
  const { patientId, deviceId } = caller;
  await accessLog.record({
    actor: actorOf(caller),
    action: 'patient.read',
    subject: { kind: 'patient', id: patientId },
    requestId,
    deviceId: deviceId ?? undefined,
  });
  const [[row], documents, [phone], dependants, helps] = await Promise.all([
    store.read(selectPatient({ id: patientId })),
    store.read(selectDocuments({ patientId, from: caller.seesFrom })),
    store.read(selectPhones({ patientId })),
    dependantsOf(dependencies, caller),
    helpedPeople(dependencies, caller),
  ]);
  if (!row) throw new TypeError('a session without its patient');
  return {
    patientId,
    name: row.maskedName,
    ...sexAndYearOf(revealRow(dependencies, row)),
    documents: documents.map(({ type, maskedNumber }) => ({
      type: type as Me['documents'][number]['type'],
      number: maskedNumber,
    })),
    level: callerLevel(caller),
    proved: row.provedAt !== null,
    ...(phone === undefined ? {} : { phone: phone.maskedPhone }),
    dependants: [...dependants],
    helps: helps.map(({ endsAt, scope, ...helped }) => ({ ...helped, scope: [...scope], until: shanghaiTime(endsAt) })),
  };
}
