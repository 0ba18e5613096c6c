import { sql } from 'kysely';
import type { BlindIndex } from '../crypto/blind-index.ts';
import type { Cipher } from '../crypto/cipher.ts';
import { limits } from '../limits/limits.ts';
import { templates } from '../store/statement.ts';
import type { Part, Statement, Store } from '../store/store.ts';
import { guarded } from '../store/store.ts';
import type { RequestContext } from './context.ts';
import { type Answer, type ProblemReply, problem, type Reply, type WireReply } from './reply.ts';
import type { HttpTables } from './tables.ts';

const template = templates<HttpTables>();

/** A request that carries an Idempotency-Key (draft-ietf-httpapi-idempotency-key-header-07), scoped to its subject and route. */
export interface KeyedRequest {
  readonly subject: string;
  readonly route: string;
  readonly key: string;
  /** Digest of the parsed input: the same key with another digest is another request. */
  readonly bodyHash: string;
}

const KEY_PATTERN = /^[\x21-\x7e]{8,255}$/;

/** The request with its key, or the problem when there is none, or none that fits. `subject`: whose keys they are. */
export function keyedRequest(
  context: Pick<RequestContext, 'header'>,
  subject: string,
  route: string,
  bodyHash: string,
): KeyedRequest | ProblemReply {
  const key = context.header('idempotency-key');
  if (key === undefined || key === '') return problem('idempotency-key-missing');
  if (KEY_PATTERN.test(key)) return { subject, route, key, bodyHash };
  const errors = [{ at: 'header.idempotency-key', expected: '8 to 255 visible ASCII characters, once' }];
  return problem('invalid-request', { extra: { errors } });
}

/** Replies are kept this long; money deduplicates for ever by its own business key. */
export const REPLY_KEPT_MS = limits.replyKept.figure;

const BODY_COLUMN = 'idempotency|body_hash';

/** Name of the guard that fires when the key was used before. */
export const KEY_USED = 'idempotency-key-used';

interface Kept {
  readonly body_hash: string;
  readonly resource_id: string | null;
  readonly created_at: number;
  readonly reply: string | null;
}

type Scope = { subject: string; route: string; key: string };

const insertKey = template((q, p: Scope & { bodyHash: string; resourceId: string; now: number }) =>
  q
    .insertInto('idempotency')
    .values({
      subject: p.subject,
      route: p.route,
      idempotency_key: p.key,
      body_hash: p.bodyHash,
      resource_id: p.resourceId,
      created_at: p.now,
      status: null,
      reply: null,
    })
    .onConflict((conflict) => conflict.doNothing()),
);

const settleByResource = template((q, p: { resourceId: string; status: number; reply: string }) =>
  q
    .updateTable('idempotency')
    .set({ status: p.status, reply: p.reply })
    .where('resource_id', '=', p.resourceId)
    .where('status', 'is', null),
);

const insertSettled = template((q, p: Scope & { bodyHash: string; now: number; status: number; reply: string }) =>
  q
    .insertInto('idempotency')
    .values({
      subject: p.subject,
      route: p.route,
      idempotency_key: p.key,
      body_hash: p.bodyHash,
      resource_id: null,
      created_at: p.now,
      status: p.status,
      reply: p.reply,
    })
    .onConflict((conflict) => conflict.doNothing()),
);

const findKey = template((q, p: Scope) =>
  q
    .selectFrom('idempotency')
    .select(['body_hash', 'resource_id', 'created_at', 'reply'])
    .where('subject', '=', p.subject)
    .where('route', '=', p.route)
    .where('idempotency_key', '=', p.key),
);

const deleteOld = template((q, p: { before: number; limit: number }) =>
  q
    .deleteFrom('idempotency')
    .where(sql<boolean>`(subject, route, idempotency_key) IN (SELECT subject, route, idempotency_key FROM idempotency
      WHERE created_at < ${p.before} ORDER BY created_at LIMIT ${p.limit})`),
);

/** Forgotten at a time, so that no unit takes long. */
const FORGOTTEN_MAX = 5_000;

/**
 * Remembers the first determined reply to each keyed request. The row is a part of the unit that does the work, and the reply a
 * part of the unit that determines it, so neither can exist without the other, whoever dies when.
 */
export class Idempotency {
  readonly #store: Store;
  readonly #cipher: Cipher;
  readonly #blindIndex: BlindIndex;
  readonly #now: () => number;

  constructor(options: { store: Store; cipher: Cipher; blindIndex: BlindIndex; now: () => number }) {
    this.#store = options.store;
    this.#cipher = options.cipher;
    this.#blindIndex = options.blindIndex;
    this.#now = options.now;
  }

  /** First part of the unit that does the work: refused as `KEY_USED` when the key was used before. */
  begin(request: KeyedRequest, resourceId: string): Part {
    return guarded(insertKey({ ...this.#row(request), resourceId, now: this.#now() }), KEY_USED);
  }

  /** Part that keeps the determined reply for every key which waits for `resourceId`. */
  settle(resourceId: string, reply: WireReply): Statement {
    return settleByResource({ resourceId, status: reply.status, reply: this.#seal(resourceId, reply) });
  }

  /** Part that keeps a reply which is determined at once and has no resource; refused as `KEY_USED` when the key was used before. */
  settledAtOnce(request: KeyedRequest, reply: WireReply): Part {
    const sealed = this.#seal(placeOf(request, null), reply);
    return guarded(insertSettled({ ...this.#row(request), now: this.#now(), status: reply.status, reply: sealed }), KEY_USED);
  }

  /**
   * What to answer to a key that was used before: `undefined` if it was not.
   * @param runningMs how long the first request may still be at work
   * @param current the undetermined answer when nobody is at work any more
   */
  async replay(
    request: KeyedRequest,
    runningMs: number,
    current: (resourceId: string) => Promise<Reply>,
  ): Promise<Answer | undefined> {
    const [kept] = (await this.#store.read(findKey(request))) as readonly Kept[];
    if (!kept) return undefined;
    if (!this.#blindIndex.all(BODY_COLUMN, request.bodyHash).includes(kept.body_hash)) return problem('idempotency-key-reused');
    if (kept.reply !== null) return { wire: this.#open(placeOf(request, kept.resource_id), kept.reply) };
    if (kept.resource_id === null || this.#now() - kept.created_at < runningMs) {
      return problem('idempotency-key-running', { headers: { 'retry-after': '1' } });
    }
    return current(kept.resource_id);
  }

  /** The determined reply of a resource's request, once there is one. */
  async determined(request: KeyedRequest): Promise<WireReply | undefined> {
    const [kept] = (await this.#store.read(findKey(request))) as readonly Kept[];
    return kept?.reply ? this.#open(placeOf(request, kept.resource_id), kept.reply) : undefined;
  }

  /** Forgets the oldest of what is older than `REPLY_KEPT_MS`. */
  forgetOld(): Statement {
    return deleteOld({ before: this.#now() - REPLY_KEPT_MS, limit: FORGOTTEN_MAX });
  }

  /** A body may hold a number or a passcode, of which there are few: under a key, so that they can not be tried against a stolen copy. */
  #row(request: KeyedRequest): KeyedRequest {
    return { ...request, bodyHash: this.#blindIndex.of(BODY_COLUMN, request.bodyHash) };
  }

  #seal(owner: string, reply: WireReply): string {
    return this.#cipher.seal(JSON.stringify(reply), `idempotency|${owner}|reply`);
  }

  #open(owner: string, sealed: string): WireReply {
    return JSON.parse(this.#cipher.open(sealed, `idempotency|${owner}|reply`)) as WireReply;
  }
}

/** Whose the reply is: of every request that waits for the resource, or of this one request. */
function placeOf({ subject, route, key }: KeyedRequest, resourceId: string | null): string {
  return resourceId ?? JSON.stringify([subject, route, key]);
}
