import type { Handlers } from '../../platform/http/gateway.ts';
import { problem } from '../../platform/http/reply.ts';
import { readAppointment, readingOf } from '../appointments/read-appointments.ts';
import type { SlipDependencies } from './dependencies.ts';
import { issueSlip, readSlip, verifySlip } from './slips.ts';

export function slipHandlers(dependencies: SlipDependencies): Pick<Handlers, 'issueSlip' | 'readSlip' | 'verifySlip'> {
  return {
    async issueSlip({ params }, context) {
      const row = await readAppointment(dependencies, params.id, readingOf(context));
      if (!row) return problem('not-found');
      const slip = await issueSlip(dependencies, row, readingOf(context));
      if (slip === 'not-theirs') return problem('not-found');
      return slip ? { status: 200, body: slip } : problem('slip-not-ready');
    },
    async readSlip({ params }) {
      const verdict = await readSlip(dependencies, params.code);
      return verdict ? { status: 200, body: verdict } : problem('not-found');
    },
    async verifySlip({ body }) {
      return { status: 200, body: await verifySlip(dependencies, body.text) };
    },
  };
}
