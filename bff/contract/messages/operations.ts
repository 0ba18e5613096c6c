import type { OperationsOf } from '../operation.ts';
import { nothing, page, pageQuery } from '../terms.ts';
import type { messagePaths } from './paths.ts';
import { input, message, unreached } from './schemas.ts';

export const messageOperations = {
  listMessages: {
    summary: 'What this person, and those for whom they act, had to be told, the newest first',
    access: { by: ['patient', 'guardian'] },
    query: pageQuery,
    replies: { 200: page(message) },
    problems: [],
  },
  markMessageRead: {
    summary: 'Note that a message was read; nobody calls because of it any more',
    access: { by: ['patient', 'guardian'] },
    params: input.messageId,
    body: nothing,
    replies: { 200: message },
    problems: [],
  },
  listUnreached: {
    summary: "Whom nothing reached, of the clerk's hospital, the most urgent first",
    access: { by: ['clerk'] },
    query: pageQuery,
    replies: { 200: page(unreached) },
    problems: [],
  },
  closeUnreached: {
    summary: 'Take a message off the list of calls, with what became of the call',
    access: { by: ['clerk'] },
    params: input.messageId,
    body: input.close,
    replies: { 204: null },
    problems: [],
  },
} as const satisfies OperationsOf<typeof messagePaths>;
