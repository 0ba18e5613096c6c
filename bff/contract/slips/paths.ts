import type { Address } from '../address.ts';

export const slipPaths = {
  issueSlip: { method: 'POST', path: '/v1/appointments/{id}/slip' },
  readSlip: { method: 'GET', path: '/v1/slips/{code}' },
  verifySlip: { method: 'POST', path: '/v1/slip-verifications' },
} as const satisfies Record<string, Address>;
