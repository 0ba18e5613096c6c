import type { OperationsOf } from '../operation.ts';
import { nothing } from '../terms.ts';
import type { preconsultPaths } from './paths.ts';
import { input, preconsult, preconsultStep, preconsults, questionnaires, summary, triageOutcome } from './schemas.ts';

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
  createPreconsult: {
    summary: 'Begin the form of an appointment, or go on with the one that was begun: it has one',
    access: { by: ['patient', 'guardian'] },
    body: input.createPreconsult,
    replies: { 200: preconsult, 201: preconsult },
    problems: ['consent-required', 'not-approved', 'appointment-over'],
  },
  listPreconsults: {
    summary: 'What was begun for an appointment, and how far each has come; nothing of what was answered',
    access: { by: ['patient', 'guardian'] },
    params: input.preconsultsOf,
    replies: { 200: preconsults },
    problems: [],
  },
  readPreconsult: {
    summary: 'One pre-consult, as it is now',
    access: { by: ['patient', 'guardian'] },
    params: input.preconsultId,
    replies: { 200: preconsult },
    problems: [],
  },
  saveResponse: {
    summary: 'Replace all answers; with If-Match, only where nobody has changed them since',
    access: { by: ['patient', 'guardian'] },
    params: input.preconsultId,
    body: input.response,
    replies: { 200: preconsult },
    problems: ['appointment-over', 'precondition-failed', 'consent-required'],
  },
  nextQuestion: {
    summary: 'Keep one answer, and hear what is asked next',
    access: { by: ['patient', 'guardian'] },
    params: input.preconsultId,
    body: input.nextQuestion,
    replies: { 200: preconsultStep },
    problems: ['appointment-over', 'precondition-failed', 'consent-required'],
  },
  submitPreconsult: {
    summary: "The person's yes: the summary goes to the doctor of this appointment",
    access: { by: ['patient', 'guardian'] },
    cost: 3,
    params: input.preconsultId,
    body: nothing,
    replies: { 200: preconsult },
    keyed: true,
    problems: ['appointment-over', 'precondition-failed', 'presence-required', 'consent-required', 'rate-limited'],
  },
  readSummary: {
    summary: 'What the doctor is told once the person agrees to it: as text, as FHIR, in the national fields',
    access: { by: ['patient', 'guardian'] },
    params: input.preconsultId,
    replies: { 200: summary },
    problems: [],
  },
} as const satisfies OperationsOf<typeof preconsultPaths>;
