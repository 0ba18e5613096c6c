import type { Address } from '../address.ts';

export const oversightPaths = {
  readPrivacyNotice: { method: 'GET', path: '/v1/privacy-notice' },
  listConsents: { method: 'GET', path: '/v1/consents' },
  withdrawConsent: { method: 'POST', path: '/v1/consents/{id}/withdraw' },
  listAccess: { method: 'GET', path: '/v1/access-log' },
} as const satisfies Record<string, Address>;
