import { commit } from '../../bff/platform/store/commit.ts';
import { addStaff } from '../../bff/scenes/identity/staff.ts';
import { insertProposalPart } from '../../bff/scenes/payments/proposal-rows.ts';
import { HOSPITAL } from '../support/test-gateway.ts';
import type { QuietGateway } from './quiet-gateway.ts';

const DAY_MS = 24 * 3_600_000;

/** A refund of a payment that a cashier of the hospital has proposed. */
export async function proposed({ gateway, db, clock }: QuietGateway, paymentId: string): Promise<string> {
  const { store, ids } = gateway.onedoor.dependencies;
  const cashier = { hospitalId: HOSPITAL, number: `P${paymentId.slice(-8)}`, name: '小钱', pin: '135790', requestId: 'req_test' };
  const staffId = await addStaff(gateway.onedoor.dependencies, { ...cashier, role: 'cashier' });
  const [part] = await db.rows<{ id: string }>(`SELECT id FROM payment_part WHERE payment_id = '${paymentId}'`);
  const id = ids.next('cfd');
  const now = clock.now();
  const one = { id, partId: part?.id ?? '', lineRefs: 'whole', amount: 1, staffId: staffId ?? '', now };
  const proposal = insertProposalPart({ ...one, expiresAt: now + DAY_MS });
  await commit({ store, ids, clock }, 'propose', 'background', [proposal]);
  return id;
}
