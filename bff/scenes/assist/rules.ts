// What becomes of a call and of an assist session, from facts alone. Instants and durations in ms.

export type Stage = 'volunteers' | 'again' | 'desk' | 'window';
export type CallOutcome = 'helped' | 'withdrawn' | 'ticket' | 'lapsed';
export type AssistOutcome =
  | 'helped'
  | 'alone'
  | 'refused'
  | 'patient-left'
  | 'another-patient'
  | 'idle'
  | 'time-over'
  | 'off-duty';

/** How long those who are called have to say that they come, before others are. */
export const STAGE_MS = 60_000;
/** How long the way to the kiosk may take. */
export const ARRIVAL_MS = 180_000;
/** How long the patient is asked whether somebody may help. */
export const ASKED_MS = 60_000;
/** How long an urgent call stays open while nobody says that they come: whoever comes on duty meanwhile sees it first. */
export const URGENT_MS = 30 * 60_000;
/** One flow, and no more. */
export const ASSIST_MS = 15 * 60_000;
/** Neither of the two has done anything. */
export const ASSIST_IDLE_MS = 3 * 60_000;

const NEXT: Readonly<Record<Exclude<Stage, 'window'>, Stage>> = { volunteers: 'again', again: 'desk', desk: 'window' };

export interface CallFacts {
  readonly stage: Stage;
  /** Until when the stage, or the way of whoever answered, lasts. */
  readonly nextAt: number;
  readonly ended: boolean;
  /** Until when it is not ended with a number for the window; `null` where it is not urgent. */
  readonly urgentUntil: number | null;
}

export interface AssistFacts {
  readonly state: 'asked' | 'running' | 'ended';
  readonly askedAt: number;
  readonly until: number;
  readonly seenAt: number;
  /** Whether the patient's session that it is bound to is over; false while it is bound to none. */
  readonly patientLeft: boolean;
  /** Whether the helper is on duty in this hall. */
  readonly onDuty: boolean;
}

/** How an assist session that still stands in its row has ended by itself; `undefined` while it has not. */
export function overAs(
  { state, askedAt, until, seenAt, patientLeft, onDuty }: AssistFacts,
  now: number,
): AssistOutcome | undefined {
  if (patientLeft) return 'patient-left';
  if (!onDuty) return 'off-duty';
  if (state === 'asked') return now >= askedAt + ASKED_MS ? 'refused' : undefined;
  if (now >= until) return 'time-over';
  return now >= seenAt + ASSIST_IDLE_MS ? 'idle' : undefined;
}

/** When, at the latest, an assist session has to be looked at again. */
export function overAt({ state, askedAt, until, seenAt }: AssistFacts): number {
  return state === 'asked' ? askedAt + ASKED_MS : Math.min(until, seenAt + ASSIST_IDLE_MS);
}

/**
 * What becomes of the call when its assist session ends: it ends too, but where nobody was helped and somebody may still be. Whoever said no
 * on the glass did not say that they need nobody: the one who came is still beside them.
 */
export function callAfter(outcome: AssistOutcome): CallOutcome | 'open' {
  if (outcome === 'refused' || outcome === 'off-duty') return 'open';
  return outcome === 'idle' || outcome === 'time-over' ? 'lapsed' : 'helped';
}

export type Step =
  | { readonly does: 'finish' }
  | { readonly does: 'wait'; readonly until: number }
  | { readonly does: 'end-assist'; readonly outcome: AssistOutcome }
  | { readonly does: 'call'; readonly stage: Exclude<Stage, 'window'> }
  | { readonly does: 'send-to-window' };

/** What is to be done with a call now. `assist`: its session that lives. */
export function decide(
  call: CallFacts,
  { assist, desk }: { readonly assist: AssistFacts | undefined; readonly desk: boolean },
  now: number,
): Step {
  if (assist !== undefined) {
    const outcome = overAs(assist, now);
    return outcome === undefined ? { does: 'wait', until: overAt(assist) } : { does: 'end-assist', outcome };
  }
  if (call.ended) return { does: 'finish' };
  if (now < call.nextAt) return { does: 'wait', until: call.nextAt };
  const next = call.stage === 'window' ? 'window' : NEXT[call.stage];
  const stage = next === 'desk' && !desk ? 'window' : next;
  if (stage === 'window' && call.urgentUntil !== null && now < call.urgentUntil) return { does: 'wait', until: call.urgentUntil };
  return stage === 'window' ? { does: 'send-to-window' } : { does: 'call', stage };
}

/** Whom a stage calls: it is the desk's turn beside the volunteers', never instead of them. */
export function calls(stage: Stage, role: string): boolean {
  return role === 'volunteer' || (role === 'clerk' && (stage === 'desk' || stage === 'window'));
}

/** The first stage for which somebody is there: nobody waits for a hall that is empty. */
export function firstStage(onDuty: { readonly volunteers: number; readonly clerks: number }): Stage {
  if (onDuty.volunteers > 0) return 'volunteers';
  return onDuty.clerks > 0 ? 'desk' : 'window';
}
