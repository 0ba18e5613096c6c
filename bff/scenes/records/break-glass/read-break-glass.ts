import { SECTIONS } from '../../../../adapters/port/records.ts';
import type { OperationInput } from '../../../contract/operations.ts';
import { paths } from '../../../contract/paths.ts';
import { auditPart } from '../../../platform/audit/audit.ts';
import type { HandlerReply } from '../../../platform/http/gateway.ts';
import { problem } from '../../../platform/http/reply.ts';
import { commit } from '../../../platform/store/commit.ts';
import { personAgreesPart } from '../../identity/right-to-act.ts';
import { readRecords } from '../clinicians/read-records.ts';
import { actedBy, type StaffCall } from '../clinicians/read-shared.ts';
import type { RecordDependencies } from '../dependencies.ts';
import type { RecordReader } from '../read-hospital.ts';
import { type BreakGlassRow, countReadPart, readBreakGlassRow } from './break-glass-rows.ts';

/** Everything of somebody whose records this clinician opened, while they are open; each reading is noted. Of anybody else it is not there. */
export async function readBreakGlass(
  dependencies: RecordDependencies,
  reader: RecordReader,
  {
    id,
    query,
    call,
  }: { readonly id: string; readonly query: OperationInput<'readBreakGlass'>['query']; readonly call: StaffCall },
): Promise<HandlerReply<'readBreakGlass'>> {
  const { store, clock } = dependencies;
  const row = await readBreakGlassRow(store, id);
  if (row?.staffId !== call.staff.staffId || row.expiresAt <= clock.now()) return problem('not-found');
  const records = await readRecords(dependencies, reader, {
    patientId: row.patientId,
    parts: { results: 'all', lists: SECTIONS },
    kept: () => false,
    until: row.expiresAt,
    query,
    path: paths.readBreakGlass.path.replace('{id}', id),
    note: () => noteReading(dependencies, row, call),
  });
  return 'problem' in records ? records : { status: 200, body: { id, ...records } };
}

async function noteReading(
  dependencies: RecordDependencies,
  { id, patientId }: BreakGlassRow,
  { staff, requestId }: StaffCall,
): Promise<boolean> {
  const { ids, clock } = dependencies;
  const now = clock.now();
  const committed = await commit(dependencies, 'read-break-glass', 'access', [
    // Whoever withdrew their consent meanwhile has nothing here any more.
    personAgreesPart(patientId),
    countReadPart({ id, staffId: staff.staffId, now }),
    auditPart(ids, now, {
      ...actedBy(staff),
      action: 'break-glass.read',
      subject: { kind: 'patient', id: patientId },
      requestId,
    }),
  ]);
  return committed.ok;
}
