import type { Address } from '../address.ts';

export const assistPaths = {
  createHelpCall: { method: 'POST', path: '/v1/help-calls' },
  followHelpCalls: { method: 'GET', path: '/v1/help-calls/events' },
  answerHelpCall: { method: 'POST', path: '/v1/help-calls/{id}/answer' },
  endHelpCall: { method: 'POST', path: '/v1/help-calls/{id}/end' },
  joinAssistSession: { method: 'POST', path: '/v1/assist-sessions' },
  acceptAssistSession: { method: 'POST', path: '/v1/assist-sessions/{id}/accept' },
  publishJourney: { method: 'POST', path: '/v1/assist-sessions/{id}/journey' },
  actInAssistSession: { method: 'POST', path: '/v1/assist-sessions/{id}/acts' },
  endAssistSession: { method: 'POST', path: '/v1/assist-sessions/{id}/end' },
} as const satisfies Record<string, Address>;
