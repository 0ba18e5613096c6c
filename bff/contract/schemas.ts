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
/** With the time in front; those from before, and those that were adopted, have none. */
const appointmentId = z.string().regex(/^apt_([A-Za-z0-9_-]{8})?[A-Za-z0-9_-]{22}$/);
const hospitalId = z.string().regex(/^[a-z0-9-]{1,64}$/);
const departmentCode = z.string().regex(/^A[0-9]{2}(\.[0-9]{2}){0,2}$/);
const practitionerId = z.string().regex(/^[a-z0-9-]{1,64}\.[A-Za-z0-9._-]{1,64}$/);

const money = z
  .object({ amount: z.int().min(0), currency: z.literal('CNY') })
  .meta({ id: 'Money', description: 'Integer fen: 2500 is 25 yuan.' });

const campus = z.object({
  name: z.string(),
  address: z.string(),
  position: z
    .object({ latitude: z.number(), longitude: z.number() })
    .optional()
    .meta({ description: 'WGS 84, degrees; for "nearest first".' }),
});

/** A text of a hospital for its patients, in both languages of the interface. */
const bilingual = z.object({ zh: z.string(), en: z.string() });

const closure = z.object({ kind: z.enum(['holiday', 'maintenance']), from: instant, to: instant, note: bilingual }).meta({
  id: 'Closure',
  description: 'While it lasts nothing can be booked at the hospital (maintenance) or for a time in it (holiday).',
});

export const hospital = z
  .object({
    id: hospitalId,
    name: z.string(),
    englishName: z.string(),
    campuses: z.array(campus),
    dutyDesk: z.object({ name: z.string(), phone: z.string() }),
    can: z.object({ book: z.boolean(), cancel: z.boolean() }).meta({ description: "What the hospital's own system lets us do." }),
    reachable: z.boolean().meta({ description: 'False while calls to the hospital are failing.' }),
    unreachableSince: instant.optional(),
    closures: z.array(closure).meta({ description: 'Those that last or are to come within 31 days.' }),
  })
  .meta({ id: 'Hospital' });

const bodyPart = z
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

export const department = z
  .object({
    code: departmentCode.meta({
      description: '诊疗科目 code (卫医发〔1994〕27号) with the prefix A of 2.16.156.10011.2.3.2.62.',
    }),
    name: z.string(),
    englishName: z.string(),
    aliases: z.array(z.string()),
    bodyParts: z.array(bodyPart).meta({ description: 'Where it hurts when one comes here.' }),
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

export const sessionPlace = z
  .object({
    half: z.enum(['morning', 'afternoon', 'evening']),
    numbers: z.int().min(1).meta({ description: 'Given out in the session in all.' }),
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
    id: 'SessionPlace',
    description:
      'A number in a morning or an afternoon, at hospitals that do not give out times. `start` and `end` are then those of the session.',
  });

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
    session: sessionPlace.optional(),
    ageSeconds: z.int().min(0).meta({ description: 'How long ago the hospital was asked about this slot.' }),
  })
  .meta({ id: 'Slot' });

const confirmation = z
  .enum(['confirming', 'confirmed', 'refused', 'asking', 'with-staff'])
  .meta({ id: 'Confirmation', description: 'How far the hospital has confirmed what `status` says.' });

const coverage = z
  .enum(['self-pay', 'medical-insurance'])
  .meta({ id: 'Coverage', description: 'How the person means to pay. The hospital settles it when the fee is paid.' });

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
    coverage,
    start: instant,
    end: instant,
    price: money,
    department: z.object({ code: departmentCode, name: z.string() }),
    practitioner: z.object({ id: practitionerId, name: z.string(), title: z.string() }),
    place,
    session: sessionPlace.optional(),
    dutyDesk: z.object({ name: z.string(), phone: z.string() }),
  })
  .meta({ id: 'Appointment' });

export const appointmentEvent = z.object({ status: z.string(), confirmation, cancellation: z.string(), at: instant }).meta({
  id: 'AppointmentEvent',
  description:
    "One server-sent event; its id is the appointment's version. Beside it, `event: session` carries a SessionPlace when the estimate has moved.",
});

export const session = z
  .object({
    patientId,
    patientName: z.string().meta({ description: 'Masked.' }),
    registered: z.boolean().meta({ description: 'True when the person was registered by this request.' }),
    expiresAt: instant,
    token: z.string().optional().meta({ description: 'Only for carrier `bearer`.' }),
  })
  .meta({ id: 'Session' });

const consentKind = z.enum(['privacy-notice', 'health-data']).meta({
  id: 'ConsentKind',
  description: 'Having read the notice, and the separate consent for sensitive personal data (PIPL Art. 29).',
});
const noticeVersion = z.string().regex(/^[0-9]{4}-[0-9]{2}-[0-9]{2}$/);
const noticeText = z.object({ title: z.string(), paragraphs: z.array(z.string()) });

export const privacyNotice = z
  .object({
    version: noticeVersion,
    texts: z.object({
      'privacy-notice': z.object({ zh: noticeText, en: noticeText }),
      'health-data': z.object({ zh: noticeText, en: noticeText }),
    }),
    withoutConsent: bilingual.meta({ description: 'What still works for a person who refuses: the window.' }),
  })
  .meta({ id: 'PrivacyNotice' });

const consentId = opaqueId('con');
export const consent = z
  .object({
    id: consentId.meta({ description: 'The receipt.' }),
    kind: consentKind,
    version: noticeVersion,
    givenAt: instant,
    givenBy: z.enum(['self', 'guardian']),
    channel: z.string(),
    withdrawnAt: instant.optional(),
  })
  .meta({ id: 'Consent', description: 'A receipt after ISO/IEC TS 27560.' });

const documentType = z
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
const relationship = z
  .enum(['parent', 'guardian', 'grandparent'])
  .meta({ id: 'Relationship', description: 'Of the guardian to the child.' });

export const me = z
  .object({
    patientId,
    name: z.string().meta({ description: 'Masked.' }),
    birthYear: z.int(),
    documents: z.array(z.object({ type: documentType, number: z.string().meta({ description: 'Masked.' }) })),
    phone: z.string().optional().meta({ description: 'Masked.' }),
    dependants: z.array(z.object({ patientId, name: z.string(), relationship })),
  })
  .meta({ id: 'Me' });

export const dependant = z.object({ patientId, name: z.string(), relationship }).meta({ id: 'Dependant' });

export const access = z
  .object({
    at: instant,
    who: z.enum(['you', 'guardian', 'staff', 'hospital', 'gateway']),
    name: z.string().optional().meta({ description: 'Of a member of staff or a hospital.' }),
    action: z.string(),
    where: z.string().optional().meta({ description: 'The device.' }),
    reason: z.string().optional(),
  })
  .meta({ id: 'Access', description: 'One line of who looked at what, when and why.' });

const slipCode = z
  .string()
  .regex(/^[0-9A-HJKMNP-TV-Z]{10}$/)
  .meta({ description: 'Crockford base 32: no I, L, O, U.' });

export const slip = z
  .object({
    code: slipCode,
    qr: z.string().meta({ description: 'The text of the QR code, signed with Ed25519.' }),
    issuedAt: instant,
    patientName: z.string().meta({ description: 'Masked.' }),
    start: instant,
    end: instant,
    price: money,
    coverage,
    department: z.object({ code: departmentCode, name: z.string() }),
    practitioner: z.object({ id: practitionerId, name: z.string(), title: z.string() }),
    place,
    session: sessionPlace.optional(),
    bring: z.array(bilingual),
    fasting: z.boolean(),
    preparation: bilingual.optional(),
    queueRule: bilingual,
    dutyDesk: z.object({ name: z.string(), phone: z.string() }),
  })
  .meta({ id: 'Slip' });

export const slipVerdict = z
  .object({
    verdict: z.enum(['valid', 'cancelled', 'expired', 'altered', 'forged']),
    patientName: z.string().optional().meta({ description: 'Masked; only of a slip that is genuine.' }),
  })
  .meta({ id: 'SlipVerdict' });

const deviceId = opaqueId('dev');
export const device = z
  .object({
    deviceId,
    name: z.string(),
    hospital: hospitalId,
    campus: z.string(),
    floor: z.string(),
    window: z.string().meta({ description: 'Where people are sent for help.' }),
    mmPerPx: z.number(),
  })
  .meta({ id: 'Device' });

export const staffSession = z
  .object({ staffId: opaqueId('stf'), name: z.string(), expiresAt: instant, token: z.string().optional() })
  .meta({ id: 'StaffSession' });

export const patientLink = z
  .object({ id: opaqueId('lnk'), patientId, otherId: patientId, linkedAt: instant })
  .meta({ id: 'PatientLink' });

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
    noticeVersion: noticeVersion.optional(),
    choices: z.array(z.object({ patientId, patientName: z.string() })).optional(),
  })
  .meta({ id: 'Problem', description: 'RFC 9457 problem details.' });

const cursor = z.string().regex(/^[A-Za-z0-9_-]{1,200}$/);
const limit = z.coerce.number<number>().int().min(1).max(50).default(20);

export function page<T extends z.ZodType>(item: T) {
  return z.object({ items: z.array(item), next: z.string().optional().meta({ description: 'Address of the next page.' }) });
}

function givenText(min: number, max: number) {
  return z.string().min(min).max(max);
}

const jws = z
  .string()
  .regex(/^[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+$/)
  .max(4_000);
const givenDocument = z.strictObject({ type: documentType, number: givenText(1, 40) });
const givenPerson = z.strictObject({
  name: givenText(1, 60),
  birthDate: z.iso.date(),
  sex: z.enum(['male', 'female', 'unknown']),
  document: givenDocument,
});
const givenConsents = z
  .strictObject({ privacyNotice: noticeVersion, healthData: noticeVersion, language: z.enum(['zh', 'en']) })
  .meta({ description: 'The versions that the person read and agreed to.' });
const givenPublicKey = z
  .strictObject({ kty: z.literal('EC'), crv: z.literal('P-256'), x: z.string().length(43), y: z.string().length(43) })
  .meta({ description: 'JWK (RFC 7517).' });

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
  book: z.strictObject({ slotId, patientId, coverage: coverage.default('self-pay') }),
  oneTimeCode: z.strictObject({ phone: givenText(6, 20) }),
  openSession: z.strictObject({
    evidence: z.discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('demo'), patientId }),
      z.strictObject({ kind: z.literal('document-read'), document: jws }).meta({
        description: 'What the device bridge signed; see docs/device-bridge.md. Needs the proof of an enrolled device.',
      }),
      z
        .strictObject({
          kind: z.literal('one-time-code'),
          phone: givenText(6, 20),
          code: z.string().regex(/^[0-9]{6}$/),
          patientId: patientId.optional(),
        })
        .meta({ description: '`patientId`: which of the people with this phone, after `choose-patient`.' }),
      z
        .strictObject({ kind: z.literal('staff-present'), document: givenDocument, reason: givenText(2, 100) })
        .meta({ description: 'A signed-in member of staff vouches for the person and is named with them.' }),
    ]),
    person: givenPerson.optional().meta({ description: 'Who is to be registered; a document that was read says it itself.' }),
    phone: givenText(6, 20).optional(),
    consents: givenConsents.optional(),
    carrier: z.enum(['cookie', 'bearer']).default('cookie'),
  }),
  dependant: z.strictObject({ person: givenPerson, relationship, consents: givenConsents }),
  consentId: z.strictObject({ id: consentId }),
  slipCode: z.strictObject({ code: slipCode }),
  verifySlip: z.strictObject({ text: z.string().min(1).max(1_000) }),
  enrolDevice: z.strictObject({ code: z.string().regex(/^[A-Za-z0-9_-]{22,64}$/), publicKey: givenPublicKey }),
  openStaffSession: z.strictObject({
    number: z.string().regex(/^[A-Za-z0-9-]{1,32}$/),
    pin: z.string().regex(/^[0-9]{6,12}$/),
    carrier: z.enum(['cookie', 'bearer']).default('cookie'),
  }),
  linkPatients: z.strictObject({ patientId, otherId: patientId, reason: givenText(2, 100) }),
  linkId: z.strictObject({ id: opaqueId('lnk') }),
  unlinkPatients: z.strictObject({ reason: givenText(2, 100) }),
};
