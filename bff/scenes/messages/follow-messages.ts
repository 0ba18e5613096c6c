import type * as z from 'zod';
import type { messageEvent } from '../../contract/messages/schemas.ts';
import type { Caller } from '../../platform/http/context.ts';
import type { StreamEvent } from '../../platform/http/reply.ts';
import { limits } from '../../platform/limits/limits.ts';
import { withoutKept } from '../appointments/kept-for-minors.ts';
import { callerNow } from '../identity/right-to-act.ts';
import { readChanged } from './change-rows.ts';
import { type MessageDependencies, signalOf } from './dependencies.ts';
import { messageSight } from './message-sight.ts';
import { readPreferences } from './preference-rows.ts';
import { mayBeOff, type Preferences } from './preference-rules.ts';
import type { MessageKind } from './rules.ts';
import type { ShownMessage } from './shown-rows.ts';

type MessageEvent = z.output<typeof messageEvent>;

/** A stream ends after this time; whoever follows connects again and resumes. */
const STREAM_MS = limits.streamLife.figure;
/** A message is part of the unit that makes it true, whose scene wakes nobody here; and a session that has ended follows no longer than this. */
const LOOK_EVERY_MS = 1_000;
/**
 * What is committed later than it is dated is looked for so long: a unit waits up to a minute for its turn. What was told in that time to
 * whoever comes again is told once more, and never left out.
 */
const DATED_BEFORE_MS = 90_000;
/** For whom somebody acts changes seldom: it is asked anew so often, and before anything is told. */
const LOOKS_AT_SAME_PEOPLE = 20;
const MISSED_MAX = limits.messagesMissed.figure;
const LOOK_AT_THE_LIST = { what: 'list' } as const satisfies MessageEvent;

/**
 * Says that there is a new message, or that one was read, of this person and those for whom they act: which and of what kind, and no word of it.
 * First what has changed since event `after`; where that is more than is told one by one, or nobody says since when, that the list is to be
 * read. At every look it is asked again whether they may.
 * @param after id of an event that was heard: an instant, ms since the epoch.
 */
export async function* followMessages(
  dependencies: MessageDependencies,
  caller: Caller,
  after: number | undefined,
  signal: AbortSignal,
): AsyncGenerator<StreamEvent> {
  const { clock, signals } = dependencies;
  const begun = clock.now();
  const until = begun + STREAM_MS;
  const listener = signals.listen(signalOf(caller.patientId));
  const close = () => listener.close();
  signal.addEventListener('abort', close, { once: true });
  // An id from the future is of another clock: from now on nothing would be told for a while.
  let told = Math.min(after ?? begun, begun);
  let known: ReadonlyMap<string, number> = new Map();
  let people: readonly string[] = [];
  try {
    for (let look = 0; clock.now() < until && !signal.aborted; look += 1) {
      const lookedAt = clock.now();
      const now = await callerNow(dependencies, caller);
      if (!now) return;
      if (look % LOOKS_AT_SAME_PEOPLE === 0) people = (await messageSight(dependencies, now)).patientIds;
      const changes = await readChanged(dependencies.store, people, {
        since: told - DATED_BEFORE_MS,
        from: now.seesFrom,
        limit: MISSED_MAX + 1,
      });
      const news = changes.filter((row) => changedAt(row) > (known.get(row.id) ?? 0));
      const listed = (look === 0 && after === undefined) || (changes.length > MISSED_MAX && news.length > 0);
      const shown = listed ? [] : await shownOf(dependencies, now, news);
      for (const row of shown) {
        told = Math.max(told, changedAt(row));
        yield { id: String(told), name: 'message', data: eventOf(row) };
      }
      told = Math.max(told, lookedAt);
      if (listed) yield { id: String(told), name: 'message', data: LOOK_AT_THE_LIST };
      // Every look ends with it, and whoever has gone by then is waited for by nobody.
      yield 'still-there';
      known = new Map(changes.map((row) => [row.id, changedAt(row)]));
      await listener.next(LOOK_EVERY_MS);
    }
  } finally {
    signal.removeEventListener('abort', close);
    listener.close();
  }
}

/** Of what has changed, what the caller may see at this moment and wants to be told, the oldest first. */
async function shownOf(
  dependencies: MessageDependencies,
  caller: Caller,
  news: readonly ShownMessage[],
): Promise<readonly ShownMessage[]> {
  if (news.length === 0) return [];
  const sight = await messageSight(dependencies, caller);
  const seen = await withoutKept(dependencies, news.filter(sight.shows), caller);
  const { appOff } = await readPreferences(dependencies.store, caller.patientId);
  return seen.filter((row) => isTold(row, appOff)).toSorted((one, other) => changedAt(one) - changedAt(other));
}

const changedAt = ({ createdAt, readAt }: ShownMessage) => readAt ?? createdAt;

/** That something was read is told of every kind: it says what is to be rung for no longer. */
function isTold({ kind, readAt }: ShownMessage, off: Preferences['appOff']): boolean {
  const [known] = off.filter((one) => one === kind);
  return readAt !== null || known === undefined || !mayBeOff(known);
}

function eventOf({ id, kind, readAt }: ShownMessage): MessageEvent {
  return { what: readAt === null ? 'new' : 'read', id, kind: kind as MessageKind };
}
