import type { OperationId } from '../contract/paths.ts';
import type { Subscriptions } from '../partners/inbox.ts';
import type { Handlers } from '../platform/http/gateway.ts';
import type { Sample } from '../platform/metrics.ts';
import type { Statement } from '../platform/store/store.ts';
import type { TaskHandler } from '../platform/tasks/task-runner.ts';

/** Everything that a scene brings to the gateway. Whoever puts the gateway together reads this and nothing else of it. */
export interface Scene<Operations extends OperationId> {
  /** A handler for each of its operations of the contract. */
  readonly operations: Pick<Handlers, Operations>;
  /** What works its tasks, by their kind. */
  readonly tasks?: Readonly<Record<string, TaskHandler>>;
  /** Tasks that there always are, one for each subject. */
  readonly recurring?: readonly Recurring[];
  /** What it writes once, before the process begins to work. */
  readonly prepare?: () => Promise<void>;
  /** What nobody asks for any more, some thousands of rows at a time. */
  readonly forget?: (now: number) => readonly Statement[];
  /** Gauges that stand in the database. */
  readonly measure?: (now: number) => Promise<readonly Sample[]>;
  /** What it does with what hospitals say of their own accord, by the kind of the change. */
  readonly inbound?: Subscriptions;
}

/** A task that postpones itself instead of ending. */
export interface Recurring {
  readonly kind: string;
  readonly subjects: readonly string[];
}

type KeysOf<Union> = Union extends unknown ? keyof Union : never;
/** What is asked of a list of scenes: `unknown`, or, while operations of the contract are nobody's, something that no list is. */
type Complete<Scenes extends readonly Scene<never>[]> =
  Exclude<OperationId, KeysOf<Scenes[number]['operations']>> extends never
    ? unknown
    : { readonly withoutHandler: Exclude<OperationId, KeysOf<Scenes[number]['operations']>> };

/** The handlers of all scenes. It does not compile while an operation of the contract has none. @throws TypeError when one has two. */
export function handlersOf<const Scenes extends readonly Scene<never>[]>(scenes: Scenes & Complete<Scenes>): Handlers {
  return merged(scenes.map(({ operations }) => operations)) as Handlers;
}

/** What works the tasks of all scenes. @throws TypeError when a kind has two workers. */
export function tasksOf(scenes: readonly Scene<never>[]): Readonly<Record<string, TaskHandler>> {
  return merged(scenes.map(({ tasks }) => tasks ?? {}));
}

function merged<T extends object>(records: readonly T[]): T {
  const names = records.flatMap((record) => Object.keys(record));
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw new TypeError(`two scenes claim ${twice}`);
  return Object.assign({}, ...records);
}
