import type { OperationsOf } from '../operation.ts';
import { nothing, page, pageQuery } from '../terms.ts';
import type { messagePaths } from './paths.ts';
import { input, message, messageEvent, messagePreferences, unreached } from './schemas.ts';

export const messageOperations = {
  listMessages: {
    summary: 'What this person, and those for whom they act, had to be told, the newest first',
    access: { by: ['patient', 'guardian'] },
    query: pageQuery,
    replies: { 200: page(message) },
    problems: [],
  },
  followMessages: {
    summary: 'New messages, and those that were read, as server-sent events; resumes after Last-Event-ID',
    access: { by: ['patient', 'guardian'] },
    cost: 5,
    replies: { 200: messageEvent },
    stream: true,
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
  readMessagePreferences: {
    summary: 'What this person wants on their phone and told by an open app, when, and in which language',
    access: { by: ['patient'] },
    replies: { 200: messagePreferences },
    problems: [],
  },
  saveMessagePreferences: {
    summary: 'Replace those wishes; with If-Match, only where nobody has changed them since',
    access: { by: ['patient'] },
    body: input.preferences,
    replies: { 200: messagePreferences },
    problems: ['precondition-failed'],
  },
} as const satisfies OperationsOf<typeof messagePaths>;
