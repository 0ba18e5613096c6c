import type { Address } from '../address.ts';

export const familyPaths = {
  createInvitation: { method: 'POST', path: '/v1/family/invitations' },
  takeInvitation: { method: 'POST', path: '/v1/family/invitations/take' },
  createOffer: { method: 'POST', path: '/v1/family/offers' },
  takeOffer: { method: 'POST', path: '/v1/family/offers/take' },
  createGrant: { method: 'POST', path: '/v1/grants' },
  listGrants: { method: 'GET', path: '/v1/grants' },
  revokeGrant: { method: 'POST', path: '/v1/grants/{id}/revoke' },
} as const satisfies Record<string, Address>;
