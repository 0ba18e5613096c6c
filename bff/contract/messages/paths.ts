import type { Address } from '../address.ts';

export const messagePaths = {
  listMessages: { method: 'GET', path: '/v1/messages' },
  followMessages: { method: 'GET', path: '/v1/messages/events' },
  markMessageRead: { method: 'POST', path: '/v1/messages/{id}/read' },
  listUnreached: { method: 'GET', path: '/v1/messages/unreached' },
  closeUnreached: { method: 'POST', path: '/v1/messages/{id}/close' },
  readMessagePreferences: { method: 'GET', path: '/v1/me/message-preferences' },
  saveMessagePreferences: { method: 'PUT', path: '/v1/me/message-preferences' },
} as const satisfies Record<string, Address>;
