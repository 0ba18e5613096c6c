import { GATEWAY } from '../../platform/audit/audit.ts';
import type { Ids } from '../../platform/ids.ts';
import type { Part, Store } from '../../platform/store/store.ts';
import type { Arrival } from '../identity/dependencies.ts';
import { outcomeOf } from './assist-facts.ts';
import { bindAssist, selectAssistAt } from './assist-rows.ts';
import { endAssistParts } from './end-assist.ts';
import { followAudit } from './join-assist.ts';

/**
 * Parts of the unit that opens a session at a device where somebody is helped: the helper's session is bound to the first patient, and goes
 * on when the same one shows their card again. With anybody else it ends: one patient, and no second one.
 */
export async function patientArrives(
  { store, ids }: { readonly store: Store; readonly ids: Ids },
  { deviceId, patientId, tokenHash, now, requestId }: Arrival,
): Promise<readonly Part[]> {
  const [row] = await store.read(selectAssistAt({ deviceId, now }));
  if (!row || row.endedAt !== null || row.state !== 'running') return [];
  const over = outcomeOf(row, now);
  const same = row.patientId === null || row.patientId === patientId;
  // What is over stays so: whoever left and comes back says yes again.
  const outcome = over ?? (same ? undefined : ('another-patient' as const));
  if (outcome !== undefined) return endAssistParts({ ids }, row, outcome, { actor: GATEWAY, requestId }, now);
  const bound = bindAssist({ id: row.id, patientId, sessionHash: tokenHash });
  return row.patientId === null ? [bound, followAudit(ids, row, patientId, { now, requestId })] : [bound];
}
