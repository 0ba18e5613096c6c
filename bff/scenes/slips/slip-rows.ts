import { templates } from '../../platform/store/statement.ts';
import type { SlipTables } from './tables.ts';

const template = templates<SlipTables>();

/** One slip an appointment; the first one stays. */
export const insertSlip = template((q, p: { code: string; appointmentId: string; now: number }) =>
  q
    .insertInto('slip')
    .values({ code: p.code, appointment_id: p.appointmentId, issued_at: p.now })
    .onConflict((conflict) => conflict.doNothing()),
);

export const selectSlipOf = template((q, p: { appointmentId: string }) =>
  q.selectFrom('slip').select(['code', 'issued_at as issuedAt']).where('appointment_id', '=', p.appointmentId),
);

export const selectSlip = template((q, p: { code: string }) =>
  q.selectFrom('slip').select(['appointment_id as appointmentId', 'issued_at as issuedAt']).where('code', '=', p.code),
);
