import type { OperationsOf } from '../operation.ts';
import { nothing } from '../terms.ts';
import type { assistPaths } from './paths.ts';
import { assistAtHelper, assistAtKiosk, assistEvent, helpCallAtKiosk, helpCallAtStaff, input } from './schemas.ts';

export const assistOperations = {
  createHelpCall: {
    summary: 'Call for help at this kiosk; pressed again, the call that is open',
    access: { by: ['device'] },
    cost: 3,
    body: input.createHelpCall,
    replies: { 200: helpCallAtKiosk, 201: helpCallAtKiosk },
    problems: ['device-refused', 'rate-limited'],
  },
  followHelpCalls: {
    summary: "Calls and the assist session as server-sent events: a kiosk's own, or those of the hall for staff on duty",
    access: { by: ['device', 'volunteer', 'clerk'] },
    cost: 5,
    replies: { 200: assistEvent },
    stream: true,
    whileLocked: true,
    problems: ['device-refused', 'rate-limited'],
  },
  answerHelpCall: {
    summary: '"On my way"; the kiosk shows who comes',
    access: { by: ['volunteer', 'clerk'] },
    params: input.helpCallId,
    body: nothing,
    replies: { 200: helpCallAtStaff },
    problems: ['help-call-answered', 'not-on-duty'],
  },
  endHelpCall: {
    summary: 'The kiosk withdraws its call, or whoever answered it has helped',
    access: { by: ['device', 'volunteer', 'clerk'] },
    params: input.helpCallId,
    body: nothing,
    replies: { 204: null },
    problems: ['device-refused'],
  },
  joinAssistSession: {
    summary: "Ask to help on a kiosk, with the six digits on that kiosk's glass; the patient says yes there",
    access: { by: ['volunteer', 'clerk'] },
    cost: 5,
    secret: true,
    body: input.join,
    replies: { 201: assistAtHelper },
    problems: ['evidence-refused', 'help-call-answered', 'not-on-duty', 'assist-session-running', 'rate-limited'],
  },
  acceptAssistSession: {
    summary: "The patient's yes on the glass",
    access: { by: ['device'] },
    params: input.assistSessionId,
    body: nothing,
    replies: { 200: assistAtKiosk },
    problems: ['device-refused'],
  },
  publishJourney: {
    summary: 'Where the journey stands, as a helper may follow it; the gateway keeps back what the step hides',
    access: { by: ['device'] },
    params: input.assistSessionId,
    body: input.journey,
    replies: { 204: null },
    problems: ['device-refused'],
  },
  actInAssistSession: {
    summary: 'Point, fill in what the patient says, or change letters or language, on the glass of that kiosk',
    access: { by: ['volunteer', 'clerk'] },
    params: input.assistSessionId,
    body: input.act,
    replies: { 204: null },
    problems: ['act-refused', 'not-on-duty', 'rate-limited'],
  },
  endAssistSession: {
    summary: 'The patient goes on alone or has left, or the helper is done',
    access: { by: ['device', 'volunteer', 'clerk'] },
    params: input.assistSessionId,
    body: input.endAssist,
    replies: { 204: null },
    problems: ['device-refused'],
  },
} as const satisfies OperationsOf<typeof assistPaths>;
