import type { Scene } from '../scene.ts';
import { paymentHandler } from './advance-part.ts';
import { lapseHandler } from './confirm-refund.ts';
import {
  ADVANCE_PAYMENT,
  FOLLOW_ORDER,
  LAPSE_PROPOSAL,
  type PaymentDependencies,
  QUOTE_BILL,
  REFUND_CHARGES,
  RETURN_MONEY,
} from './dependencies.ts';
import { orderHandler } from './follow-order.ts';
import { type PaymentOperations, paymentHandlers } from './http.ts';
import { CLOSE_LEDGER, closeLedgerHandler } from './ledger.ts';
import { joinMerchants } from './merchants.ts';
import { measurePayments } from './open-money.ts';
import { quoteHandler } from './quote-bill.ts';
import { forgetQuotes } from './quote-rows.ts';
import { chargeRefundHandler } from './refund-charges.ts';
import { refundHandler } from './return-money.ts';

/** Paying what hospitals charge: with insurance, by a code or at the window, true on every side. */
export function paymentScene(dependencies: PaymentDependencies): Scene<PaymentOperations> {
  return {
    operations: paymentHandlers(dependencies),
    tasks: {
      [QUOTE_BILL]: quoteHandler(dependencies),
      [ADVANCE_PAYMENT]: paymentHandler(dependencies),
      [FOLLOW_ORDER]: orderHandler(dependencies),
      [RETURN_MONEY]: refundHandler(dependencies),
      [REFUND_CHARGES]: chargeRefundHandler(dependencies),
      [LAPSE_PROPOSAL]: lapseHandler(dependencies),
      [CLOSE_LEDGER]: closeLedgerHandler(dependencies),
    },
    recurring: [{ kind: CLOSE_LEDGER, subjects: ['gateway'] }],
    prepare: () => joinMerchants(dependencies),
    forget: (now) => forgetQuotes(QUOTE_BILL, now),
    measure: () => measurePayments(dependencies),
  };
}
