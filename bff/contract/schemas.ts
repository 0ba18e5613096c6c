import { z } from 'zod';
import { type ProblemCode, problems } from './problems.ts';

/** RFC 3339 with the offset of Asia/Shanghai, which has no daylight saving time. */
const instant = z
  .string()
  .meta({ description: 'RFC 3339 instant with offset', format: 'date-time', examples: ['2026-11-24T08:30:00+08:00'] });

/** What a client may send as an instant. */
const givenInstant = z.iso.datetime({ offset: true }).meta({ examples: ['2026-11-24T00:00:00+08:00'] });

const opaqueId = (prefix: string) => z.string().regex(new RegExp(`^${prefix}_[A-Za-z0-9_-]{22}$`));
const slotId = opaqueId('slt');
const patientId = opaqueId('pat');
const appointmentId = opaqueId('apt');
const hospitalId = z.string().regex(/^[a-z0-9-]{1,64}$/);
const departmentCode = z.string().regex(/^A[0-9]{2}(\.[0-9]{2}){0,2}$/);
const practitionerId = z.string().regex(/^[a-z0-9-]{1,64}\.[A-Za-z0-9._-]{1,64}$/);

const money = z
  .object({ amount: z.int().min(0), currency: z.literal('CNY') })
  .meta({ id: 'Money', description: 'Integer fen: 2500 is 25 yuan.' });

const campus = z.object({ name: z.string(), address: z.string() });

export const hospital = z
  .object({
    id: hospitalId,
    name: z.string(),
    englishName: z.string(),
    campuses: z.array(campus),
    dutyDesk: z.object({ name: z.string(), phone: z.string() }),
    can: z.object({ book: z.boolean(), cancel: z.boolean() }).meta({ description: "What the hospital's own system lets us do." }),
    reachable: z.boolean().meta({ description: 'False while calls to the hospital are failing.' }),
  })
  .meta({ id: 'Hospital' });

export const department = z
  .object({
    code: departmentCode.meta({
      description: '诊疗科目 code (卫医发〔1994〕27号) with the prefix A of 2.16.156.10011.2.3.2.62.',
    }),
    name: z.string(),
    englishName: z.string(),
    aliases: z.array(z.string()),
    hospitals: z.array(hospitalId),
  })
  .meta({ id: 'Department' });

export const practitioner = z
  .object({
    id: practitionerId,
    name: z.string(),
    englishName: z.string(),
    title: z.string(),
    hospital: hospitalId,
    department: departmentCode,
    fee: money,
  })
  .meta({ id: 'Practitioner' });

const place = z
  .object({
    hospital: hospitalId,
    hospitalName: z.string(),
    campus: z.string(),
    address: z.string(),
    floor: z.string(),
    room: z.string(),
  })
  .meta({ id: 'Place' });

export const slot = z
  .object({
    id: slotId,
    start: instant,
    end: instant,
    free: z.int().min(0),
    price: money,
    department: z.object({ code: departmentCode, name: z.string() }),
    practitioner: z.object({ id: practitionerId, name: z.string(), title: z.string() }),
    place,
    ageSeconds: z.int().min(0).meta({ description: 'How long ago the hospital was asked about this slot.' }),
  })
  .meta({ id: 'Slot' });

const confirmation = z
  .enum(['confirming', 'confirmed', 'refused', 'asking', 'with-staff'])
  .meta({ id: 'Confirmation', description: 'How far the hospital has confirmed what `status` says.' });

export const appointment = z
  .object({
    id: appointmentId,
    status: z.enum(['pending', 'booked', 'cancelled']).meta({ description: 'FHIR R4 Appointment.status.' }),
    confirmation,
    cancellation: z.enum(['none', 'requested', 'done']),
    knowBy: instant.optional().meta({ description: 'While it is open: by when the person will know.' }),
    reason: z
      .enum(['slot-taken', 'hospital-refused', 'hospital-unavailable', 'not-booked', 'cancelled'])
      .optional()
      .meta({ description: 'Why it ended, when it did not end in a booking that stands.' }),
    patientId,
    patientName: z.string().meta({ description: 'Masked.' }),
    start: instant,
    end: instant,
    price: money,
    department: z.object({ code: departmentCode, name: z.string() }),
    practitioner: z.object({ id: practitionerId, name: z.string(), title: z.string() }),
    place,
    dutyDesk: z.object({ name: z.string(), phone: z.string() }),
  })
  .meta({ id: 'Appointment' });

export const appointmentEvent = z
  .object({ status: z.string(), confirmation, cancellation: z.string(), at: instant })
  .meta({ id: 'AppointmentEvent', description: "One server-sent event; its id is the appointment's version." });

export const session = z
  .object({
    patientId,
    patientName: z.string(),
    expiresAt: instant,
    token: z.string().optional().meta({ description: 'Only for carrier `bearer`.' }),
  })
  .meta({ id: 'Session' });

export const problem = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string().optional(),
    instance: z.string().meta({ description: 'The request id.' }),
    code: z.enum(Object.keys(problems) as [ProblemCode, ...ProblemCode[]]),
    retryable: z.boolean(),
    patientMessageKey: z.string(),
    errors: z.array(z.object({ at: z.string(), expected: z.string() })).optional(),
    alternatives: z.array(slot).max(3).optional(),
  })
  .meta({ id: 'Problem', description: 'RFC 9457 problem details.' });

const cursor = z.string().regex(/^[A-Za-z0-9_-]{1,200}$/);
const limit = z.coerce.number<number>().int().min(1).max(50).default(20);

export function page<T extends z.ZodType>(item: T) {
  return z.object({ items: z.array(item), next: z.string().optional().meta({ description: 'Address of the next page.' }) });
}

/** What comes in with a request. Objects are strict: a field that is not in the contract is refused. */
export const input = {
  none: z.strictObject({}),
  page: z.strictObject({ cursor: cursor.optional(), limit }),
  departments: z.strictObject({ q: z.string().max(60).optional(), cursor: cursor.optional(), limit }),
  practitioners: z.strictObject({
    department: departmentCode.optional(),
    hospital: hospitalId.optional(),
    cursor: cursor.optional(),
    limit,
  }),
  slots: z.strictObject({
    department: departmentCode.optional(),
    hospital: hospitalId.optional(),
    practitioner: practitionerId.optional(),
    from: givenInstant.optional(),
    to: givenInstant.optional(),
    cursor: cursor.optional(),
    limit,
  }),
  appointmentId: z.strictObject({ id: appointmentId }),
  book: z.strictObject({ slotId, patientId }),
  openSession: z.strictObject({
    evidence: z.strictObject({ kind: z.literal('demo'), patientId }),
    carrier: z.enum(['cookie', 'bearer']).default('cookie'),
  }),
};
