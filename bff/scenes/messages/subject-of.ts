import type { AuditEntry } from '../../platform/audit/audit.ts';

/** Of what a message tells, as the audit names it. One of the two is there: the schema says so. */
export function subjectOf({
  appointmentId,
  paymentId,
}: {
  readonly appointmentId: string | null;
  readonly paymentId: string | null;
}): AuditEntry['subject'] {
  if (appointmentId !== null) return { kind: 'appointment', id: appointmentId };
  if (paymentId !== null) return { kind: 'payment', id: paymentId };
  throw new TypeError('a message about nothing');
}
