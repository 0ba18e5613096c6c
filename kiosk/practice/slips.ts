import type { slipPaths } from '../../bff/contract/slips/paths.ts';
import { type HandlersOf, inSession, refused } from './handler.ts';

export const slips = {
  issueSlip: inSession(({ appointments, onSlip, now }, { params }) => {
    const found = appointments.find(({ id }) => id === params.id);
    if (found === undefined || found.status === 'cancelled' || found.cancellation !== 'none') return refused('slip-not-ready');
    const state = found.status === 'booked' ? ('confirmed' as const) : ('provisional' as const);
    const { knowBy, patientName, start, end, price, coverage, department, practitioner, place, clinic, dutyDesk } = found;
    const taken = { state, knowBy, patientName, start, end, price, coverage, department, practitioner, place, clinic, dutyDesk };
    return { status: 200, body: { ...onSlip, issuedAt: new Date(now()).toISOString(), ...taken } };
  }),
} satisfies HandlersOf<typeof slipPaths>;
