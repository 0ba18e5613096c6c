import { callerOf } from '../../platform/http/context.ts';
import type { Handlers } from '../../platform/http/gateway.ts';
import { shanghaiTime } from '../../platform/http/instants.ts';
import { problem } from '../../platform/http/reply.ts';
import { clearSessionCookie, setSessionCookie } from '../../platform/http/session-token.ts';
import { closeSession, openDemoSession, type SessionDependencies } from './sessions.ts';

export function identityHandlers(dependencies: SessionDependencies): Pick<Handlers, 'openSession' | 'closeSession'> {
  return {
    async openSession({ body }, context) {
      const opened = await openDemoSession(dependencies, body.evidence.patientId, context.requestId);
      if (!opened) return problem('evidence-refused');
      // Nobody is two people at once: the session that the request came with ends (ASVS 5.0 7.2.4).
      if (context.caller) await closeSession(dependencies, context.caller, context.requestId);
      const { token, patientId, patientName } = opened;
      const shown = { patientId, patientName, expiresAt: shanghaiTime(opened.expiresAt) };
      // A page never sees its token; a program has no cookie jar.
      if (body.carrier === 'bearer') return { status: 201, body: { ...shown, token } };
      return { status: 201, body: shown, headers: { 'set-cookie': setSessionCookie(token) } };
    },
    async closeSession(_input, context) {
      await closeSession(dependencies, callerOf(context), context.requestId);
      const headers = { 'set-cookie': clearSessionCookie(), 'clear-site-data': '"cache", "cookies", "storage"' };
      return { status: 204, body: undefined, headers };
    },
  };
}
