import { auditPart, GATEWAY } from '../../platform/audit/audit.ts';
import { guarded } from '../../platform/store/store.ts';
import { type Onward, type Saga, sagaHandler, type Working } from '../../platform/tasks/saga.ts';
import type { TaskHandler } from '../../platform/tasks/task-runner.ts';
import { onDutyCounts } from '../identity/on-duty.ts';
import { assistFacts, callFacts } from './assist-facts.ts';
import { type AssistRow, selectAssistFor } from './assist-rows.ts';
import { type AssistDependencies, signalOf } from './dependencies.ts';
import { endAssistParts } from './end-assist.ts';
import { endHelpCall, HELP_CALL_OPEN, type HelpCallRow, moveHelpCall, selectHelpCall } from './help-call-rows.ts';
import { decide, STAGE_MS, type Step } from './rules.ts';

interface Watched {
  readonly call: HelpCallRow;
  readonly assist: AssistRow | undefined;
  readonly step: Step;
}

type Watching = Working<Watched>;

/** Watches over a call until nothing of it is open: no call is without an end, whatever process is killed meanwhile. */
export function watchHelpCall(dependencies: AssistDependencies): TaskHandler {
  const saga: Saga<Watched, Step['does']> = {
    name: 'help call',
    read: (id) => readWatched(dependencies, id),
    decide: ({ step }) => step.does,
    intentAt: () => null,
    steps: {
      finish: ({ write }) => write('finish-help-call', 'finish', []),
      wait: ({ subject, write }) => write('wait-for-help', { runAt: waitOf(subject) }, []),
      'end-assist': (working) => endOver(dependencies, working),
      call: (working) => callOthers(dependencies, working),
      'send-to-window': (working) => sendToWindow(dependencies, working),
    },
  };
  return sagaHandler(dependencies, saga);
}

async function readWatched({ store, clock }: AssistDependencies, id: string): Promise<Watched | undefined> {
  const now = clock.now();
  const [call] = await store.read(selectHelpCall({ id }));
  if (!call) return undefined;
  const [assist] = await store.read(selectAssistFor({ helpCallId: id, now }));
  const desk = (await onDutyCounts(store, call, now))('clerk') > 0;
  return { call, assist, step: decide(callFacts(call), { assist: assist && assistFacts(assist), desk }, now) };
}

function waitOf({ step }: Watched): number {
  if (step.does !== 'wait') throw new TypeError('nothing is waited for');
  return step.until;
}

async function told(dependencies: AssistDependencies, { call }: Watched, onward: Promise<Onward>): Promise<Onward> {
  const done = await onward;
  dependencies.signals.notify(signalOf(call.hospitalId));
  return done;
}

function endOver(dependencies: AssistDependencies, { subject, write }: Watching): Promise<Onward> {
  const { assist, step } = subject;
  if (!assist || step.does !== 'end-assist') throw new TypeError('nothing is over');
  const now = dependencies.clock.now();
  const parts = endAssistParts(dependencies, assist, step.outcome, { actor: GATEWAY, requestId: '' }, now);
  return told(dependencies, subject, write('end-assist', 'keep', parts));
}

function callOthers(dependencies: AssistDependencies, { subject, write }: Watching): Promise<Onward> {
  const { call, step } = subject;
  if (step.does !== 'call') throw new TypeError('nobody is called');
  const { clock, ids } = dependencies;
  const now = clock.now();
  const nextAt = now + STAGE_MS;
  const parts = [
    guarded(moveHelpCall({ id: call.id, from: call.stage, stage: step.stage, nextAt }), HELP_CALL_OPEN),
    auditPart(ids, now, {
      actor: GATEWAY,
      action: 'help-call.call',
      subject: { kind: 'help-call', id: call.id },
      requestId: '',
      deviceId: call.deviceId,
      reason: step.stage,
    }),
  ];
  return told(dependencies, subject, write('call-others', { runAt: nextAt }, parts));
}

function sendToWindow(dependencies: AssistDependencies, { subject, write }: Watching): Promise<Onward> {
  const { call } = subject;
  const { clock, ids, tickets } = dependencies;
  const now = clock.now();
  const ticket = ids.next('tkt');
  const parts = [
    guarded(endHelpCall({ id: call.id, outcome: 'ticket', ticket, now }), HELP_CALL_OPEN),
    ...tickets.parts({ id: ticket, hospitalId: call.hospitalId, campusRef: call.campusRef, now }),
    auditPart(ids, now, {
      actor: GATEWAY,
      action: 'help-call.ticket',
      subject: { kind: 'help-call', id: call.id },
      requestId: '',
      deviceId: call.deviceId,
    }),
  ];
  return told(dependencies, subject, write('send-to-window', 'keep', parts));
}
