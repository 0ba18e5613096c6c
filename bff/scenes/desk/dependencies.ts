import type { AppointmentDependencies } from '../appointments/dependencies.ts';
import type { IdentityDependencies } from '../identity/dependencies.ts';
import type { SlipDependencies } from '../slips/dependencies.ts';

/** A clerk at a desk does what several scenes do, for somebody else. */
export interface DeskDependencies extends IdentityDependencies, AppointmentDependencies, SlipDependencies {}
