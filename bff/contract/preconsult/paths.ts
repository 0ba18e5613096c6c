import type { Address } from '../address.ts';

export const preconsultPaths = {
  triage: { method: 'POST', path: '/v1/triage' },
  listQuestionnaires: { method: 'GET', path: '/v1/questionnaires' },
} as const satisfies Record<string, Address>;
