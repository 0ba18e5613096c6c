import type { OperationInput } from '../../contract/operations.ts';
import { paths } from '../../contract/paths.ts';
import type { Caller } from '../../platform/http/context.ts';
import type { HandlerReply } from '../../platform/http/gateway.ts';
import { badCursor, decodeCursor, encodeCursor, nextPage } from '../../platform/http/paging.ts';
import { type BodyReply, type ProblemReply, problem } from '../../platform/http/reply.ts';
import type { FamilyDependencies } from './dependencies.ts';
import { type GrantRow, selectGrant, selectGrants } from './grant-rows.ts';
import { choicesOf, presentGrant } from './present-grant.ts';

/** A page of the grants of this person on either side, as far back as their evidence reaches, and what they could let somebody do. */
export async function listGrants(
  dependencies: FamilyDependencies,
  query: OperationInput<'listGrants'>['query'],
  caller: Caller,
): Promise<HandlerReply<'listGrants'>> {
  const { store, clock } = dependencies;
  const { patientId, seesFrom: from } = caller;
  const position = query.cursor === undefined ? undefined : decodeCursor(query.cursor, ['instant', 'id']);
  if (query.cursor !== undefined && !position) return badCursor();
  const [beforeAt, beforeId] = position ?? [Number.MAX_SAFE_INTEGER, ''];
  const asked = { helpedId: patientId, helperId: patientId, from, beforeAt, beforeId, limit: query.limit + 1 };
  const rows = await store.read(selectGrants(asked));
  const shown = rows.slice(0, query.limit);
  const last = rows.length > shown.length ? shown.at(-1) : undefined;
  const next = last ? { next: nextPage(paths.listGrants.path, query, encodeCursor([last.agreedAt, last.id])) } : {};
  const items = shown.map((row) => presentGrant(row, patientId, clock.now()));
  return { status: 200, body: { items, ...next, ...choicesOf(dependencies, caller) } };
}

/** The grant, if this person is one of its two and their evidence reaches back to it. */
export async function readOwnGrant(
  { store }: Pick<FamilyDependencies, 'store'>,
  id: string,
  { patientId, seesFrom }: Caller,
): Promise<GrantRow | undefined> {
  const [row] = await store.read(selectGrant({ id }));
  const isTheirs = row && (row.helpedId === patientId || row.helperId === patientId);
  return row && isTheirs && (row.givenAt ?? row.agreedAt) >= seesFrom ? row : undefined;
}

/** The grant as the caller is shown it. */
export async function replyWith(
  dependencies: FamilyDependencies,
  id: string,
  caller: Caller,
  status: 200 | 201,
): Promise<BodyReply | ProblemReply> {
  const row = await readOwnGrant(dependencies, id, caller);
  return row ? { status, body: presentGrant(row, caller.patientId, dependencies.clock.now()) } : problem('not-found');
}
