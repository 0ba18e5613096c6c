import type { OperationsOf } from '../operation.ts';
import type { preconsultPaths } from './paths.ts';
import { input, questionnaires, triageOutcome } from './schemas.ts';

export const preconsultOperations = {
  triage: {
    summary: 'From a complaint to the department that looks after it, one question after the other; or to somebody at once',
    access: { by: ['patient', 'guardian'] },
    body: input.triage,
    replies: { 200: triageOutcome },
    problems: ['consent-required', 'not-approved'],
  },
  listQuestionnaires: {
    summary: 'What can be asked here before a visit, and how triage begins',
    access: { by: 'anyone' },
    replies: { 200: questionnaires },
    problems: [],
  },
} as const satisfies OperationsOf<typeof preconsultPaths>;
