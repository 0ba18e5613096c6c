import type { Address } from '../address.ts';

export const identityPaths = {
  sendOneTimeCode: { method: 'POST', path: '/v1/one-time-codes' },
  openSession: { method: 'POST', path: '/v1/sessions' },
  closeSession: { method: 'DELETE', path: '/v1/sessions/current' },
  readMe: { method: 'GET', path: '/v1/patients/me' },
  registerDependant: { method: 'POST', path: '/v1/patients/me/dependants' },
  enrolDevice: { method: 'POST', path: '/v1/devices' },
  readDevice: { method: 'GET', path: '/v1/devices/me' },
  openStaffSession: { method: 'POST', path: '/v1/staff-sessions' },
  closeStaffSession: { method: 'DELETE', path: '/v1/staff-sessions/current' },
  touchStaffSession: { method: 'POST', path: '/v1/staff-sessions/current/presence' },
  offerStaffSignIn: { method: 'POST', path: '/v1/staff-sessions/options' },
  offerPasskey: { method: 'POST', path: '/v1/staff-passkeys/options' },
  addPasskey: { method: 'POST', path: '/v1/staff-passkeys' },
  openShift: { method: 'POST', path: '/v1/shifts' },
  listShifts: { method: 'GET', path: '/v1/shifts' },
  endShift: { method: 'POST', path: '/v1/shifts/{id}/end' },
  linkPatients: { method: 'POST', path: '/v1/patient-links' },
  unlinkPatients: { method: 'POST', path: '/v1/patient-links/{id}/unlink' },
} as const satisfies Record<string, Address>;
