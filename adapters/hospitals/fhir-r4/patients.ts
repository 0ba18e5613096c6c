import { samePerson } from '../../port/names.ts';
import type { PatientMatch, PatientQuery, PatientRecord } from '../../port/patients.ts';
import type { Call, Outcome, Patient } from '../../port/terms.ts';
import { documentToken, patientResource } from './mapping.ts';
import { answerOf, beforeWriting, lostWrite, readOutcome, refusal, rejected, resourcesIn, unknownOutcome } from './replies.ts';
import { searchsetSchema } from './searchset.ts';
import type { FhirTransport } from './transport.ts';
import { type FhirPatient, patientSchema } from './wire.ts';

/** Letters, digits and what stands between them on documents: nothing that is syntax in a search or a header. */
export const DOCUMENT_NUMBER = /^[\p{L}\p{N}](?:[\p{L}\p{N} ()（）./-]{0,62}[\p{L}\p{N})）])?$/u;

/**
 * The Patient under a document. The search is a POST, so that the number stands in no address and no access log
 * (https://hl7.org/fhir/R4/http.html#search), and what comes is looked at again: a server may ignore what it does not know.
 */
export async function findPatient(transport: FhirTransport, query: PatientQuery, call: Call): Promise<Outcome<PatientMatch>> {
  if (!DOCUMENT_NUMBER.test(query.document.number)) return rejected('request-refused', 'not a number of a document');
  const form = `identifier=${encodeURIComponent(documentToken(query.document))}`;
  const exchange = await transport.send({ method: 'POST', url: transport.address('Patient/_search'), form }, call);
  const bundle = readOutcome(exchange, searchsetSchema);
  if (!bundle.ok) return bundle;
  const patients = resourcesIn(bundle.value, 'Patient', patientSchema);
  if (!patients.ok) return patients;
  // More than fit on a page is more than one, however many there are.
  if (bundle.value.link?.some(({ relation }) => relation === 'next'))
    return { ok: true, value: { kind: 'ambiguous', cause: 'several-files' } };
  return { ok: true, value: matchOf(patients.value, query) };
}

function matchOf(patients: readonly FhirPatient[], query: PatientQuery): PatientMatch {
  const token = documentToken(query.document);
  const [first, ...others] = patients.filter(({ identifier = [], link = [] }) => {
    // A file that was merged into another one is that other one's business.
    const merged = link.some(({ type }) => type === 'replaced-by');
    return !merged && identifier.some(({ system, value }) => `${system}|${value}` === token);
  });
  if (first === undefined) return { kind: 'none' };
  if (others.length > 0) return { kind: 'ambiguous', cause: 'several-files' };
  const known = { name: nameOf(first), birthDate: first.birthDate ?? '' };
  const open = first.active !== false;
  return open && samePerson(known, query) ? { kind: 'one', ref: first.id } : { kind: 'ambiguous', cause: 'other-particulars' };
}

/** The official name where there is one, else the first; put together where the server keeps no text. */
function nameOf({ name = [] }: FhirPatient): string {
  const chosen = name.find(({ use }) => use === 'official') ?? name[0];
  return chosen?.text ?? `${chosen?.family ?? ''}${(chosen?.given ?? []).join('')}`;
}

/**
 * Opens a file with a conditional create (https://hl7.org/fhir/R4/http.html#ccreate). Servers do not keep that promise when two creates
 * meet, so whatever was answered, the file is looked for again: two files under one document are a person's to sort out.
 */
export async function registerPatient(transport: FhirTransport, patient: Patient, call: Call): Promise<Outcome<PatientRecord>> {
  const before = await findPatient(transport, patient, call);
  if (!before.ok) return beforeWriting(before.failure);
  if (before.value.kind !== 'none') return recordOf(before.value);
  const create = {
    method: 'POST',
    url: transport.address('Patient'),
    headers: { 'if-none-exist': `identifier=${encodeURIComponent(documentToken(patient.document))}` },
    body: patientResource(patient, false),
  } as const;
  const answer = answerOf(await transport.send(create, call));
  if (answer.kind === 'lost') return lostWrite(answer);
  // https://hl7.org/fhir/R4/http.html#ccreate: 412 when the condition fits several.
  if (answer.kind === 'refused' && answer.status === 412) return recordOf({ kind: 'ambiguous', cause: 'several-files' });
  if (answer.kind === 'refused') return refusal(answer, 'request-refused');
  const after = await findPatient(transport, patient, call);
  if (!after.ok) return unknownOutcome(`the file could not be asked for: ${after.failure.detail}`);
  return after.value.kind === 'none' ? unknownOutcome('the new file can not be found yet') : recordOf(after.value);
}

function recordOf(match: Exclude<PatientMatch, { readonly kind: 'none' }>): Outcome<PatientRecord> {
  return match.kind === 'one' ? { ok: true, value: { ref: match.ref } } : rejected('patient-ambiguous', match.cause);
}
