import { setTimeout as sleep } from 'node:timers/promises';
import { describeHospitalAdapter } from '../../adapters/conformance/describe-hospital-adapter.ts';
import { createMemoryHospital } from '../../adapters/hospitals/memory/adapter.ts';
import type { Capabilities } from '../../adapters/port.ts';

const VARIANTS: readonly { readonly name: string; readonly capabilities: Partial<Capabilities> }[] = [
  { name: 'memory', capabilities: {} },
  { name: 'memory, one place a slot', capabilities: { slotCapacity: 'one' } },
  { name: 'memory, files kept but not opened', capabilities: { registerPatient: false } },
  { name: 'memory, keys ignored', capabilities: { keyedBooking: false } },
  {
    name: 'memory, slots and book only',
    capabilities: {
      findBooking: false,
      listBookings: false,
      cancel: false,
      keyedBooking: false,
      findPatient: false,
      registerPatient: false,
      queue: false,
    },
  },
];

for (const { name, capabilities } of VARIANTS) {
  describeHospitalAdapter({
    name,
    skip: [],
    limits: { deadlineMs: 60 },
    async start() {
      const delays = { replyMs: 0, slowMs: 20, lateCommitMs: 90 };
      const subject = createMemoryHospital({
        now: Date.now,
        slots: [],
        sleep: (ms) => sleep(ms),
        pageSize: 5,
        delays,
        capabilities,
      });
      return { ...subject, stop: async () => {} };
    },
  });
}
