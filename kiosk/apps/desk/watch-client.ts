import type { CallableId, Client } from '../../../bff/contract/client.ts';
import type { ProblemCode } from '../../../bff/contract/problems.ts';

/** The same client; whoever watches hears of every problem, whatever asked for it. */
export function watchClient(asks: Client, onProblem: (code: ProblemCode, operation: CallableId) => void): Client {
  return async (operation, input) => {
    const answer = await asks(operation, input);
    if (!answer.ok) onProblem(answer.problem.code, operation);
    return answer;
  };
}
