import type { AuditEntry } from '../../platform/audit/audit.ts';

/** Of what a message tells, as the audit names it: an appointment, a payment, or the person whose records were opened in an emergency or whose grant it is. */
export function subjectOf({
  appointmentId,
  paymentId,
  patientId,
}: {
  readonly appointmentId: string | null;
  readonly paymentId: string | null;
  readonly patientId: string;
}): AuditEntry['subject'] {
  if (appointmentId !== null) return { kind: 'appointment', id: appointmentId };
  if (paymentId !== null) return { kind: 'payment', id: paymentId };
  return { kind: 'patient', id: patientId };
}
