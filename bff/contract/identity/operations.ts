import { anyStaff } from '../access.ts';
import type { OperationsOf } from '../operation.ts';
import { nothing, page, pageQuery, session } from '../terms.ts';
import { passkey, passkeyCreation, input as passkeyInput, passkeyRequest } from './passkey-schemas.ts';
import type { identityPaths } from './paths.ts';
import { dependant, device, input, me, patientLink, shift, staffSession } from './schemas.ts';

/** Who comes on duty in a hall. */
const shiftStaff = ['volunteer', 'clerk', 'cashier', 'reviewer'] as const;

export const identityOperations = {
  sendOneTimeCode: {
    summary: 'Send a code to a phone; the answer is the same whether or not anybody has it',
    access: { by: 'anyone' },
    cost: 15,
    secret: true,
    body: input.oneTimeCode,
    replies: { 204: null },
    problems: ['too-many-codes', 'phone-unserved'],
  },
  openSession: {
    summary: 'Open a session with evidence of who is there; registers the person with the first one',
    access: { by: 'anyone' },
    secret: true,
    body: input.openSession,
    replies: { 201: session },
    problems: [
      'evidence-refused',
      'registration-required',
      'consent-required',
      'guardian-required',
      'choose-patient',
      'document-refused',
      'identity-ambiguous',
      'phone-full',
      'device-refused',
    ],
  },
  closeSession: {
    summary: 'End this session at the server',
    access: { by: ['patient', 'clerk'], for: 'patient' },
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
    access: { by: ['patient', 'clerk'], for: 'patient' },
    cost: 5,
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
      'too-many-dependants',
      'presence-required',
      'device-refused',
    ],
  },
  enrolDevice: {
    summary: 'Enrol a device with a code of `onedoor device enrol`, which works once',
    access: { by: 'anyone' },
    cost: 5,
    secret: true,
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
    summary:
      'A member of staff signs in at an enrolled device, or unlocks their session there; who was signed in there is so no more',
    access: { by: ['device'] },
    cost: 15,
    secret: true,
    body: input.openStaffSession,
    replies: { 201: staffSession },
    problems: ['device-refused', 'evidence-refused'],
  },
  closeStaffSession: {
    summary: 'A member of staff signs out',
    access: { by: anyStaff },
    whileLocked: true,
    replies: { 204: null },
    problems: [],
  },
  touchStaffSession: {
    summary: 'The member of staff is still there: a page sends it while somebody touches it, at most every 15 seconds',
    access: { by: anyStaff },
    body: nothing,
    replies: { 204: null },
    problems: [],
  },
  offerStaffSignIn: {
    summary: 'What a passkey is asked to sign, so that its member signs in; the answer is the same whether or not there is one',
    access: { by: ['device'] },
    cost: 5,
    body: passkeyInput.offerStaffSignIn,
    replies: { 200: passkeyRequest },
    problems: ['device-refused', 'not-found'],
  },
  offerPasskey: {
    summary: 'What a new passkey of this member of staff is made with',
    access: { by: anyStaff },
    cost: 5,
    body: nothing,
    replies: { 200: passkeyCreation },
    problems: [],
  },
  addPasskey: {
    summary: 'Keep a new passkey of this member of staff; the oldest of more than five is removed',
    access: { by: anyStaff },
    cost: 5,
    body: passkeyInput.addPasskey,
    replies: { 201: passkey },
    problems: ['evidence-refused'],
  },
  openShift: {
    summary: 'Come on duty in the hall of this device; another shift that one has ends',
    access: { by: shiftStaff },
    body: nothing,
    replies: { 201: shift },
    problems: [],
  },
  listShifts: {
    summary: 'Who is on duty, the last one to come first: for a clerk in their hospital, for everybody else their own shift',
    access: { by: shiftStaff },
    query: pageQuery,
    replies: { 200: page(shift) },
    problems: [],
  },
  endShift: {
    summary: "Go off duty; a clerk may end any shift of their hospital's. Ending it twice is no error",
    access: { by: shiftStaff },
    params: input.shiftId,
    body: nothing,
    replies: { 200: shift },
    problems: [],
  },
  linkPatients: {
    summary:
      'Two registrations are one person with two documents: one clerk proposes it (202), another one of the same hospital confirms it (201)',
    access: { by: ['clerk'] },
    body: input.linkPatients,
    replies: { 201: patientLink, 202: patientLink },
    keyed: true,
    problems: ['already-linked', 'link-implausible'],
  },
  unlinkPatients: {
    summary: 'They are two people after all',
    access: { by: ['clerk'] },
    params: input.linkId,
    body: input.unlinkPatients,
    replies: { 200: patientLink },
    problems: [],
  },
} as const satisfies OperationsOf<typeof identityPaths>;
