import { describeInsurer } from '../../adapters/conformance/describe-insurer.ts';
import { LIMITS, startSimulatedInsurer } from './simulated-insurer.ts';

describeInsurer({ name: 'insurer sandbox', start: startSimulatedInsurer, skip: [], atOnce: 4, limits: LIMITS });
