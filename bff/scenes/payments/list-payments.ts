import type * as z from 'zod';
import { evidenceLevels } from '../../contract/evidence.ts';
import type { OperationInput } from '../../contract/operations.ts';
import { paths } from '../../contract/paths.ts';
import type { listedPayment } from '../../contract/payments/schemas.ts';
import { actorOf, callerLevel } from '../../platform/http/context.ts';
import type { HandlerReply } from '../../platform/http/gateway.ts';
import { shanghaiTime } from '../../platform/http/instants.ts';
import { badCursor, decodeCursor, encodeCursor, nextPage } from '../../platform/http/paging.ts';
import { problem } from '../../platform/http/reply.ts';
import { limits } from '../../platform/limits/limits.ts';
import { sightOf } from '../identity/acting-for.ts';
import type { PaymentDependencies } from './dependencies.ts';
import { type ListedPart, type ListedRow, readGoingBack, readListedParts, readListedPayments } from './listed-rows.ts';
import { yuan } from './present.ts';
import type { PaymentReading } from './read-payments.ts';
import { type PartState, standingOf } from './rules.ts';

type ListedBody = z.output<typeof listedPayment>;

/**
 * A page of the payments of this person and those for whom they act, the newest first. It takes a document or somebody who vouched, as
 * bills do; the row of the access log is committed before anything is shown.
 */
export async function listPayments(
  dependencies: PaymentDependencies,
  query: OperationInput<'listPayments'>['query'],
  { caller, requestId }: PaymentReading,
): Promise<HandlerReply<'listPayments'>> {
  const { store, clock, accessLog } = dependencies;
  if (!evidenceLevels[callerLevel(caller)].readsHealthData) return problem('document-required');
  const position = query.cursor === undefined ? undefined : decodeCursor(query.cursor, ['instant', 'id']);
  if (query.cursor !== undefined && !position) return badCursor();
  const { patientIds, shows } = await sightOf(dependencies, caller, 'money');
  const subject = { kind: 'patient', id: caller.patientId };
  const deviceId = caller.deviceId ?? undefined;
  await accessLog.record({ actor: actorOf(caller), action: 'payment.list', subject, requestId, deviceId }, patientIds);
  const rows = await readListedPayments(store, patientIds, {
    ...(position ? { before: { at: position[0], id: position[1] } } : {}),
    from: Math.max(caller.seesFrom, clock.now() - limits.paymentsListed.figure),
    limit: query.limit + 1,
  });
  const shown = rows.slice(0, query.limit);
  const last = rows.length > shown.length ? shown.at(-1) : undefined;
  const next = last ? { next: nextPage(paths.listPayments.path, query, encodeCursor([last.createdAt, last.id])) } : {};
  return {
    status: 200,
    body: {
      items: await present(
        dependencies,
        shown.filter((row) => shows(row.patientId, row.createdAt)),
      ),
      ...next,
    },
  };
}

async function present({ store, directory }: PaymentDependencies, rows: readonly ListedRow[]): Promise<ListedBody[]> {
  const ids = rows.map(({ id }) => id);
  const [parts, back] = await Promise.all([readListedParts(store, ids), readGoingBack(store, ids)]);
  return rows.map(({ id, patientId, patientName, createdAt }) => {
    const own = parts.filter(({ paymentId }) => paymentId === id);
    return {
      id,
      createdAt: shanghaiTime(createdAt),
      patientId,
      patientName,
      state: overallStanding(own.map(({ state }) => state)),
      hospitals: hospitalsOf(own).map((hospital) => ({ hospital, hospitalName: directory.hospital(hospital).name })),
      total: yuan(own.reduce((sum, { total }) => sum + total, 0)),
      back: back.underWay.has(id) ? 'under-way' : back.done.has(id) ? 'done' : 'none',
    };
  });
}

/** How a payment stands, by its parts: what is not known yet comes first, then what is paid, then the worst. */
function overallStanding(states: readonly PartState[]): ListedBody['state'] {
  const standings = new Set(states.map(standingOf));
  if (standings.has('paying') || standings.has('confirming')) return 'open';
  if (standings.has('paid')) return standings.size === 1 ? 'paid' : 'partly';
  if (standings.has('with-staff')) return 'staff';
  return standings.has('giving-back') ? 'giving-back' : 'none';
}

function hospitalsOf(parts: readonly ListedPart[]): readonly string[] {
  return [...new Set(parts.map(({ hospitalId }) => hospitalId))];
}
