import { describeHospitalAdapter } from '../../adapters/conformance/describe-hospital-adapter.ts';
import type { Quirks } from '../../fixtures/simulators/signed-json/exchange.ts';
import { LIMITS, startSimulatedSignedHospital } from './simulated-signed-hospital.ts';

/** Most of a case is waiting for a deadline, and each hospital is a server of its own. */
const AT_ONCE = 8;

describeHospitalAdapter({
  name: 'signed-json, strict',
  start: () => startSimulatedSignedHospital({ mode: 'strict' }),
  skip: [],
  atOnce: AT_ONCE,
  limits: LIMITS,
});

const LAX: readonly { readonly name: string; readonly quirks: Partial<Quirks> }[] = [
  { name: 'as in the contract', quirks: {} },
  { name: 'constant signature', quirks: { signature: 'constant' } },
  { name: 'replies in GB18030', quirks: { charset: 'gb18030' } },
  { name: 'date and half of the day swapped', quirks: { swappedReserveFields: true } },
  { name: 'last number unsellable', quirks: { lastNumberUnsellable: true } },
];

for (const { name, quirks } of LAX) {
  describeHospitalAdapter({
    name: `signed-json, lax, ${name}`,
    start: () => startSimulatedSignedHospital({ mode: 'lax', quirks }),
    skip: [{ reason: 'the hospital stores no key of ours', cases: ['BOOK-7'] }],
    atOnce: AT_ONCE,
    limits: LIMITS,
  });
}
