import { type Committing, commit } from '../store/commit.ts';
import type { Part } from '../store/store.ts';
import { type Idempotency, KEY_USED, type KeyedRequest } from './idempotency.ts';
import { type Answer, type BodyReply, type ProblemReply, problem, type Reply, toWire } from './reply.ts';

/** What is decided without a unit of work. `kept`: every repetition of the request hears the same. */
export type Decided = { readonly answer: Reply } | { readonly kept: BodyReply | ProblemReply };

/** One unit that does what the request wants, all or nothing. */
export interface KeyedWork {
  /** Of the unit, verb-noun. */
  readonly name: string;
  /** What it writes besides the key. */
  readonly parts: readonly Part[];
  /** The reply, where it is known when the unit is; else for whom others determine it, and how the caller waits for that. */
  readonly reply: BodyReply | { readonly resourceId: string; readonly wait: () => Promise<Answer> };
  /** What to say when this guard of `parts` refused the unit; `again` when what was read before is no longer so. */
  readonly refused: (guard: string) => Promise<Decided | 'again'>;
}

/** A request that has its effect once, however often it is sent. */
export interface KeyedOperation {
  readonly request: KeyedRequest;
  readonly requestId: string;
  /** How long the first sending may still be at work, ms; 0 where its unit brings the reply. */
  readonly runningMs: number;
  /** The answer while nobody is at work and the reply is not determined. */
  readonly undetermined: (resourceId: string) => Promise<Reply>;
  /**
   * Whether the caller may hear what is kept, asked only where something is: a right to act for somebody may have ended since. Left
   * out where the request is about what is the caller's own, or was looked at before.
   */
  readonly mayHear?: () => Promise<boolean>;
  /** Looks at how things stand and says what is to be written. */
  readonly work: () => Promise<KeyedWork | Decided>;
}

/** The rows may change between looking and writing; more often than this, two rules disagree. */
const LOOKS_MAX = 5;

/**
 * Does the work of a keyed request once. What was determined before is answered again; the key is the first part of the unit that
 * does the work, so of two sendings at once one does it, and the other hears what became of it. What is refused finally is kept too.
 */
export async function keyedOperation(
  dependencies: Committing & { readonly idempotency: Idempotency },
  operation: KeyedOperation,
): Promise<Answer> {
  const { idempotency } = dependencies;
  const { request, requestId, mayHear } = operation;
  const replay = async () => {
    const kept = await idempotency.replay(request, operation.runningMs, operation.undetermined);
    return kept && mayHear && !(await mayHear()) ? problem('not-found') : kept;
  };

  // Whoever sent it twice may have been answered while this sending looked: that answer counts.
  const decide = async (decided: Decided): Promise<Answer> => {
    if ('answer' in decided) return (await replay()) ?? decided.answer;
    const part = idempotency.settledAtOnce(request, toWire(decided.kept, requestId));
    const kept = await commit(dependencies, 'keep-reply', 'interactive', [part]);
    return kept.ok ? decided.kept : ((await replay()) ?? decided.kept);
  };

  const before = await replay();
  if (before) return before;
  for (let look = 0; look < LOOKS_MAX; look += 1) {
    const work = await operation.work();
    if (!('parts' in work)) return decide(work);
    const { name, parts, reply } = work;
    const known = 'status' in reply;
    const key = known
      ? idempotency.settledAtOnce(request, toWire(reply, requestId))
      : idempotency.begin(request, reply.resourceId);
    const committed = await commit(dependencies, name, 'interactive', [key, ...parts]);
    if (committed.ok) return known ? reply : reply.wait();
    if (committed.guard === KEY_USED)
      return (await replay()) ?? problem('idempotency-key-running', { headers: { 'retry-after': '1' } });
    const refused = await work.refused(committed.guard);
    if (refused !== 'again') return decide(refused);
  }
  throw new TypeError(`${request.route} does not come to an end`);
}
