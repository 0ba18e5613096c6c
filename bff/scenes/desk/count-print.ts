import type { Part } from '../../platform/store/store.ts';
import { countAtDesk } from './day-rows.ts';
import type { DeskDependencies } from './dependencies.ts';
import { hallOf } from './hall.ts';

/** Parts by which the day of the hall of this desk counts that results were printed there; none for a device that is gone. */
export async function countPrintParts(
  dependencies: Pick<DeskDependencies, 'store' | 'clock'>,
  deviceId: string,
): Promise<readonly Part[]> {
  const hall = await hallOf(dependencies, deviceId);
  return hall ? [countAtDesk({ ...hall, bookings: 0, cancellations: 0, prints: 1 })] : [];
}
