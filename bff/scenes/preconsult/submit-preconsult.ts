import { auditPart } from '../../platform/audit/audit.ts';
import { actorOf } from '../../platform/http/context.ts';
import type { KeyedRequest } from '../../platform/http/idempotency.ts';
import { type Decided, type KeyedWork, keyedOperation } from '../../platform/http/keyed-operation.ts';
import { type Answer, type BodyReply, type ProblemReply, problem } from '../../platform/http/reply.ts';
import { limits } from '../../platform/limits/limits.ts';
import { insertReadyTask, wakeTaskPart } from '../../platform/tasks/task-rows.ts';
import { PATIENT_PRESENT, patientPresentParts } from '../identity/patient-present.ts';
import { sealingOf } from '../identity/patients.ts';
import { mayBeginPart, RIGHT_TO_ACT } from '../identity/right-to-act.ts';
import { insertDeliveryPart, readDeliveries } from './delivery-rows.ts';
import { DELIVER_SUMMARIES, deliveryPlace, deliverySignalOf, type PreconsultDependencies } from './dependencies.ts';
import { refused } from './fill-preconsult.ts';
import { type FormLoader, keep, type OpenForm, openForm, sealKept } from './open-forms.ts';
import { isByStaff, knownBy, type PreconsultCall, readChangeable, readOwn, scopeFor } from './own-preconsult.ts';
import { type PreconsultRow, RESPONSE_UNCHANGED, readPreconsult, saveResponsePart } from './preconsult-rows.ts';
import { preconsultReply } from './present-preconsult.ts';
import { exportResponse } from './questionnaire/export-response.ts';
import { pathText } from './questionnaire/form-state.ts';
import { validate } from './questionnaire/validate-form.ts';
import { deliveredSummary } from './summary/delivered-summary.ts';
import { summarise } from './summary/summarise.ts';

/** Whoever pressed waits so long for the hospital's word. */
const WAITS_MS = 3_000;

/**
 * The person's yes. One unit writes the summary and the task that takes it to the hospital; what was agreed to is what is sent, whatever is
 * changed afterwards. Said of other answers it is another summary, which takes the place of the one before; of the same ones it is the same.
 */
export async function submitPreconsult(
  dependencies: PreconsultDependencies,
  loader: FormLoader,
  id: string,
  request: KeyedRequest,
  call: PreconsultCall,
): Promise<Answer> {
  const row = await readOwn(dependencies, id, call);
  if ('problem' in row) return row;
  return keyedOperation(dependencies, {
    request,
    requestId: call.requestId,
    runningMs: 0,
    undetermined: () => replyNow(dependencies, loader, id),
    work: () => submitWork(dependencies, loader, id, call),
  });
}

async function submitWork(
  dependencies: PreconsultDependencies,
  loader: FormLoader,
  id: string,
  call: PreconsultCall,
): Promise<KeyedWork | Decided> {
  const { clock, ids } = dependencies;
  const { caller, requestId } = call;
  const row = await readChangeable(dependencies, id, call);
  if ('problem' in row) return { answer: row };
  const open = await openForm(dependencies, loader, row);
  if (row.submitted > 0 && open.kept.agreed) return { answer: await replyNow(dependencies, loader, id) };
  if (row.submitted >= limits.summariesOfPreconsult.figure)
    return { answer: problem('rate-limited', { headers: { 'retry-after': '3600' } }) };
  const faults = (await validate(open.state)).filter(({ severity }) => severity === 'error');
  if (faults.length > 0) return { answer: refused(faults.map(({ path, reason }) => ({ path: pathText(path), reason }))) };
  const now = clock.now();
  const key = ids.inOrder('smy');
  const kept = keep(open.state, { ...open.kept, agreed: true, byStaff: open.kept.byStaff || isByStaff(caller) });
  return {
    name: 'submit-preconsult',
    parts: [
      mayBeginPart(caller, row.patientId, now, scopeFor(row, caller)),
      ...patientPresentParts(caller),
      saveResponsePart({
        ...row,
        sealed: await sealKept(dependencies, row, kept),
        submitted: row.submitted + 1,
        now,
      }),
      insertDeliveryPart({
        key,
        preconsultId: id,
        nth: row.submitted + 1,
        hospitalId: row.hospitalId,
        sealed: await sealSummary(dependencies, row, { ...open, kept }, key),
        now,
      }),
      insertReadyTask(ids.inOrder('tsk'), DELIVER_SUMMARIES, id, now),
      wakeTaskPart(DELIVER_SUMMARIES, id, now),
      auditPart(ids, now, {
        actor: actorOf(caller),
        action: 'preconsult.submit',
        subject: { kind: 'patient', id: row.patientId },
        requestId,
        deviceId: caller.deviceId ?? undefined,
      }),
    ],
    reply: { resourceId: id, wait: () => awaitDelivery(dependencies, loader, id) },
    refused: async (guard) => {
      if (guard === RIGHT_TO_ACT) return { answer: problem('not-found') };
      if (guard === PATIENT_PRESENT) return { answer: problem('presence-required') };
      if (guard === RESPONSE_UNCHANGED) return 'again';
      throw new TypeError(`no reply for the guard ${guard}`);
    },
  };
}

async function sealSummary(
  dependencies: PreconsultDependencies,
  row: PreconsultRow,
  open: OpenForm,
  key: string,
): Promise<string> {
  const { form, kept, state } = open;
  const response = exportResponse(state, row.submitted === 0 ? 'completed' : 'amended');
  const { saidBy, language } = kept;
  const written = summarise(form.read, response, {
    saidBy,
    language,
    at: dependencies.clock.now(),
    knownBy: knownBy(row, kept),
  });
  const sealing = await sealingOf(dependencies, row.patientId);
  return sealing.seal(JSON.stringify(deliveredSummary(written, response)), deliveryPlace(key));
}

/** The hospital's word, or after three seconds what is known then. */
async function awaitDelivery(dependencies: PreconsultDependencies, loader: FormLoader, id: string): Promise<Answer> {
  const { signals, clock, store, tasks } = dependencies;
  const listener = signals.listen(deliverySignalOf(id));
  const until = clock.now() + WAITS_MS;
  tasks.poke();
  try {
    for (;;) {
      const last = (await readDeliveries(store, id)).at(-1);
      const left = until - clock.now();
      if (!last || last.settledAt !== null || left <= 0) return await replyNow(dependencies, loader, id);
      await listener.next(left);
    }
  } finally {
    listener.close();
  }
}

async function replyNow(dependencies: PreconsultDependencies, loader: FormLoader, id: string): Promise<BodyReply | ProblemReply> {
  const row = await readPreconsult(dependencies.store, id);
  if (!row) return problem('not-found');
  return preconsultReply(dependencies, row, await openForm(dependencies, loader, row));
}
