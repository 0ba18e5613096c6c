/**
 * 尚医通's contract as schemas (source: 尚医通 (yygh) hospital interface document; there is no official standard). Requests are forms,
 * replies are `{ code, message, data, ok }` in JSON. What is marked as ours belongs to strict mode and is laid down in README.md.
 * In a reply unlisted members are ignored.
 */
import * as z from 'zod';
import { isQueueNumber } from '../../port/booking.ts';
import { isList } from '../../port/rows.ts';

/** Codes of hospitals, departments, schedules and orders. Safe in a reference that joins several of them. */
export const codeSchema = z.string().regex(/^[A-Za-z0-9_-]{1,40}$/);

/** Onedoor's booking key, `BookRequest.key` of the port; our field `clientOrderNo`. */
export const keySchema = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/);

/** A place in a list; opaque to Onedoor. */
export const tokenSchema = z.string().regex(/^[!-~]{1,512}$/);

/** Yuan with two decimals at most, as the hospital spells it: `100`, `100.0`, `12.20`. */
export const amountSchema = z.string().regex(/^(0|[1-9]\d{0,6})(\.\d{1,2})?$/);

/** The document types of the port. */
export const DOCUMENT_TYPES = [
  'resident-id',
  'hk-macau-residence-permit',
  'taiwan-residence-permit',
  'hk-macau-travel-permit',
  'taiwan-travel-permit',
  'foreigner-residence-permit',
  'passport',
  'birth-certificate',
  'other',
] as const;

export const envelopeSchema = z.object({ code: z.int(), data: z.unknown() });

/** A list whose rows are read one by one, see `port/rows.ts`: zod would make an issue for every member of every row. */
export const rows = z.custom<readonly unknown[]>((list) => isList(list));

const count = z.int().min(0);
export const dateTime = z.string().regex(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/);

/** A schedule: a morning (0) or an afternoon (1) of a doctor, status 1 open, 0 closed, -1 stopped. */
export const scheduleSchema = z.object({
  hosScheduleId: codeSchema,
  depcode: codeSchema,
  docname: z.string().max(100),
  title: z.string().max(100).default(''),
  workDate: z.iso.date(),
  workTime: z.literal([0, 1]),
  reservedNumber: count.min(1),
  availableNumber: count,
  amount: amountSchema,
  status: z.literal([-1, 0, 1]),
  /** Ours: of a schedule in which one comes at `beginTime`, in +08:00. Absent for a whole half day. */
  times: z.object({ beginTime: dateTime, endTime: dateTime }).optional(),
});
export type WireSchedule = z.output<typeof scheduleSchema>;

export const schedulePageSchema = z.object({ rows, next: tokenSchema.optional() });

/** An order; orderStatus 0 unpaid, 1 paid, 2 number taken, -1 cancelled. */
export const orderSchema = z.object({
  hosRecordId: codeSchema,
  clientOrderNo: keySchema,
  hosScheduleId: codeSchema,
  depcode: codeSchema,
  reserveDate: z.iso.date(),
  reserveTime: z.literal([0, 1]),
  amount: amountSchema,
  /** One that can be nobody's number is none. */
  number: z
    .number()
    .optional()
    .transform((number) => (isQueueNumber(number) ? number : undefined)),
  orderStatus: z.literal([-1, 0, 1, 2]),
});
export type WireOrder = z.output<typeof orderSchema>;

export const orderChangesSchema = z.object({ rows, cursor: tokenSchema, more: z.boolean() });

/**
 * What a lax hospital says to submitOrder; numbers come as numbers and as texts. A record without its number is a booking all the
 * same; a number without its record is none.
 */
export const laxOrderSchema = z.object({
  hosRecordId: z.union([codeSchema, z.int().min(1).transform(String)]),
  number: z.coerce.number().int().min(1).optional().catch(undefined),
});

export const queueSchema = z.object({ calls: rows, ended: z.boolean() });

/** `calledAt` in milliseconds since the epoch. */
export const queueCallSchema = z.object({ number: z.int().min(1), calledAt: z.int().min(0) });

export const patientMatchSchema = z.discriminatedUnion('match', [
  z.object({ match: z.literal('none') }),
  z.object({ match: z.literal('one'), patientId: codeSchema }),
  z.object({ match: z.literal('ambiguous'), cause: z.enum(['several-files', 'other-particulars']) }),
]);

export const patientRecordSchema = z.object({ patientId: codeSchema });

const digits = z
  .string()
  .regex(/^\d{1,6}$/)
  .transform(Number);

/** A form that every call of the hospital carries: whose it is, when it was written, and the signature. */
export const pushSchema = z.object({ hoscode: codeSchema, timestamp: z.string().regex(/^\d{13}$/), sign: z.string() });

const schedulePushFields = {
  hoscode: z.string(),
  timestamp: z.string(),
  sign: z.string(),
  hosScheduleId: codeSchema,
  depcode: codeSchema,
  workDate: z.iso.date(),
  workTime: z.enum(['0', '1']).transform((half) => (half === '0' ? 0 : 1)),
  amount: amountSchema,
};

/** A pushed schedule. Strict: a field that is not in the contract is not a schedule. */
export const schedulePushSchema = z.strictObject({
  ...schedulePushFields,
  docname: z.string().max(100),
  title: z.string().max(100).default(''),
  skill: z.string().optional(),
  reservedNumber: digits,
  availableNumber: digits,
  status: z.enum(['-1', '0', '1']).transform(Number),
});

/** A removed schedule, with the fields by which Onedoor knows it; the contract asks for `hosScheduleId` alone. */
export const scheduleRemovalSchema = z.strictObject(schedulePushFields);
