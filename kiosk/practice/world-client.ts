import type { Client, Problem } from '../../bff/contract/client.ts';
import type { OperationId } from '../../bff/contract/paths.ts';
import { appointments } from './appointments.ts';
import { assist } from './assist.ts';
import { directory } from './directory.ts';
import { drafts } from './drafts.ts';
import { family } from './family.ts';
import type { Refused } from './handler.ts';
import { identity } from './identity.ts';
import { messages } from './messages.ts';
import { oversight } from './oversight.ts';
import { payments } from './payments.ts';
import { phones } from './phones.ts';
import { preconsult } from './preconsult.ts';
import { records } from './records.ts';
import { shares } from './shares.ts';
import { slips } from './slips.ts';
import { slots } from './slots.ts';
import type { Facts, World } from './world.ts';

/** Every operation that a screen calls: a scene brings its own. */
export const handlers = {
  ...directory,
  ...slots,
  ...appointments,
  ...slips,
  ...identity,
  ...messages,
  ...phones,
  ...oversight,
  ...drafts,
  ...assist,
  ...payments,
  ...preconsult,
  ...records,
  ...shares,
  ...family,
};

type Answered = { readonly status: number; readonly body: unknown } | Refused;

/** What the gateway would answer in such a world, whichever way it is asked. */
export function answerIn(facts: Facts, operation: OperationId, given: unknown): Answered {
  const known: Partial<Record<OperationId, (facts: Facts, given: never) => Answered>> = handlers;
  return known[operation]?.(facts, given as never) ?? { refused: 'not-found' };
}

/**
 * The gateway's client over a made-up world, which goes on from there: no request leaves the page. Every answer
 * has the shape that the contract promises, which a test holds against the contract's own schemas.
 */
export function makeWorldClient(world: World): Client {
  const client = async (operation: OperationId, given: unknown) => {
    const met = world.trouble[operation];
    if (met === 'silence') return new Promise(() => undefined);
    if (met === 'no-answer') throw new Error('no answer came');
    const answered = met ?? answerIn(world, operation, given);
    const headers = new Headers();
    if ('code' in answered) return { ok: false, problem: answered, headers };
    if ('refused' in answered) return { ok: false, problem: problemOf(answered), headers };
    return { ok: true, ...answered, headers };
  };
  return client as Client;
}

/** No screen looks at more of a problem than its code and what it is about: the rest of the table would make the page larger. */
function problemOf({ refused: code, refusal }: Refused): Problem {
  const known = { type: `/problems/${code}`, title: code, status: 409, instance: '', code, retryable: false };
  return { ...known, patientMessageKey: `problem.${code}`, ...refusal };
}
