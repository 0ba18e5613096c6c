import type { z } from 'zod';
import type * as schemas from '../../bff/contract/schemas.ts';

/** The shapes of the contract by their names. Types only: nothing of zod is in the bundle. */
export type Access = z.output<typeof schemas.access>;
export type Appointment = z.output<typeof schemas.appointment>;
export type Consent = z.output<typeof schemas.consent>;
export type Department = z.output<typeof schemas.department>;
export type Dependant = z.output<typeof schemas.dependant>;
export type Device = z.output<typeof schemas.device>;
export type Hospital = z.output<typeof schemas.hospital>;
export type Me = z.output<typeof schemas.me>;
export type PrivacyNotice = z.output<typeof schemas.privacyNotice>;
export type Session = z.output<typeof schemas.session>;
export type Slip = z.output<typeof schemas.slip>;
export type Slot = z.output<typeof schemas.slot>;
export type BodyPart = Department['bodyParts'][number];
export type Coverage = Appointment['coverage'];
export type DocumentType = Me['documents'][number]['type'];
export type Relationship = Dependant['relationship'];
export type Place = Slot['place'];
