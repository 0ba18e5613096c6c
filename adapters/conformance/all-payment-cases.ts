import { billCases } from './cases/payments/bill.ts';
import { closeCases } from './cases/payments/close.ts';
import { everyPaymentCallCases } from './cases/payments/every-call.ts';
import { linkCases } from './cases/payments/link.ts';
import { noticeCases } from './cases/payments/notices.ts';
import { orderCases } from './cases/payments/order.ts';
import { paymentPrivacyCases } from './cases/payments/privacy.ts';
import { queryCases } from './cases/payments/query.ts';
import { paymentReadFaultCases } from './cases/payments/read-faults.ts';
import { refundCases } from './cases/payments/refund.ts';
import { paymentWriteFaultCases } from './cases/payments/write-faults.ts';
import type { PaymentCase } from './payment-case-context.ts';

/** Every requirement on a payment channel, in the order in which they are best read. */
export const ALL_PAYMENT_CASES: readonly PaymentCase[] = [
  ...orderCases,
  ...linkCases,
  ...queryCases,
  ...closeCases,
  ...refundCases,
  ...billCases,
  ...noticeCases,
  ...paymentWriteFaultCases,
  ...paymentReadFaultCases,
  ...everyPaymentCallCases,
  ...paymentPrivacyCases,
];
