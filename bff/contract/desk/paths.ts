import type { Address } from '../address.ts';

export const deskPaths = {
  serveAtDesk: { method: 'POST', path: '/v1/desk/patients' },
  bookAtDesk: { method: 'POST', path: '/v1/desk/appointments' },
  listAtDesk: { method: 'GET', path: '/v1/desk/appointments' },
  cancelAtDesk: { method: 'POST', path: '/v1/desk/appointments/{id}/cancel' },
  issueSlipAtDesk: { method: 'POST', path: '/v1/desk/appointments/{id}/slip' },
  issueTicket: { method: 'POST', path: '/v1/desk/tickets' },
  listTickets: { method: 'GET', path: '/v1/desk/tickets' },
  callTicket: { method: 'POST', path: '/v1/desk/tickets/next' },
  endTicket: { method: 'POST', path: '/v1/desk/tickets/{id}/end' },
  readDeskDay: { method: 'GET', path: '/v1/desk/day' },
} as const satisfies Record<string, Address>;
