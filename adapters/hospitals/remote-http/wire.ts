/**
 * The Onedoor hospital API, version 1, as schemas: what goes over the wire in both directions. `docs/hospital-api.json` is written from
 * them. A request holds nothing that is not listed; in a reply unlisted members are ignored. Instants are RFC 3339 with their offset
 * (https://www.rfc-editor.org/rfc/rfc3339), money is integer fen, dates are `YYYY-MM-DD`.
 */
import * as z from 'zod';
import { isList, ROWS_MAX } from '../../port/rows.ts';

/** The hospital's own reference of a slot, a booking, a person, a department or a practitioner. Safe in a path as it is. */
export const refSchema = z
  .string()
  .regex(/^[A-Za-z0-9_][A-Za-z0-9._:-]{0,127}$/)
  .describe("The hospital's own reference");

/** Onedoor's booking key, `BookRequest.key` of the port. */
export const keySchema = z
  .string()
  .regex(/^[A-Za-z0-9_-]{1,64}$/)
  .describe("Onedoor's key of a booking: unique for ever, exact in every letter");

/** A place in a list; opaque to Onedoor. */
export const tokenSchema = z
  .string()
  .regex(/^[!-~]{1,512}$/)
  .describe('Given back as it is; the hospital may put into it what it likes');

export const instant = z.iso.datetime({ offset: true }).describe('RFC 3339 with its offset, as 2027-03-01T08:00:00+08:00');
const date = z.iso.date();
const name = z.string().min(1).max(200).describe('As on the document, any script; stored and given back exactly');

const tells = (what: string) => z.boolean().default(false).describe(`Answers ${what}`);

const recordsCapabilitySchema = z
  .object({
    reports: tells('/records/reports/search and /records/reports/{ref}'),
    documents: tells('/records/reports/{ref}/documents/{documentRef}. Needs reports'),
    visits: tells('/records/visits/search'),
    medications: tells('/records/medications/search'),
    allergies: tells('/records/allergies/search'),
    conditions: tells('/records/conditions/search'),
    readLagMs: z
      .int()
      .min(0)
      .default(0)
      .describe('Longest time in ms from a report being changed to /records/reports/search telling it'),
  })
  .meta({ id: 'RecordsCapability' });

export const capabilitiesSchema = z
  .object({
    slots: z.boolean().describe('Answers /slots and /slots/{ref}. Without it the hospital can only be shown'),
    book: z.boolean().describe('Answers PUT /bookings/{key}'),
    listBookings: z
      .enum(['no', 'changes', 'sweep'])
      .describe(
        'Answers GET /bookings/{key} and GET /bookings: changes since a cursor, or all bookings of ours that are held now. With no, an unknown outcome goes to a person',
      ),
    cancel: z.boolean().describe('Answers PUT /bookings/{key}/cancellation'),
    keyedBooking: z.boolean().describe('The same PUT /bookings/{key} twice, at once or later, makes one booking'),
    keyMaxLength: z
      .int()
      .min(1)
      .max(64)
      .default(64)
      .describe('Longest key that is stored whole. The keys of Onedoor have 62 characters'),
    places: z
      .enum(['enforced', 'advisory'])
      .default('enforced')
      .describe('Whether PUT /bookings/{key} itself refuses one booking too many'),
    settleWindowMs: z.int().min(0).describe('Longest time in ms from receiving a write to every read showing it'),
    readLagMs: z.int().min(0).describe('Longest time in ms by which /slots lags behind confirmed bookings'),
    findPatient: z.boolean().describe('Answers POST /patients/search, and books by patientRef'),
    registerPatient: z.boolean().describe('Answers POST /patients. Needs findPatient'),
    charges: z
      .enum(['no', 'uninsured', 'hospital', 'insurer'])
      .default('no')
      .describe(
        'Answers /charges, /settlements and /refunds. uninsured: the person pays for everything; hospital: insurance is quoted (/quotes) and settled here; insurer: Onedoor asks the insurer and says what it has settled',
      ),
    preconsult: z
      .boolean()
      .default(false)
      .describe('Answers /summaries and /summary-answers: doctors see what people said before the visit. Needs book'),
    records: recordsCapabilitySchema
      .prefault({})
      .describe('What is told of the records of people. A section that is not told is nowhere taken for "none known"'),
  })
  .meta({ id: 'Capabilities' });

export const slotSchema = z
  .object({
    ref: refSchema,
    departmentRef: refSchema,
    practitionerRef: refSchema
      .optional()
      .describe('Absent where a department is booked and nobody in particular; not offered yet'),
    startsAt: instant,
    endsAt: instant,
    free: z.int().min(0).describe('Places that can still be booked; 0 also when the slot is closed'),
    feeFen: z.int().min(0).optional().describe('Registration fee in fen, where the slot itself is priced'),
  })
  .meta({ id: 'Slot' });
export type WireSlot = z.infer<typeof slotSchema>;

export const slotPageSchema = z
  .object({ slots: z.array(slotSchema).max(ROWS_MAX), next: tokenSchema.optional().describe('Absent on the last page') })
  .meta({ id: 'SlotPage' });

/** A list whose rows are read one by one, see `port/rows.ts`: zod would make an issue for every member of every row. */
export const rows = z.custom<readonly unknown[]>((list) => isList(list));

/** A page as it is received. */
export const slotRowsSchema = slotPageSchema.extend({ slots: rows });

const documentSchema = z
  .object({
    type: z.enum([
      'resident-id',
      'hk-macau-residence-permit',
      'taiwan-residence-permit',
      'hk-macau-travel-permit',
      'taiwan-travel-permit',
      'foreigner-residence-permit',
      'passport',
      'birth-certificate',
      'other',
    ]),
    number: z.string().min(1).max(64),
  })
  .meta({ id: 'IdentityDocument' });

export const patientSchema = z
  .object({
    name,
    birthDate: date,
    sex: z.enum(['male', 'female', 'unknown']),
    document: documentSchema,
    phone: z.string().min(1).max(32).optional(),
    guardian: z
      .object({ name, document: documentSchema, relationship: z.enum(['mother', 'father', 'grandparent', 'guardian']) })
      .optional()
      .describe('Who answers for a child whose document is a birth certificate'),
  })
  .meta({ id: 'Patient' });

export const patientQuerySchema = z.object({ name, birthDate: date, document: documentSchema }).meta({ id: 'PatientQuery' });

export const patientMatchSchema = z
  .discriminatedUnion('match', [
    z.object({ match: z.literal('none') }),
    z.object({ match: z.literal('one'), ref: refSchema }),
    z.object({ match: z.literal('ambiguous'), cause: z.enum(['several-files', 'other-particulars']) }),
  ])
  .meta({ id: 'PatientMatch' });

export const patientRecordSchema = z.object({ ref: refSchema }).meta({ id: 'PatientRecord' });

export const bookRequestSchema = z
  .object({ slotRef: refSchema, patient: patientSchema, patientRef: refSchema.optional() })
  .meta({ id: 'BookRequest' });

export const bookingStatusSchema = z
  .enum(['booked', 'completed', 'missed', 'wait-listed', 'cancelled'])
  .describe('completed: they came and were seen; missed: they did not come; wait-listed: noted, and no place is kept');

export const bookingSchema = z
  .object({ ref: refSchema, key: keySchema, slotRef: refSchema.optional(), status: bookingStatusSchema })
  .meta({ id: 'Booking' });

export const bookingChangesSchema = z
  .object({
    bookings: z.array(bookingSchema).max(ROWS_MAX),
    cursor: tokenSchema.describe('Asked with next time. A booking may be reported twice, never left out'),
    more: z.boolean().describe('More can be fetched at once'),
  })
  .meta({ id: 'BookingChanges' });

/** Changes as they are received. */
export const bookingRowsSchema = bookingChangesSchema.extend({ bookings: rows });

export const cancellationSchema = z.object({ ref: refSchema }).meta({ id: 'Cancellation' });

/** The reject reasons of the port. */
export const reasonSchema = z.enum([
  'slot-taken',
  'slot-unknown',
  'slot-closed',
  'patient-refused',
  'patient-ambiguous',
  'patient-unknown',
  'not-cancellable',
  'booking-unknown',
  'booking-over',
  'charges-unknown',
  'charges-changed',
  'charges-settled',
  'quote-unknown',
  'quote-expired',
  'settlement-unknown',
  'not-refundable',
  'summary-unknown',
  'summary-changed',
  'report-unknown',
  'key-reused',
  'not-authorised',
  'request-refused',
  'other',
]);

/** https://www.rfc-editor.org/rfc/rfc9457 with `reason` as extension. */
export const problemSchema = z
  .object({
    title: z.string().describe('For engineers. Nothing about a person'),
    status: z.int().min(400).max(499),
    reason: reasonSchema,
  })
  .meta({ id: 'Problem' });

const CHANGES_MAX = 500;

/** What a hospital tells of its own accord: only what is to be read again. */
export const pushSchema = z
  .object({
    id: tokenSchema.max(128).describe('Number of the message; the same when it is sent again'),
    changes: z
      .array(
        z.discriminatedUnion('kind', [
          z.strictObject({ kind: z.literal('slot'), ref: refSchema }),
          z.strictObject({ kind: z.literal('booking'), key: keySchema, ref: refSchema }),
          z
            .strictObject({ kind: z.literal('report'), patientRef: refSchema, ref: refSchema })
            .describe('A report of whoever has this file was issued, corrected or withdrawn'),
        ]),
      )
      .min(1)
      .max(CHANGES_MAX),
  })
  .meta({ id: 'Push' });

/** A push as it is received: how long it is is looked at first. */
export const receivedPushSchema = z
  .object({ id: z.string(), changes: z.custom<z.input<typeof pushSchema>['changes']>((list) => isList(list, CHANGES_MAX)) })
  .pipe(pushSchema);
