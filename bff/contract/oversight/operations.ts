import type { OperationsOf } from '../operation.ts';
import { nothing, page, pageQuery } from '../terms.ts';
import type { oversightPaths } from './paths.ts';
import { access, consent, input, privacyNotice } from './schemas.ts';

export const oversightOperations = {
  readPrivacyNotice: {
    summary: 'The privacy notice and the text of the consent for health data, as they are now',
    access: { by: 'anyone' },
    replies: { 200: privacyNotice },
    problems: [],
  },
  listConsents: {
    summary: 'What this person agreed to, each with its receipt, the newest first',
    access: { by: ['patient'] },
    query: pageQuery,
    replies: { 200: page(consent) },
    problems: [],
  },
  withdrawConsent: {
    summary: 'Withdraw a consent; the sessions of the person end, bookings stand',
    access: { by: ['patient'] },
    params: input.consentId,
    body: nothing,
    replies: { 200: consent },
    problems: ['presence-required'],
  },
  listAccess: {
    summary: "Who looked at this person's data, when and why, the newest first",
    access: { by: ['patient'] },
    query: pageQuery,
    replies: { 200: page(access) },
    problems: [],
  },
} as const satisfies OperationsOf<typeof oversightPaths>;
