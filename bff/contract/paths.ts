/**
 * Where each operation lives. No zod in this file: the browser's client imports it, and gets nothing else.
 * The rest of each row (parameters, bodies, replies, problems, policy) is in `operations.ts`.
 */
export const paths = {
  listHospitals: { method: 'GET', path: '/v1/hospitals' },
  findDepartments: { method: 'GET', path: '/v1/departments' },
  listPractitioners: { method: 'GET', path: '/v1/practitioners' },
  searchSlots: { method: 'GET', path: '/v1/slots' },
  bookAppointment: { method: 'POST', path: '/v1/appointments' },
  listAppointments: { method: 'GET', path: '/v1/appointments' },
  readAppointment: { method: 'GET', path: '/v1/appointments/{id}' },
  followAppointment: { method: 'GET', path: '/v1/appointments/{id}/events' },
  cancelAppointment: { method: 'POST', path: '/v1/appointments/{id}/cancel' },
  readPrivacyNotice: { method: 'GET', path: '/v1/privacy-notice' },
  sendOneTimeCode: { method: 'POST', path: '/v1/one-time-codes' },
  openSession: { method: 'POST', path: '/v1/sessions' },
  closeSession: { method: 'DELETE', path: '/v1/sessions/current' },
  readMe: { method: 'GET', path: '/v1/patients/me' },
  registerDependant: { method: 'POST', path: '/v1/patients/me/dependants' },
  listConsents: { method: 'GET', path: '/v1/consents' },
  withdrawConsent: { method: 'POST', path: '/v1/consents/{id}/withdraw' },
  listAccess: { method: 'GET', path: '/v1/access-log' },
  issueSlip: { method: 'POST', path: '/v1/appointments/{id}/slip' },
  readSlip: { method: 'GET', path: '/v1/slips/{code}' },
  verifySlip: { method: 'POST', path: '/v1/slip-verifications' },
  enrolDevice: { method: 'POST', path: '/v1/devices' },
  readDevice: { method: 'GET', path: '/v1/devices/me' },
  openStaffSession: { method: 'POST', path: '/v1/staff-sessions' },
  closeStaffSession: { method: 'DELETE', path: '/v1/staff-sessions/current' },
  linkPatients: { method: 'POST', path: '/v1/patient-links' },
  unlinkPatients: { method: 'POST', path: '/v1/patient-links/{id}/unlink' },
} as const satisfies Record<string, { method: 'GET' | 'POST' | 'DELETE'; path: string }>;

export type OperationId = keyof typeof paths;
