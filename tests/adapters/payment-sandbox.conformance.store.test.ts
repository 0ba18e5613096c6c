import { describePaymentChannel } from '../../adapters/conformance/describe-payment-channel.ts';
import { startPaymentSandboxUnderTest } from './simulated-payment-sandbox.ts';

/** Most of a case is waiting for a deadline, and each provider is a server of its own. */
const AT_ONCE = 8;

/** Its book is on the disk before it answers, and a disk that is shared needs its time. */
const limits = { deadlineMs: 600, graceMs: 10_000 };

describePaymentChannel({ name: 'payment sandbox', start: startPaymentSandboxUnderTest, skip: [], atOnce: AT_ONCE, limits });
