import { paths } from '../../contract/paths.ts';
import { digest } from '../../platform/crypto/cipher.ts';
import { callerOf, type RequestContext } from '../../platform/http/context.ts';
import type { Handlers } from '../../platform/http/gateway.ts';
import { keyedRequest } from '../../platform/http/idempotency.ts';
import { isProblem } from '../../platform/http/reply.ts';
import { beginPreconsult } from './begin-preconsult.ts';
import type { PreconsultDependencies } from './dependencies.ts';
import { askNext, replaceAnswers } from './fill-preconsult.ts';
import { listQuestionnaires } from './list-questionnaires.ts';
import { FormLoader } from './open-forms.ts';
import type { PreconsultCall } from './own-preconsult.ts';
import { listPreconsults, readOnePreconsult, showSummary } from './read-preconsult.ts';
import { submitPreconsult } from './submit-preconsult.ts';
import { triageComplaint } from './triage-complaint.ts';

export type PreconsultOperations =
  | 'triage'
  | 'listQuestionnaires'
  | 'createPreconsult'
  | 'listPreconsults'
  | 'readPreconsult'
  | 'saveResponse'
  | 'nextQuestion'
  | 'submitPreconsult'
  | 'readSummary';

function callOf(context: RequestContext): PreconsultCall {
  return { caller: callerOf(context), requestId: context.requestId, ifMatch: context.header('if-match') };
}

export function preconsultHandlers(dependencies: PreconsultDependencies): Pick<Handlers, PreconsultOperations> {
  const loader = new FormLoader(dependencies);
  return {
    async triage({ body }, context) {
      const { requestId } = context;
      const answer = await triageComplaint(dependencies, { body, caller: callerOf(context), requestId });
      return isProblem(answer) ? answer : { status: 200, body: answer };
    },
    listQuestionnaires: async () => ({ status: 200, body: await listQuestionnaires(dependencies) }),
    createPreconsult: ({ body }, context) => beginPreconsult(dependencies, loader, body, callOf(context)),
    listPreconsults: ({ params }, context) => listPreconsults(dependencies, loader, params.id, callOf(context)),
    readPreconsult: ({ params }, context) => readOnePreconsult(dependencies, loader, params.id, callOf(context)),
    saveResponse: ({ params, body }, context) => replaceAnswers(dependencies, loader, params.id, body.answers, callOf(context)),
    nextQuestion: ({ params, body }, context) => askNext(dependencies, loader, params.id, body, callOf(context)),
    readSummary: ({ params }, context) => showSummary(dependencies, loader, params.id, callOf(context)),
    async submitPreconsult({ params }, context) {
      const call = callOf(context);
      const request = keyedRequest(context, call.caller.patientId, paths.submitPreconsult.path, digest(params.id));
      return isProblem(request) ? request : submitPreconsult(dependencies, loader, params.id, request, call);
    },
  };
}
