import { paths } from '../../contract/paths.ts';
import { digest } from '../../platform/crypto/cipher.ts';
import { callerOf } from '../../platform/http/context.ts';
import type { Handlers } from '../../platform/http/gateway.ts';
import { keyedRequest } from '../../platform/http/idempotency.ts';
import { isProblem } from '../../platform/http/reply.ts';
import { createDraft } from './create-draft.ts';
import type { DraftDependencies } from './dependencies.ts';
import { takeDraft } from './take-draft.ts';

export type DraftOperations = 'createDraft' | 'takeDraft';

export function draftHandlers(dependencies: DraftDependencies): Pick<Handlers, DraftOperations> {
  return {
    async createDraft({ body }, context) {
      const caller = callerOf(context);
      const request = keyedRequest(context, caller.patientId, paths.createDraft.path, digest(JSON.stringify(body)));
      return isProblem(request) ? request : createDraft(dependencies, { body, caller, request, requestId: context.requestId });
    },
    async takeDraft({ params, body }, context) {
      const { staff, place, requestId } = context;
      const clerk = staff?.role === 'clerk' ? staff : undefined;
      const taking = { code: params.code, purpose: body.purpose, caller: callerOf(context), clerk, place, requestId };
      const taken = await takeDraft(dependencies, taking);
      return isProblem(taken) ? taken : { status: 200, body: taken };
    },
  };
}
