import type { Address } from '../address.ts';

export const recordPaths = {
  listResults: { method: 'GET', path: '/v1/results' },
  readResult: { method: 'GET', path: '/v1/results/{id}' },
  readResultDocument: { method: 'GET', path: '/v1/results/{id}/documents/{document}' },
  readTrend: { method: 'GET', path: '/v1/trends' },
  listVisits: { method: 'GET', path: '/v1/visits' },
  listMedications: { method: 'GET', path: '/v1/medications' },
  listAllergies: { method: 'GET', path: '/v1/allergies' },
  createShare: { method: 'POST', path: '/v1/shares' },
  listShares: { method: 'GET', path: '/v1/shares' },
  revokeShare: { method: 'POST', path: '/v1/shares/{id}/revoke' },
  listShared: { method: 'GET', path: '/v1/shared' },
  readShared: { method: 'GET', path: '/v1/shared/{id}' },
  openBreakGlass: { method: 'POST', path: '/v1/break-glass' },
  listBreakGlass: { method: 'GET', path: '/v1/break-glass' },
  readBreakGlass: { method: 'GET', path: '/v1/break-glass/{id}' },
  reviewBreakGlass: { method: 'POST', path: '/v1/break-glass/{id}/review' },
  printResultsAtDesk: { method: 'POST', path: '/v1/desk/results/print' },
  readFhirMetadata: { method: 'GET', path: '/fhir/metadata' },
  readEverything: { method: 'GET', path: '/fhir/Patient/{id}/$everything' },
} as const satisfies Record<string, Address>;
