import { send } from '../platform/http/gateway.ts';
import { problem, toWire } from '../platform/http/reply.ts';
import type { Onedoor } from './compose.ts';

/**
 * Where hospitals push to: `POST /inbound/{hospital}`, and below it for those whose contract has paths of its own. The hospital's own adapter finds out whether it is genuine; a hospital whose
 * protocol has no pushes is not there.
 */
export function addInboundRoutes({ app, dependencies, inbox }: Onedoor): void {
  app.on('POST', ['/inbound/:hospital', '/inbound/:hospital/*'], async (c) => {
    const hospitalId = c.req.param('hospital');
    const { hospitals, ids } = dependencies;
    const inbound = hospitals.ids().includes(hospitalId) ? hospitals.inbound(hospitalId) : undefined;
    if (inbound) return inbound(c.req.raw, inbox.sinkOf(hospitalId));
    const requestId = ids.next('req');
    return send(toWire(problem('not-found'), requestId), requestId);
  });
}
