import { anyStaff } from '../access.ts';
import type { OperationsOf } from '../operation.ts';
import type { identityPaths } from './paths.ts';
import { dependant, device, input, me, patientLink, session, staffSession } from './schemas.ts';

export const identityOperations = {
  sendOneTimeCode: {
    summary: 'Send a code to a phone; the answer is the same whether or not anybody has it',
    access: { by: 'anyone' },
    cost: 15,
    body: input.oneTimeCode,
    replies: { 204: null },
    problems: ['too-many-codes'],
  },
  openSession: {
    summary: 'Open a session with evidence of who is there; registers the person with the first one',
    access: { by: 'anyone' },
    body: input.openSession,
    replies: { 201: session },
    problems: [
      'evidence-refused',
      'registration-required',
      'consent-required',
      'choose-patient',
      'document-refused',
      'identity-ambiguous',
      'phone-full',
      'device-refused',
    ],
  },
  closeSession: {
    summary: 'End this session at the server',
    access: { by: ['patient'] },
    replies: { 204: null },
    problems: [],
  },
  readMe: {
    summary: 'Who the session is for, masked, and for whom this person may act',
    access: { by: ['patient'] },
    replies: { 200: me },
    problems: [],
  },
  registerDependant: {
    summary: 'Register a child; its guardian, whose session this is, may then act for it',
    access: { by: ['patient'] },
    body: input.dependant,
    replies: { 201: dependant },
    keyed: true,
    problems: [
      'document-refused',
      'identity-ambiguous',
      'consent-required',
      'registration-required',
      'evidence-refused',
      'guardian-refused',
      'device-refused',
    ],
  },
  enrolDevice: {
    summary: 'Enrol a device with a code of `onedoor device enrol`, which works once',
    access: { by: 'anyone' },
    body: input.enrolDevice,
    replies: { 201: device },
    problems: ['enrolment-refused'],
  },
  readDevice: {
    summary: 'The device that proves its key with this request',
    access: { by: ['device'] },
    replies: { 200: device },
    problems: ['device-refused'],
  },
  openStaffSession: {
    summary: 'A member of staff signs in at an enrolled device',
    access: { by: ['device'] },
    cost: 15,
    body: input.openStaffSession,
    replies: { 201: staffSession },
    problems: ['device-refused', 'evidence-refused'],
  },
  closeStaffSession: {
    summary: 'A member of staff signs out',
    access: { by: anyStaff },
    replies: { 204: null },
    problems: [],
  },
  linkPatients: {
    summary: 'Two registrations are one person with two documents',
    access: { by: ['volunteer', 'clerk'] },
    body: input.linkPatients,
    replies: { 201: patientLink },
    keyed: true,
    problems: ['already-linked'],
  },
  unlinkPatients: {
    summary: 'They are two people after all',
    access: { by: ['volunteer', 'clerk'] },
    params: input.linkId,
    body: input.unlinkPatients,
    replies: { 200: patientLink },
    problems: [],
  },
} as const satisfies OperationsOf<typeof identityPaths>;
