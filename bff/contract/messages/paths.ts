import type { Address } from '../address.ts';

export const messagePaths = {
  listMessages: { method: 'GET', path: '/v1/messages' },
  markMessageRead: { method: 'POST', path: '/v1/messages/{id}/read' },
  listUnreached: { method: 'GET', path: '/v1/messages/unreached' },
  closeUnreached: { method: 'POST', path: '/v1/messages/{id}/close' },
} as const satisfies Record<string, Address>;
