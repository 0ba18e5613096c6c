import { setTimeout as sleep } from 'node:timers/promises';
import { describeHospitalAdapter } from '../../adapters/conformance/describe-hospital-adapter.ts';
import { createMemoryHospital } from '../../adapters/hospitals/memory/adapter.ts';
import type { MemoryHospitalOptions } from '../../adapters/hospitals/memory/config.ts';

const VARIANTS: readonly { readonly name: string; readonly options: Partial<MemoryHospitalOptions> }[] = [
  { name: 'memory', options: {} },
  { name: 'memory, one place a slot, insured at the insurer', options: { placesPerSlot: 'one', insurance: 'insurer' } },
  {
    name: 'memory, files kept but not opened',
    options: { without: ['patients.register', 'charges', 'preconsult', 'records.reports', 'records.visits'] },
  },
  { name: 'memory, keys ignored', options: { without: ['keys', 'charges', 'preconsult', 'records'] } },
  {
    name: 'memory, swept, without insurance',
    options: { listing: 'sweep', insurance: 'none', without: ['preconsult', 'records.document', 'records.allergies'] },
  },
  {
    name: 'memory, enters what it is asked for, keys of 62',
    options: { places: 'advisory', keyMaxLength: 62, without: ['charges', 'preconsult', 'records'] },
  },
  {
    name: 'memory, slots and booking only',
    options: { without: ['bookings', 'cancellation', 'keys', 'patients', 'queue', 'charges', 'preconsult', 'records'] },
  },
];

for (const { name, options } of VARIANTS) {
  describeHospitalAdapter({
    name,
    skip: [],
    atOnce: 8,
    limits: { deadlineMs: 150, graceMs: 5_000 },
    async start() {
      const delays = { replyMs: 0, slowMs: 20, lateCommitMs: 225 };
      const subject = createMemoryHospital({
        now: Date.now,
        slots: [],
        sleep: (ms) => sleep(ms),
        pageSize: 5,
        delays,
        ...options,
      });
      return { ...subject, stop: async () => {} };
    },
  });
}
