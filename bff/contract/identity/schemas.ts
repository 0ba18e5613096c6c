import * as z from 'zod';
import { anyStaff, deviceKinds } from '../access.ts';
import {
  documentType,
  evidenceKind,
  evidenceLevel,
  givenConsents,
  givenDocument,
  givenPerson,
  givenText,
  grantScope,
  hospitalId,
  instant,
  opaqueId,
  patientId,
  sex,
  typedText,
} from '../terms.ts';
import { authenticationResponse, staffNumber } from './passkey-schemas.ts';

const relationship = z
  .enum(['parent', 'guardian', 'grandparent'])
  .meta({ id: 'Relationship', description: 'Of the guardian to the child.' });

export const dependant = z
  .object({
    patientId,
    name: z.string(),
    sex,
    birthYear: z.int(),
    relationship,
    level: evidenceLevel.meta({
      description: 'Of the guardianship: `claimed` is by word alone, and sees only what was booked through it.',
    }),
  })
  .meta({ id: 'Dependant' });

export const helped = z
  .object({
    patientId,
    name: z.string().meta({ description: 'Masked.' }),
    sex,
    birthYear: z.int(),
    scope: z.array(grantScope),
    until: instant,
    grantId: opaqueId('grt'),
  })
  .meta({ id: 'Helped', description: 'A grown-up who lets this person act for them.' });

export const me = z
  .object({
    patientId,
    name: z.string().meta({ description: 'Masked.' }),
    sex,
    birthYear: z.int(),
    level: evidenceLevel.meta({ description: 'Of this session.' }),
    proved: z.boolean().meta({ description: 'False while the person only typed who they are.' }),
    documents: z.array(z.object({ type: documentType, number: z.string().meta({ description: 'Masked.' }) })),
    phone: z.string().optional().meta({ description: 'Masked.' }),
    dependants: z.array(dependant),
    helps: z
      .array(helped)
      .meta({ description: 'For whom this person may act by a grant that is in force, beside their children.' }),
  })
  .meta({ id: 'Me' });

const sessionId = opaqueId('ses').meta({ description: 'Names the session and opens nothing.' });

export const personSessions = z
  .object({
    items: z.array(
      z
        .object({
          id: sessionId,
          openedAt: instant,
          expiresAt: instant.meta({ description: 'When it ends by itself.' }),
          level: evidenceLevel,
          evidence: evidenceKind,
          at: z
            .object({ device: z.string().meta({ description: "The device's name." }), hospital: hospitalId })
            .optional()
            .meta({ description: 'The device at which it was opened; left out where that was a browser of their own.' }),
          current: z.boolean().meta({ description: 'The session that asks.' }),
          vouched: z.boolean().meta({ description: 'A member of staff vouched for it, and may be the one who uses it.' }),
        })
        .meta({ id: 'PersonSession' }),
    ),
  })
  .meta({
    id: 'PersonSessions',
    description:
      'One that was opened with a code sees those that were opened with a code to the same phone; one for which staff vouched sees itself; one that shows a document sees all. One of a desk whose clerk is locked is among them, because it goes on when the clerk is back.',
  });

export const endedSessions = z
  .object({ ended: z.int().min(0).meta({ description: 'Sessions that this request ended.' }) })
  .meta({ id: 'EndedSessions' });

const deviceId = opaqueId('dev');

export const device = z
  .object({
    deviceId,
    kind: z.enum(deviceKinds).meta({ id: 'DeviceKind' }),
    name: z.string(),
    hospital: hospitalId,
    campus: z.string(),
    englishCampus: z.string().optional(),
    floor: z.string(),
    window: z.string().meta({ description: 'Where people are sent for help.' }),
    englishWindow: z.string().optional(),
    mmPerPx: z.number(),
  })
  .meta({ id: 'Device' });

const staffRole = z.enum(anyStaff).meta({ id: 'StaffRole' });

export const staffSession = z
  .object({ staffId: opaqueId('stf'), name: z.string(), role: staffRole, expiresAt: instant, token: z.string().optional() })
  .meta({ id: 'StaffSession' });

export const shift = z
  .object({
    id: opaqueId('shf'),
    staffId: opaqueId('stf'),
    name: z.string(),
    role: staffRole,
    hospital: hospitalId,
    campus: z.string(),
    since: instant,
    until: instant.meta({ description: 'When it ends by itself, or has ended.' }),
    ended: z.boolean(),
  })
  .meta({ id: 'Shift', description: 'A member of staff on duty in the hall of a hospital: a campus of it.' });

export const patientLink = z
  .object({
    id: opaqueId('lnk'),
    patientId,
    otherId: patientId,
    state: z.enum(['proposed', 'linked', 'unlinked']).meta({
      description: 'A link that is only proposed opens nothing.',
    }),
    linkedAt: instant.optional(),
    expiresAt: instant.optional().meta({ description: 'Until when a colleague may confirm what was proposed.' }),
  })
  .meta({ id: 'PatientLink' });

const jws = z
  .string()
  .regex(/^[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+$/)
  .max(4_000);

const givenPublicKey = z
  .strictObject({ kty: z.literal('EC'), crv: z.literal('P-256'), x: z.string().length(43), y: z.string().length(43) })
  .meta({ description: 'JWK (RFC 7517).' });

const carrier = z.enum(['cookie', 'bearer']).default('cookie');

/** What comes in. Objects are strict: a field that is not in the contract is refused. */
export const input = {
  oneTimeCode: z.strictObject({ phone: typedText(6, 40) }),
  closeSession: z
    .strictObject({
      forget: z.literal('true').optional().meta({
        description:
          'Also ends the binding of this browser, known by its cookie, and no other; the number stays the person’s. The cookie is cleared unless somebody else is bound with it.',
      }),
    })
    .optional(),
  openSession: z.strictObject({
    evidence: z.discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('demo'), patientId }),
      z.strictObject({ kind: z.literal('document-read'), document: jws }).meta({
        description: 'What the device bridge signed; see docs/device-bridge.md. Needs the proof of an enrolled device.',
      }),
      z
        .strictObject({
          kind: z.literal('one-time-code'),
          phone: typedText(6, 40),
          code: z.string().regex(/^[0-9]{6}$/),
          patientId: patientId.optional(),
          attempt: z
            .string()
            .regex(/^[A-Za-z0-9_-]{22,64}$/)
            .optional(),
        })
        .meta({
          description:
            '`patientId`: which of the people with this phone, after `choose-patient`. `attempt`: at least 128 random bits that whoever asks makes once and tells nobody; the same request sent again with them, as after a lost answer or a double tap, answers the session that the code opened, as long as the code lives.',
        }),
      z
        .strictObject({ kind: z.literal('staff-present'), document: givenDocument, reason: givenText(2, 100) })
        .meta({ description: 'A clerk who is signed in at the device vouches for the person and is named with them.' }),
    ]),
    person: givenPerson.optional().meta({ description: 'Who is to be registered; a document that was read says it itself.' }),
    phone: typedText(6, 40).optional(),
    consents: givenConsents.optional(),
    carrier,
  }),
  dependant: z
    .strictObject({
      person: givenPerson.optional().meta({ description: 'The child as it is typed; a document that was read says it itself.' }),
      document: jws.optional().meta({
        description: "The child's own document, read by the device at which the guardian stands: makes the guardianship firm.",
      }),
      reason: givenText(2, 100)
        .optional()
        .meta({ description: 'Of the member of staff who vouches for both, and signs in at the device.' }),
      relationship: relationship.optional(),
      consents: givenConsents.optional(),
    })
    .meta({
      description:
        '`relationship` and `consents` are left out by a guardian who shows the `document` of a child again that is theirs already, and whose consents for it are current; else the answer says what is missing, and the same document is sent again.',
    }),
  enrolDevice: z.strictObject({ code: z.string().regex(/^[A-Za-z0-9_-]{22,64}$/), publicKey: givenPublicKey }),
  openStaffSession: z.union([
    z.strictObject({ number: staffNumber, pin: z.string().regex(/^[0-9]{6,12}$/), carrier }),
    z.strictObject({ number: staffNumber, passkey: authenticationResponse, carrier }),
  ]),
  linkPatients: z.strictObject({ patientId, otherId: patientId, reason: givenText(2, 100) }),
  sessionId: z.strictObject({ id: sessionId }),
  shiftId: z.strictObject({ id: opaqueId('shf') }),
  linkId: z.strictObject({ id: opaqueId('lnk') }),
  unlinkPatients: z.strictObject({ reason: givenText(2, 100) }),
};
