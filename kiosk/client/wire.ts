import type * as z from 'zod';
import type * as appointments from '../../bff/contract/appointments/schemas.ts';
import type * as directory from '../../bff/contract/directory/schemas.ts';
import type * as identity from '../../bff/contract/identity/schemas.ts';
import type * as oversight from '../../bff/contract/oversight/schemas.ts';
import type { problem } from '../../bff/contract/problem-document.ts';
import type * as slips from '../../bff/contract/slips/schemas.ts';
import type * as slots from '../../bff/contract/slots/schemas.ts';

/** The shapes of the contract by their names. Types only: nothing of zod is in the bundle. */
export type Access = z.output<typeof oversight.access>;
export type Appointment = z.output<typeof appointments.appointment>;
export type Consent = z.output<typeof oversight.consent>;
export type Department = z.output<typeof directory.department>;
export type Dependant = z.output<typeof identity.dependant>;
export type Device = z.output<typeof identity.device>;
export type Hospital = z.output<typeof directory.hospital>;
export type Me = z.output<typeof identity.me>;
export type PrivacyNotice = z.output<typeof oversight.privacyNotice>;
export type Session = z.output<typeof identity.session>;
export type Slip = z.output<typeof slips.slip>;
export type Slot = z.output<typeof slots.slot>;
/** Which bound on how many appointments one may have. */
export type Bound = NonNullable<z.output<typeof problem>['bound']>;
export type BodyPart = Department['bodyParts'][number];
export type Coverage = Appointment['coverage'];
export type DocumentType = Me['documents'][number]['type'];
export type Relationship = Dependant['relationship'];
export type Place = Slot['place'];
