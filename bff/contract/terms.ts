import * as z from 'zod';
import { type EvidenceKind, type EvidenceLevel, evidenceLevels, levelOf } from './evidence.ts';

// What more than one scene speaks of. A scene's own words are in its `schemas.ts`.

/** RFC 3339 with the offset of Asia/Shanghai, which has no daylight saving time. */
export const instant = z
  .string()
  .meta({ description: 'RFC 3339 instant with offset', format: 'date-time', examples: ['2026-11-24T08:30:00+08:00'] });

/** What a client may send as an instant. */
export const givenInstant = z.iso.datetime({ offset: true }).meta({ examples: ['2026-11-24T00:00:00+08:00'] });

export const opaqueId = (prefix: string) => z.string().regex(new RegExp(`^${prefix}_[A-Za-z0-9_-]{22}$`));
export const slotId = opaqueId('slt');
export const patientId = opaqueId('pat');
/** With the time in front; those from before, and those that were adopted, have none. */
export const appointmentId = z.string().regex(/^apt_([A-Za-z0-9_-]{8})?[A-Za-z0-9_-]{22}$/);
export const hospitalId = z.string().regex(/^[a-z0-9-]{1,64}$/);
export const departmentCode = z.string().regex(/^A[0-9]{2}(\.[0-9]{2}){0,2}$/);
/** Where it hurts. */
export const bodyPart = z
  .enum([
    'head',
    'eyes',
    'ear-nose-throat',
    'mouth',
    'chest',
    'belly',
    'back-joints',
    'skin',
    'women',
    'children',
    'mind',
    'whole-body',
  ])
  .meta({ id: 'BodyPart' });

export const practitionerId = z.string().regex(/^[a-z0-9-]{1,64}\.[A-Za-z0-9._-]{1,64}$/);

/** Of the privacy notice: the day from which it holds. */
export const noticeVersion = z.string().regex(/^[0-9]{4}-[0-9]{2}-[0-9]{2}$/);

export const money = z
  .object({ amount: z.int().min(0), currency: z.literal('CNY') })
  .meta({ id: 'Money', description: 'Integer fen: 2500 is 25 yuan.' });

/** A text for patients, in both languages of the interface. */
export const bilingual = z.object({ zh: z.string(), en: z.string() });

/** Where one goes. */
export const place = z
  .object({
    hospital: hospitalId,
    hospitalName: z.string(),
    campus: z.string(),
    englishCampus: z.string().optional(),
    address: z.string(),
    englishAddress: z.string().optional(),
    floor: z.string(),
    room: z.string(),
    reportTo: bilingual.optional().meta({ description: 'Where one reports on arrival, as the hospital says it.' }),
  })
  .meta({ id: 'Place' });

export const namedDepartment = z.object({ code: departmentCode, name: z.string() });
export const namedPractitioner = z.object({
  id: practitionerId,
  name: z.string(),
  englishName: z.string().optional().meta({
    description: 'As the hospital writes it; where it says nothing, the pinyin of the name, the family name first.',
  }),
  title: z.string(),
});
export const paymentId = z.string().regex(/^pay_[A-Za-z0-9_-]{30}$/);
/** Why money goes back to whoever paid it. */
export const refundCause = z.enum(['undone', 'less-needed', 'late', 'twice', 'other-amount', 'asked']);
export const dutyDesk = z.object({ name: z.string(), phone: z.string() });

export const coverage = z
  .enum(['self-pay', 'medical-insurance'])
  .meta({ id: 'Coverage', description: 'How the person means to pay. The hospital settles it when the fee is paid.' });

/** Where a person stands in a doctor's clinic: a half day in which people are called by number. */
export const clinicPlace = z
  .object({
    half: z.enum(['morning', 'afternoon', 'evening']),
    numbers: z.int().min(1).meta({ description: 'Given out in the clinic in all.' }),
    number: z.int().min(1).optional().meta({
      description: "The person's own; of a slot, about the one that the next booking gets. Absent until the hospital gives one.",
    }),
    state: z.enum(['waiting', 'called', 'passed', 'ended']).meta({
      description: '`passed`: later numbers were called and this one was not; the person asks at the desk.',
    }),
    calledAt: instant.optional(),
    window: z
      .object({
        from: instant,
        to: instant,
        confidence: z
          .int()
          .min(80)
          .max(100)
          .meta({ description: 'Per cent: so often the call falls into windows like this one.' }),
        precision: z
          .enum(['half-hour', 'broad'])
          .meta({ description: '`half-hour`: at most 30 minutes. `broad`: too little is known for that; say "about".' }),
        basis: z.enum(['schedule', 'history', 'queue']),
      })
      .optional()
      .meta({ description: 'When the number will be called, as an estimate; it follows the queue.' }),
  })
  .meta({
    id: 'ClinicPlace',
    description:
      "A number in a doctor's clinic, the half day in which people are called by number, at hospitals that do not give out times. `start` and `end` are then those of the clinic.",
  });

export const confirmation = z
  .enum(['confirming', 'confirmed', 'refused', 'asking', 'with-staff'])
  .meta({ id: 'Confirmation', description: 'How far the hospital has confirmed what `status` says.' });

/** As patients see it, and a clerk who serves them. */
export const appointment = z
  .object({
    id: appointmentId,
    status: z.enum(['pending', 'booked', 'cancelled']).meta({ description: 'FHIR R4 Appointment.status.' }),
    confirmation,
    cancellation: z.enum(['none', 'requested', 'done']),
    knowBy: instant.optional().meta({ description: 'While it is open: by when the person will know.' }),
    reason: z
      .enum(['slot-taken', 'slot-gone', 'hospital-refused', 'hospital-unavailable', 'not-booked', 'cancelled'])
      .optional()
      .meta({ description: 'Why it ended, when it did not end in a booking that stands.' }),
    patientId,
    patientName: z.string().meta({ description: 'Masked.' }),
    coverage,
    start: instant,
    end: instant,
    price: money,
    department: namedDepartment,
    practitioner: namedPractitioner,
    place,
    clinic: clinicPlace.optional(),
    dutyDesk,
  })
  .meta({ id: 'Appointment' });

/** What is booked. */
export const givenBooking = z.strictObject({ slotId, patientId, coverage: coverage.default('self-pay') });

export const slipCode = z
  .string()
  .regex(/^[0-9A-HJKMNP-TV-Z]{10}$/)
  .meta({ description: 'Crockford base 32: no I, L, O, U.' });

/** What one takes along. */
export const slip = z
  .object({
    code: slipCode,
    qr: z.string().meta({ description: 'The text of the QR code, signed with Ed25519.' }),
    state: z.enum(['provisional', 'confirmed']).meta({
      description: '`provisional`: the hospital is still confirming; the code stays when it has. See `knowBy`.',
    }),
    knowBy: instant.optional().meta({ description: 'By when one knows whether the hospital has confirmed it.' }),
    issuedAt: instant,
    patientName: z.string().meta({ description: 'Masked.' }),
    start: instant,
    end: instant,
    price: money,
    coverage,
    department: namedDepartment,
    practitioner: namedPractitioner,
    place,
    clinic: clinicPlace.optional(),
    arriveMinutesEarly: z
      .int()
      .min(0)
      .max(120)
      .optional()
      .meta({ description: 'So long before `start` one comes; absent where the hospital does not say.' }),
    bring: z.array(bilingual),
    fasting: z.boolean(),
    preparation: bilingual.optional(),
    queueRule: bilingual,
    dutyDesk,
  })
  .meta({ id: 'Slip' });

/** The body, the query or the address of a request that gives nothing. */
export const nothing = z.strictObject({});

export const cursor = z.string().regex(/^[A-Za-z0-9_-]{1,200}$/);
/** Digits and nothing else are a number: `0x10`, `1e1` or a space are not how anybody writes one in an address. */
const decimal = (given: number) => (/^[0-9]+$/.test(String(given)) ? Number(given) : given);
export const PAGE_ROWS_DEFAULT = 20;
export const PAGE_ROWS_MAX = 50;
/** How many a page has. The type says what goes in and out; zod's own for this would make the field one that has to be given. */
export const limit = z.preprocess(
  decimal,
  z.int().min(1).max(PAGE_ROWS_MAX).default(PAGE_ROWS_DEFAULT),
) as unknown as z.ZodDefault<z.ZodInt>;

/** What every list takes. */
export const pageQuery = z.strictObject({ cursor: cursor.optional(), limit });

export function page<T extends z.ZodType>(item: T) {
  return z.object({ items: z.array(item), next: z.string().optional().meta({ description: 'Address of the next page.' }) });
}

const named = <K extends string>(table: Readonly<Record<K, unknown>>) => Object.keys(table) as [K, ...K[]];

/** What opened a session. */
export const evidenceKind = z.enum(named<EvidenceKind>(levelOf)).meta({ id: 'EvidenceKind' });
/** How sure it is; see docs/security.md. */
/** What a grown-up can let another do for them (FHIR R5 Consent.provision.action). Nothing else is ever done by whoever helps. */
export const grantScopes = ['appointments', 'results', 'money'] as const;

export type GrantScope = (typeof grantScopes)[number];

export const grantScope = z.enum(grantScopes).meta({
  id: 'GrantScope',
  description:
    '`appointments`: book, cancel and see appointments, with their slips, messages and forms. `results`: results and records. `money`: bills and payments. The last two take that the helped person showed a document or was vouched for when they agreed.',
});

export const evidenceLevel = z.enum(named<EvidenceLevel>(evidenceLevels)).meta({
  id: 'EvidenceLevel',
  description:
    '`claimed`: typed by somebody. `phone-held`: a code came back. `phone-bound`: in a browser that was bound to the person. `document-read`: by an enrolled device. `vouched-for`: by staff.',
});

export const documentType = z
  .enum([
    'resident-id',
    'hk-macau-residence-permit',
    'taiwan-residence-permit',
    'hk-macau-travel-permit',
    'taiwan-travel-permit',
    'foreigner-residence-permit',
    'passport',
    'birth-certificate',
    'other',
  ])
  .meta({ id: 'DocumentType' });

export const sex = z.enum(['male', 'female', 'unknown']);

/** The session of a person. */
export const session = z
  .object({
    patientId,
    patientName: z.string().meta({ description: 'Masked.' }),
    sex,
    birthYear: z.int(),
    registered: z.boolean().meta({ description: 'True when the person was registered by this request.' }),
    level: evidenceLevel,
    tookOver: z
      .array(z.object({ claimedAt: instant, phone: z.string().optional().meta({ description: 'Masked.' }) }))
      .meta({ description: 'What somebody had only claimed of this document, until this request proved it.' }),
    expiresAt: instant,
    token: z.string().optional().meta({ description: 'Only for carrier `bearer`.' }),
  })
  .meta({ id: 'Session' });

/** Line breaks, tabs and whatever else is blank: in a text of one line it is a blank. */
const BLANKS = /(?:(?!\uFEFF)\s)+/gu;
/** What is never seen but where it changes how its neighbours look: joiners, and selectors of a glyph. */
const UNSEEN =
  /(?<=[\p{L}\p{M}\p{N}\p{S}])(?:[\u200C\u200D](?=[\p{L}\p{M}\p{N}\p{S}])|[\uFE00-\uFE0F\u{E0100}-\u{E01EF}\u180B-\u180F])|([\p{Cf}\p{Default_Ignorable_Code_Point}])/gu;
/** Controls, half characters, and codes that are no character, which a screen, a printer or a log may take for an order. */
const NOT_PRINTABLE = /[\p{Cc}\p{Cs}\p{Noncharacter_Code_Point}]/u;
const PRIVATE = /\p{Co}/u;
/** Neither fillers nor the signs that are drawn as nothing: the empty pattern of braille, the note without a head, the stand-in for an object. */
const VISIBLE = /(?![\p{Default_Ignorable_Code_Point}\u2800\u{1D159}\uFFFC])[\p{L}\p{N}\p{P}\p{S}\u{20000}-\u{3FFFD}]/u;

/**
 * A text that a client sends and that people read: it goes on to hospitals, screens and logs, so it is one line of what is seen. Blanks
 * of every kind are blanks, what is invisible is left out, and controls and private codes are refused. Lengths are in characters.
 */
export function givenText(min: number, max: number) {
  const oneLine = (text: string) =>
    text
      .replace(BLANKS, ' ')
      .replace(UNSEEN, (all, unseen) => (unseen === undefined ? all : ''))
      .trim();
  return bounded(z.string().overwrite(oneLine), { min, max, isFit: (text) => isPrintable(text) && !PRIVATE.test(text) });
}

/**
 * A name or a number that a client sends as it was typed, pasted or read: what is invisible in it, and what old systems write with
 * private codes, is for the reader of such names and numbers to judge. It is printable all the same.
 */
export function typedText(min: number, max: number) {
  return bounded(
    z.string().overwrite((text) => text.replace(BLANKS, ' ')),
    { min, max, isFit: isPrintable },
  );
}

function isPrintable(text: string): boolean {
  return VISIBLE.test(text) && !NOT_PRINTABLE.test(text);
}

/** Those that are seen, without the blanks around them; a letter and its accents are one. */
function charactersIn(text: string): number {
  return [
    ...text
      .normalize('NFC')
      .replace(/[\p{Cf}\p{Default_Ignorable_Code_Point}]/gu, '')
      .trim(),
  ].length;
}

interface Bounds {
  readonly min: number;
  readonly max: number;
  readonly isFit: (text: string) => boolean;
}

function bounded(text: z.ZodString, { min, max, isFit }: Bounds) {
  return text
    .check((context) => {
      const { value, issues } = context;
      // However many units a character has, what is so long is not worth counting.
      const length = value.length > 8 * max ? value.length : charactersIn(value);
      const of = { origin: 'string', inclusive: true, input: value } as const;
      if (length > max) issues.push({ code: 'too_big', maximum: max, ...of });
      else if (length < min) issues.push({ code: 'too_small', minimum: min, ...of });
      else if (length > 0 && !isFit(value)) issues.push({ code: 'invalid_format', format: 'printable text', input: value });
    })
    .meta({ minLength: min, maxLength: max });
}

export const givenDocument = z.strictObject({ type: documentType, number: typedText(1, 60) });

export const givenPerson = z.strictObject({
  name: typedText(1, 120),
  birthDate: z.iso.date(),
  sex,
  document: givenDocument,
});

export const givenConsents = z
  .strictObject({ privacyNotice: noticeVersion, healthData: noticeVersion, language: z.enum(['zh', 'en']) })
  .meta({ description: 'The versions that the person read and agreed to.' });

/** Why a place is not booked, whoever asks for it. */
export const bookingProblems = [
  'slot-taken',
  'slot-gone',
  'slot-past',
  'already-booked',
  'appointment-overlaps',
  'too-many-appointments',
  'too-many-cancellations',
  'booking-refused',
  'hospital-unavailable',
  'identity-ambiguous',
  'document-required',
  'consent-required',
  'presence-required',
] as const;

/** Why an appointment is not cancelled, whoever asks for it. */
export const cancellationProblems = ['not-cancellable', 'precondition-failed', 'presence-required'] as const;
