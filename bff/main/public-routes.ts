import type { Onedoor } from './compose.ts';
import { addInboundRoutes } from './inbound-routes.ts';
import { addLinkRoutes } from './link-routes.ts';
import { addOperatorRoutes } from './operator-routes.ts';
import { addPayerRoutes } from './payer-routes.ts';
import { addReceiptRoutes } from './receipt-routes.ts';
import { addSlipRoutes } from './slip-routes.ts';
import { commit, version } from './version.ts';

/** What every gateway serves beside the contract's operations, wherever it runs. */
export function addPublicRoutes(
  onedoor: Onedoor,
  options: { readonly metricsToken: string | undefined; readonly clientAddress: (environment: unknown) => string },
): void {
  addOperatorRoutes(onedoor, { version, commit, ...options });
  addSlipRoutes(onedoor, options.clientAddress);
  addReceiptRoutes(onedoor, options.clientAddress);
  addPayerRoutes(onedoor, options.clientAddress);
  addLinkRoutes(onedoor, options.clientAddress);
  addInboundRoutes(onedoor);
}
