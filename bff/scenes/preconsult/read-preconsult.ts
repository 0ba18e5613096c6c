import type * as z from 'zod';
import type { summary as summarySchema } from '../../contract/preconsult/schemas.ts';
import { digest } from '../../platform/crypto/cipher.ts';
import { shanghaiTime } from '../../platform/http/instants.ts';
import { type Answer, problem } from '../../platform/http/reply.ts';
import { findAppointment, isTheirs } from '../appointments/read-appointments.ts';
import type { PreconsultDependencies } from './dependencies.ts';
import { NO_DIAGNOSIS } from './no-diagnosis.ts';
import { type FormLoader, openForm } from './open-forms.ts';
import { etagOf, knownBy, logLook, type PreconsultCall, readOwn } from './own-preconsult.ts';
import { findPreconsult } from './preconsult-rows.ts';
import { preconsultReply, showPreconsult } from './present-preconsult.ts';
import { exportResponse } from './questionnaire/export-response.ts';
import { nationalFields } from './summary/national-fields.ts';
import { SECTION_TITLES } from './summary/section-titles.ts';
import { summarise } from './summary/summarise.ts';
import { summaryBundle } from './summary/summary-bundle.ts';
import { summaryText } from './summary/summary-text.ts';

/** What was begun for an appointment: nothing, or its one form. Whose appointment it is decides, as where one is read. */
export async function listPreconsults(
  dependencies: PreconsultDependencies,
  loader: FormLoader,
  appointmentId: string,
  call: PreconsultCall,
): Promise<Answer> {
  const { store } = dependencies;
  const appointment = await findAppointment(store, appointmentId);
  if (!appointment || !(await isTheirs(dependencies, appointment, call.caller))) return problem('not-found');
  const found = await findPreconsult(store, appointmentId);
  const row = found && (await readOwn(dependencies, found.id, call));
  if (!row || 'problem' in row) return { status: 200, body: { items: [] } };
  await logLook(dependencies, row, 'preconsult.read', call);
  const items = [await showPreconsult(dependencies, row, await openForm(dependencies, loader, row))];
  return { status: 200, body: { items } };
}

/** One pre-consult, as it is now. */
export async function readOnePreconsult(
  dependencies: PreconsultDependencies,
  loader: FormLoader,
  id: string,
  call: PreconsultCall,
): Promise<Answer> {
  const row = await readOwn(dependencies, id, call);
  if ('problem' in row) return row;
  await logLook(dependencies, row, 'preconsult.read', call);
  return preconsultReply(dependencies, row, await openForm(dependencies, loader, row));
}

/** What the doctor is told once the person agrees, from the answers as they are now. */
export async function showSummary(
  dependencies: PreconsultDependencies,
  loader: FormLoader,
  id: string,
  call: PreconsultCall,
): Promise<Answer> {
  const row = await readOwn(dependencies, id, call);
  if ('problem' in row) return row;
  await logLook(dependencies, row, 'preconsult.read', call);
  const { form, kept, state } = await openForm(dependencies, loader, row);
  const response = exportResponse(state, row.submitted > 0 ? 'completed' : 'in-progress');
  const { saidBy, language } = kept;
  const written = summarise(form.read, response, { saidBy, language, at: row.changedAt, knownBy: knownBy(row, kept) });
  const body: z.output<typeof summarySchema> = {
    preconsultId: id,
    at: shanghaiTime(row.changedAt),
    saidBy,
    chiefComplaint: written.chiefComplaint,
    complaintQuiet: written.complaintQuiet,
    sections: written.sections.map(({ code, notAsked, lines }) => ({
      code,
      title: SECTION_TITLES[code],
      asked: !notAsked,
      lines: [...lines],
    })),
    text: summaryText(written),
    fhir: summaryBundle(written, response, {
      identifier: { system: 'urn:onedoor:preconsult', value: `${id}.${row.version}` },
      composition: uuidOf(`${id}.${row.version} composition`),
      response: uuidOf(`${id}.${row.version} response`),
      subject: `Patient/${row.patientId}`,
      author: `Patient/${row.begunBy}`,
    }),
    national: { ...nationalFields(written) },
    noDiagnosis: NO_DIAGNOSIS,
  };
  return { status: 200, body, headers: { etag: etagOf(row) } };
}

/** A UUID that follows from a name (RFC 9562 §5.8, version 8): the same document has the same one each time. */
function uuidOf(name: string): string {
  const hex = Buffer.from(digest(name), 'base64url').toString('hex');
  const variant = ((Number.parseInt(hex.slice(16, 17), 16) & 3) | 8).toString(16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
