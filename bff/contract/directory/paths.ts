import type { Address } from '../address.ts';

export const directoryPaths = {
  listHospitals: { method: 'GET', path: '/v1/hospitals' },
  findDepartments: { method: 'GET', path: '/v1/departments' },
  listPractitioners: { method: 'GET', path: '/v1/practitioners' },
} as const satisfies Record<string, Address>;
