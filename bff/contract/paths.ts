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
  openSession: { method: 'POST', path: '/v1/sessions' },
  closeSession: { method: 'DELETE', path: '/v1/sessions/current' },
} as const satisfies Record<string, { method: 'GET' | 'POST' | 'DELETE'; path: string }>;

export type OperationId = keyof typeof paths;
