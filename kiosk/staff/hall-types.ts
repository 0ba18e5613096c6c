import type * as z from 'zod';
import type * as assist from '../../bff/contract/assist/schemas.ts';
import type * as identity from '../../bff/contract/identity/schemas.ts';

/** The shapes of the contract that pages of staff read. Types only: nothing of zod is in the bundle. */
export type AssistEvent = z.output<typeof assist.assistEvent>;
export type HallEvent = Extract<AssistEvent, { readonly at: 'staff' }>;
export type HelpCall = z.output<typeof assist.helpCallAtStaff>;
export type AssistSession = z.output<typeof assist.assistAtHelper>;
export type FollowedJourney = z.output<typeof assist.followedJourney>;
export type AssistAct = z.output<typeof assist.input.act>;
export type StaffSession = z.output<typeof identity.staffSession>;
