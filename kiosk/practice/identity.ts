import type { identityPaths } from '../../bff/contract/identity/paths.ts';
import type { OperationRequest } from '../../bff/contract/operations.ts';
import type { Session } from '../client/wire.ts';
import { type HandlersOf, inSession, refused } from './handler.ts';
import { madeUpId } from './made-up-id.ts';
import type { Facts } from './world.ts';

const SESSION_MS = 900_000;

export const identity = {
  openSession: (facts, { body }) => {
    const { registered, withdrawn } = facts;
    if (body.consents === undefined && !registered) return refused('registration-required');
    if (body.consents === undefined && withdrawn) return refused('consent-required');
    facts.registered = true;
    facts.withdrawn = false;
    return { status: 201, body: { ...sessionOf(facts), registered: !registered } };
  },
  closeSession: inSession(() => ({ status: 204, body: undefined })),
  sendOneTimeCode: () => ({ status: 204, body: undefined }),
  readMe: inSession(({ me }) => ({ status: 200, body: me })),
  registerDependant: inSession((facts, { body: { person, document, consents } }: OperationRequest<'registerDependant'>) => {
    const { dependants } = facts.me;
    const theirs = document === undefined ? undefined : dependants.find(({ level }) => level === 'document-read');
    if (theirs !== undefined) return { status: 201, body: theirs };
    if (consents === undefined) return refused('registration-required', { noticeVersion: facts.notice.version });
    const child = {
      // The first of the ids is that of whoever stands here.
      patientId: madeUpId('pat', 2 + dependants.length),
      name: '王*',
      sex: person?.sex ?? 'unknown',
      birthYear: Number(person?.birthDate.slice(0, 4) ?? 2020),
      relationship: 'parent',
      level: document === undefined ? 'claimed' : 'document-read',
    } as const;
    facts.me = { ...facts.me, dependants: [...dependants, child] };
    return { status: 201, body: child };
  }),
  readDevice: ({ device }) => ({ status: 200, body: device }),
} satisfies HandlersOf<typeof identityPaths>;

/** What somebody is told who was registered before. */
export function sessionOf({ me, tookOver, now }: Pick<Facts, 'me' | 'tookOver' | 'now'>): Session {
  const { patientId, name: patientName, sex, birthYear } = me;
  // No session stands on what was only typed; a made-up person always shows a card.
  const level = me.level === 'claimed' ? 'document-read' : me.level;
  const expiresAt = new Date(now() + SESSION_MS).toISOString();
  return { patientId, patientName, sex, birthYear, registered: false, level, tookOver, expiresAt };
}
