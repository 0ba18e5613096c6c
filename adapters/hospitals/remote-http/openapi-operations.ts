import * as z from 'zod';
import {
  chargeChangesSchema,
  chargeKeySchema,
  chargesQuerySchema,
  openChargesSchema,
  quoteRequestSchema,
  quoteSchema,
  quoteWithdrawalSchema,
  refundableSchema,
  refundRequestSchema,
  refundSchema,
  settlementSchema,
  settleRequestSchema,
  withdrawnQuoteSchema,
} from './charges-wire.ts';
import {
  summaryAnswersSchema,
  summaryKeySchema,
  summaryReceiptSchema,
  summaryRequestSchema,
  summaryWithdrawalSchema,
  withdrawnSummarySchema,
} from './preconsult-wire.ts';
import {
  allergyListSchema,
  conditionListSchema,
  medicationListSchema,
  recordsQuerySchema,
  reportDocumentSchema,
  reportPageSchema,
  reportsQuerySchema,
  sentReportSchema,
  visitListSchema,
} from './records-wire.ts';
import {
  bookingChangesSchema,
  bookingSchema,
  bookRequestSchema,
  cancellationSchema,
  capabilitiesSchema,
  keySchema,
  patientMatchSchema,
  patientQuerySchema,
  patientRecordSchema,
  patientSchema,
  type reasonSchema,
  refSchema,
  slotPageSchema,
  slotSchema,
  tokenSchema,
} from './wire.ts';

export type Reason = z.infer<typeof reasonSchema>;

export interface ApiOperation {
  readonly id: string;
  readonly method: 'get' | 'post' | 'put';
  readonly path: string;
  readonly summary: string;
  readonly parameters?: Readonly<Record<string, z.ZodType>>;
  readonly query?: Readonly<Record<string, z.ZodType>>;
  readonly body?: z.ZodType;
  readonly replies: Readonly<Record<string, readonly [what: string, schema: z.ZodType]>>;
  /** Refusals besides those of every operation, by status. */
  readonly refusals?: Readonly<Record<string, readonly Reason[]>>;
}

const instant = z.iso.datetime({ offset: true });
const limit = z.int().min(1).max(1000).describe('Entries a page at most');
const key = { key: keySchema };
const chargeKey = { key: chargeKeySchema };
const summaryKey = { key: summaryKeySchema };
const noRecords = { 404: ['patient-unknown'], 409: ['patient-ambiguous'] } as const;
const noReport = { ...noRecords, 404: ['report-unknown', 'patient-unknown'] } as const;
const noCharges = ['charges-unknown', 'patient-unknown'] as const;

/** The API as a table, in the order in which it is best implemented. */
export const OPERATIONS: readonly ApiOperation[] = [
  {
    id: 'capabilities',
    method: 'get',
    path: '/capabilities',
    summary: 'What this hospital can do. Read when it is registered; Onedoor asks for nothing else',
    replies: { 200: ['What is true of this hospital', capabilitiesSchema] },
  },
  {
    id: 'slots',
    method: 'get',
    path: '/slots',
    summary: 'Slots that start in [from, to), in a steady order, page by page; full ones may be left out',
    query: { from: instant, to: instant, limit, page: tokenSchema.optional().describe('`next` of the page before') },
    replies: { 200: ['One page', slotPageSchema] },
  },
  {
    id: 'slot',
    method: 'get',
    path: '/slots/{ref}',
    summary: 'One slot as it stands now',
    parameters: { ref: refSchema },
    replies: { 200: ['The slot', slotSchema] },
    refusals: { 404: ['slot-unknown'] },
  },
  {
    id: 'book',
    method: 'put',
    path: '/bookings/{key}',
    summary: 'Books one place under the key, once',
    parameters: key,
    body: bookRequestSchema,
    replies: { 200: ['The booking that stands under this key already', bookingSchema], 201: ['Booked', bookingSchema] },
    refusals: {
      404: ['slot-unknown'],
      409: ['slot-taken', 'slot-closed', 'key-reused', 'patient-ambiguous'],
      422: ['patient-refused', 'patient-unknown', 'other'],
    },
  },
  {
    id: 'findBooking',
    method: 'get',
    path: '/bookings/{key}',
    summary: 'The booking under the key, a cancelled one too; the question after an unknown outcome',
    parameters: key,
    replies: { 200: ['The booking', bookingSchema] },
    refusals: { 404: ['booking-unknown'] },
  },
  {
    id: 'cancel',
    method: 'put',
    path: '/bookings/{key}/cancellation',
    summary: 'Cancels the booking and frees its place. One that is cancelled already is a success',
    parameters: key,
    body: cancellationSchema,
    replies: { 200: ['Cancelled', bookingSchema] },
    refusals: { 404: ['booking-unknown'], 409: ['not-cancellable'] },
  },
  {
    id: 'listBookings',
    method: 'get',
    path: '/bookings',
    summary:
      "Onedoor's bookings that changed since the cursor, oldest change first, from the beginning without one; or, swept, all that are held now, page by page",
    query: { limit, cursor: tokenSchema.optional() },
    replies: { 200: ['Changes, and where to go on', bookingChangesSchema] },
  },
  {
    id: 'findPatient',
    method: 'post',
    path: '/patients/search',
    summary: 'Whether there is a file of this person. A POST, so that no number stands in an address; it changes nothing',
    body: patientQuerySchema,
    replies: { 200: ['The match; nothing personal in it', patientMatchSchema] },
  },
  {
    id: 'registerPatient',
    method: 'post',
    path: '/patients',
    summary: 'Opens a file, or answers the one that the person has',
    body: patientSchema,
    replies: {
      200: ['The file that the person has already', patientRecordSchema],
      201: ['A new file', patientRecordSchema],
    },
    refusals: { 409: ['patient-ambiguous'], 422: ['patient-refused', 'other'] },
  },
  {
    id: 'openCharges',
    method: 'post',
    path: '/charges/search',
    summary:
      'What is open for a person, visit by visit, every one with all its lines. A POST, so that no number stands in an address; it changes nothing',
    body: chargesQuerySchema,
    replies: { 200: ['What is open; empty when nothing is', openChargesSchema] },
    refusals: { 404: ['patient-unknown'] },
  },
  {
    id: 'quote',
    method: 'put',
    path: '/quotes/{key}',
    summary: 'What insurance would pay of one visit, where it is settled here. May reserve it; settles nothing',
    parameters: chargeKey,
    body: quoteRequestSchema,
    replies: { 200: ['The quote that stands under this key already', quoteSchema], 201: ['Quoted', quoteSchema] },
    refusals: { 404: [...noCharges, 'quote-unknown'], 409: ['charges-changed', 'charges-settled', 'key-reused'] },
  },
  {
    id: 'withdrawQuote',
    method: 'put',
    path: '/quotes/{key}/withdrawal',
    summary: 'Nobody will settle this quote. One that is gone, or never was, is a success',
    parameters: chargeKey,
    body: quoteWithdrawalSchema,
    replies: { 200: ['Withdrawn', withdrawnQuoteSchema] },
  },
  {
    id: 'settle',
    method: 'put',
    path: '/settlements/{key}',
    summary: 'Settles one visit whole, under the key, once',
    parameters: chargeKey,
    body: settleRequestSchema,
    replies: {
      200: ['The settlement that stands under this key already', settlementSchema],
      201: ['Settled; its split may differ from the one that was asked for', settlementSchema],
    },
    refusals: {
      404: [...noCharges, 'quote-unknown'],
      409: ['charges-changed', 'charges-settled', 'quote-expired', 'key-reused'],
      422: ['other'],
    },
  },
  {
    id: 'findSettlement',
    method: 'get',
    path: '/settlements/{key}',
    summary: 'The settlement under the key; the question after an unknown outcome',
    parameters: chargeKey,
    replies: { 200: ['The settlement', settlementSchema] },
    refusals: { 404: ['settlement-unknown'] },
  },
  {
    id: 'refundable',
    method: 'get',
    path: '/settlements/{key}/refundable',
    summary: 'What would be taken back of a settlement now; alone no line whose cost insurance has borne',
    parameters: chargeKey,
    query: { ref: refSchema },
    replies: { 200: ['What would be taken back', refundableSchema] },
    refusals: { 404: ['settlement-unknown'] },
  },
  {
    id: 'refund',
    method: 'put',
    path: '/refunds/{key}',
    summary: 'Takes back a settlement under the key, once: some lines, or all that is left',
    parameters: chargeKey,
    body: refundRequestSchema,
    replies: { 200: ['The refund that stands under this key already', refundSchema], 201: ['Taken back', refundSchema] },
    refusals: { 404: ['settlement-unknown'], 409: ['charges-changed', 'not-refundable', 'key-reused'] },
  },
  {
    id: 'findRefund',
    method: 'get',
    path: '/refunds/{key}',
    summary: 'The refund under the key; the question after an unknown outcome',
    parameters: chargeKey,
    replies: { 200: ['The refund', refundSchema] },
    refusals: { 404: ['settlement-unknown'] },
  },
  {
    id: 'chargeChanges',
    method: 'get',
    path: '/charges/changes',
    summary:
      "Onedoor's settlements and refunds that changed since the cursor, oldest change first, from the beginning without one; limit counts both",
    query: { limit, cursor: tokenSchema.optional() },
    replies: { 200: ['Changes, and where to go on', chargeChangesSchema] },
  },
  {
    id: 'deliverSummary',
    method: 'put',
    path: '/summaries/{key}',
    summary: 'Shows the doctor of a booking what the person said before the visit, under the key, once. It is no diagnosis',
    parameters: summaryKey,
    body: summaryRequestSchema,
    replies: {
      200: ['The summary that stands under this key already', summaryReceiptSchema],
      201: ['The doctor sees it, in place of the one that it replaces', summaryReceiptSchema],
    },
    refusals: {
      404: ['booking-unknown', 'patient-unknown', 'summary-unknown'],
      409: ['booking-over', 'summary-changed', 'key-reused'],
    },
  },
  {
    id: 'findSummary',
    method: 'get',
    path: '/summaries/{key}',
    summary: 'The summary under the key, one that was withdrawn too; the question after an unknown outcome',
    parameters: summaryKey,
    replies: { 200: ['The summary', summaryReceiptSchema] },
    refusals: { 404: ['summary-unknown'] },
  },
  {
    id: 'withdrawSummary',
    method: 'put',
    path: '/summaries/{key}/withdrawal',
    summary:
      'Nobody sees this summary any more, and nothing is shown under the key afterwards, also where it arrives later. One that is gone, or never was, is a success',
    parameters: summaryKey,
    body: summaryWithdrawalSchema,
    replies: { 200: ['Withdrawn', withdrawnSummarySchema] },
  },
  {
    id: 'summaryAnswers',
    method: 'get',
    path: '/summary-answers',
    summary: 'What doctors said of the summaries since the cursor, oldest first, from the beginning without one',
    query: { limit, cursor: tokenSchema.optional() },
    replies: { 200: ['Answers, and where to go on', summaryAnswersSchema] },
  },
  {
    id: 'reports',
    method: 'post',
    path: '/records/reports/search',
    summary:
      "One person's reports that were issued, corrected or withdrawn since the cursor, oldest change first, from the beginning without one. A POST, so that no number stands in an address; it changes nothing",
    body: reportsQuerySchema,
    replies: { 200: ['Reports as they are now, and where to go on', reportPageSchema] },
    refusals: noRecords,
  },
  {
    id: 'report',
    method: 'post',
    path: '/records/reports/{ref}',
    summary: 'One report of this person as it is now, one that was withdrawn too',
    parameters: { ref: refSchema },
    body: recordsQuerySchema,
    replies: { 200: ['The report', sentReportSchema] },
    refusals: noReport,
  },
  {
    id: 'reportDocument',
    method: 'post',
    path: '/records/reports/{ref}/documents/{documentRef}',
    summary: 'A document of a report of this person, as a scan or a film on paper',
    parameters: { ref: refSchema, documentRef: refSchema },
    body: recordsQuerySchema,
    replies: { 200: ['The document', reportDocumentSchema] },
    refusals: noReport,
  },
  {
    id: 'visits',
    method: 'post',
    path: '/records/visits/search',
    summary: "One person's past visits, all of them; of more than 500 the newest",
    body: recordsQuerySchema,
    replies: { 200: ['The visits', visitListSchema] },
    refusals: noRecords,
  },
  {
    id: 'medications',
    method: 'post',
    path: '/records/medications/search',
    summary: 'What was prescribed to one person, all of it; of more than 500 the newest',
    body: recordsQuerySchema,
    replies: { 200: ['What was prescribed', medicationListSchema] },
    refusals: noRecords,
  },
  {
    id: 'allergies',
    method: 'post',
    path: '/records/allergies/search',
    summary: 'What one person does not tolerate, all of it',
    body: recordsQuerySchema,
    replies: { 200: ['The allergies', allergyListSchema] },
    refusals: noRecords,
  },
  {
    id: 'conditions',
    method: 'post',
    path: '/records/conditions/search',
    summary: "One person's diagnoses and problems, all of them",
    body: recordsQuerySchema,
    replies: { 200: ['The diagnoses and problems', conditionListSchema] },
    refusals: noRecords,
  },
];
