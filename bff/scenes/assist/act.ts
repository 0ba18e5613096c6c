import type * as z from 'zod';
import type { followedJourney, input } from '../../contract/assist/schemas.ts';
import { assistLevelOf, HIDDEN_STEP } from '../../contract/assist/steps.ts';
import { auditPart } from '../../platform/audit/audit.ts';
import type { StaffCaller } from '../../platform/http/context.ts';
import { type ProblemReply, problem } from '../../platform/http/reply.ts';
import { limits } from '../../platform/limits/limits.ts';
import { commit } from '../../platform/store/commit.ts';
import { guarded } from '../../platform/store/store.ts';
import { onDutyPart } from '../identity/on-duty.ts';
import { outcomeOf } from './assist-facts.ts';
import { type AssistRow, countAct, insertAct, saveJourney, selectAssist } from './assist-rows.ts';
import { type AssistDependencies, signalOf } from './dependencies.ts';
import { subjectOf } from './end-assist.ts';
import { selectHall } from './help-call-rows.ts';
import { ASSIST_IDLE_MS } from './rules.ts';

/** Name of the guard: the session runs, its patient is there, and the screen is the one that the helper saw. */
const ASSIST_RUNS = 'assist-runs';

export type Act = z.output<typeof input.act>;
export type Journey = z.output<typeof followedJourney>;
type ToldJourney = z.output<typeof input.journey>;

/** What a helper may be shown of what the kiosk told: nothing of a hidden step, and no words but at a step that they may fill. */
export function shownJourney(told: ToldJourney): Journey {
  const { version, step, answers, targets, display, language } = told;
  const level = assistLevelOf(step);
  const known = Object.entries(answers).filter(([name]) => assistLevelOf(name) !== 'hidden');
  const shown = { version, level, display, language };
  if (level === 'hidden') return { ...shown, step: HIDDEN_STEP, answers: {}, targets: [] };
  return {
    ...shown,
    step,
    answers: Object.fromEntries(known),
    targets: targets.map((one) => (level === 'fill' ? one : { id: one.id })),
  };
}

/** Keeps where the journey stands, as its helper may see it. False when nobody helps at this device in this session. */
export async function publish(
  dependencies: AssistDependencies,
  { id, deviceId, journey }: { readonly id: string; readonly deviceId: string; readonly journey: ToldJourney },
): Promise<boolean> {
  const { store, clock, signals } = dependencies;
  const now = clock.now();
  const [row] = await store.read(selectAssist({ id, now }));
  if (!row || row.deviceId !== deviceId || outcomeOf(row, now) !== undefined) return false;
  const kept = JSON.stringify(shownJourney(journey));
  const saved = await commit(dependencies, 'publish-journey', 'interactive', [
    guarded(saveJourney({ id, deviceId, journey: kept, version: journey.version, now }), ASSIST_RUNS),
  ]);
  signals.notify(signalOf(row.hospitalId));
  return saved.ok;
}

/** What the kiosk told last, for whoever helps there. */
export function journeyOf({ journey }: Pick<AssistRow, 'journey'>): Journey | undefined {
  return journey === null ? undefined : (JSON.parse(journey) as Journey);
}

/**
 * One act of a helper on the glass. It is refused where the step does not allow it, where the screen is another one by now, and where the
 * session or the patient is gone. Both names stand in the audit, in the same unit.
 */
export async function actOnGlass(
  dependencies: AssistDependencies,
  {
    id,
    act,
    staff,
    requestId,
  }: { readonly id: string; readonly act: Act; readonly staff: StaffCaller; readonly requestId: string },
): Promise<ProblemReply | undefined> {
  const { store, clock, ids, signals } = dependencies;
  const now = clock.now();
  const [row] = await store.read(selectAssist({ id, now }));
  if (!row || row.staffId !== staff.staffId) return problem('not-found');
  const outcome = outcomeOf(row, now);
  if (outcome === 'off-duty') return problem('not-on-duty');
  if (outcome !== undefined || row.state !== 'running') return problem('act-refused', { extra: { reason: 'not-running' } });
  const refused = refusalOf(act, journeyOf(row));
  if (refused !== undefined) return problem('act-refused', { extra: { reason: refused } });
  const [hall] = await store.read(selectHall({ deviceId: row.deviceId }));
  if (!hall) return problem('not-found');
  const acted = await commit(dependencies, 'act-on-glass', 'interactive', [
    guarded(
      countAct({
        id,
        staffId: staff.staffId,
        version: 'version' in act ? act.version : -1,
        now,
        idleAfter: now - ASSIST_IDLE_MS,
        max: limits.actsOfAssist.figure,
      }),
      ASSIST_RUNS,
    ),
    onDutyPart(staff.staffId, hall, now),
    insertAct({ id, content: JSON.stringify(act), now }),
    auditPart(ids, now, {
      actor: { kind: 'staff', id: staff.staffId },
      action: `assist.${act.kind}`,
      subject: subjectOf(row),
      requestId,
      deviceId: row.deviceId,
    }),
  ]);
  if (!acted.ok)
    return acted.guard === ASSIST_RUNS ? problem('act-refused', { extra: { reason: 'moved-on' } }) : problem('not-on-duty');
  signals.notify(signalOf(row.hospitalId));
  return undefined;
}

function refusalOf(
  act: Act,
  journey: Journey | undefined,
): 'nothing-shown' | 'moved-on' | 'no-such-target' | 'not-yours' | undefined {
  if (act.kind === 'display' || act.kind === 'language') return undefined;
  if (journey === undefined) return 'nothing-shown';
  if (journey.version !== act.version) return 'moved-on';
  if (!journey.targets.some(({ id }) => id === act.target)) return 'no-such-target';
  return act.kind === 'fill' && journey.level !== 'fill' ? 'not-yours' : undefined;
}
