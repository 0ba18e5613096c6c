import type { OperationReply } from '../../contract/operations.ts';
import { digest } from '../../platform/crypto/cipher.ts';
import type { RequestContext } from '../../platform/http/context.ts';
import { shanghaiTime } from '../../platform/http/instants.ts';
import { SESSION_COOKIE, setCookie } from '../../platform/http/session-token.ts';
import type { OpenedSession } from './opened-before.ts';
import { closeSession, type SessionDependencies } from './sessions.ts';

/** The session that was opened, as the contract shows it. */
export async function answerOpened(
  dependencies: SessionDependencies,
  { token, expiresAt, tookOver, ...shown }: OpenedSession,
  carrier: 'cookie' | 'bearer',
  { caller, requestId }: Pick<RequestContext, 'caller' | 'requestId'>,
): Promise<OperationReply<'openSession'> & { headers?: Record<string, string> }> {
  // Nobody is two people at once: the session that the request came with ends (ASVS 5.0 7.2.4).
  // Where the request came again it may have come with the very session that is its answer.
  if (caller && caller.tokenHash !== digest(token)) await closeSession(dependencies, caller, requestId);
  const claims = tookOver.map(({ claimedAt, phone }) => ({
    claimedAt: shanghaiTime(claimedAt),
    ...(phone === null ? {} : { phone }),
  }));
  const session = { ...shown, tookOver: claims, expiresAt: shanghaiTime(expiresAt) };
  // A page never sees its token; a program has no cookie jar.
  if (carrier === 'bearer') return { status: 201, body: { ...session, token } };
  return { status: 201, body: session, headers: { 'set-cookie': setCookie(SESSION_COOKIE, token) } };
}
