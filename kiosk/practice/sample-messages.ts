import type { Message } from '../client/wire.ts';
import { madeUpId } from './made-up-id.ts';
import { payment } from './sample-bills.ts';
import { MESSAGE_KINDS } from './usual-preferences.ts';

const { patientId, patientName } = payment;
const [{ hospital, hospitalName }] = payment.parts as [(typeof payment.parts)[number]];
const dutyDesk = { name: '门诊服务台', phone: '0000-88001234' };
const START = '2026-11-25T09:30:00+08:00';

/** A message of each kind, the newest first; some were read. */
export const everyMessage: readonly Message[] = MESSAGE_KINDS.map((kind, index) => {
  const at = (hoursLater: number) => `2026-11-${23 - index}T${String(8 + hoursLater).padStart(2, '0')}:05:00+08:00`;
  const id = madeUpId('msg', index + 1, 30);
  const told = { id, kind, patientId, patientName, createdAt: at(0), ...(index % 2 === 0 ? {} : { readAt: at(1) }) };
  if (kind.startsWith('booking-')) return { ...told, appointmentId: madeUpId('apt', 6), start: START };
  if (kind.startsWith('grant-')) return { ...told, grantId: madeUpId('grt', 1), helperName: '王*明', helperProved: true };
  const where = { hospital, hospitalName, dutyDesk };
  if (kind === 'records-opened') return { ...told, ...where };
  const cause = kind.endsWith('-back') ? ({ cause: 'less-needed' } as const) : {};
  return { ...told, ...where, ...cause, paymentId: payment.id, amount: { amount: 4_507, currency: 'CNY' } };
});
