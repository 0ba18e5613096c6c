import type { InboundChange, InboundMessage, Sink } from '../../adapters/port/inbound.ts';
import { limits } from '../platform/limits/limits.ts';
import { errorFields, type Log } from '../platform/log.ts';
import type { Metrics } from '../platform/metrics.ts';
import { type Committing, commit } from '../platform/store/commit.ts';
import { templates } from '../platform/store/statement.ts';
import { guarded, type Part, type Statement } from '../platform/store/store.ts';
import type { InboxTables } from './tables.ts';

/** Name of the guard: the message was not here before. */
const MESSAGE_NEW = 'message-new';

/** Longer than any sender repeats, and than a signed message can be replayed. */
const KEPT_MS = limits.messageKept.figure;
const FORGOTTEN_MAX = 5_000;

const template = templates<InboxTables>();

const insertMessage = template((q, p: { source: string; id: string; hash: string; now: number }) =>
  q
    .insertInto('inbound_message')
    .values({ source: p.source, id: p.id, hash: p.hash, received_at: p.now })
    .onConflict((conflict) => conflict.doNothing()),
);

const selectMessage = template((q, p: { source: string; id: string }) =>
  q.selectFrom('inbound_message').select('hash').where('source', '=', p.source).where('id', '=', p.id),
);

const deleteMessages = template((q, p: { before: number; limit: number }) =>
  q
    .deleteFrom('inbound_message')
    .where((row) =>
      row(
        row.refTuple('source', 'id'),
        'in',
        row
          .selectFrom('inbound_message')
          .select(['source', 'id'])
          .where('received_at', '<', p.before)
          .orderBy('received_at')
          .limit(p.limit)
          .$asTuple('source', 'id'),
      ),
    ),
);

type Kind = InboundChange['kind'];

/** What a scene does with changes of one kind that a hospital told. */
export interface Subscriber<Change> {
  /** Changes of one message that are looked at; a bound, because a hospital may send any number. */
  readonly max: number;
  /** Parts for the unit that keeps the message. */
  readonly parts?: (hospitalId: string, changes: readonly Change[]) => Promise<readonly Part[]>;
  /** After the commit. Nobody waits for it, and nothing may depend on it: the process may end before. */
  readonly afterwards?: (hospitalId: string, changes: readonly Change[]) => Promise<void>;
}

export type Subscriptions = { readonly [K in Kind]?: Subscriber<Extract<InboundChange, { kind: K }>> };

export interface InboxDependencies extends Committing {
  readonly log: Log;
  readonly metrics: Metrics;
  /** Looks for due tasks now: what was told may have woken one. */
  readonly tasks: { poke(): void };
}

/**
 * Where hospitals' own messages go. A message is applied once, whoever delivers it how often, and acknowledged only after the commit.
 * What it means is for the scenes that subscribe to its kinds of change.
 */
export class Inbox {
  readonly #dependencies: InboxDependencies;
  readonly #subscriptions: readonly Subscriptions[];

  constructor(dependencies: InboxDependencies, subscriptions: readonly Subscriptions[]) {
    this.#dependencies = dependencies;
    this.#subscriptions = subscriptions;
  }

  /** What the adapter of this hospital gives its messages to. */
  sinkOf(hospitalId: string): Sink {
    return { accept: (message) => this.#accept(hospitalId, message) };
  }

  async #accept(hospitalId: string, message: InboundMessage): Promise<'accepted' | 'duplicate' | 'conflict'> {
    const { metrics, tasks } = this.#dependencies;
    const told = this.#subscriptions.flatMap((subscriptions) => toldTo(subscriptions, message.changes));
    const parts: Part[] = [];
    for (const { subscriber, changes } of told) parts.push(...((await subscriber.parts?.(hospitalId, changes)) ?? []));
    const accepted = await this.acceptOnce(hospitalId, message, parts);
    if (accepted !== 'accepted') return accepted;
    metrics.count('onedoor_pushes_total', `hospital="${hospitalId}"`);
    tasks.poke();
    void this.#afterwards(hospitalId, told);
    return 'accepted';
  }

  /** Keeps a message of any source once, and writes these parts with it. */
  async acceptOnce(
    source: string,
    { id, hash }: Pick<InboundMessage, 'id' | 'hash'>,
    parts: readonly Part[],
  ): Promise<'accepted' | 'duplicate' | 'conflict'> {
    const { store, clock } = this.#dependencies;
    const kept = guarded(insertMessage({ source, id, hash, now: clock.now() }), MESSAGE_NEW);
    const committed = await commit(this.#dependencies, 'receive-message', 'outcomes', [kept, ...parts]);
    if (committed.ok) return 'accepted';
    const [before] = await store.read(selectMessage({ source, id }));
    return before?.hash === hash ? 'duplicate' : 'conflict';
  }

  async #afterwards(hospitalId: string, told: readonly Told[]): Promise<void> {
    try {
      for (const { subscriber, changes } of told) await subscriber.afterwards?.(hospitalId, changes);
    } catch (error) {
      this.#dependencies.log.write('warn', 'push.not-read-again', { hospitalId, ...errorFields(error) });
    }
  }
}

interface Told {
  readonly subscriber: Subscriber<InboundChange>;
  readonly changes: readonly InboundChange[];
}

function toldTo(subscriptions: Subscriptions, changes: readonly InboundChange[]): readonly Told[] {
  return (Object.keys(subscriptions) as Kind[]).flatMap((kind) => {
    const subscriber = subscriptions[kind] as Subscriber<InboundChange> | undefined;
    const some = changes.filter((change) => change.kind === kind).slice(0, subscriber?.max);
    return subscriber && some.length > 0 ? [{ subscriber, changes: some }] : [];
  });
}

/** Forgets the oldest messages after a week. */
export function forgetMessages(now: number): Statement {
  return deleteMessages({ before: now - KEPT_MS, limit: FORGOTTEN_MAX });
}
