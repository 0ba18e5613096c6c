import type { OperationReply, OperationRequest } from '../../bff/contract/operations.ts';
import type { OperationId } from '../../bff/contract/paths.ts';
import type { ProblemCode } from '../../bff/contract/problems.ts';
import type { Facts, Refusal } from './world.ts';

/** A problem before it is put into the words of whoever asked: a page's client, or HTTP. */
export interface Refused {
  readonly refused: ProblemCode;
  readonly refusal?: Refusal;
}

/** What an operation answers in a made-up world. A fact that changes is put in place of the one before. */
type Handler<K extends OperationId> = (facts: Facts, given: OperationRequest<K>) => OperationReply<K> | Refused;

/** The operations of a scene that are imitated, by the names of the contract. */
export type HandlersOf<Paths> = { readonly [K in keyof Paths & OperationId]?: Handler<K> };

export function refused(code: ProblemCode, refusal?: Refusal): Refused {
  return { refused: code, refusal };
}

/** What is answered only while the session lives: whoever withdraws their consent ends it. */
export function inSession<G, R>(handler: (facts: Facts, given: G) => R): (facts: Facts, given: G) => R | Refused {
  return (facts, given) => (facts.withdrawn ? refused('unauthenticated') : handler(facts, given));
}
