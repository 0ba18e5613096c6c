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
import { findForm, type OfferedForm } from './contents.ts';
import type { PreconsultDependencies } from './dependencies.ts';
import { formsFor } from './forms/offered-forms.ts';
import { beginForm, type FormLoader, type KeptAnswers, keep, openForm, sealKept } from './open-forms.ts';
import { isByStaff, isOver, type PreconsultCall, scopeFor } from './own-preconsult.ts';
import { findPreconsult, insertPreconsultPart, type PreconsultRow, readPreconsult, saveResponsePart } from './preconsult-rows.ts';
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
  if (!(await booksFor(dependencies, caller, 'appointments')).includes(patientId)) return problem('not-found');
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
  const said = { saidBy, language, agreed: false, byStaff: isByStaff(caller) };
  const id = ids.nextInOrder('pre');
  const kept = keep(await beginForm(dependencies, loader, form, patientId), said);
  const begun = await commit(dependencies, 'begin-preconsult', 'interactive', [
    mayBeginPart(caller, patientId, now, 'appointments'),
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
  const row = begun.ok ? await readPreconsult(store, id) : await findPreconsult(store, appointment.id);
  if (!row) return problem('not-found');
  if (!begun.ok) return goOn(dependencies, loader, row, { form, saidBy, language }, call);
  return preconsultReply(dependencies, row, await openForm(dependencies, loader, row), 201);
}

/**
 * The form of this appointment, as it was left: the hospital's doctor reads one. Another is taken in its place while nobody has answered
 * anything; and who says it may be somebody else by now.
 */
async function goOn(
  dependencies: PreconsultDependencies,
  loader: FormLoader,
  row: PreconsultRow,
  { form, saidBy, language }: { readonly form: OfferedForm } & Pick<KeptAnswers, 'saidBy' | 'language'>,
  { caller }: PreconsultCall,
): Promise<Answer> {
  if (!(await booksFor(dependencies, caller, scopeFor(row, caller))).includes(row.patientId)) return problem('not-found');
  const open = await openForm(dependencies, loader, row);
  const said = { saidBy, language, agreed: false, byStaff: open.kept.byStaff || isByStaff(caller) };
  const isOther = row.contentId !== form.content.id && row.version === 1;
  const isSaid = JSON.stringify(open.kept.saidBy) === JSON.stringify(saidBy) && open.kept.language === language;
  if (!isOther && isSaid) return preconsultReply(dependencies, row, open);
  const next = isOther ? keep(await beginForm(dependencies, loader, form, row.patientId), said) : { ...open.kept, ...said };
  const { id: contentId, version: contentVersion } = isOther ? form.content : { id: row.contentId, version: row.contentVersion };
  const now = dependencies.clock.now();
  await commit(dependencies, 'say-who', 'interactive', [
    mayBeginPart(caller, row.patientId, now, scopeFor(row, caller)),
    saveResponsePart({ ...row, contentId, contentVersion, sealed: await sealKept(dependencies, row, next), now }),
  ]);
  // Where somebody answered at the same moment, theirs stands.
  const found = await readPreconsult(dependencies.store, row.id);
  return found ? preconsultReply(dependencies, found, await openForm(dependencies, loader, found)) : problem('not-found');
}
