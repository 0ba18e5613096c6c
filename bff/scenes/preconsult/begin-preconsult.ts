import type { OperationInput } from '../../contract/operations.ts';
import { auditPart } from '../../platform/audit/audit.ts';
import { actorOf } from '../../platform/http/context.ts';
import { type Answer, problem } from '../../platform/http/reply.ts';
import { commit } from '../../platform/store/commit.ts';
import { findAppointment, isTheirs } from '../appointments/read-appointments.ts';
import { booksFor } from '../identity/acting-for.ts';
import { mayBeginPart, RIGHT_TO_ACT } from '../identity/right-to-act.ts';
import { hasConsented } from '../oversight/consents.ts';
import { standingOf } from './clinical-content.ts';
import { findForm } from './contents.ts';
import type { PreconsultDependencies } from './dependencies.ts';
import { formsFor } from './forms/offered-forms.ts';
import { beginForm, type FormLoader, keep, openForm, sealKept } from './open-forms.ts';
import { isOver, type PreconsultCall } from './own-preconsult.ts';
import { findPreconsult, insertPreconsultPart, readPreconsult } from './preconsult-rows.ts';
import { preconsultReply } from './present-preconsult.ts';

/** Begins a form for an appointment that is ahead; what was begun before is gone on with, wherever that was. */
export async function beginPreconsult(
  dependencies: PreconsultDependencies,
  loader: FormLoader,
  body: OperationInput<'createPreconsult'>['body'],
  call: PreconsultCall,
): Promise<Answer> {
  const { store, directory, clock, ids } = dependencies;
  const { caller, requestId } = call;
  const appointment = await findAppointment(store, body.appointmentId);
  if (!appointment || !(await isTheirs(dependencies, appointment, caller))) return problem('not-found');
  const { patientId } = appointment;
  if (!(await booksFor(dependencies, caller)).includes(patientId)) return problem('not-found');
  if (!(await hasConsented(dependencies, patientId))) return problem('consent-required');
  const now = clock.now();
  const standing = {
    claimState: appointment.state,
    cancelWanted: appointment.cancelWanted ? 1 : 0,
    startsAt: appointment.startsAt,
  };
  if (isOver(standing, now)) return problem('appointment-over');
  const form = findForm(body.questionnaire);
  const { code } = directory.department(appointment.departmentId);
  if (!form || !formsFor(code).includes(form.read)) return problem('not-found');
  const shown = (await standingOf(dependencies, [form.content]))(form.content);
  if (!shown.on) return problem('not-approved');
  const { saidBy, language } = body;
  const id = ids.nextInOrder('pre');
  const kept = keep(await beginForm(dependencies, loader, form, patientId), { saidBy, language });
  const begun = await commit(dependencies, 'begin-preconsult', 'interactive', [
    mayBeginPart(caller, patientId, now),
    insertPreconsultPart({
      id,
      patientId,
      appointmentId: appointment.id,
      begunBy: caller.patientId,
      contentId: form.content.id,
      contentVersion: form.content.version,
      sealed: await sealKept(dependencies, { id, patientId }, kept),
      now,
    }),
    auditPart(ids, now, {
      actor: actorOf(caller),
      action: 'preconsult.begin',
      subject: { kind: 'patient', id: patientId },
      requestId,
      deviceId: caller.deviceId ?? undefined,
    }),
  ]);
  if (!begun.ok && begun.guard === RIGHT_TO_ACT) return problem('not-found');
  const found = begun.ok ? id : await findPreconsult(store, appointment.id, form.content.id);
  const row = found === undefined ? undefined : await readPreconsult(store, found);
  if (!row) return problem('not-found');
  return preconsultReply(dependencies, row, await openForm(dependencies, loader, row), shown, begun.ok ? 201 : 200);
}
