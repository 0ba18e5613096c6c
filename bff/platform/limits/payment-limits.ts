import { type Bound, HOUR, MINUTE } from './bound.ts';

/** Of bills and payments. */
export const paymentLimits = {
  quotesOfPatient: {
    what: "quotes asked for one person's bills: each is kept by an insurer until it is given up",
    figure: 60,
    unit: 'quotes an hour',
    of: 'patient',
    setBy: 'fixed',
    hears: 'too-many-quotes',
    at: 'bff/scenes/payments/quote-rows.ts',
  },
  quoteHolds: {
    what: 'how long a quote can be used; then it is given up at whoever keeps it',
    figure: 10 * MINUTE,
    unit: 'ms',
    of: 'quote',
    setBy: 'fixed',
    hears: 'quotes-expired',
    at: 'bff/scenes/payments/ask-quotes.ts',
  },
  quoteKept: {
    what: 'how long a bill that was quoted and not paid is kept, sealed',
    figure: 7 * 24 * HOUR,
    unit: 'ms',
    of: 'quote',
    setBy: 'fixed',
    hears: 'it is forgotten',
    at: 'bff/scenes/payments/quote-rows.ts',
  },
  paymentCode: {
    what: 'how long a code can be paid',
    figure: 5 * MINUTE,
    unit: 'ms',
    of: 'payment',
    setBy: 'fixed',
    hears: 'the order is closed, and the payment ends unpaid',
    at: 'bff/scenes/payments/create-payment.ts',
  },
  paymentAtWindow: {
    what: 'how long somebody who pays in cash has to reach the window',
    figure: 2 * HOUR,
    unit: 'ms',
    of: 'payment',
    setBy: 'fixed',
    hears: 'the payment ends unpaid',
    at: 'bff/scenes/payments/create-payment.ts',
  },
  orderWatched: {
    what: 'how long an order is looked at after its time: money that comes late goes back by itself',
    figure: 26 * HOUR,
    unit: 'ms',
    of: 'order',
    setBy: 'fixed',
    hears: 'what comes later stands in the provider’s bill of its day alone',
    at: 'bff/scenes/payments/create-payment.ts',
  },
} as const satisfies Record<string, Bound>;
