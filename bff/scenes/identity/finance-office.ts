import { limits } from '../../platform/limits/limits.ts';
import { countUse } from '../../platform/limits/use-rows.ts';
import { windowEnd } from '../../platform/limits/windows.ts';
import { commit } from '../../platform/store/commit.ts';
import { guarded, type Part } from '../../platform/store/store.ts';
import type { StaffDependencies } from './staff.ts';
import { holdFinance, selectStaff } from './staff-rows.ts';

/** Name of the guard: the member still works at the finance office, with the PIN that was shown, and has had it for a day. */
export const FINANCE_MEMBER = 'finance-member';

const TRIES_WINDOW_MS = 15 * 60_000;

export type FinanceRefusal = 'no-member' | 'too-many-tries' | 'too-new';

/** A member of a hospital's finance office who has shown their PIN at the operator's command line. */
export interface FinanceMember {
  readonly staffId: string;
  /** Refused as `FINANCE_MEMBER` where the member left, or has another PIN, since it was shown. */
  readonly held: Part;
}

/**
 * Who shows this number and PIN. Whoever was added, or got another PIN, less than a day ago is refused, so that nobody makes the second
 * person up in the same night. Tries are counted before anything is compared; a wrong number takes as long as a wrong PIN.
 */
export async function financeMember(
  dependencies: StaffDependencies,
  { hospitalId, number, pin }: { readonly hospitalId: string; readonly number: string; readonly pin: string },
): Promise<FinanceMember | FinanceRefusal> {
  const { store, clock, pins } = dependencies;
  const now = clock.now();
  const [row] = await store.read(selectStaff({ hospitalId, number }));
  const use = { bound: 'pinsAtOperator', subject: row?.id ?? hospitalId, endsAt: windowEnd(now, TRIES_WINDOW_MS), amount: 1 };
  const counted = await commit(dependencies, 'try-finance-pin', 'interactive', [
    guarded(countUse({ ...use, max: limits.pinsAtOperator.figure }), 'pins-at-operator'),
  ]);
  if (!counted.ok) return 'too-many-tries';
  const right = await pins.fits(pin, row?.pinHash);
  if (row?.state !== 'active' || row.role !== 'finance' || !right) return 'no-member';
  const before = now - limits.newToFinance.figure;
  if (row.pinSince > before) return 'too-new';
  return { staffId: row.id, held: guarded(holdFinance({ id: row.id, pinHash: row.pinHash, before }), FINANCE_MEMBER) };
}
