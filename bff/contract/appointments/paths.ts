import type { Address } from '../address.ts';

export const appointmentPaths = {
  bookAppointment: { method: 'POST', path: '/v1/appointments' },
  listAppointments: { method: 'GET', path: '/v1/appointments' },
  readAppointment: { method: 'GET', path: '/v1/appointments/{id}' },
  readCalendar: { method: 'GET', path: '/v1/appointments/{id}/calendar' },
  followAppointment: { method: 'GET', path: '/v1/appointments/{id}/events' },
  cancelAppointment: { method: 'POST', path: '/v1/appointments/{id}/cancel' },
} as const satisfies Record<string, Address>;
