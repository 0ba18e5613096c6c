import type * as z from 'zod';
import type { draft } from '../../contract/drafts/schemas.ts';
import type { OperationInput } from '../../contract/operations.ts';
import { auditPart } from '../../platform/audit/audit.ts';
import { actorOf, type Caller, type StaffCaller } from '../../platform/http/context.ts';
import { shanghaiTime } from '../../platform/http/instants.ts';
import { type ProblemReply, problem } from '../../platform/http/reply.ts';
import { limits } from '../../platform/limits/limits.ts';
import { countUse } from '../../platform/limits/use-rows.ts';
import { retryAfter, windowEnd } from '../../platform/limits/windows.ts';
import { commit } from '../../platform/store/commit.ts';
import { guarded } from '../../platform/store/store.ts';
import { envelopeOf } from '../identity/patients.ts';
import { mayActPart } from '../identity/right-to-act.ts';
import { leadsTo } from './codes.ts';
import { type DraftDependencies, draftPlace } from './dependencies.ts';
import { DRAFT_WAITS, type DraftRow, deleteDraft, selectDraft } from './draft-rows.ts';

export interface TakingDraft {
  readonly code: string;
  readonly purpose: OperationInput<'takeDraft'>['body']['purpose'];
  readonly caller: Caller;
  /** The clerk who does it for the person. */
  readonly clerk: StaffCaller | undefined;
  /** The device or the address. */
  readonly place: string;
  readonly requestId: string;
}

const QUARTER_MS = 15 * 60_000;
const PERSON_TRIES = 'draft-tries-left-of-person';
const PLACE_TRIES = 'draft-tries-left-of-place';
const PLACE_COLUMN = 'draft|place';

/**
 * What the caller left for this purpose, for whoever has its code, once. A wrong code, somebody else's, one for another purpose, one that is
 * too old or was used: the answer is the same. Where there is something to guess, each try is counted and committed before anything is
 * compared, so that guessing at the same time gains nothing.
 */
export async function takeDraft(
  dependencies: DraftDependencies,
  taking: TakingDraft,
): Promise<z.output<typeof draft> | ProblemReply> {
  const { store, clock, blindIndex } = dependencies;
  const { code, purpose, caller } = taking;
  const { patientId, seesFrom, deviceId } = caller;
  const [row] = await store.read(selectDraft({ patientId, purpose, from: seesFrom, now: clock.now() }));
  if (!row) return problem('not-found');
  const over = await countTry(dependencies, taking);
  if (over) return over;
  if (!leadsTo(blindIndex, row, code, deviceId)) return problem('not-found');
  const sealer = envelopeOf(dependencies, { id: patientId, dataKey: row.dataKey });
  const content = JSON.parse(sealer.open(row.sealed, draftPlace(row.id))) as Record<string, unknown>;
  // Shown only to the one who took it: of two at once, the other one's unit is refused.
  const taken = await take(dependencies, taking, row);
  return taken ? { purpose, content, createdAt: shanghaiTime(row.createdAt) } : problem('not-found');
}

async function take(dependencies: DraftDependencies, taking: TakingDraft, { id }: DraftRow): Promise<boolean> {
  const { clock, ids } = dependencies;
  const { purpose, caller, clerk, requestId } = taking;
  const { patientId, deviceId } = caller;
  const now = clock.now();
  const committed = await commit(dependencies, 'take-draft', 'interactive', [
    mayActPart(caller, patientId, now, 'non-delegable'),
    guarded(deleteDraft({ id, patientId, purpose, now }), DRAFT_WAITS),
    auditPart(ids, now, {
      actor: actorOf(caller, clerk),
      action: 'draft.take',
      subject: { kind: 'patient', id: patientId },
      requestId,
      deviceId: deviceId ?? undefined,
    }),
  ]);
  return committed.ok;
}

/** The refusal of one try too many, by this person or from this place; it ends with the quarter of an hour. */
async function countTry(dependencies: DraftDependencies, { caller, place }: TakingDraft): Promise<ProblemReply | undefined> {
  const { clock, blindIndex } = dependencies;
  const now = clock.now();
  const endsAt = windowEnd(now, QUARTER_MS);
  const ofPlace = blindIndex.of(PLACE_COLUMN, place);
  const [person, everybody] = [limits.draftTries.figure, limits.draftTriesOfPlace.figure];
  const counted = await commit(dependencies, 'try-draft-code', 'interactive', [
    guarded(countUse({ bound: 'draftTries', subject: caller.patientId, endsAt, amount: 1, max: person }), PERSON_TRIES),
    guarded(countUse({ bound: 'draftTriesOfPlace', subject: ofPlace, endsAt, amount: 1, max: everybody }), PLACE_TRIES),
  ]);
  if (counted.ok) return undefined;
  return problem('rate-limited', retryAfter(endsAt, now));
}
