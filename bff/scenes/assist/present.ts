import type * as z from 'zod';
import type { assistAtHelper, assistAtKiosk, helpCallAtKiosk, helpCallAtStaff } from '../../contract/assist/schemas.ts';
import { assistLevelOf, HIDDEN_STEP } from '../../contract/assist/steps.ts';
import type { StaffCaller } from '../../platform/http/context.ts';
import { shanghaiTime } from '../../platform/http/instants.ts';
import { type Act, journeyOf } from './act.ts';
import { outcomeOf } from './assist-facts.ts';
import { type AssistRow, selectActs } from './assist-rows.ts';
import type { AssistDependencies } from './dependencies.ts';
import type { HelpCallRow } from './help-call-rows.ts';
import { joinCode } from './join-codes.ts';
import type { AssistOutcome, Stage } from './rules.ts';

type AtKiosk = z.output<typeof helpCallAtKiosk>;

/** Acts that a kiosk is told again; it knows by their sequence what it has applied. */
const ACTS_TOLD = 20;

/** The call as the kiosk shows it, with the digits for whoever comes. */
export async function presentAtKiosk(
  { blindIndex, tickets }: AssistDependencies,
  row: HelpCallRow,
  now: number,
): Promise<AtKiosk> {
  const { code, until } = joinCode(blindIndex, row.id, now);
  const number = row.ticket === null ? undefined : await tickets.numberOf(row.ticket);
  return {
    ...callOf(row),
    state: row.endedAt === null ? 'open' : 'ended',
    ...(row.outcome === null ? {} : { outcome: row.outcome as NonNullable<AtKiosk['outcome']> }),
    ...(row.answeredByName === null ? {} : { onTheirWay: row.answeredByName }),
    ...(row.endedAt === null ? { join: { code, until: shanghaiTime(until) } } : {}),
    ...(number === undefined ? {} : { ticket: number }),
  };
}

function callOf({ id, stage, createdAt, urgent }: HelpCallRow) {
  return { id, stage: stage as Stage, since: shanghaiTime(createdAt), urgent: urgent === 1 };
}

/** The call as staff of the hall see it. */
export function presentAtStaff(
  { campusNames }: AssistDependencies,
  row: HelpCallRow,
  { staffId }: StaffCaller,
): z.output<typeof helpCallAtStaff> {
  return {
    ...callOf(row),
    kiosk: row.kiosk,
    campus: campusNames(row.hospitalId, row.campusRef).name,
    floor: row.floor,
    step: assistLevelOf(row.step) === 'hidden' ? HIDDEN_STEP : row.step,
    language: row.language as 'zh' | 'en',
    ...(row.answeredByName === null ? {} : { answeredBy: row.answeredByName }),
    mine: row.answeredBy === staffId,
  };
}

/** The session as the kiosk applies it. */
export async function presentAssistAtKiosk(
  { store }: AssistDependencies,
  row: AssistRow,
  now: number,
): Promise<z.output<typeof assistAtKiosk>> {
  const outcome = outcomeOf(row, now);
  const acts = outcome === undefined ? await store.read(selectActs({ id: row.id, limit: ACTS_TOLD })) : [];
  return {
    id: row.id,
    ...standing(row, outcome),
    helper: row.helper,
    acts: [...acts].reverse().map(({ sequence, content }) => ({ sequence: Number(sequence), act: JSON.parse(content) as Act })),
  };
}

/** The session as the helper sees it: where the journey stands, and of the patient one character. */
export function presentAtHelper(row: AssistRow, now: number): z.output<typeof assistAtHelper> {
  const outcome = outcomeOf(row, now);
  const journey = outcome === undefined && row.state === 'running' ? journeyOf(row) : undefined;
  return {
    id: row.id,
    helpCallId: row.helpCallId,
    ...standing(row, outcome),
    kiosk: row.kiosk,
    ...(row.maskedName === null || outcome !== undefined ? {} : { patient: familyNameOf(row.maskedName) }),
    ...(journey ? { journey } : {}),
  };
}

function standing(row: AssistRow, outcome: AssistOutcome | undefined) {
  return outcome === undefined
    ? { state: row.state as 'asked' | 'running', until: shanghaiTime(row.until) }
    : { state: 'ended' as const, outcome };
}

/** 张*: less than is shown to the person themselves. */
function familyNameOf(maskedName: string): string {
  return `${[...maskedName][0] ?? ''}*`;
}
