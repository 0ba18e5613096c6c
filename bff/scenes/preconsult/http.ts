import { callerOf } from '../../platform/http/context.ts';
import type { Handlers } from '../../platform/http/gateway.ts';
import { isProblem } from '../../platform/http/reply.ts';
import type { PreconsultDependencies } from './dependencies.ts';
import { listQuestionnaires } from './list-questionnaires.ts';
import { triageComplaint } from './triage-complaint.ts';

export type PreconsultOperations = 'triage' | 'listQuestionnaires';

export function preconsultHandlers(dependencies: PreconsultDependencies): Pick<Handlers, PreconsultOperations> {
  return {
    async triage({ body }, context) {
      const { requestId } = context;
      const answer = await triageComplaint(dependencies, { body, caller: callerOf(context), requestId });
      return isProblem(answer) ? answer : { status: 200, body: answer };
    },
    listQuestionnaires: async () => ({ status: 200, body: await listQuestionnaires(dependencies) }),
  };
}
