import { describePaymentChannel } from '../../adapters/conformance/describe-payment-channel.ts';
import { startSimulatedWechatPay } from './simulated-wechat-pay.ts';

/** Most of a case is waiting for a deadline, and each provider is a server of its own. */
const AT_ONCE = 8;

for (const mode of ['public-key', 'certificate'] as const)
  describePaymentChannel({
    name: `wechat-pay, ${mode}`,
    start: () => startSimulatedWechatPay({ mode }),
    skip: [],
    atOnce: AT_ONCE,
  });
