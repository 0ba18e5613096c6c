import type { OperationsOf } from '../operation.ts';
import { nothing, page, pageQuery } from '../terms.ts';
import type { familyPaths } from './paths.ts';
import { grant, grantList, input, invitation, offer, takenInvitation } from './schemas.ts';

const agreeing = ['consent-required', 'document-required', 'presence-required', 'grant-refused'] as const;

export const familyOperations = {
  createInvitation: {
    summary: 'A code by which somebody who is to be helped finds this person, who wants to help them',
    access: { by: ['patient'] },
    cost: 5,
    body: nothing,
    replies: { 201: invitation },
    keyed: true,
    problems: ['grant-refused'],
  },
  takeInvitation: {
    summary: 'Who invites with this code, and what they could be let do. It gives nothing',
    access: { by: ['patient'] },
    secret: true,
    body: input.takeInvitation,
    replies: { 200: takenInvitation },
    problems: ['not-found'],
  },
  createGrant: {
    summary: 'Let whoever invited with this code act for this person',
    access: { by: ['patient'] },
    secret: true,
    body: input.createGrant,
    replies: { 201: grant },
    keyed: true,
    problems: ['not-found', ...agreeing],
  },
  createOffer: {
    summary: 'Let whoever has the code that this answers act for this person, as soon as they take it',
    access: { by: ['patient'] },
    cost: 5,
    body: input.createOffer,
    replies: { 201: offer },
    keyed: true,
    problems: [...agreeing],
  },
  takeOffer: {
    summary: 'Take what somebody offered with this code: from then on this person may act for them',
    access: { by: ['patient'] },
    secret: true,
    body: input.takeOffer,
    replies: { 201: grant },
    keyed: true,
    problems: ['not-found', 'grant-refused'],
  },
  listGrants: {
    summary: 'Who may act for this person, and for whom this person may act, and who could, the newest first',
    access: { by: ['patient'] },
    query: pageQuery,
    replies: { 200: page(grant).extend(grantList) },
    problems: [],
  },
  revokeGrant: {
    summary: 'End a grant, from either side, at once; also one whose code nobody has taken. Ending it twice is no error',
    access: { by: ['patient'] },
    params: input.grantId,
    body: nothing,
    replies: { 200: grant },
    problems: ['not-found'],
  },
} as const satisfies OperationsOf<typeof familyPaths>;
