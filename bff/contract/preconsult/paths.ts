import type { Address } from '../address.ts';

export const preconsultPaths = {
  triage: { method: 'POST', path: '/v1/triage' },
  listQuestionnaires: { method: 'GET', path: '/v1/questionnaires' },
  listPreconsults: { method: 'GET', path: '/v1/appointments/{id}/preconsults' },
  createPreconsult: { method: 'POST', path: '/v1/preconsults' },
  readPreconsult: { method: 'GET', path: '/v1/preconsults/{id}' },
  saveResponse: { method: 'PUT', path: '/v1/preconsults/{id}/response' },
  nextQuestion: { method: 'POST', path: '/v1/preconsults/{id}/next-question' },
  submitPreconsult: { method: 'POST', path: '/v1/preconsults/{id}/submit' },
  readSummary: { method: 'GET', path: '/v1/preconsults/{id}/summary' },
} as const satisfies Record<string, Address>;
