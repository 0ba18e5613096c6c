import type { messagePaths } from '../../bff/contract/messages/paths.ts';
import { type HandlersOf, inSession, refused } from './handler.ts';

export const messages = {
  listMessages: inSession(({ messages: told }) => ({ status: 200, body: { items: [...told] } })),
  markMessageRead: inSession((facts, { params }) => {
    const found = facts.messages.find(({ id }) => id === params.id);
    if (found === undefined) return refused('not-found');
    const read = { readAt: new Date(facts.now()).toISOString(), ...found };
    facts.messages = facts.messages.map((one) => (one === found ? read : one));
    return { status: 200, body: read };
  }),
  readMessagePreferences: inSession(({ messagePreferences }) => ({ status: 200, body: messagePreferences })),
  saveMessagePreferences: inSession((facts, { body: { kinds, quiet, language } }) => {
    const { kinds: all } = facts.messagePreferences;
    const wanted = all.map((one) => ({ phone: true, app: true, ...kinds.find(({ kind }) => kind === one.kind) }));
    if (wanted.some(({ phone, app }, index) => !all[index]?.mayBeOff && !(phone && app))) return refused('invalid-request');
    const saved = all.map((one, index) => ({ ...one, ...wanted[index] }));
    facts.messagePreferences = { kinds: saved, language, ...(quiet ? { quiet } : {}) };
    return { status: 200, body: facts.messagePreferences };
  }),
} satisfies HandlersOf<typeof messagePaths>;
