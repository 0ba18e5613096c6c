import type { Handlers } from '../../platform/http/gateway.ts';
import { problem } from '../../platform/http/reply.ts';
import { readingOf } from '../appointments/read-appointments.ts';
import type { SlipDependencies } from './dependencies.ts';
import { answerSlip, readSlip, verifySlip } from './slips.ts';

export function slipHandlers(dependencies: SlipDependencies): Pick<Handlers, 'issueSlip' | 'readSlip' | 'verifySlip'> {
  return {
    issueSlip: ({ params }, context) => answerSlip(dependencies, params.id, readingOf(context)),
    async readSlip({ params }) {
      const verdict = await readSlip(dependencies, params.code);
      return verdict ? { status: 200, body: verdict } : problem('not-found');
    },
    async verifySlip({ body }) {
      return { status: 200, body: await verifySlip(dependencies, body.text) };
    },
  };
}
