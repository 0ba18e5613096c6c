import type { slipPaths } from '../../bff/contract/slips/paths.ts';
import { type HandlersOf, inSession, refused } from './handler.ts';

export const slips = {
  issueSlip: inSession(({ appointments, onSlip, now }, { params }) => {
    const found = appointments.find(({ id }) => id === params.id);
    if (found?.status !== 'booked') return refused('slip-not-ready');
    const { patientName, start, end, price, coverage, department, practitioner, place, clinic, dutyDesk } = found;
    const taken = { patientName, start, end, price, coverage, department, practitioner, place, clinic, dutyDesk };
    return { status: 200, body: { ...onSlip, issuedAt: new Date(now()).toISOString(), ...taken } };
  }),
} satisfies HandlersOf<typeof slipPaths>;
