import type { Address } from '../address.ts';

export const paymentPaths = {
  readBills: { method: 'GET', path: '/v1/bills' },
  askQuotes: { method: 'POST', path: '/v1/quotes' },
  readQuotes: { method: 'GET', path: '/v1/quotes/{id}' },
  createPayment: { method: 'POST', path: '/v1/payments' },
  readPayment: { method: 'GET', path: '/v1/payments/{id}' },
  followPayment: { method: 'GET', path: '/v1/payments/{id}/events' },
  cancelPayment: { method: 'POST', path: '/v1/payments/{id}/cancel' },
  readRefundable: { method: 'GET', path: '/v1/payments/{id}/refunds' },
  askRefund: { method: 'POST', path: '/v1/payments/{id}/refunds' },
  readReceipt: { method: 'GET', path: '/v1/receipts/{id}' },
  readPaymentAtDesk: { method: 'GET', path: '/v1/desk/payments/{code}' },
  returnCash: { method: 'POST', path: '/v1/desk/payments/{code}/returns' },
  readRefundableAtDesk: { method: 'GET', path: '/v1/desk/payments/{code}/refundable' },
  proposeRefund: { method: 'POST', path: '/v1/desk/payments/{code}/refunds' },
  listRefundsAtDesk: { method: 'GET', path: '/v1/desk/refunds' },
  confirmRefund: { method: 'POST', path: '/v1/desk/refunds/{id}/confirm' },
  declineRefund: { method: 'POST', path: '/v1/desk/refunds/{id}/decline' },
  readDrawer: { method: 'GET', path: '/v1/desk/drawer' },
  countDrawer: { method: 'POST', path: '/v1/desk/drawers/{id}/count' },
  takeCash: { method: 'POST', path: '/v1/desk/payments/{code}/cash' },
} as const satisfies Record<string, Address>;
