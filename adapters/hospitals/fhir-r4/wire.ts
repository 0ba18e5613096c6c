/**
 * The pieces of FHIR R4 that this adapter reads, strict in what is used and tolerant of everything else: unknown elements are kept, so
 * that a resource which is written back loses nothing. https://hl7.org/fhir/R4/slot.html, …/appointment.html, …/bundle.html
 */
import * as z from 'zod';
import { isList } from '../../port/rows.ts';

/** Of the lists inside of a resource no hospital has reason to send more. */
const FEW_MAX = 100;

/** A list inside of a resource. How long it is is looked at first: zod would make an issue for every member of every entry. */
export function few<T extends z.ZodType>(item: T, max = FEW_MAX) {
  return z.custom<z.input<T>[]>((list) => isList(list, max)).pipe(z.array(item));
}

/** https://hl7.org/fhir/R4/datatypes.html#id */
export const id = z.string().regex(/^[A-Za-z0-9\-.]{1,64}$/);
/** https://hl7.org/fhir/R4/datatypes.html#instant: the offset is required, so a time is never taken for another zone's. */
export const instant = z.iso.datetime({ offset: true });
const extension = z.looseObject({ url: z.string(), valueInteger: z.int().min(0).optional() });
export const identifier = z.looseObject({ system: z.string().optional(), value: z.string().optional() });
const reference = z.looseObject({ reference: z.string().optional(), identifier: identifier.optional() });
export const meta = z.looseObject({ versionId: z.string().optional(), lastUpdated: instant.optional() });

export const slotSchema = z.looseObject({
  resourceType: z.literal('Slot'),
  id,
  meta: meta.optional(),
  extension: few(extension).optional(),
  schedule: reference,
  status: z.enum(['busy', 'free', 'busy-unavailable', 'busy-tentative', 'entered-in-error']),
  start: instant,
  end: instant,
});
export type FhirSlot = z.infer<typeof slotSchema>;

export const scheduleSchema = z.looseObject({ resourceType: z.literal('Schedule'), id, actor: few(reference) });
export type FhirSchedule = z.infer<typeof scheduleSchema>;

export const appointmentSchema = z.looseObject({
  resourceType: z.literal('Appointment'),
  id,
  meta: meta.optional(),
  extension: few(extension).optional(),
  identifier: few(identifier).optional(),
  status: z.enum([
    'proposed',
    'pending',
    'booked',
    'arrived',
    'fulfilled',
    'cancelled',
    'noshow',
    'entered-in-error',
    'checked-in',
    'waitlist',
  ]),
  start: instant.optional(),
  end: instant.optional(),
  slot: few(reference).optional(),
  participant: few(z.looseObject({ actor: reference.optional() })),
});
export type FhirAppointment = z.infer<typeof appointmentSchema>;

/** https://hl7.org/fhir/R4/composition.html */
export const compositionSchema = z.looseObject({
  resourceType: z.literal('Composition'),
  id,
  meta: meta.optional(),
  extension: few(z.looseObject({ url: z.string(), valueString: z.string().optional() })).optional(),
  identifier: identifier.optional(),
  status: z.enum(['preliminary', 'final', 'amended', 'entered-in-error']),
});
export type FhirComposition = z.infer<typeof compositionSchema>;

/** https://hl7.org/fhir/R4/communication.html */
export const communicationSchema = z.looseObject({
  resourceType: z.literal('Communication'),
  id,
  meta: meta.optional(),
  status: z.string(),
  category: few(
    z.looseObject({ coding: few(z.looseObject({ system: z.string().optional(), code: z.string().optional() })).optional() }),
  ).optional(),
  about: few(reference).optional(),
  sent: instant.optional(),
  payload: few(
    z.looseObject({
      extension: few(z.looseObject({ url: z.string(), valueCode: z.string().optional() })).optional(),
      contentString: z.string().optional(),
    }),
  ).optional(),
});
export type FhirCommunication = z.infer<typeof communicationSchema>;

/** https://hl7.org/fhir/R4/patient.html */
export const patientSchema = z.looseObject({
  resourceType: z.literal('Patient'),
  id,
  active: z.boolean().optional(),
  identifier: few(identifier).optional(),
  name: few(
    z.looseObject({
      use: z.string().optional(),
      text: z.string().optional(),
      family: z.string().optional(),
      given: few(z.string()).optional(),
    }),
  ).optional(),
  birthDate: z.string().optional(),
  link: few(z.looseObject({ type: z.string() })).optional(),
});
export type FhirPatient = z.infer<typeof patientSchema>;

export const operationOutcomeSchema = z.looseObject({
  resourceType: z.literal('OperationOutcome'),
  issue: few(z.looseObject({ severity: z.string(), code: z.string() })),
});

export const entrySchema = z.looseObject({
  resource: z.looseObject({ resourceType: z.string() }).optional(),
  search: z.looseObject({ mode: z.string().optional() }).optional(),
  response: z.looseObject({ status: z.string(), location: z.string().optional() }).optional(),
});
export type FhirEntry = z.infer<typeof entrySchema>;

/** Its entries are read one by one, `entriesOf` and `port/rows.ts`. */
export const bundleSchema = z.looseObject({
  resourceType: z.literal('Bundle'),
  type: z.string(),
  link: few(z.looseObject({ relation: z.string(), url: z.string() })).optional(),
  entry: z.custom<readonly unknown[]>((list) => isList(list)).optional(),
});
export type FhirBundle = z.infer<typeof bundleSchema>;
