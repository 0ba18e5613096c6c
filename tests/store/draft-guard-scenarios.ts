import { testPatient } from '../support/test-gateway.ts';
import { fresh, post } from '../support/test-people.ts';
import { expectEqual } from './expectations.ts';
import type { GuardScenario, GuardWorld } from './guard-world.ts';
import { useUp } from './limit-scenarios.ts';

const CONTENT = { 'body-part': { settled: true, value: 'head' } };

/** A draft of a person, and how the code of it, or another one, is tried. */
async function left({ gateway }: GuardWorld) {
  const headers = { authorization: `Bearer ${await gateway.signIn(testPatient(0).id)}` };
  const { code } = (await post(gateway, '/v1/drafts', { purpose: 'booking', content: CONTENT }, fresh(headers))).body;
  const take = async (tried = String(code)) =>
    (await post(gateway, `/v1/drafts/${tried}/take`, { purpose: 'booking' }, headers)).status;
  return { take, wrong: String(code) === '00000000' ? '11111111' : '00000000' };
}

/** The right code leads to nothing once the bound of a scenario is used up. */
function triesScenario(guard: string, bound: string, figure: number, of: string): GuardScenario {
  return {
    guard,
    guarantee: `${of} finds no draft with the right code either, once the tries are used up`,
    async run(world) {
      const { take, wrong } = await left(world);
      expectEqual(await take(wrong), 404);
      await useUp(world, bound, figure);
      expectEqual(await take(), 429);
    },
  };
}

export const draftGuardScenarios: readonly GuardScenario[] = [
  {
    guard: 'draft-waits',
    guarantee: 'of five who take one draft at once exactly one has it',
    async run(world) {
      const { take } = await left(world);
      const statuses = await Promise.all(Array.from({ length: 5 }, () => take()));
      expectEqual(statuses.sort(), [200, 404, 404, 404, 404]);
    },
  },
  triesScenario('draft-tries-left-of-person', 'draftTries', 10, 'a person'),
  triesScenario('draft-tries-left-of-place', 'draftTriesOfPlace', 100, 'whoever tries from one place'),
];
