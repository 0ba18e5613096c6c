import type { Address } from '../address.ts';

export const draftPaths = {
  createDraft: { method: 'POST', path: '/v1/drafts' },
  takeDraft: { method: 'POST', path: '/v1/drafts/{code}/take' },
} as const satisfies Record<string, Address>;
