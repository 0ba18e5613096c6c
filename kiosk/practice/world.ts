import type { Problem } from '../../bff/contract/client.ts';
import type { OperationId } from '../../bff/contract/paths.ts';
import type {
  Access,
  Appointment,
  Consent,
  Department,
  Hospital,
  Me,
  PrivacyNotice,
  Session,
  Slip,
  Slot,
} from '../client/wire.ts';

/** Everything that a made-up city answers with. Held in this page, gone with it. */
export interface World {
  readonly now: () => number;
  readonly hospitals: readonly Hospital[];
  /** With the pinyin initials by which each is found. */
  readonly departments: readonly (Department & { readonly initials: string })[];
  readonly slots: readonly Slot[];
  readonly me: Me;
  /** The answer to who stands here; a problem where nobody is registered yet. */
  readonly session: Session | 'registration-required';
  readonly notice: PrivacyNotice;
  readonly consents: readonly Consent[];
  readonly access: readonly Access[];
  /** The newest last. */
  readonly appointments: readonly Appointment[];
  /** What stands on a slip besides what the appointment says. */
  readonly onSlip: Pick<Slip, 'bring' | 'fasting' | 'preparation' | 'queueRule' | 'qr' | 'code'>;
  /** How a booking ends. */
  readonly booking: 'booked' | 'confirming';
  /** Operations that meet a problem, never answer, or are not reached at all. */
  readonly trouble: Partial<Readonly<Record<OperationId, Problem | 'silence' | 'no-answer'>>>;
}
