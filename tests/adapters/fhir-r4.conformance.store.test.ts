import type { Skip } from '../../adapters/conformance/describe-adapter.ts';
import { type ConformanceOptions, describeHospitalAdapter } from '../../adapters/conformance/describe-hospital-adapter.ts';
import { LIMITS, startSimulatedHospital } from './simulated-fhir-hospital.ts';

const CUT_CANCELLATION: Skip = {
  reason: 'without transactions a cancellation whose first step got no clear answer leaves the place taken, never sold twice',
  cases: [
    'CANCEL-R-duplicate',
    'CANCEL-R-timeout-after-commit',
    'CANCEL-R-server-error-after-commit',
    'CANCEL-R-malformed',
    'CANCEL-R-wrong-charset',
    'CANCEL-R-empty-200',
    'CANCEL-R-html-page',
    'CANCEL-R-late-commit',
    'CANCEL-R-reset-after-commit',
  ],
};

/** Most of a case is waiting for a deadline, and each hospital is a server of its own. */
const AT_ONCE = 4;

const VARIANTS: readonly Pick<ConformanceOptions, 'name' | 'start' | 'skip'>[] = [
  { name: 'fhir-r4 plain', start: () => startSimulatedHospital('transaction'), skip: [] },
  { name: 'fhir-r4 plain, patients contained', start: () => startSimulatedHospital('transaction', 'contained'), skip: [] },
  { name: 'fhir-r4 plain, in sequence', start: () => startSimulatedHospital('sequence'), skip: [CUT_CANCELLATION] },
  { name: 'fhir-r4 ihe', start: () => startSimulatedHospital('ihe'), skip: [] },
];

for (const variant of VARIANTS) describeHospitalAdapter({ ...variant, atOnce: AT_ONCE, limits: LIMITS });
